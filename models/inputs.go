package models

import (
	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
)

// declareInputs adds the actors of all inputs: those that others are computed of
// before these, otherwise in the order of their names.
func (w *wiring) declareInputs() {
	for _, in := range w.orderInputs() {
		path := "input." + in.Name
		w.firstValue(in)
		s, ok := w.input(path, in)
		if !ok {
			continue
		}
		w.Signals[path] = w.override(path, []engine.Signal{s}, "")[0]
	}
}

func (w *wiring) input(path string, in *Input) (engine.Signal, bool) {
	b := w.Builder
	switch {
	case in.Constant != nil:
		return w.Number(path+".value", in.Constant.Value), true
	case in.Table != nil:
		t := in.Table
		if len(t.Times) == 0 || len(t.Times) != len(t.Values) {
			w.Fault(path, "the table has no values", "")
			return engine.NoSignal, false
		}
		out, first := engine.NoSignal, t.Values[0]
		if t.Adjust != nil {
			first = t.Adjust.Scale*first + t.Adjust.Offset
		}
		if t.Linear {
			out = b.Formed(path, first)
		} else {
			out = b.Held(path, first)
			if t.StampBegins != nil {
				w.Steps[out] = t.Times
			}
			w.Timetables[path] = twin.Timetable{Times: t.Times, Values: t.Values}
		}
		cursor := signal.Cursor{Times: t.Times, Values: t.Values, Linear: t.Linear, Out: out}
		if t.Adjust != nil {
			cursor.Adjusted = true
			cursor.Scale, cursor.Offset = w.Number(path+".scale", t.Adjust.Scale), w.Number(path+".offset", t.Adjust.Offset)
		}
		cursor.Add(b, path)
		return out, true
	case in.Sine != nil:
		out := b.Formed(path, in.Sine.Mean)
		signal.Sine{
			Mean: w.Number(path+".mean", in.Sine.Mean), Amplitude: w.Number(path+".amplitude", in.Sine.Amplitude),
			Period: w.Number(path+".period", in.Sine.Period), Phase: w.Number(path+".phase", in.Sine.Phase), Out: out,
		}.Add(b, path)
		return out, true
	case in.Noise != nil:
		if in.Noise.Every <= 0 {
			w.Fault(path+".every", "the grid of a noise needs a step above 0 s", "leave it out for a tenth of the timescale")
			return engine.NoSignal, false
		}
		out := b.Held(path, in.Noise.Mean)
		signal.Noise{
			Key: engine.KeyOf(path), Every: in.Noise.Every, Out: out,
			Mean: w.Number(path+".mean", in.Noise.Mean), SD: w.Number(path+".sd", in.Noise.SD),
			Timescale: w.Number(path+".timescale", in.Noise.Timescale),
		}.Add(b, path)
		return out, true
	}
	if in.Derived != nil {
		return w.derived(path, in)
	}
	out, ok := w.waves(path, in)
	if !ok {
		w.Fault(path, "the input has no signal", "")
	}
	return out, ok
}
