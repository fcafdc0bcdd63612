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

// root encloses where the curve falls through zero between a, where it is fa > 0, and b,
// where it is fb <= 0, and returns the later end: by inverse quadratic interpolation or
// halving, T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145.
func (c *curve) root(a, b, fa, fb float64) float64 {
	const (
		absolute = 1e-16
		relative = 0x1p-51
		most     = 100
	)
	x, y := b, a // the last point, and the other end
	fx, fy := fb, fa
	part := 0.5
	for range most {
		close := absolute + relative*math.Abs(b)
		if b-a <= 2*close || fb == 0 {
			break
		}
		slack := close / math.Abs(x-y)
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
