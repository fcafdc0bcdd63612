package thermal

import (
	"strings"

	"whatif/engine"
	"whatif/models/twin"
)

// sound notes what of the assembly cannot be solved and reports whether all
// can.
func (a *assembly) sound(b *twin.Board, index map[string]int) bool {
	before := len(b.Faults)
	here := func(path, node string) {
		if _, ok := index[node]; !ok && node != "" {
			b.Fault(path, strings.TrimSuffix(node, "."+twin.PlaceVariable)+" has no temperature of its own", "name a thermal.room or a thermal.node")
		}
	}
	given := func(path string, signals []engine.Signal) {
		for _, s := range signals {
			if b.Builder.ClassOf(s) == engine.Dense {
				b.Fault(path, b.Builder.PathOf(s)+" changes continuously with the temperatures", "tie the two twins by a thermal.conductance")
			}
		}
	}
	for i := range a.ties {
		t := &a.ties[i]
		here(t.path, t.from.node)
		here(t.path, t.to.node)
		given(t.path, t.from.given)
		given(t.path, t.to.given)
		switch {
		case t.from.node == "" && t.to.node == "":
			b.Fault(t.path, "both ends are given, so that there is nothing to heat", "name a twin at one end; the other may be an input or a temperature")
		case t.from.node == t.to.node:
			b.Fault(t.path, "both ends are "+t.from.node, "name two different twins")
		}
	}
	for i := range a.gains {
		here(a.gains[i].path, a.gains[i].node)
		given(a.gains[i].path, []engine.Signal{a.gains[i].signal})
	}
	if len(b.Faults) == before {
		a.anchored(b, index)
	}
	return len(b.Faults) == before
}

// anchored notes the massless nodes whose temperature nothing determines: no
// tie leads, over other massless nodes, to a capacity or a given temperature.
func (a *assembly) anchored(b *twin.Board, index map[string]int) {
	held := make([]bool, len(a.nodes))
	for i := range a.nodes {
		held[i] = a.nodes[i].capacity.given()
	}
	for grown := true; grown; {
		grown = false
		for i := range a.ties {
			t := &a.ties[i]
			from := t.from.node == "" || held[index[t.from.node]]
			to := t.to.node == "" || held[index[t.to.node]]
			if from == to {
				continue
			}
			grown = true
			if from {
				held[index[t.to.node]] = true
			} else {
				held[index[t.from.node]] = true
			}
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
