// Package intervene holds the actors of interventions: what is set by an event
// for a while, over what would be there otherwise.
package intervene

import (
	"cmp"
	"slices"

	"whatif/engine"
	"whatif/physics/unit"
)

// Hold is one intervention on a path: Value from From until Until (Never for
// good).
type Hold struct {
	Name        string // without "event."
	From, Until engine.Time
	Value       float64 // SI
	Detail      string  // "twin.pump.available = false"
}

// Relay stands between a path that interventions set and whoever reads it. It
// passes on the value of the active intervention that started last; of several
// that started together, the last in order. While none is active it passes on
// what the path is otherwise: the sum of Sources, each in its form.
type Relay struct {
	Twin    string    // whose parameter the path is; "" for an input
	Unit    unit.Unit // in which events show values
	Flag    bool      // values are true and false
	Path    string    // that is set
	Sources []engine.Signal
	Outs    []engine.Signal // as many, each of its source's class; the last carries an intervention's value
	edges   []edge
}

// edge is the beginning or the end of one intervention.
type edge struct {
	at     engine.Time
	begin  bool
	hold   int
	active bool    // some intervention is in force after it
	value  float64 // and has this value
	name   string
	detail string
}

// RelayState is how many edges have passed.
type RelayState struct{ Passed int64 }

// Add adds the actor.
func (l Relay) Add(b *engine.Builder, path string, holds []Hold) {
	l.edges = schedule(holds)
	engine.Add[RelayState](b, path, l, engine.Wiring{Reads: l.Sources})
}

// schedule lays the beginnings and ends of all interventions out in time. At
// one instant ends come before beginnings; an intervention that has no
// duration comes and goes.
func schedule(holds []Hold) []edge {
	var edges []edge
	for i, h := range holds {
		edges = append(edges, edge{at: h.From, begin: true, hold: i})
		if h.Until != engine.Never {
			edges = append(edges, edge{at: max(h.Until, h.From), hold: i})
		}
	}
	rank := func(e edge) int {
		switch h := holds[e.hold]; {
		case h.Until <= h.From:
			return 1 // between the ends and the beginnings of the others
		case e.begin:
			return 2
		}
		return 0
	}
	slices.SortStableFunc(edges, func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(rank(x), rank(y)), cmp.Compare(x.hold, y.hold))
	})
	var active []int // in the order of their beginnings
	for i := range edges {
		e := &edges[i]
		h := &holds[e.hold]
		e.name, e.detail = h.Name, h.Detail
		if e.begin {
			active = append(active, e.hold)
		} else {
			active = slices.DeleteFunc(active, func(k int) bool { return k == e.hold })
		}
		if n := len(active); n > 0 {
			e.active, e.value = true, holds[active[n-1]].Value
		}
	}
	return edges
}

// Start takes in what began before the run.
func (l Relay) Start(r *engine.Run, s *RelayState) (engine.Time, error) { return l.Fire(r, s) }

// Fire passes the edges that are due and sets the outputs.
func (l Relay) Fire(r *engine.Run, s *RelayState) (engine.Time, error) {
	for ; s.Passed < int64(len(l.edges)) && l.edges[s.Passed].at <= r.Now(); s.Passed++ {
		l.tell(r, &l.edges[s.Passed])
	}
	if s.Passed > 0 && l.edges[s.Passed-1].active {
		last := len(l.Outs) - 1
		for _, out := range l.Outs[:last] {
			r.Set(out, 0)
		}
		r.Set(l.Outs[last], l.edges[s.Passed-1].value)
	} else {
		for i, out := range l.Outs {
			r.SetForm(out, r.Form(l.Sources[i]))
		}
	}
	if s.Passed == int64(len(l.edges)) {
		return engine.Never, nil
	}
	return l.edges[s.Passed].at, nil
}

// tell emits the event of an edge: with the value set, or the value put back.
func (l Relay) tell(r *engine.Run, e *edge) {
	event := engine.Event{Twin: l.Twin, Kind: "event_on", Signal: "event." + e.name, Unit: l.Unit.Symbol, Detail: e.detail}
	value := e.value
	if !e.active {
		value = 0
		for _, s := range l.Sources {
			value += r.Value(s)
		}
	}
	if !e.begin {
		event.Kind = "event_off"
		event.Detail = l.Path + " = " + l.show(value)
	}
	event.Value = l.Unit.FromSI(value)
	r.Emit(event)
}

func (l Relay) show(value float64) string {
	if l.Flag {
		if value != 0 {
			return "true"
		}
		return "false"
	}
	return unit.Format(value, l.Unit)
}
