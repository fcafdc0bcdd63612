package ode

import "math"

// piece is a curve on a part [a, b] of the step, by its values at five places at equal
// distances. They determine a quartic: the interpolants of the methods are quartics in
// theta, and so is what is linear in the states.
type piece struct {
	a, b float64
	f    [5]float64
}

// fill takes the values at the first and the last quarter.
func (p *piece) fill(c *curve) {
	d := (p.b - p.a) / 4
	p.f[1], p.f[3] = c.at(p.a+d), c.at(p.b-d)
}

// halves are both halves of the piece.
func (p *piece) halves(c *curve) (left, right piece) {
	m := (p.a + p.b) / 2
	left = piece{a: p.a, b: m, f: [5]float64{p.f[0], 0, p.f[1], 0, p.f[2]}}
	right = piece{a: m, b: p.b, f: [5]float64{p.f[2], 0, p.f[3], 0, p.f[4]}}
	left.fill(c)
	right.fill(c)
	return left, right
}

// hull are the coefficients of the quartic in Bernstein's basis: it lies between the
// least and the greatest of them, and falls where they do.
func (p *piece) hull() [5]float64 {
	f := &p.f
	return [5]float64{
		f[0],
		(-13*f[0] + 48*f[1] - 36*f[2] + 16*f[3] - 3*f[4]) / 12,
		(13*(f[0]+f[4]) - 64*(f[1]+f[3]) + 120*f[2]) / 18,
		(-13*f[4] + 48*f[3] - 36*f[2] + 16*f[1] - 3*f[0]) / 12,
		f[4],
	}
}

// doubt is by how much a curve that is no quartic may differ from it: the fifth
// difference is not known, the fourth is a cautious guess of it.
func (p *piece) doubt() float64 {
	f := &p.f
	return math.Abs(f[0]-4*f[1]+6*f[2]-4*f[3]+f[4]) / 16
}

// zero is the part of the piece at which the quartic, which begins above zero and ends
// below, falls through it: by Newton's method, or halving where that leads astray.
func (p *piece) zero() float64 {
	const most, close = 40, 1e-15
	h := p.hull()
	c1, c2 := 4*(h[1]-h[0]), 6*(h[2]-2*h[1]+h[0])
	c3, c4 := 4*(h[3]-h[0]+3*(h[1]-h[2])), h[4]+h[0]-4*(h[3]+h[1])+6*h[2]
	from, to, at := 0., 1., h[0]/(h[0]-h[4])
	for range most {
		f := h[0] + at*(c1+at*(c2+at*(c3+at*c4)))
		if f > 0 {
			from = at
		} else {
			to = at
		}
		next := at - f/(c1+at*(2*c2+at*(3*c3+at*4*c4)))
		if !(next >= from && next <= to) {
			next = (from + to) / 2
		}
		moved := math.Abs(next - at)
		if at = next; moved <= close {
			break
		}
	}
	return at
}

// A search halves a step so often at most, and looks at so many pieces: a curve that
// stays at zero but for rounding must not be looked at for ever.
const (
	deepest    = 40
	mostPieces = 300
)

// smooth tells whether the curve bends so evenly that it may be taken for the quartic
// through its values.
func (p *piece) smooth() bool {
	f := &p.f
	return p.doubt() < 1e-3*(max(f[0], f[1], f[2], f[3], f[4])-min(f[0], f[1], f[2], f[3], f[4]))
}

// fallsOnce tells whether a quartic falls through zero exactly once: it has no more
// zeros than its coefficients have changes of sign.
func fallsOnce(h *[5]float64) bool {
	k := 0
	for k < 5 && h[k] > 0 {
		k++
	}
	if k == 0 || k == 5 {
		return false
	}
	for ; k < 5; k++ {
		if h[k] >= 0 {
			return false
		}
	}
	return true
}

// fall finds where a curve that begins above zero first falls below. What is no number
// has fallen.
func (p *piece) fall(c *curve, depth int) (theta float64, falls bool) {
	h := p.hull()
	least := min(h[0], h[1], h[2], h[3], h[4])
	if least > p.doubt() {
		return 0, false
	}
	if least != least {
		return p.a, true
	}
	c.pieces++
	last := depth == deepest || c.pieces > mostPieces
	down := h[0] >= h[1] && h[1] >= h[2] && h[2] >= h[3] && h[3] >= h[4]
	if down || last || p.smooth() && fallsOnce(&h) {
		if p.f[4] < 0 && p.f[0] > 0 {
			return c.root(p), true
		}
		return p.b, p.f[4] < 0
	}
	left, right := p.halves(c)
	if theta, falls = left.fall(c, depth+1); falls {
		return theta, true
	}
	return right.fall(c, depth+1)
}
