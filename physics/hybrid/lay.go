package hybrid

import (
	"slices"

	"whatif/physics/ode"
)

// law lays out one piece.
func (b *Builder) law(p *piece, rank []int) *Law {
	l := &Law{events: b.events, failures: b.failures}
	var given, fixed []Slot // inputs and constants that it reads
	taken := map[Slot]bool{}
	take := func(s Slot) {
		if taken[s] {
			return
		}
		taken[s] = true
		switch b.slots[s].kind {
		case input:
			given = append(given, s)
		case constant:
			fixed = append(fixed, s)
		}
	}
	for _, i := range p.parts {
		for _, u := range b.parts[i].uses {
			take(u.slot)
		}
	}
	for _, i := range p.states {
		for _, t := range b.states[i].spec.Start {
			take(b.root(t.Slot))
		}
	}
	place := b.places(l, p, given, fixed)
	put := func(s Slot) Slot { return Slot(place[b.root(s)]) }
	b.layStates(l, p.states, put)
	for _, k := range p.shown {
		l.Shows = append(l.Shows, b.shown[k].id)
		l.shows = append(l.shows, int32(put(b.shown[k].slot)))
	}
	b.layParts(l, p.parts, rank, put)
	l.shape.Outputs = len(l.Shows)
	l.shape.StateOf = make([]int32, len(l.shows))
	for i, k := range l.shows {
		l.shape.StateOf[i] = -1
		if int(k) < l.shape.States {
			l.shape.StateOf[i] = k
		}
	}
	l.shape.Pattern = l.pattern()
	return l
}

// places gives each slot of a piece its place in w.
func (b *Builder) places(l *Law, p *piece, given, fixed []Slot) map[Slot]int {
	place := map[Slot]int{}
	next := 0
	put := func(s Slot) {
		place[s] = next
		l.paths = append(l.paths, b.slots[s].path)
		next++
	}
	for _, i := range p.states {
		put(b.root(b.states[i].value))
	}
	if len(p.states) == 0 { // a law without states has one that does nothing
		l.paths = append(l.paths, "")
		next++
	}
	l.inputAt = next
	for _, s := range given {
		put(s)
		l.Reads = append(l.Reads, int32(b.slots[s].index))
	}
	l.memoryAt = next
	for _, s := range p.slots {
		if b.slots[s].kind == memory {
			put(s)
			l.first = append(l.first, b.slots[s].value)
		}
	}
	l.constAt = next
	for _, s := range fixed {
		put(s)
		l.constants = append(l.constants, b.slots[s].value)
	}
	l.sumAt = next
	for _, s := range p.slots {
		if b.slots[s].kind == sum {
			put(s)
		}
	}
	if len(p.states) == 0 { // whose rate is zero
		l.rates = append(l.rates, int32(next))
		l.paths = append(l.paths, "")
		next++
	}
	l.sums = next - l.sumAt
	for _, s := range p.slots {
		if b.slots[s].kind == quantity {
			put(s)
		}
	}
	l.shape.Work, l.shape.Inputs, l.shape.Memory = next, len(given), len(l.first)
	return place
}

func (b *Builder) layStates(l *Law, states []int, put func(Slot) Slot) {
	massless := false
	for n, i := range states {
		s := &b.states[i]
		for _, t := range s.spec.Start {
			l.start = append(l.start, term{n, int(put(t.Slot)), t.Weight})
		}
		l.rates = append(l.rates, int32(put(s.rate)))
		l.States = append(l.States, s.spec)
		l.shape.Mass = append(l.shape.Mass, s.mass)
		scale := s.spec.Scale
		if scale == 0 {
			scale = 1
		}
		l.shape.Scale = append(l.shape.Scale, scale)
		massless = massless || s.mass == 0
	}
	if !massless {
		l.shape.Mass = nil
	}
	if len(states) == 0 {
		l.States, l.shape.Scale = []StateSpec{{}}, []float64{1}
	}
	l.shape.States = len(l.States)
}

// layParts gives the law copies of its parts: in the order in which they are
// computed, and, where they act, in that of their twins' paths.
func (b *Builder) layParts(l *Law, parts, rank []int, put func(Slot) Slot) {
	made := map[int]Part{}
	for _, i := range parts {
		p := b.parts[i]
		part := at(p.part, put)
		made[i] = part
		if !slices.Contains(l.Twins, p.twin) {
			l.Twins = append(l.Twins, p.twin)
		}
		if g, ok := part.(Guarded); ok {
			names := g.GuardNames()
			l.guarded = append(l.guarded, guarded{p.twin, g, l.shape.Guards, names})
			l.shape.Guards += len(names)
		}
		if s, ok := part.(Settler); ok {
			l.settlers = append(l.settlers, s)
		}
		if r, ok := part.(Resolver); ok {
			l.resolvers = append(l.resolvers, r)
		}
		if s, ok := part.(Starter); ok {
			l.starters = append(l.starters, s)
		}
	}
	for _, i := range slices.SortedFunc(slices.Values(parts), func(x, y int) int { return rank[x] - rank[y] }) {
		o := owned{twin: b.parts[i].twin, part: made[i]}
		for _, u := range b.parts[i].uses {
			if u.role == writes || u.role == adds {
				o.puts = append(o.puts, int32(put(u.slot)))
			}
		}
		l.parts = append(l.parts, o)
	}
	if len(l.Twins) > 0 {
		l.Path = l.Twins[0]
	} else if len(l.States) > 0 {
		l.Path = l.States[0].Path
	}
}

// pattern lists where the Jacobian may differ from zero, by following through the
// parts which states each quantity hangs on.
func (l *Law) pattern() []ode.Place {
	n := l.shape.States
	words := (n + 63) / 64
	hangs := make([]uint64, words*l.shape.Work)
	of := func(k int) []uint64 { return hangs[k*words : (k+1)*words] }
	for i := range n {
		of(i)[i/64] |= 1 << (i % 64)
	}
	for _, p := range l.parts {
		uses := usesOf(p.part)
		sparse, _ := p.part.(Sparse)
		for _, to := range uses {
			if to.role != writes && to.role != adds {
				continue
			}
			for _, from := range uses {
				if from.role != reads && from.role != changes || sparse != nil && !sparse.Hangs(to.slot, from.slot) {
					continue
				}
				for k, bits := range of(int(from.slot)) {
					of(int(to.slot))[k] |= bits
				}
			}
		}
	}
	var list []ode.Place
	for i, r := range l.rates {
		row := of(int(r))
		row[i/64] |= 1 << (i % 64)
		for j := range n {
			if row[j/64]>>(j%64)&1 == 1 {
				list = append(list, ode.Place{Row: int32(i), Column: int32(j)})
			}
		}
	}
	return list
}
