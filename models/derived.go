package models

import (
	"math"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/signal"
	"whatif/physics/formula"
	"whatif/physics/linear"
)

// derivation is a formula as the function of a signal.Blend.
type derivation struct{ *formula.Program }

// At is the value; time has no part in it.
func (e derivation) At(_ float64, args []float64) float64 { return e.Program.At(args) }

// Form, and Outlook, are those of the program.
func (e derivation) Form(args []linear.Input, _ []float64) (linear.Input, bool) {
	return e.Program.Form(args)
}

// orderInputs lists the study's inputs by name, but those that others are
// computed of before these.
func (w *wiring) orderInputs() []*Input {
	inputs := slices.Clone(w.study.Inputs)
	slices.SortStableFunc(inputs, func(a, b Input) int { return strings.Compare(a.Name, b.Name) })
	for i := range inputs {
		in := &inputs[i]
		if w.inputs[in.Name] != nil {
			w.Fault("input."+in.Name, "two inputs have this name", "")
			continue
		}
		w.inputs[in.Name] = in
	}
	const (
		underway = 1
		done     = 2
	)
	var order []*Input
	state := map[string]int{}
	var visit func(in *Input)
	visit = func(in *Input) {
		state[in.Name] = underway
		if in.Derived != nil {
			for _, ref := range in.Derived.Of {
				name := strings.TrimPrefix(ref, "input.")
				switch of := w.inputs[name]; {
				case of == nil:
					w.Fault("input."+in.Name, "there is no signal "+ref, "")
				case state[name] == underway:
					w.Fault("input."+in.Name, "it is computed of itself, by way of "+ref, "")
				case state[name] == 0:
					visit(of)
				}
			}
		}
		state[in.Name] = done
		order = append(order, in)
	}
	for i := range inputs {
		if in := &inputs[i]; state[in.Name] == 0 {
			visit(in)
		}
	}
	return order
}

// derived declares an input that is computed of others, which are declared.
func (w *wiring) derived(path string, in *Input) (engine.Signal, bool) {
	of := w.references(path, in.Derived.Of)
	if len(of) != len(in.Derived.Of) {
		return engine.NoSignal, false
	}
	b := w.Builder
	formed := slices.ContainsFunc(of, func(s engine.Signal) bool { return b.ClassOf(s) == engine.Formed })
	out := engine.NoSignal
	if initial := w.firstValue(in); formed {
		out = b.Formed(path, initial)
	} else {
		out = b.Held(path, initial)
	}
	// An argument that is itself computed is news a microstep later, and so is
	// one that events set.
	patience := 2*int32(len(w.inputs)) + 2
	signal.Blend{Path: path, Of: of, Law: derivation{&in.Derived.Formula}, Out: out, Patience: patience}.Add(b, path, true)
	return out, true
}

// formedInput reports whether an input goes linearly or sinusoidally between events.
// depth bounds a circle.
func (w *wiring) formedInput(in *Input, depth int) bool {
	switch {
	case in == nil || depth > len(w.inputs):
		return false
	case in.Derived != nil:
		return slices.ContainsFunc(in.Derived.Of, func(ref string) bool {
			return w.formedInput(w.inputs[strings.TrimPrefix(ref, "input.")], depth+1)
		})
	}
	return in.Sine != nil || in.Ramp != nil || in.Table != nil && in.Table.Linear
}

// firstValue is about what an input is at first, so that physics begins with
// numbers that make sense.
func (w *wiring) firstValue(in *Input) float64 {
	path := "input." + in.Name
	if x, known := w.first[path]; known {
		return x
	}
	x := 0.0
	switch {
	case in.Constant != nil:
		x = in.Constant.Value
	case in.Table != nil && len(in.Table.Values) > 0:
		k := 0
		for k+1 < len(in.Table.Times) && k+1 < len(in.Table.Values) && in.Table.Times[k+1] <= -w.study.Warmup {
			k++
		}
		x = in.Table.Values[k]
		if a := in.Table.Adjust; a != nil {
			x = a.Scale*x + a.Offset
		}
	case in.Sine != nil:
		x = in.Sine.Mean
	case in.Noise != nil:
		x = in.Noise.Mean
	case in.Square != nil:
		x = in.Square.Low
	case in.Step != nil:
		x = in.Step.Before
	case in.Ramp != nil:
		x = in.Ramp.From
	case in.Pulse != nil:
		x = in.Pulse.Otherwise
	case in.Bursts != nil:
		x = in.Bursts.Otherwise
	case in.Derived != nil:
		var args []float64
		for _, ref := range in.Derived.Of {
			args = append(args, w.first[ref])
		}
		if x = in.Derived.Formula.At(args); math.IsNaN(x) {
			x = 0
		}
	}
	w.first[path] = x
	return x
}
