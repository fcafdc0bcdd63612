package ode

import (
	"math"

	"whatif/physics/linear"
)

// samples is how many values of each row a search for crossings begins with.
const samples = 5

// Cross implements linear.Propagator. It goes up to the horizon.
func (p *propagator) Cross(seg linear.Segment, guards []linear.Guard, _ []int32, from, to float64) linear.Crossing {
	s := p.take(seg)
	defer p.put(s)
	to = min(to, s.horizon-s.offset)
	best := linear.Crossing{Tau: to, Guard: -1}
	if to < from || s.length == 0 {
		return best
	}
	a, b := s.part(from), s.part(to)
	values := seg.Work[p.law.at.work:]
	p.sample(s, guards, a, b, values)
	for i := range guards {
		g := &guards[i]
		if g.Direction == 0 {
			continue
		}
		s.curve = curve{s: s, guard: -1, row: &p.rows[g.Row], level: g.Level, sign: -float64(g.Direction)}
		w := piece{a: a, b: b}
		for j := range w.f {
			w.f[j] = s.curve.sign * (values[samples*int(g.Row)+j] - g.Level)
		}
		theta, crossed := w.crossed(&s.curve, g.Beyond)
		if !crossed {
			continue
		}
		// The guard first in order counts of those that are crossed together.
		tau := from
		if theta > a {
			tau = max(from, min(theta*s.length-s.offset, to))
		}
		if best.Guard < 0 || tau < best.Tau {
			best = linear.Crossing{Tau: tau, Guard: i}
		}
	}
	return best
}

// sample writes the row of each armed guard at five places of the range to values, those
// of one row side by side.
func (p *propagator) sample(s *Solution, guards []linear.Guard, a, b float64, values []float64) {
	evaluates := false
	for i := range guards {
		evaluates = evaluates || (guards[i].Direction != 0 && len(p.rows[guards[i].Row].outputs) > 0)
	}
	for j := range samples {
		theta := a + (b-a)*float64(j)/(samples-1)
		if evaluates {
			s.outputsAt(theta)
		}
		for i := range guards {
			if g := &guards[i]; g.Direction != 0 {
				values[samples*int(g.Row)+j] = s.sum(&p.rows[g.Row], theta)
			}
		}
	}
}

// crossed finds where the curve first falls through zero, at the beginning too where it
// is below already, or on zero and falling. On zero at rest it has fallen, unless it must
// go beyond. What is no number has fallen as well, so that nobody waits for it.
func (p *piece) crossed(c *curve, beyond bool) (theta float64, falls bool) {
	const rounding = 0x1p-50
	h := p.hull()
	least := min(h[0], h[1], h[2], h[3], h[4])
	if least > 0 && least > p.doubt() {
		return 0, false
	}
	slack := rounding * (c.s.magnitudeAt(c.row, p.a) + math.Abs(c.level))
	switch f := p.f[0]; {
	case f > slack:
	case !(f >= -slack):
		return p.a, true
	default:
		heading := p.heading(c, slack)
		if heading < 0 || (heading == 0 && !beyond) {
			return p.a, true
		}
		c.level += 2 * slack * -c.sign // it must come back through where it is now
		for j := range p.f {
			p.f[j] += 2 * slack
		}
	}
	return p.fall(c, 0)
}

// heading is the sign of the way that a curve goes which begins on zero, 0 at rest.
func (p *piece) heading(c *curve, slack float64) int {
	for _, t := range [...]float64{0x1p-20, 0x1p-12, 0x1p-6, 1. / 4} {
		switch f := c.at(p.a + t*(p.b-p.a)); {
		case f > p.f[0]+slack:
			return 1
		case f < p.f[0]-slack:
			return -1
		}
	}
	return 0
}

// magnitudeAt is Solution.magnitude, for outputs that are not known yet.
func (s *Solution) magnitudeAt(r *row, theta float64) float64 {
	if len(r.outputs) > 0 {
		s.outputsAt(theta)
	}
	return s.magnitude(r, theta)
}
