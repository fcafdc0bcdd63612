package ode

import "math"

// Step control: a proportional and integral controller of the logarithm of the error
// (K. Gustafsson, ACM TOMS 17 (1991) 533; the exponents are those of Hairer, Norsett,
// Wanner II, section IV.2). Its memory outlives events and jumps of inputs: a step that
// is cut short says nothing against the proposal that it was cut from.
const (
	safety      = 0.9
	integral    = 0.04
	proportion  = 1./5 - 0.75*integral
	grows       = 8.    // most, from one step to the next
	shrinks     = 0.1   // most, where a step was refused
	leastShrink = 0.9   // least, where it was
	log2Least   = -13.3 // an error of 1e-4: a smaller one does not count as such in the next step
)

// errorNorm is the greatest error of a state, where 1 may just be, and the state.
func (s *Solution) errorNorm() (worst float64, at int) {
	l, x, x1 := s.law, s.x, s.x1
	absolute := l.absolute[:len(s.e)]
	for i, e := range s.e {
		size := max(math.Abs(x[i]), math.Abs(x1[i]))
		v := math.Abs(e) / (absolute[i] + l.relative*size)
		if v > worst {
			worst, at = v, i
		} else if v != v {
			return infinite, i
		}
	}
	return worst, at
}

// middleNorm is the error of the interpolant in the middle of the step of h, of the
// states without mass, as errorNorm. They may follow an input at once, so that an error
// at the end of the step tells nothing of it.
func (s *Solution) middleNorm(h float64) (worst float64) {
	n := len(s.x)
	shown := s.past[:n]
	s.method().interpolate(s.shape, s.dense, 0.5, s.probe)
	copy(shown, s.probe)
	x, rates := s.x, s.rates
	s.x, s.rates, s.tau = s.probe, s.e, h/2
	if !s.consistent() {
		worst = infinite
	}
	for i, v := range s.x {
		worst = max(worst, math.Abs(v-shown[i])/s.law.scaleOf(i, math.Abs(v)))
	}
	s.x, s.rates, s.tau = x, rates, 0
	return worst
}

// propose proposes the next step from the error of the one taken, of length s.length.
// One that was cut, or ended by an event, can only speak against the proposal that it
// was cut from.
func (s *Solution) propose(err float64, cut, retry bool) {
	e := log2(err)
	factor := safety * exp2(integral*s.before-proportion*e)
	if cut || s.event >= 0 {
		s.next = min(s.next, s.length*factor)
		return
	}
	if retry {
		factor = min(factor, 1)
	}
	s.next = s.length * min(grows, max(shrinks, factor))
	s.before = max(e, log2Least)
}

// shrink is by how much to shorten a step that was refused for its error.
func shrink(err float64) float64 {
	if math.IsInf(err, 1) {
		return shrinks
	}
	return min(leastShrink, max(shrinks, safety*exp2(log2(err)/-5)))
}

// firstStep is a length to begin with: that at which the error of an explicit step
// would be about a hundredth of what may be, from the first two derivatives. Hairer,
// Norsett, Wanner I, section II.4.
func (s *Solution) firstStep() float64 {
	const small, share = 1e-6, 0.01
	y, dy := s.probe, s.e
	size, rate := 0., 0.
	for i, x := range s.x {
		scale := s.law.scaleOf(i, math.Abs(x))
		size = max(size, math.Abs(x)/scale)
		rate = max(rate, math.Abs(s.flow(i))/scale)
	}
	h := small
	if size > 1e-5 && rate > 1e-5 {
		h = share * size / rate
	}
	for i, x := range s.x {
		y[i] = x + h*s.flow(i)
	}
	s.trial.at(h, y, dy)
	bend := 0.
	for i, x := range s.x {
		if s.massive(i) {
			bend = max(bend, math.Abs(dy[i]-s.rates[i])/s.law.scaleOf(i, math.Abs(x))/h)
		}
	}
	most := max(small, h*1e-3)
	if steep := max(rate, bend); steep > 1e-15 {
		most = math.Pow(share/steep, 1./5)
	}
	if first := min(100*h, most); first > shortest { // not so where there is no number
		return first
	}
	return small
}

// flow is the rate of state i, 0 where it has none.
func (s *Solution) flow(i int) float64 {
	if !s.massive(i) {
		return 0
	}
	return s.rates[i]
}

// massive tells whether state i has a rate of its own.
func (s *Solution) massive(i int) bool { return s.shape.Mass == nil || s.shape.Mass[i] != 0 }

// log2 is the logarithm to base 2 of a positive number, to about 0.01: enough for the
// choice of a step, and twenty times as fast as the exact one.
func log2(v float64) float64 {
	const mantissa = 1<<52 - 1
	b := math.Float64bits(v)
	m := math.Float64frombits(b&mantissa | 1023<<52) // in [1, 2)
	return float64(int(b>>52)-1023) + (2-m/3)*m - 5./3
}

// exp2 is 2^y for |y| < 1000, to about 0.3 %.
func exp2(y float64) float64 {
	whole := math.Floor(y)
	rest := y - whole
	return math.Float64frombits(uint64(int(whole)+1023)<<52) * (1 + rest*(0.6565+0.3435*rest))
}
