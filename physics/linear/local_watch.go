package linear

import "math"

// watch is the parts of State that tell what is known of the guards.
type watch struct {
	mode   []float64
	margin []float64
	row    []float64
	tree   []float64 // tree[i] = min(tree[2i], tree[2i+1]), from leaves on per guard
	leaves int
}

func (p *local) watch(s Segment) watch {
	leaves := int(s.State[cellLeaves])
	return watch{
		mode:   s.State[p.at.mode:p.at.margin],
		margin: s.State[p.at.margin:p.at.row],
		row:    s.State[p.at.row:p.at.tree],
		tree:   s.State[p.at.tree : p.at.tree+2*leaves],
		leaves: leaves,
	}
}

// know brings what is known of the guards up to date; false where they are too
// many.
func (p *local) know(s Segment, guards []Guard, rearmed []int32, from float64) bool {
	known := s.State[cellGuards] == float64(len(guards))
	if rearmed == nil {
		s.State[cellStale] = 1
	}
	if s.State[cellStale] != 0 {
		known = known && p.sameRows(s, guards)
	}
	if !known {
		if !p.mapGuards(s, guards) {
			return false
		}
		s.State[cellStale] = 1
	}
	k := p.watch(s)
	if s.State[cellStale] != 0 {
		for g := range guards {
			when, mode, margin := p.certify(s, &guards[g], from)
			k.mode[g], k.margin[g], k.tree[k.leaves+g] = float64(mode), margin, when
		}
		build(k.tree, k.leaves)
		s.State[cellStale] = 0
		return true
	}
	for _, g := range rearmed {
		mode, when := fresh, from
		if guards[g].Direction == 0 {
			mode, when = off, math.Inf(1)
		}
		k.mode[g], k.margin[g] = float64(mode), 0
		set(k.tree, k.leaves, int(g), when)
	}
	return true
}

func (p *local) sameRows(s Segment, guards []Guard) bool {
	rows := s.State[p.at.row:p.at.tree]
	for g := range guards {
		if rows[g] != float64(guards[g].Row) {
			return false
		}
	}
	return true
}

// mapGuards notes the guards' rows and, for each variable, the guards that read
// it.
func (p *local) mapGuards(s Segment, guards []Guard) bool {
	s.State[cellGuards] = -1
	readings := 0
	for g := range guards {
		index, _ := p.rows.row(int(guards[g].Row))
		readings += len(index)
	}
	if len(guards) > p.at.guards || readings > p.at.readings {
		return false
	}
	first := s.State[p.at.first:p.at.guard]
	guard, weights := s.State[p.at.guard:p.at.weight], s.State[p.at.weight:p.at.size]
	clear(first)
	for g := range guards {
		index, _ := p.rows.row(int(guards[g].Row))
		for _, v := range index {
			first[v]++
		}
		s.State[p.at.row+g] = float64(guards[g].Row)
	}
	sum := 0.0
	for v, count := range first {
		sum += count
		first[v] = sum
	}
	for g := len(guards) - 1; g >= 0; g-- {
		index, weight := p.rows.row(int(guards[g].Row))
		for t, v := range index {
			first[v]--
			guard[int(first[v])], weights[int(first[v])] = float64(g), math.Abs(weight[t])
		}
	}
	leaves := leavesFor(len(guards))
	tree := s.State[p.at.tree : p.at.tree+2*leaves]
	for i := range tree {
		tree[i] = math.Inf(1)
	}
	for i := range s.State[p.at.mode:p.at.margin] {
		s.State[p.at.mode+i] = off
	}
	s.State[cellGuards], s.State[cellLeaves] = float64(len(guards)), float64(leaves)
	return true
}

// certify looks from the macro-step's beginning whether a guard is certainly not
// crossed in it: with the gap to its level g0 + g1 sigma + ..., as sigma^k <=
// sigma^2, it is at least g0 + g1 sigma - sigma^2 times the sum of what is
// negative in g2 and higher orders, which is least at an end.
func (p *local) certify(s Segment, g *Guard, from float64) (when float64, mode int, margin float64) {
	if g.Direction == 0 {
		return math.Inf(1), off, 0
	}
	index, weight := p.rows.row(int(g.Row))
	var gap, rate, fall, size, scale float64
	if c := p.coefficients(s); len(index) == 1 && int(index[0]) < p.n {
		w, at := weight[0], int(index[0])
		if g.Direction > 0 {
			w = -w
		}
		gap, rate = w*c[at], w*c[at+p.width]
		scale = math.Abs(gap)
		for k, at := 2, at+2*p.width; k <= p.order; k, at = k+1, at+p.width {
			v := w * c[at]
			fall += v
			size += math.Abs(v)
		}
	} else {
		var q polynomial
		p.trace(s, int(g.Row), &q)
		sign := -float64(g.Direction)
		gap, rate, scale = sign*q.c[0], sign*q.c[1], q.base
		for _, v := range q.c[2 : p.order+1] {
			fall += sign * v
			size += math.Abs(v)
		}
	}
	gap += float64(g.Direction) * g.Level
	fall, scale = (fall-size)/2, scale+size
	margin = math.Min(gap, gap+rate+fall) - rounding*(scale+math.Abs(g.Level)+math.Abs(rate))
	if margin > 0 {
		return math.Inf(1), certain, margin
	}
	return from, fresh, 0
}

// disturb tells the guards that read a variable that it goes on otherwise from tau on,
// by at most so much. One whose margin holds has nothing to fear.
func (p *local) disturb(k *watch, s Segment, v int, most, tau float64) {
	if k.leaves == 0 {
		return
	}
	from, to := int(s.State[p.at.first+v]), int(s.State[p.at.first+v+1])
	for t := from; t < to; t++ {
		g := int(s.State[p.at.guard+t])
		if k.mode[g] == off {
			continue
		}
		if k.margin[g] -= s.State[p.at.weight+t] * most; k.margin[g] > 0 {
			continue
		}
		k.mode[g], k.margin[g] = fresh, 0
		set(k.tree, k.leaves, g, tau)
	}
}

// A tree of minima over leaves, a power of two: the minimum is at 1, the two
// below node i at 2i and 2i+1, the leaves at the end.

// leavesFor is the size of a tree for so many leaves.
func leavesFor(n int) int {
	leaves := 1
	for leaves < n {
		leaves *= 2
	}
	return leaves
}

// build computes all nodes from the leaves.
func build(tree []float64, leaves int) {
	for i := leaves - 1; i >= 1; i-- {
		tree[i] = lesser(tree[2*i], tree[2*i+1])
	}
}

// set changes one leaf.
func set(tree []float64, leaves, leaf int, to float64) {
	i := leaves + leaf
	tree[i] = to
	for i > 1 {
		i /= 2
		least := lesser(tree[2*i], tree[2*i+1])
		if tree[i] == least {
			return
		}
		tree[i] = least
	}
}

// first is the first leaf of the least, and the least of all others.
func first(tree []float64, leaves int) (leaf int, rival float64) {
	i := 1
	rival = math.Inf(1)
	for i < leaves {
		i *= 2
		other := tree[i+1]
		if other < tree[i] {
			other = tree[i]
			i++
		}
		rival = lesser(rival, other)
	}
	return i - leaves, rival
}

func lesser(a, b float64) float64 {
	if b < a {
		return b
	}
	return a
}
