package models

import (
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
			list = append(list, indicator{gauge: g, unit: in.Unit, difference: in.Measure == RMSE})
		}
	}
	return list
}

func (w *wiring) gauge(path string, in *Indicator) observe.Gauge {
	b := w.Builder
	during := w.whenever(path, in.During)
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
		return observe.NewTime(b, path, observe.Condition{Op: observe.And, Args: []observe.Condition{when, during}})
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
		return observe.NewMin(b, path, signal, during)
	case Max:
		return observe.NewMax(b, path, signal, during)
	case Final:
		return observe.FinalGauge{Signal: signal}
	case RMSE:
		return w.rmse(path, in, signal, during)
	}
	w.Fault(path, "there is no measure "+string(in.Measure), "")
	return nil
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

// rmse compares a signal with a record at the record's stamps.
func (w *wiring) rmse(path string, in *Indicator, signal engine.Signal, during observe.Condition) observe.Gauge {
	record := w.inputs[strings.TrimPrefix(in.Against, "input.")]
	if record == nil || !strings.HasPrefix(in.Against, "input.") {
		w.Fault(path, "there is no input "+in.Against, "")
		return nil
	}
	if record.Table == nil || record.Table.Stamps == nil {
		w.Fault(path, in.Against+" is no record, so that it has no stamps at which to compare", "compare with an input that is read from a file")
		return nil
	}
	var times []engine.Time
	var values []float64
	for i, t := range record.Table.Stamps {
		if t >= 0 && t <= w.study.Span && i < len(record.Table.StampValues) {
			times = append(times, t)
			values = append(values, record.Table.StampValues[i])
		}
	}
	return observe.NewRMSE(w.Builder, path, signal, times, values, during)
}
