package mechanical

import "math"

// hold solves for the forces of the rows as if none had bounds. It is false where they
// cannot give what is wanted: rigid things are forced against each other.
func (b *bench) hold() bool {
	b.side, b.free = b.side[:0], b.free[:0]
	for r := range b.rows {
		b.side, b.free = append(b.side, within), append(b.free, r)
	}
	if len(b.free) == 0 {
		return true
	}
	x := b.dense.solve(ties{b.couple, len(b.rows), b.free, b.wanted, b.rows})
	for i, r := range b.free {
		b.rows[r].force = x[i]
	}
	b.gauge()
	return b.holds()
}

// box finds forces within their bounds so that each row either gives way by nothing, or
// its force is at a bound and it gives way in the direction that the force is against:
// a linear complementarity problem with bounds, which is that of the least change of
// the accelerations (Gauss's principle). It exchanges all rows that are on a wrong
// side; where that does not lessen their number, only the last of them (block principal
// pivoting with the fallback of Murty; Judice and Pires, Computers & Operations Research
// 21, 1994). It is false where no choice is found.
func (b *bench) box() bool {
	n := len(b.rows)
	b.side = b.side[:0]
	for range n {
		b.side = append(b.side, within)
	}
	fewest, patience := n+1, 3
	for range 100 + 20*n {
		b.solveSides()
		wrong, last := 0, -1
		for r := range b.rows {
			if b.better(r) != b.side[r] {
				wrong, last = wrong+1, r
			}
		}
		switch {
		case wrong == 0:
			return true
		case wrong < fewest:
			fewest, patience = wrong, 3
			b.exchange()
		case patience > 0:
			patience--
			b.exchange()
		default:
			b.side[last] = b.better(last)
		}
	}
	return false
}

// exchange moves every row to its better side, all judged by the same solution.
func (b *bench) exchange() {
	for r := range b.rows {
		b.side[r] = b.better(r)
	}
}

// solveSides finds the forces for the sides as they are.
func (b *bench) solveSides() {
	n := len(b.rows)
	b.free = b.free[:0]
	b.right = append(b.right[:0], b.wanted...)
	for s := range b.rows {
		t := &b.rows[s]
		switch b.side[s] {
		case within:
			b.free = append(b.free, s)
			continue
		case atLow:
			t.force = t.low
		case atHigh:
			t.force = t.high
		}
		for r := range n {
			b.right[r] -= b.couple[r*n+s] * t.force
		}
	}
	if len(b.free) > 0 {
		x := b.dense.solve(ties{b.couple, n, b.free, b.right, b.rows})
		for i, r := range b.free {
			b.rows[r].force = x[i]
		}
	}
	b.gauge()
}

// better is the side on which a row should be, by the solution as it is.
func (b *bench) better(r int) side {
	t := &b.rows[r]
	switch b.side[r] {
	case atLow:
		if way, size := b.way(r); way < -size {
			return within
		}
	case atHigh:
		if way, size := b.way(r); way > size {
			return within
		}
	case within:
		if t.force < t.low-tight*math.Abs(t.low) {
			return atLow
		}
		if t.force > t.high+tight*math.Abs(t.high) {
			return atHigh
		}
	}
	return b.side[r]
}

// tight is the relative size of what does not count beside what cancels.
const tight = 1e-11

// way is the rate by which a row gives way, and the size that is as good as none: the
// solution of rows that act on each other is as exact as the largest of them allows.
func (b *bench) way(r int) (way, none float64) {
	n := len(b.rows)
	way = -b.wanted[r]
	for s := range b.rows {
		way += b.couple[r*n+s] * b.rows[s].force
	}
	return way, tight * b.coarse * math.Sqrt(b.couple[r*n+r])
}

// gauge finds how large what cancels in the rows is.
func (b *bench) gauge() {
	n := len(b.rows)
	b.coarse = 0
	for r := range b.rows {
		size := b.size[r]
		for s := range b.rows {
			size += math.Abs(b.couple[r*n+s] * b.rows[s].force)
		}
		b.coarse = max(b.coarse, size/math.Sqrt(b.couple[r*n+r]))
	}
}

// holds reports whether all rows whose forces are within their bounds give way by
// nothing: forces without bounds do not help where rigid things are forced against each
// other.
func (b *bench) holds() bool {
	const close = 1e-7
	n := len(b.rows)
	size := 0.0
	for r := range b.rows {
		size = max(size, b.size[r]/math.Sqrt(b.couple[r*n+r]))
	}
	for r := range b.rows {
		way, none := b.way(r)
		limit := close*size*math.Sqrt(b.couple[r*n+r]) + 1e-3*none
		if b.side[r] == within && !(math.Abs(way) <= limit) {
			return false
		}
	}
	return true
}
