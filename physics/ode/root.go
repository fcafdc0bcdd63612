package ode

import "math"

// curve is a quantity along the step as a function of theta: what is left of a guard of
// the system above its level, or of an output before the level it is watched for.
type curve struct {
	s     *Solution
	guard int // of the system, or -1
	row   *row
	level float64
	sign  float64
	// pieces counts those that a search has looked at.
	pieces int
}

// at is the curve at the part theta of the step.
func (c *curve) at(theta float64) float64 {
	s := c.s
	if c.guard < 0 {
		return c.sign * (s.output(c.row, theta) - c.level)
	}
	s.sight(theta)
	s.sys.Guards(&s.p, s.look)
	return c.sign * (s.look[c.guard] - c.level)
}

// root encloses where the curve falls through zero on the piece, which begins above and
// ends below, and returns the later end: by inverse quadratic interpolation or halving,
// T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145. It begins where the quartic falls;
// from a value that is zero but for rounding it only steps to the other side.
func (c *curve) root(p *piece) float64 {
	const (
		absolute = 1e-16
		relative = 0x1p-49
		none     = 0x1p-44 // of what the curve falls in all: a value that rounding may have made
		widen    = 16
		most     = 100
	)
	a, b, fa, fb := p.a, p.b, p.f[0], p.f[4]
	least := none * (fa - fb)
	x, y := b, a // the last point, and the other end
	fx, fy := fb, fa
	part, aside := 1-p.zero(), 1.
	for range most {
		close := absolute + relative*math.Abs(b)
		if b-a <= 2*close || fb == 0 {
			break
		}
		slack := close / math.Abs(x-y)
		if math.Abs(fx) <= least {
			part = aside * slack
			aside *= widen
		}
		next := x + min(1-slack, max(slack, part))*(y-x)
		f := c.at(next)
		z, fz := y, fy
		if (f > 0) == (fx > 0) {
			z, fz = x, fx
		} else {
			y, fy = x, fx
		}
		x, fx = next, f
		if f > 0 {
			a, fa = next, f
		} else {
			b, fb = next, f
		}
		part = between(x, y, z, fx, fy, fz)
	}
	return b
}

// between is the part of the way from x to y at which the inverse parabola through three
// points is zero, where it may be trusted; else one half.
func between(x, y, z, fx, fy, fz float64) float64 {
	xi, phi := (x-y)/(z-y), (fx-fy)/(fz-fy)
	if !(phi*phi < xi && (1-phi)*(1-phi) < 1-xi) {
		return 0.5
	}
	return fx/(fy-fx)*fz/(fy-fz) + (z-x)/(y-x)*fx/(fz-fx)*fy/(fz-fy)
}
