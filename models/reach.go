package models

import (
	"strings"

	"whatif/models/twin"
)

// Reach checks a study whose inputs have other numbers, in SI by the path
// input.NAME.KEY: whether they stay in the bounds of the parameters that follow
// them. Paths that lead to no number of an input are passed over.
func Reach(s *Study, numbers map[string]float64) []Problem {
	moved := *s
	moved.Inputs = nil
	for _, in := range s.Inputs {
		for path, x := range numbers {
			if key, ok := strings.CutPrefix(path, "input."+in.Name+"."); ok {
				in = in.with(key, x)
			}
		}
		moved.Inputs = append(moved.Inputs, in)
	}
	w := newWiring(&moved)
	w.takeTwins()
	w.gatherOverrides()
	w.orderInputs()
	w.Faults = nil // what else is wrong is not asked here
	for i := range w.twins {
		t := &w.twins[i]
		k := kindOf(t)
		for j := range k.Params {
			p := &k.Params[j]
			if set, given := t.Settings[p.Name]; given && p.Shape == twin.Signal && set.IsRef {
				w.within(twin.Path(t.Name, p.Name), p, set.Refs)
			}
		}
	}
	return w.problems()
}

// with is the input with another number at a key.
func (in Input) with(key string, x float64) Input {
	set := func(numbers map[string]*float64) {
		if at, ok := numbers[key]; ok {
			*at = x
		}
	}
	switch {
	case in.Constant != nil:
		c := *in.Constant
		set(map[string]*float64{"value": &c.Value})
		in.Constant = &c
	case in.Table != nil && in.Table.Adjust != nil:
		t, a := *in.Table, *in.Table.Adjust
		set(map[string]*float64{"scale": &a.Scale, "offset": &a.Offset})
		t.Adjust = &a
		in.Table = &t
	case in.Sine != nil:
		s := *in.Sine
		set(map[string]*float64{"mean": &s.Mean, "amplitude": &s.Amplitude})
		in.Sine = &s
	case in.Square != nil:
		s := *in.Square
		set(map[string]*float64{"mean": &s.Low, "low": &s.Low, "amplitude": &s.High, "high": &s.High})
		in.Square = &s
	case in.Step != nil:
		s := *in.Step
		set(map[string]*float64{"before": &s.Before, "after": &s.After})
		in.Step = &s
	case in.Ramp != nil:
		r := *in.Ramp
		set(map[string]*float64{"from": &r.From, "to": &r.To})
		in.Ramp = &r
	case in.Pulse != nil:
		p := *in.Pulse
		set(map[string]*float64{"value": &p.Value, "otherwise": &p.Otherwise})
		in.Pulse = &p
	case in.Bursts != nil:
		b := *in.Bursts
		set(map[string]*float64{"value": &b.Value, "otherwise": &b.Otherwise})
		in.Bursts = &b
	}
	return in
}
