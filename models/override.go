package models

import (
	"strings"

	"whatif/engine"
	"whatif/models/intervene"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// overrides are the interventions by the path that they set.
type overrides map[string][]intervene.Hold

func (o overrides) on(path string) bool { return len(o[path]) > 0 }

// gatherOverrides collects the interventions and notes those that set what
// cannot be set.
func (w *wiring) gatherOverrides() {
	w.holds = overrides{}
	inputs := map[string]bool{}
	for i := range w.study.Inputs {
		inputs["input."+w.study.Inputs[i].Name] = true
	}
	for _, e := range w.study.Interventions {
		for _, a := range e.Set {
			if !inputs[a.Path] && !w.changeable("event."+e.Name, a.Path) {
				continue
			}
			w.holds[a.Path] = append(w.holds[a.Path], intervene.Hold{
				Name: e.Name, From: e.From, Until: e.Until, Value: a.Value, Detail: a.Path + " = " + a.Text,
			})
		}
	}
}

// changeable reports whether an intervention may set a path, and notes where
// it may not.
func (w *wiring) changeable(event, path string) bool {
	t, name := w.owner(path)
	if t == nil {
		w.Fault(event, "there is nothing to set at "+path, "name a parameter of a twin, or an input")
		return false
	}
	p := w.kinds[t.Kind].Param(name)
	switch {
	case p == nil:
		w.Fault(event, t.Kind+" has no parameter "+name+" to set", "")
		return false
	case !p.Changeable:
		w.Fault(event, path+" cannot change during a run", "change it in a variant")
		return false
	}
	if _, given := t.Settings[name]; !given && p.Shape != twin.Sum {
		w.Fault(event, path+" has no value that could be set and put back", "give "+path+" a value")
		return false
	}
	return true
}

// override returns what readers of a path read: its signals as they are, or
// what the interventions on it make of them.
func (w *wiring) override(path string, sources []engine.Signal, owner string) []engine.Signal {
	holds := w.holds[path]
	if len(holds) == 0 || len(sources) == 0 {
		return sources
	}
	relay := intervene.Relay{Twin: owner, Unit: w.units[path].unit, Flag: w.units[path].flag, Path: path, Sources: sources}
	for _, s := range sources {
		name := w.Builder.PathOf(s) + " for " + path
		switch w.Builder.ClassOf(s) {
		case engine.Dense:
			w.Fault(path, w.Builder.PathOf(s)+" changes continuously, so that no event can set "+path, "")
			return sources
		case engine.Formed:
			relay.Outs = append(relay.Outs, w.Builder.Formed(name, 0))
		default:
			relay.Outs = append(relay.Outs, w.Builder.Held(name, w.initial(path)))
		}
	}
	for i := range holds {
		if strings.HasSuffix(holds[i].Detail, "= ") {
			holds[i].Detail += unit.Format(holds[i].Value, relay.Unit)
		}
	}
	relay.Add(w.Builder, "event:"+path, holds)
	return relay.Outs
}

// initial is what a parameter is at first, so that physics begins with a law
// that makes sense.
func (w *wiring) initial(path string) float64 {
	t, name := w.owner(path)
	if t == nil {
		return 0
	}
	return t.Settings[name].Number
}
