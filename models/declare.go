package models

import (
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// shown is how a value at a path is shown to people.
type shown struct {
	unit unit.Unit
	flag bool
}

// celsius is the unit in which absolute temperatures are shown.
func celsius() unit.Unit { return unit.Must("degC") }

// shownAt is how the value at a path is shown; as a pure number where nothing else
// is known.
func (w *wiring) shownAt(path string) shown {
	if name, ok := strings.CutPrefix(path, "input."); ok {
		if in := w.inputs[name]; in != nil {
			if in.Unit.Absolute {
				return shown{unit: celsius()}
			}
			return shown{unit: in.Unit.SI()}
		}
	}
	if t, name := w.owner(path); t != nil {
		k := kindOf(t)
		if p := k.Param(name); p != nil {
			return shown{showIn(twin.InCurrency(p.Unit, t.Currency)), p.Shape == twin.Flag}
		}
		if v := k.Variable(name); v != nil {
			return shown{showIn(twin.InCurrency(v.Unit, t.Currency)), v.Flag}
		}
	}
	return shown{unit: showIn("")}
}

// showIn is the unit of a parameter or variable; that of a flag is 1.
func showIn(text string) unit.Unit {
	if text == "" {
		text = "1"
	}
	return unit.Must(text)
}

// takeTwins sorts the twins by name, so that nothing depends on the order in
// which they come, and completes their settings.
func (w *wiring) takeTwins() {
	for _, t := range w.study.Twins {
		k := kindOf(&t)
		if k == nil {
			w.Fault("twin."+t.Name, "there is no kind of twin named "+t.Kind, "")
			continue
		}
		full, err := k.Complete(t)
		if err != nil {
			w.Fault("twin."+t.Name, err.Error(), "")
		}
		for _, p := range k.Params {
			if _, given := full.Settings[p.Name]; p.Required && !given {
				w.Fault(twin.Path(t.Name, p.Name), p.Name+" is missing", p.Doc)
			}
		}
		if k.Check != nil {
			for _, f := range k.Check(&full) {
				w.Fault(twin.Path(t.Name, f.Path), f.Summary, f.Hint)
			}
		}
		w.twins = append(w.twins, full)
	}
	slices.SortFunc(w.twins, func(a, b twin.Twin) int { return strings.Compare(a.Name, b.Name) })
	for i := range w.twins {
		if i > 0 && w.twins[i].Name == w.twins[i-1].Name {
			w.Fault("twin."+w.twins[i].Name, "two twins have this name", "")
		}
		w.byName[w.twins[i].Name] = &w.twins[i]
	}
}

// declareVariables gives every variable its signal.
func (w *wiring) declareVariables() {
	for i := range w.twins {
		t := &w.twins[i]
		for _, v := range kindOf(t).Variables {
			if _, given := t.Settings[v.Needs]; v.Needs != "" && !given {
				continue
			}
			path := w.paths.of(t.Name, v.Name)
			switch {
			case dense(&v, t):
				w.Signals[path] = w.Builder.Dense(path)
			case w.formed(path, 0):
				w.Signals[path] = w.Builder.Formed(path, 0)
			default:
				w.Signals[path] = w.Builder.Held(path, 0)
			}
		}
	}
}

// dense reports whether physics computes a variable of a twin.
func dense(v *twin.Variable, t *twin.Twin) bool {
	with := v.DenseWith
	return v.Class == engine.Dense || with[0] != "" && t.Settings[with[0]].Text == with[1]
}

// formed reports whether the signal at a path is one that goes linearly or
// sinusoidally between events. depth bounds a circle of references.
func (w *wiring) formed(path string, depth int) bool {
	if name, ok := strings.CutPrefix(path, "input."); ok {
		return w.formedInput(w.inputs[name], 0)
	}
	t, name := w.owner(path)
	if t == nil || depth > len(w.twins) {
		return false
	}
	v := kindOf(t).Variable(name)
	if v == nil {
		return false
	}
	if v.Class != engine.Held || dense(v, t) {
		return v.Class == engine.Formed
	}
	for name := range strings.FieldsSeq(v.Follows) {
		for _, ref := range t.Settings[name].Refs {
			if w.formed(twin.PlacePath(ref), depth+1) {
				return true
			}
		}
	}
	return false
}

// owner splits twin.NAME.REST; nil where there is no such twin.
func (w *wiring) owner(path string) (*twin.Twin, string) {
	rest, ok := strings.CutPrefix(path, "twin.")
	if !ok {
		return nil, ""
	}
	name, rest, _ := strings.Cut(rest, ".")
	return w.byName[name], rest
}

// declareParameters gives every parameter that is a number or a reference its
// signals, with the interventions on it.
func (w *wiring) declareParameters() {
	for i := range w.twins {
		t := &w.twins[i]
		k := kindOf(t)
		for j := range k.Params {
			p := &k.Params[j]
			if !t.Given(p.Name) && (p.Shape != twin.Sum || len(w.holds) == 0) {
				continue
			}
			path := w.paths.of(t.Name, p.Name)
			signals, ok := w.parameter(path, p, t)
			if !ok {
				continue
			}
			w.Params[path] = w.override(path, signals, t.Name)
		}
	}
}

// parameter declares the signals that add up to one parameter, which is given or a
// sum that events may act on; ok is false where it is absent or no number.
func (w *wiring) parameter(path string, p *twin.Param, t *twin.Twin) (signals []engine.Signal, ok bool) {
	s, given := t.Settings[p.Name]
	switch p.Shape {
	case twin.Number, twin.Flag:
		if p.Structure {
			return nil, false
		}
		return w.alone(w.Number(path, s.Number)), true
	case twin.Signal:
		if s.IsRef {
			w.within(path, p, s.Refs)
			return w.references(path, s.Refs), true
		}
		return w.alone(w.Number(path, s.Number)), true
	case twin.Place:
		if !p.Literal || len(s.Refs) > 0 {
			return nil, false
		}
		return w.alone(w.Number(path, s.Number)), true
	case twin.Places:
		if !p.Literal || !slices.Contains(s.Refs, path) {
			return nil, false
		}
		return w.alone(w.Number(path, s.Number)), true
	case twin.Sum:
		if !given && !w.holds.on(path) {
			return nil, false
		}
		signals = w.references(path, s.Refs)
		if s.Number != 0 || len(s.Refs) == 0 {
			signals = append(signals, w.Number(path, s.Number))
		}
		return signals, true
	}
	return nil, false
}

// alone is a list of one signal. Most parameters are one, so that their lists lie
// side by side.
func (w *wiring) alone(s engine.Signal) []engine.Signal {
	w.lists = append(w.lists, s)
	n := len(w.lists)
	return w.lists[n-1 : n : n]
}

// references are the signals that a parameter refers to.
func (w *wiring) references(path string, refs []string) []engine.Signal {
	signals := make([]engine.Signal, 0, len(refs)+1) // a sum may have a number beside them
	for _, ref := range refs {
		s, ok := w.Signals[twin.PlacePath(ref)]
		if !ok {
			w.Fault(path, "there is no signal "+ref, "")
			continue
		}
		signals = append(signals, s)
	}
	return signals
}
