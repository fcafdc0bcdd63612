package ode

import "math"

// The choice between the explicit and the stiff method goes by what a step gets on for
// what it costs. Stiffness holds explicit steps back to a multiple of 1/rho, with rho the
// greatest eigenvalue of the Jacobian: at the border of the region of stability, 3.3 for
// Dormand-Prince, or well within it where the tolerance is tight, as the error estimate
// then feels the fastest eigenvalue (Hairer, Norsett, Wanner II, section IV.2). How long
// a stiff step would be is not known before it is taken. So where explicit steps may be
// held back, the stiff method is put to a trial: it stays once its steps are longer by
// more than they cost, and fails if they stop growing before. A trial that fails makes
// the pause before the next twice as long.
const (
	heldFrom = 0.9 // least h rho of explicit steps that may be held back
	farBelow = 0.3 // h rho up to which the next look may wait longer
	lookPace = 12  // explicit steps between looks, after which a trial may begin
	restPace = 48  // the same where h rho is far below
	doubling = 6   // how often the pause doubles at most

	leastTrial = 2   // steps
	mostTrial  = 10  // steps
	growing    = 1.1 // from one step to the next
	softPace   = 8   // stiff steps between looks
	softSigns  = 2   // looks in a row that speak for the explicit method
	softShare  = 0.7 // part of the gain at which the stiff method was chosen
	border     = 3.3 // h rho at the border of stability

	spreadRounds = 4 // evaluations that a look takes
)

// choose chooses the method of the next step, where it is time to look.
func (s *Solution) choose() {
	if s.wait--; s.wait > 0 {
		return
	}
	switch {
	case s.way == explicitly:
		s.lookExplicit()
	case s.tried > 0:
		s.judge()
	default:
		s.lookStiff()
	}
}

// lookExplicit begins a trial where the steps may be held back by stiffness.
func (s *Solution) lookExplicit() {
	held := s.length * s.spread()
	if held >= heldFrom {
		if s.stiff == nil {
			s.stiff = s.law.newStiff()
			s.work = make([]float64, s.stiff.workSize(s.shape))
		}
		s.held, s.tried = min(held, border), s.length
		s.change(stiffly, leastTrial)
		return
	}
	s.wait = lookPace
	if held < farBelow {
		s.wait = restPace
	}
}

// judge ends a trial where it is decided.
func (s *Solution) judge() {
	s.signs++
	switch {
	case s.length > s.stiff.effort*s.tried:
		s.failed, s.wait, s.signs = 0, softPace, 0
	case s.next > growing*s.length && s.signs < mostTrial:
		return
	default:
		s.next = min(s.next, s.tried)
		s.change(explicitly, lookPace*float64(int(1)<<int(s.failed)))
		s.failed = min(s.failed+1, doubling)
	}
	s.tried = 0
}

// lookStiff goes back to the explicit method where that could take steps not so much
// shorter as they are cheaper, if the spread holds them back as it did before.
func (s *Solution) lookStiff() {
	s.wait = softPace
	spread := s.spread()
	if s.signs++; s.length*spread > softShare*s.stiff.effort*s.held {
		s.signs = 0
	}
	if s.signs >= softSigns {
		if spread > 0 {
			s.next = min(s.next, s.held/spread)
		}
		s.change(explicitly, lookPace)
	}
}

// change lets the next step be of the other method, and the next look wait for so many.
func (s *Solution) change(way, wait float64) {
	s.then, s.wait, s.signs, s.before = way, wait, 0, 0
}

// spread is about the greatest magnitude of an eigenvalue of the Jacobian where the
// step begins, in 1/s: by the power method on differences of the rates, from a
// direction in which all states take part. Where states swing, one round may gain what
// the next loses: the mean of both counts.
func (s *Solution) spread() float64 {
	const half = 0x1p-26 // the root of the relative rounding error
	v, d := s.probe, s.e
	part := half / s.law.relative
	for i, x := range s.x {
		v[i] = part * s.law.scaleOf(i, math.Abs(x))
		if i*0x9e3779b1>>7&1 == 1 {
			v[i] = -v[i]
		}
	}
	size, before := 0., 0.
	for range spreadRounds {
		for i, x := range s.x {
			v[i] += x
		}
		s.trial.at(0, v, d)
		size, before = 0, size
		for i, x := range s.x {
			d[i] -= s.rates[i]
			size = max(size, math.Abs(d[i])/(part*s.law.scaleOf(i, math.Abs(x))))
		}
		if size == 0 {
			return 0
		}
		for i := range v {
			v[i] = d[i] / size
		}
	}
	return math.Sqrt(size * before)
}
