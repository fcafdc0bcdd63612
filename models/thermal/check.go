package thermal

import (
	"strings"
	"sync"

	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
)

// sound notes what of the assembly cannot be solved and reports whether all
// can.
func (a *assembly) sound(b *twin.Board, index map[string]int) bool {
	before := len(b.Faults)
	here := func(path, node string) {
		if _, ok := index[node]; !ok && node != "" {
			b.Fault(path, strings.TrimSuffix(node, "."+twin.PlaceVariable)+" has no temperature of its own", "name a thermal.room, a thermal.node, or the top, middle or bottom of a thermal.tank")
		}
	}
	own := sync.OnceValue(func() map[engine.Signal]bool { return a.own(b) })
	given := func(path string, signals []engine.Signal) {
		for _, s := range signals {
			if b.Builder.ClassOf(s) == engine.Dense && own()[s] {
				b.Fault(path, b.Builder.PathOf(s)+" changes continuously with the temperatures", "tie the two twins by a thermal.conductance")
			}
		}
	}
	between := func(path string, from, to end) {
		here(path, from.node)
		here(path, to.node)
		given(path, from.given)
		given(path, to.given)
		switch {
		case from.node == "" && to.node == "":
			b.Fault(path, "both ends are given, so that there is nothing to heat", "name a twin at one end; the other may be an input or a temperature")
		case from.node == to.node:
			b.Fault(path, "both ends are "+from.node, "name two different twins")
		}
	}
	for i := range a.ties {
		between(a.ties[i].path, a.ties[i].from, a.ties[i].to)
	}
	for i := range a.bends {
		between(a.bends[i].path, a.bends[i].from, a.bends[i].to)
	}
	asking, by := coupled.Of(b).Asking()
	for _, path := range asking {
		here(by[path], path)
	}
	for i := range a.gains {
		here(a.gains[i].path, a.gains[i].node)
		given(a.gains[i].path, []engine.Signal{a.gains[i].signal})
	}
	for i := range a.fittings {
		for _, r := range a.fittings[i].given {
			given(r.path, r.signals)
		}
	}
	if len(b.Faults) == before {
		a.anchored(b, index)
	}
	return len(b.Faults) == before
}

// own are the variables that the heat network computes itself. What hangs on them
// goes by a tie, so that no heat is lost.
func (a *assembly) own(b *twin.Board) map[engine.Signal]bool {
	list := map[engine.Signal]bool{}
	for i := range a.nodes {
		if s, shown := b.Signals[a.nodes[i].path]; shown {
			list[s] = true
		}
	}
	for i := range a.ties {
		list[a.ties[i].flow] = true
	}
	for i := range a.bends {
		list[a.bends[i].flow] = true
	}
	for i := range a.heats {
		list[a.heats[i].shown] = true
	}
	for i := range a.fittings {
		for _, s := range a.fittings[i].shown {
			list[s] = true
		}
	}
	delete(list, engine.NoSignal)
	return list
}

// anchored notes the massless nodes whose temperature nothing determines: no
// tie leads, over other massless nodes, to a capacity or a given temperature.
func (a *assembly) anchored(b *twin.Board, index map[string]int) {
	held := make([]bool, len(a.nodes))
	for i := range a.nodes {
		held[i] = a.nodes[i].capacity.given()
	}
	reach := func(first, second end) bool {
		from := first.node == "" || held[index[first.node]]
		to := second.node == "" || held[index[second.node]]
		switch {
		case from == to:
			return false
		case from:
			held[index[second.node]] = true
		default:
			held[index[first.node]] = true
		}
		return true
	}
	for grown := true; grown; {
		grown = false
		for i := range a.ties {
			grown = reach(a.ties[i].from, a.ties[i].to) || grown
		}
		for i := range a.bends {
			grown = reach(a.bends[i].from, a.bends[i].to) || grown
		}
	}
	told := map[string]bool{}
	for i := range held {
		at := a.nodes[i].path
		at = at[:strings.LastIndexByte(at, '.')]
		if !held[i] && !told[at] {
			told[at] = true
			b.Fault(at,
				"a node without capacity that is tied to nothing has no temperature",
				"give it a capacity, or tie it by a thermal.conductance")
		}
	}
}
