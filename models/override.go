package models

import (
	"fmt"
	"math"
	"strings"

	"whatif/engine"
	"whatif/models/intervene"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// overrides are what events do, by the path that they act on.
type overrides map[string][]intervene.Layer

func (o overrides) on(path string) bool { return len(o[path]) > 0 }

// gatherOverrides declares how the events show themselves, collects what they
// act on, and notes those that act on what cannot change.
func (w *wiring) gatherOverrides() {
	w.holds = overrides{}
	inputs := map[string]bool{}
	for i := range w.study.Inputs {
		inputs["input."+w.study.Inputs[i].Name] = true
	}
	for i := range w.study.Interventions {
		e := &w.study.Interventions[i]
		path := "event." + e.Name
		if _, ok := w.Signals[path]; ok {
			w.Fault(path, "two events have this name", "")
			continue
		}
		cue := intervene.Cue{On: w.Builder.Held(path, 0), Begun: w.Builder.Held(path+" begun", 0)}
		w.Signals[path] = cue.On
		w.cues[e.Name] = cue
		timed := w.timed(e, cue)
		for _, a := range e.Set {
			if !inputs[a.Path] && !w.changeable(path, a.Path) {
				continue
			}
			value := w.Number(path+"."+a.Effect.key()+"."+a.Path, a.Value)
			if e.Off {
				continue
			}
			w.holds[a.Path] = append(w.holds[a.Path], intervene.Layer{
				Event: path, Cue: cue, Timed: timed, Effect: intervene.Effect(a.Effect),
				Value: value, Known: a.Value, Text: a.Text,
			})
		}
	}
}

// key is the word for an effect.
func (e Effect) key() string { return [...]string{"set", "scale", "add"}[e] }

// changeable reports whether an event may act on a path, and notes where it may
// not.
func (w *wiring) changeable(event, path string) bool {
	t, name := w.owner(path)
	if t == nil {
		w.Fault(event, "there is nothing to set at "+path, "name a parameter of a twin, or an input")
		return false
	}
	p := kindOf(t).Param(name)
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
// what the events on it make of them.
func (w *wiring) override(path string, sources []engine.Signal, owner string) []engine.Signal {
	layers := w.holds[path]
	if len(layers) == 0 || len(sources) == 0 {
		return sources
	}
	show := w.shownAt(path)
	relay := intervene.Relay{
		Twin: owner, Unit: show.unit, Flag: show.flag, Path: path, Limits: w.limitsOf(path),
		Sources: sources, Layers: layers,
	}
	for _, s := range sources {
		name := w.Builder.PathOf(s) + " for " + path
		switch w.Builder.ClassOf(s) {
		case engine.Dense:
			w.Fault(path, w.Builder.PathOf(s)+" changes continuously, so that no event can act on "+path, "")
			return sources
		case engine.Formed:
			relay.Formed = true
			relay.Outs = append(relay.Outs, w.Builder.Formed(name, 0))
		default:
			relay.Outs = append(relay.Outs, w.Builder.Held(name, w.initial(path)))
		}
	}
	if relay.Formed {
		w.inReach(&relay)
	}
	for i, out := range relay.Outs {
		w.Origins[out] = sources[i]
	}
	relay.Add(w.Builder, "event:"+path)
	return relay.Outs
}

// limitsOf are the bounds of a path; an input has none.
func (w *wiring) limitsOf(path string) intervene.Limits {
	if t, name := w.owner(path); t != nil {
		if p := kindOf(t).Param(name); p != nil {
			return intervene.Limits{Min: p.Min, Max: p.Max, Above: p.Above}
		}
	}
	return intervene.Limits{Min: math.Inf(-1), Max: math.Inf(1)}
}

// inReach refuses an event that could take what follows a moving input over a
// bound: there it could not stay without bending the input's form.
func (w *wiring) inReach(relay *intervene.Relay) {
	lo, hi := 0.0, 0.0
	for _, s := range relay.Sources {
		name, ok := strings.CutPrefix(w.Builder.PathOf(s), "input.")
		in := w.inputs[name]
		if !ok || in == nil {
			return // a variable of a twin keeps its own bounds
		}
		low, high := w.limits(in, 0)
		lo, hi = lo+low, hi+high
	}
	for i := range relay.Layers {
		l := &relay.Layers[i]
		a, b := lo, hi
		switch l.Effect {
		case intervene.Set:
			continue
		case intervene.Scale:
			a, b = minmax(lo*l.Known, hi*l.Known)
		case intervene.Add:
			a, b = lo+l.Known, hi+l.Known
		}
		if a < relay.Limits.Min || b > relay.Limits.Max {
			w.Fault(l.Event, fmt.Sprintf("%s would go from %s to %s, beyond what it may be", relay.Path, unit.Format(a, relay.Unit), unit.Format(b, relay.Unit)),
				"act on it with set, or less strongly")
		}
	}
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
