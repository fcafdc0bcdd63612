package linear

import "math"

// approach is how an output nears the level of a guard from a view: a course
// turned around and measured from the level, so that its value is the gap that is
// left, > 0 before the crossing.
type approach struct {
	course
	slack float64 // rounding of the gap
}

// approach sets a to that of a guard in the view of that number, at tau.
func (p *modal) approach(s Segment, number int, g *Guard, tau float64, a *approach) {
	p.course(s, number, int(g.Row), tau, &a.course)
	a.slack = rounding * (a.scale + math.Abs(g.Level))
	a.value -= g.Level
	if g.Direction > 0 {
		a.value, a.rate, a.second, a.third = -a.value, -a.rate, -a.second, -a.third
		a.up, a.down, a.up3, a.down3 = a.down, a.up, a.down3, a.up3
	}
	if p.growth > 0 {
		const grown = 1 + 2*harmless
		a.up, a.down, a.up3, a.down3, a.fourth = a.up*grown, a.down*grown, a.up3*grown, a.down3*grown, a.fourth*grown
	}
}

// guess is about when the gap will be zero, +Inf where it does not seem so: by a
// curve whose second derivative decays at the rate it does now,
//
//	value + rate t + second (e^(-mu t) - 1 + mu t)/mu^2,  mu = -third/second.
func (a *approach) guess() float64 {
	// At first as if it bent for ever, or not at all.
	var t float64
	if a.second <= 0 {
		t = latestSafe(a.value, a.rate, -a.second)
	} else if t = surelyReached(a.value, a.rate, a.second); math.IsInf(t, 1) {
		t = -a.value / a.rate
	}
	if !(t > 0 && t < math.MaxFloat64) {
		return math.Inf(1)
	}
	if !(a.second*a.third < 0) {
		return t
	}
	const tries, close = 5, 0.02
	mu := -a.third / a.second
	lasts := 1 / mu
	bent := a.second * lasts
	for range tries {
		_, m := decay(-mu * t)
		slope := a.rate - bent*m
		if !(slope < 0) {
			return math.Inf(1)
		}
		step := (a.value + (a.rate+bent)*t + bent*m*lasts) / slope
		t -= step
		if !(t > 0) {
			return math.Inf(1)
		}
		if math.Abs(step) < close*t {
			break
		}
	}
	return t
}

// safe is a time before which the gap is certainly not zero, or reach.
func (a *approach) safe(reach float64) float64 {
	t := latestSafe(a.value, a.rate, a.down)
	if t < reach {
		t = max(t, latestSafeCubic(a.value, a.rate, a.second, a.down3, reach))
	}
	return t
}

// root is when the gap is zero, before or after now, by its first derivatives;
// sure is false where the others could move that by more than its resolution, or
// where there might be another root in between.
func (a *approach) root(fastest float64) (t float64, sure bool) {
	// The rate may change by less than half on the way there, and twice as far.
	curved := a.up + a.down
	if !(a.rate < 0 && 4*curved*math.Abs(a.value) < a.rate*a.rate) {
		return math.NaN(), false
	}
	inverse := 1 / a.rate
	t = -a.value * inverse
	// What is in the past was greater.
	past := 1.0
	if t < 0 {
		past = 1 - 8*t*fastest
		if !(past < 2 && 4*past*curved*math.Abs(a.value) < a.rate*a.rate) {
			return t, false
		}
	}
	long := 2 * math.Abs(t)
	const tries, fine = 8, 1e-14 // s
	settled := false
	for try := 0; try < tries && !settled; try++ {
		step := (a.value + t*(a.rate+t*(a.second/2+t*a.third/6))) / (a.rate + t*(a.second+t*a.third/2))
		t -= step
		settled = step*step*curved < -fine*a.rate
	}
	square := t * t
	off := -a.fourth * past * square * square * inverse / 12
	return t, settled && math.Abs(t) <= long && off <= resolution/4
}
