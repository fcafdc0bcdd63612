package models

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/physics/unit"
)

// limits is the least and the greatest value that an input takes, in SI.
func (in *Input) limits() (lo, hi float64) {
	switch {
	case in.Constant != nil:
		return in.Constant.Value, in.Constant.Value
	case in.Table != nil && len(in.Table.Values) > 0:
		return slices.Min(in.Table.Values), slices.Max(in.Table.Values)
	case in.Sine != nil:
		swing := math.Abs(in.Sine.Amplitude)
		return in.Sine.Mean - swing, in.Sine.Mean + swing
	}
	return math.Inf(-1), math.Inf(1)
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
		lo, hi := in.limits()
		if lo >= p.Min && hi <= p.Max {
			continue
		}
		u := showIn(p.Unit)
		from, to := unit.Format(p.Min, u), unit.Format(p.Max, u)
		reach := fmt.Sprintf("from %s to %s", unit.Format(lo, u), unit.Format(hi, u))
		if in.Noise != nil {
			reach = "anywhere: it is noise"
		}
		bounds := "from " + from + " to " + to
		switch {
		case math.IsInf(p.Max, 1):
			bounds = "at least " + from
		case math.IsInf(p.Min, -1):
			bounds = "at most " + to
		}
		w.Fault(path, fmt.Sprintf("%s goes %s, but %s is %s", ref, reach, p.Name, bounds), "")
	}
}
