package models

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"whatif/models/intervene"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/physics/unit"
)

// limits is the least and the greatest value that an input takes, in SI, each of
// its events for itself included. Those of one that is computed may be wider than
// what it really takes.
func (w *wiring) limits(in *Input, depth int) (lo, hi float64) {
	lo, hi = w.played(in, depth)
	least, most := lo, hi
	for _, l := range w.holds["input."+in.Name] {
		a, b := l.Known, l.Known
		switch l.Effect {
		case intervene.Scale:
			a, b = minmax(tidy(lo*l.Known), tidy(hi*l.Known))
			if l.Known == 0 {
				a, b = 0, 0 // also of what goes anywhere
			}
		case intervene.Add:
			a, b = tidy(lo+l.Known), tidy(hi+l.Known)
		}
		least, most = math.Min(least, a), math.Max(most, b)
	}
	return least, most
}

// played is limits without events.
func (w *wiring) played(in *Input, depth int) (lo, hi float64) {
	switch {
	case in.Constant != nil:
		return in.Constant.Value, in.Constant.Value
	case in.Table != nil && len(in.Table.Values) > 0:
		lo, hi = slices.Min(in.Table.Values), slices.Max(in.Table.Values)
		if a := in.Table.Adjust; a != nil {
			lo, hi = minmax(tidy(a.Scale*lo+a.Offset), tidy(a.Scale*hi+a.Offset))
		}
		return lo, hi
	case in.Sine != nil:
		swing := math.Abs(in.Sine.Amplitude)
		return in.Sine.Mean - swing, in.Sine.Mean + swing
	case in.Square != nil && in.Square.Centred:
		swing := math.Abs(in.Square.High)
		return in.Square.Low - swing, in.Square.Low + swing
	case in.Square != nil:
		return minmax(in.Square.Low, in.Square.High)
	case in.Step != nil:
		return minmax(in.Step.Before, in.Step.After)
	case in.Ramp != nil:
		return minmax(in.Ramp.From, in.Ramp.To)
	case in.Pulse != nil:
		return minmax(in.Pulse.Value, in.Pulse.Otherwise)
	case in.Bursts != nil:
		lo, hi = minmax(in.Bursts.Value, in.Bursts.Otherwise)
		if in.Bursts.Adds && in.Bursts.Value > in.Bursts.Otherwise {
			hi = math.Inf(1)
		} else if in.Bursts.Adds {
			lo = math.Inf(-1)
		}
		return lo, hi
	case in.Derived != nil && depth <= len(w.inputs):
		var args []formula.Interval
		for _, ref := range in.Derived.Of {
			arg := formula.Everything()
			if of := w.inputs[strings.TrimPrefix(ref, "input.")]; of != nil {
				arg.Low, arg.High = w.limits(of, depth+1)
			}
			args = append(args, arg)
		}
		r := in.Derived.Formula.Range(args)
		return r.Low, r.High
	}
	return math.Inf(-1), math.Inf(1)
}

// tidy is x without what rounding added: ten times 0.1 is 1.
func tidy(x float64) float64 {
	if math.Abs(x) < 1e-15 {
		return 0
	}
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 14, 64), 64)
	return rounded
}

func minmax(a, b float64) (lo, hi float64) { return math.Min(a, b), math.Max(a, b) }

// goesWhere says where an input goes.
func goesWhere(in *Input, lo, hi float64, u unit.Unit) string {
	deep, high := math.IsInf(lo, -1), math.IsInf(hi, 1)
	switch {
	case in.Noise != nil:
		return "goes anywhere: it is noise"
	case in.Bursts != nil && (deep || high):
		return "may go as far as its bursts add up"
	case deep && high:
		return "may go anywhere"
	case deep:
		return "may go as low as it likes"
	case high:
		return "may go as high as it likes"
	case in.Derived != nil:
		return fmt.Sprintf("may go from %s to %s", unit.About(lo, u), unit.About(hi, u))
	}
	return fmt.Sprintf("goes from %s to %s", unit.About(lo, u), unit.About(hi, u))
}

// within checks that the input that a parameter follows stays in the
// parameter's bounds, as a number written there would have to.
func (w *wiring) within(path string, p *twin.Param, refs []string) {
	for _, ref := range refs {
		name, ok := strings.CutPrefix(ref, "input.")
		in := w.inputs[name]
		if !ok || in == nil {
			continue
		}
		lo, hi := w.limits(in, 0)
		if lo >= p.Min && hi <= p.Max {
			continue
		}
		u := showIn(p.Unit)
		from, to := unit.Format(p.Min, u), unit.Format(p.Max, u)
		hint := ""
		if in.Derived != nil {
			hint = fmt.Sprintf("bound it in an expression: max(..., %s), min(..., %s) or clamp(..., %s, %s)", quoted(from), quoted(to), quoted(from), quoted(to))
			switch {
			case math.IsInf(p.Max, 1):
				hint = fmt.Sprintf("bound it in an expression: max(..., %s)", quoted(from))
			case math.IsInf(p.Min, -1):
				hint = fmt.Sprintf("bound it in an expression: min(..., %s)", quoted(to))
			}
		}
		bounds := "from " + from + " to " + to
		switch {
		case math.IsInf(p.Max, 1):
			bounds = "at least " + from
		case math.IsInf(p.Min, -1):
			bounds = "at most " + to
		}
		goes := goesWhere(in, lo, hi, u)
		if low, high := w.played(in, 0); low != lo || high != hi {
			goes += " with its events"
		}
		w.Fault(path, fmt.Sprintf("%s %s, but %s is %s", ref, goes, p.Name, bounds), hint)
	}
}

// quoted is a quantity as it stands in a formula: a pure number bare, others in
// quotes.
func quoted(quantity string) string {
	if strings.Contains(quantity, " ") {
		return "'" + quantity + "'"
	}
	return quantity
}
