package models

import (
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/signal"
)

// declareInputs adds the actors of all inputs, in the order of their names.
func (w *wiring) declareInputs() {
	inputs := slices.Clone(w.study.Inputs)
	slices.SortFunc(inputs, func(a, b Input) int { return strings.Compare(a.Name, b.Name) })
	for i := range inputs {
		in := &inputs[i]
		path := "input." + in.Name
		if w.inputs[in.Name] != nil {
			w.Fault(path, "two inputs have this name", "")
			continue
		}
		w.inputs[in.Name] = in
		s, ok := w.input(path, in)
		if !ok {
			continue
		}
		show := in.Unit.SI()
		if in.Unit.Absolute {
			show = celsius()
		}
		w.units[path] = shown{unit: show}
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
		out := engine.NoSignal
		if t.Linear {
			out = b.Formed(path, t.Values[0])
		} else {
			out = b.Held(path, t.Values[0])
		}
		signal.Cursor{Times: t.Times, Values: t.Values, Linear: t.Linear, Out: out}.Add(b, path)
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
	w.Fault(path, "the input has no signal", "")
	return engine.NoSignal, false
}
