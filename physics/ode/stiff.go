package ode

import "math"

// The choice between an explicit and a stiff method. An explicit step is held back by
// stiffness where h times the governing eigenvalue is at the border of the region of
// stability, about 3.3 for Dormand-Prince: Hairer, Norsett, Wanner II, section IV.2. A
// stiff one is a waste where its step, for a while, is one that an explicit method
// could take as well.
const (
	stiffFrom  = 3.25
	stiffSigns = 15 // steps that speak for the stiff method, before it is taken
	calmSigns  = 6  // steps that do not, before those are forgotten

	softUntil  = 1.
	softSigns  = 3 // looks in a row that speak for the explicit method
	softPauses = 8 // steps between looks
	softRounds = 4 // evaluations that a look takes
)

// choose counts what the step that was taken says, and chooses the method of the next.
func (s *Solution) choose() {
	if s.way == explicitly {
		if (dp5{}).stiffness(&s.trial, s.length) > stiffFrom {
			s.calm = 0
			if s.signs++; s.signs >= stiffSigns {
				s.change(stiffly)
			}
		} else if s.calm++; s.calm >= calmSigns {
			s.signs = 0
		}
		return
	}
	if s.calm++; s.calm < softPauses {
		return
	}
	s.calm = 0
	if s.signs++; s.length*s.spread() > softUntil {
		s.signs = 0
	}
	if s.signs >= softSigns {
		s.change(explicitly)
	}
}

func (s *Solution) change(way float64) {
	s.then, s.signs, s.calm, s.before = way, 0, 0, 0
}

// spread is about the greatest magnitude of an eigenvalue of the Jacobian where the
// step begins, in 1/s: by the power method on differences of the rates, from a
// direction in which all states take part.
func (s *Solution) spread() float64 {
	v, d := s.probe, s.e
	for i, x := range s.x {
		v[i] = s.law.scaleOf(i, math.Abs(x))
		if i*0x9e3779b1>>7&1 == 1 {
			v[i] = -v[i]
		}
	}
	size := 0.
	for range softRounds {
		for i, x := range s.x {
			v[i] += x
		}
		s.trial.at(0, v, d)
		size = 0
		for i, x := range s.x {
			d[i] -= s.rates[i]
			size = max(size, math.Abs(d[i])/s.law.scaleOf(i, math.Abs(x)))
		}
		if size == 0 {
			return 0
		}
		for i := range v {
			v[i] = d[i] / size
		}
	}
	return size
}
