package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

// settle gives the nodes inside walls their temperatures at the start, and
// reports whether it could.
func (a *assembly) settle(b *twin.Board, index map[string]int) bool {
	before := len(b.Faults)
	told := map[string]bool{}
	for i := range a.nodes {
		n := &a.nodes[i]
		if n.within == nil {
			continue
		}
		from, known := a.begins(b, n.within.from, index)
		to, both := a.begins(b, n.within.to, index)
		if (!known || !both) && !told[n.within.path] {
			told[n.within.path] = true
			b.Fault(n.within.path, "one end has no temperature to start from, so that none follows for the layers", `give start, such as "15 degC"`)
			continue
		}
		n.start = append(weighted(from, 1-n.within.part), weighted(to, n.within.part)...)
	}
	return len(b.Faults) == before
}

// begins is what adds up to the temperature of an end at the start; ok is
// false for a node that is massless or within a wall itself.
func (a *assembly) begins(b *twin.Board, e end, index map[string]int) (sum []engine.Term, ok bool) {
	if e.node == "" {
		for _, s := range e.given {
			sum = append(sum, engine.Term{Signal: b.Origin(s), Weight: 1})
		}
		return sum, true
	}
	n := &a.nodes[index[e.node]]
	return n.start, n.within == nil && len(n.start) > 0 && n.capacity.given()
}

func weighted(sum []engine.Term, weight float64) []engine.Term {
	var out []engine.Term
	for _, t := range sum {
		out = append(out, engine.Term{Signal: t.Signal, Weight: weight * t.Weight})
	}
	return out
}
