package models

import (
	"fmt"
	"strings"

	"whatif/engine"
	"whatif/models/observe"
)

// addIndicators adds the gauges in the order of the study.
func (w *wiring) addIndicators() []indicator {
	var list []indicator
	for i := range w.study.Indicators {
		in := &w.study.Indicators[i]
		if g := w.gauge("indicator."+in.Name, in); g != nil {
			list = append(list, indicator{gauge: g, unit: in.Unit, difference: in.Measure.Fits() || in.Measure == Shortfall || in.Measure == Excess})
		}
	}
	return list
}

func (w *wiring) gauge(path string, in *Indicator) observe.Gauge {
	if in.Over != "" {
		return w.reduced(path, in)
	}
	b := w.Builder
	during := w.while(path, in)
	switch in.Measure {
	case TimeWhile, Count:
		if in.When == nil {
			w.Fault(path, "there is no condition", "")
			return nil
		}
		when := w.condition(path, in.When)
		if in.Measure == Count {
			alert := in.When.Op == FlagSet && strings.HasPrefix(in.When.Left.Path, "alert.")
			return observe.NewCount(b, path, when, during, alert)
		}
		return observe.NewTime(b, path, both(when, during))
	}
	signal, ok := w.single(path, in.Signal)
	if !ok {
		return nil
	}
	switch in.Measure {
	case Integral:
		return observe.NewIntegral(b, path, signal, during)
	case Mean:
		return observe.NewMean(b, path, signal, during)
	case Min:
		return observe.NewMin(b, path, signal, in.Window, during)
	case Max:
		return observe.NewMax(b, path, signal, in.Window, during)
	case Final:
		if in.Until > 0 && in.Until < w.study.Span {
			return observe.NewFinalAt(b, path, signal, in.Until)
		}
		return observe.FinalGauge{Signal: signal}
	case Shortfall, Excess:
		return w.beyond(path, in, signal, during)
	case RMSE, MAE, Bias, NMBE, CVRMSE:
		return w.fit(path, in, signal, during)
	}
	w.Fault(path, "there is no measure "+string(in.Measure), "")
	return nil
}

// reduced is a gauge of each member, and what they come to.
func (w *wiring) reduced(path string, in *Indicator) observe.Gauge {
	by, known := map[Over]observe.Reduction{
		OverSum: observe.SumOf, OverMean: observe.MeanOf, OverMin: observe.MinOf, OverMax: observe.MaxOf, OverCount: observe.AboveZero,
	}[in.Over]
	if !known {
		w.Fault(path, "there is no reduction "+string(in.Over), "")
		return nil
	}
	g := observe.Reduced{By: by}
	for i := range in.Members {
		m := &in.Members[i]
		each := w.gauge(path+"."+m.Name, m)
		if each == nil {
			return nil
		}
		g.Of = append(g.Of, each)
	}
	return g
}

// single is the one signal at a path.
func (w *wiring) single(at, path string) (engine.Signal, bool) {
	if s, ok := w.Signals[path]; ok {
		return s, true
	}
	switch s := w.Params[path]; len(s) {
	case 1:
		return s[0], true
	case 0:
		w.Fault(at, "there is no signal "+path, "")
	default:
		w.Fault(at, path+" is a sum of several signals", "name one of them")
	}
	return engine.NoSignal, false
}

// while is when an indicator counts: in its part of the span, during its
// condition.
func (w *wiring) while(path string, in *Indicator) observe.Condition {
	during := w.whenever(path, in.During)
	period := engine.Never
	if in.Until > 0 && in.Until < w.study.Span {
		period = in.Until
	}
	if in.From <= 0 && period == engine.Never || in.Measure.Fits() || in.Measure == Final { // stamps say themselves where they are
		return during
	}
	name := fmt.Sprintf("period:%d:%d", in.From, period)
	flag, ok := w.crossings[name]
	if !ok {
		flag = w.Builder.Held(name, 0)
		w.crossings[name] = flag
		observe.Period{From: in.From, Until: period, Out: flag}.Add(w.Builder, name)
	}
	return both(observe.Flag(flag), during)
}

func both(a, b observe.Condition) observe.Condition {
	return observe.Condition{Op: observe.And, Args: []observe.Condition{a, b}}
}

// beyond measures by how much, and for how long, a signal is beyond a level.
func (w *wiring) beyond(path string, in *Indicator, signal engine.Signal, during observe.Condition) observe.Gauge {
	level := observe.Level{Signal: engine.NoSignal, Number: in.Level.Number}
	if in.Level.Path != "" {
		var ok bool
		if level.Signal, ok = w.single(path, in.Level.Path); !ok {
			return nil
		}
	}
	op := Less
	if in.Measure == Excess {
		op = Greater
	}
	there := w.condition(path, &Condition{Op: op, Left: Operand{Path: in.Signal}, Right: in.Level})
	return observe.NewBeyond(w.Builder, path, signal, level, op == Greater, both(there, during))
}

// fit compares a signal with a record, at the record's stamps or over its
// intervals. Of two periods that meet in a stamp, it belongs to the later.
func (w *wiring) fit(path string, in *Indicator, signal engine.Signal, during observe.Condition) observe.Gauge {
	record := w.inputs[strings.TrimPrefix(in.Against, "input.")]
	if record == nil || !strings.HasPrefix(in.Against, "input.") {
		w.Fault(path, "there is no input "+in.Against, "")
		return nil
	}
	table := record.Table
	if table == nil || table.Stamps == nil {
		w.Fault(path, in.Against+" is no record, so that it has no stamps at which to compare", "compare with an input that is read from a file")
		return nil
	}
	until := w.study.Span
	if in.Until > 0 {
		until = min(until, in.Until)
	}
	m := observe.Measurement{}
	if table.Adjust != nil {
		m.Adjusted = true
		m.Scale, m.Offset = w.Slots[in.Against+".scale"], w.Slots[in.Against+".offset"]
	}
	last := -engine.Never // intervals never overlap
	for i, t := range table.Stamps[:min(len(table.Stamps), len(table.StampValues))] {
		begin := t
		if table.StampBegins != nil {
			begin = max(table.StampBegins[i], last)
			last = t
		}
		if begin < max(in.From, 0) || t > until || begin == until && until < w.study.Span {
			continue
		}
		m.Times = append(m.Times, t)
		m.Values = append(m.Values, table.StampValues[i])
		if table.StampBegins != nil {
			m.Begins = append(m.Begins, begin)
		}
	}
	if table.StampBegins != nil && m.Begins == nil {
		m.Begins = []engine.Time{}
	}
	kind := map[Measure]observe.Fit{RMSE: observe.RMSE, MAE: observe.MAE, Bias: observe.Bias, NMBE: observe.NMBE, CVRMSE: observe.CVRMSE}[in.Measure]
	return observe.NewFit(w.Builder, path, kind, in.Parameters, signal, m, during)
}
