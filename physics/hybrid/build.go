package hybrid

import (
	"fmt"
	"slices"
	"strings"

	"whatif/physics/connect"
)

// Build makes one law of each connected piece, in the order of the paths of their
// first twins. Where there are problems there are no laws. What is shown must not be
// an input or a constant.
func (b *Builder) Build() ([]*Law, []Problem) {
	for _, p := range b.paces {
		if s := b.slots[b.root(p.of)]; s.kind == stateValue {
			b.slots[p.slot].same = b.root(b.states[s.index].rate)
		}
	}
	slices.SortStableFunc(b.parts, func(x, y placed) int { return strings.Compare(x.twin, y.twin) })
	for i := range b.parts {
		for k := range b.parts[i].uses {
			u := &b.parts[i].uses[k]
			u.slot = b.root(u.slot)
		}
	}
	makers := b.makers()
	order := b.order(makers)
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	rank := make([]int, len(order)) // of each part, in the order of computation
	for k, i := range order {
		rank[i] = k
	}
	var laws []*Law
	for _, p := range b.pieces() {
		laws = append(laws, b.law(p, rank))
	}
	return laws, nil
}

// makers lists, for each slot, the parts that write it or add to it, and notes what
// is computed twice or by nobody.
func (b *Builder) makers() [][]int {
	makers := make([][]int, len(b.slots))
	writer := make([]int, len(b.slots))
	for i := range writer {
		writer[i] = -1
	}
	for i, p := range b.parts {
		for _, u := range p.uses {
			if u.role != writes && u.role != adds {
				continue
			}
			s := &b.slots[u.slot]
			switch {
			case s.kind >= stateValue:
				b.wrong(p.twin, fmt.Sprintf("%s is given already and cannot be computed as well", s.path), "")
			case u.role == writes && len(makers[u.slot]) > 0, writer[u.slot] >= 0:
				other := b.parts[makers[u.slot][0]].twin
				b.problems = append(b.problems, Problem{Twins: []string{other, p.twin}, Summary: fmt.Sprintf("%s is computed twice, by %s and %s", s.path, other, p.twin)})
			}
			if u.role == writes {
				writer[u.slot] = i
			}
			if k := len(makers[u.slot]); k == 0 || makers[u.slot][k-1] != i {
				makers[u.slot] = append(makers[u.slot], i)
			}
		}
	}
	for _, p := range b.parts {
		for _, u := range p.uses {
			if (u.role == reads || u.role == looks) && b.slots[u.slot].kind == quantity && len(makers[u.slot]) == 0 {
				b.wrong(p.twin, "nothing computes "+b.slots[u.slot].path, "")
			}
		}
	}
	for _, s := range b.shown {
		if root := b.root(s.slot); b.slots[root].kind == quantity && len(makers[root]) == 0 {
			b.wrong(b.slots[root].path, "nothing computes "+b.slots[root].path, "")
		}
	}
	return makers
}

func (b *Builder) wrong(twin, summary, hint string) {
	b.problems = append(b.problems, Problem{Twins: []string{twin}, Summary: summary, Hint: hint})
}

// order is the order in which parts are computed: each after those that make what
// it reads, otherwise as they stand.
func (b *Builder) order(makers [][]int) []int {
	waits := make([]int, len(b.parts)) // for so many others
	next := make([][]int, len(b.parts))
	for i, p := range b.parts {
		before := map[int]bool{}
		for _, u := range p.uses {
			if u.role != reads {
				continue
			}
			for _, m := range makers[u.slot] {
				if !before[m] {
					before[m] = true
					next[m] = append(next[m], i)
					waits[i]++
				}
			}
		}
	}
	var order, ready []int
	for i := range waits {
		if waits[i] == 0 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		i := ready[0]
		ready = ready[1:]
		order = append(order, i)
		for _, k := range next[i] {
			if waits[k]--; waits[k] == 0 {
				ready = append(ready, k)
			}
		}
	}
	if len(order) < len(b.parts) {
		b.circle(waits, next)
	}
	return order
}

// circle names the twins of one circle among the parts that still wait.
func (b *Builder) circle(waits []int, next [][]int) {
	before := make([]int, len(waits)) // one that each waits for
	for i := range next {
		for _, k := range next[i] {
			if waits[i] > 0 && waits[k] > 0 {
				before[k] = i
			}
		}
	}
	at := slices.IndexFunc(waits, func(n int) bool { return n > 0 })
	seen := map[int]bool{}
	for ; !seen[at]; at = before[at] {
		seen[at] = true
	}
	var twins []string
	for from := at; ; {
		if twin := b.parts[at].twin; !slices.Contains(twins, twin) {
			twins = append(twins, twin)
		}
		if at = before[at]; at == from {
			break
		}
	}
	slices.Reverse(twins)
	summary := "an algebraic loop: each hangs at once on the other: " + strings.Join(append(twins, twins[0]), " -> ")
	if len(twins) == 1 {
		summary = "an algebraic loop: " + twins[0] + " hangs at once on itself"
	}
	slices.Sort(twins)
	b.problems = append(b.problems, Problem{Twins: twins, Summary: summary, Hint: "put a state between them: a capacity, an inertia, or a delay der.y = \"(x - y) / time\""})
}

// piece is what hangs together: indices of parts, states and what is shown.
type piece struct {
	slots                []Slot
	parts, states, shown []int
}

// pieces groups parts, and states that no part knows, by what hangs together:
// everything but inputs and constants does.
func (b *Builder) pieces() []*piece {
	net := connect.New(len(b.slots))
	for i := range b.states {
		net.Join(int(b.root(b.states[i].value)), int(b.root(b.states[i].rate)))
	}
	home := make([]Slot, len(b.parts)) // a slot that ties the part
	for i, p := range b.parts {
		home[i] = None
		for _, u := range p.uses {
			if !b.ties(u.slot) {
				continue
			}
			if home[i] != None {
				net.Join(int(home[i]), int(u.slot))
			}
			home[i] = u.slot
		}
	}
	var list []*piece
	place := map[int]*piece{}
	of := func(s Slot) *piece {
		first := net.First(int(b.root(s)))
		p := place[first]
		if p == nil {
			p = &piece{}
			place[first] = p
			list = append(list, p)
		}
		return p
	}
	for i := range b.parts {
		if home[i] != None {
			p := of(home[i])
			p.parts = append(p.parts, i)
		}
	}
	for i := range b.states {
		p := of(b.states[i].value)
		p.states = append(p.states, i)
	}
	for k, s := range b.shown {
		p := of(s.slot)
		p.shown = append(p.shown, k)
	}
	for s := range b.slots {
		root := Slot(s)
		if p := place[net.First(s)]; p != nil && b.root(root) == root && b.ties(root) {
			p.slots = append(p.slots, root)
		}
	}
	return list
}

// ties reports whether what has to do with a quantity hangs together by it.
func (b *Builder) ties(s Slot) bool {
	k := b.slots[s].kind
	return k != input && k != constant
}
