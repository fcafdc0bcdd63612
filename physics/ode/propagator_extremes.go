package ode

import (
	"math"
	"slices"

	"whatif/physics/linear"
)

// Extremes implements linear.Propagator: exactly for rows that are quartics along the
// step; others are looked at ever more closely until quartics describe them.
func (p *propagator) Extremes(seg linear.Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	s := p.take(seg)
	defer p.put(s)
	r := &p.rows[row]
	s.curve = curve{s: s, guard: -1, row: r, sign: 1}
	a, b := s.part(from), s.part(to)
	piece := piece{a: a, b: b}
	piece.f[0], piece.f[2], piece.f[4] = s.curve.at(a), s.curve.at((a+b)/2), s.curve.at(b)
	piece.fill(&s.curve)
	return piece.extremes(&s.curve, r.polynomial(s), lo, hi, 0)
}

// finest is how often the search for extremes halves a part of a step, and mostLooked how
// many parts it halves in all. Steps are so short that looked-at rows bend little: a few
// are enough for any that is smooth, and none for one that is rounding, such as the gap
// between two things that lie on each other.
const finest, mostLooked = 12, 100

// extremes widens [lo, hi] so that it holds the curve on the piece.
func (p *piece) extremes(c *curve, exact bool, lo, hi float64, depth int) (least, greatest float64) {
	h := p.hull()
	doubt := 0.
	if !exact {
		doubt = p.doubt()
	}
	below, above := min(h[0], h[1], h[2], h[3], h[4])-doubt, max(h[0], h[1], h[2], h[3], h[4])+doubt
	if below >= lo && above <= hi {
		return lo, hi
	}
	switch {
	case exact, p.fits(c, above-below):
		return widen(&h, lo, hi)
	case depth == finest, c.pieces >= mostLooked:
		// No quartic is like it: what was seen of it counts, not what one would make of a jump.
		return min(lo, slices.Min(p.f[:])), max(hi, slices.Max(p.f[:]))
	}
	c.pieces++
	left, right := p.halves(c)
	lo, hi = left.extremes(c, false, lo, hi, depth+1)
	return right.extremes(c, false, lo, hi, depth+1)
}

// fits tells whether the quartic is the curve, beside the piece's range, at two places
// that did not make it.
func (p *piece) fits(c *curve, extent float64) bool {
	const tolerance = 1e-9
	h := p.hull()
	for _, t := range [...]float64{1. / 8, 7. / 8} {
		if !(math.Abs(bernstein(&h, t)-c.at(p.a+t*(p.b-p.a))) <= tolerance*extent) {
			return false
		}
	}
	return true
}

// bernstein is the quartic with those coefficients at t in [0, 1].
func bernstein(h *[5]float64, t float64) float64 {
	u := 1 - t
	return u*u*u*u*h[0] + t*(4*u*u*u*h[1]+t*(6*u*u*h[2]+t*(4*u*h[3]+t*h[4])))
}

// widen takes in the extremes of a quartic on [0, 1].
func widen(h *[5]float64, lo, hi float64) (least, greatest float64) {
	lo, hi = min(lo, h[0], h[4]), max(hi, h[0], h[4])
	// The derivative over 4 is the cubic c0 + c1 t + c2 t^2 + c3 t^3. Between its own
	// extremes it is monotone.
	d0, d1, d2, d3 := h[1]-h[0], h[2]-h[1], h[3]-h[2], h[4]-h[3]
	c := [4]float64{d0, 3 * (d1 - d0), 3 * (d0 - 2*d1 + d2), d3 - 3*d2 + 3*d1 - d0}
	marks := [4]float64{0, 1, 1, 1}
	n := 1
	q := c[2]*c[2] - 3*c[1]*c[3]
	if q > 0 {
		w := -(c[2] + math.Copysign(math.Sqrt(q), c[2]))
		t1, t2 := w/(3*c[3]), c[1]/w
		for _, t := range [...]float64{min(t1, t2), max(t1, t2)} {
			if t > 0 && t < 1 {
				marks[n] = t
				n++
			}
		}
	}
	for k := range n {
		if t, ok := cubicRoot(&c, marks[k], marks[k+1]); ok {
			y := bernstein(h, t)
			lo, hi = min(lo, y), max(hi, y)
		}
	}
	return lo, hi
}

// cubicRoot halves towards the root of a cubic that is monotone on [a, b].
func cubicRoot(c *[4]float64, a, b float64) (t float64, ok bool) {
	at := func(t float64) float64 { return c[0] + t*(c[1]+t*(c[2]+t*c[3])) }
	rising := at(b) > 0
	if (at(a) > 0) == rising {
		return 0, false
	}
	for range 50 {
		if t = (a + b) / 2; (at(t) > 0) == rising {
			b = t
		} else {
			a = t
		}
	}
	return (a + b) / 2, true
}
