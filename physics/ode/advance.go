package ode

// advance takes the next step, from where the last one was passed, no longer than
// most.
func (s *Solution) advance(most float64) {
	if s.fault != 0 {
		s.rest()
		return
	}
	s.takeRates()
	s.way, s.linearised = s.then, false
	copy(s.g0, s.guards)
	h := s.next
	if h == 0 {
		h = s.firstStep()
		s.next = h
	}
	retry, near := false, false
	look := len(s.law.looked) > 0 && s.blind == 0
	bent, whole, tried := 0., 0., 0
	for {
		h = min(h, s.most)
		cut := near
		if 1.01*h >= most {
			h, cut = most, true
		}
		err, worst := infinite, 0
		if m := s.method(); m.step(&s.trial, h) {
			err, worst = s.errorNorm()
			if err <= 1 && s.law.massless && len(s.moving) > 0 {
				err = max(err, s.middleNorm(h))
			}
		}
		s.length = h
		if err <= 1 {
			if look {
				bent = s.bent()
				if tried == 0 {
					whole = h
				}
				if bent > 1 && tried < attempts {
					h, near = h*stretch(bent), true
					tried++
					continue
				}
				if bent > 1 { // a kink, or rounding
					look, bent, s.blind = false, 0, blindSteps
					h = whole
					continue
				}
			}
			nearer, ok := s.survey()
			if ok && nearer == 0 {
				s.accept(err, cut, retry)
				if bent > 0 {
					s.next = min(s.next, h*stretch(bent))
				}
				return
			}
			if ok {
				h, near = nearer, true
				continue
			}
			err = infinite
		}
		s.rejected++
		retry, s.before = true, 0
		h *= shrink(err)
		s.next = h
		if h < shortest {
			s.give(worst)
			return
		}
	}
}

// takeRates takes the rates where the step begins.
func (s *Solution) takeRates() {
	if s.known != 0 {
		copy(s.rates, s.rates1)
		return
	}
	s.trial.at(0, s.x, s.rates)
}

// accept ends a step that was taken.
func (s *Solution) accept(err float64, cut, retry bool) {
	s.steps++
	s.blind = max(0, s.blind-1)
	s.known = 0
	if s.last {
		s.known = 1
	}
	s.propose(err, cut, retry)
	if s.law.explicit && s.law.implicit {
		s.choose()
	}
}

// survey finds the first event in the step that was tried. Where that is so early in it
// that the interpolant may not show it well, it returns the length of a step to try
// instead. It is false where a guard is no number.
func (s *Solution) survey() (nearer float64, ok bool) {
	const (
		early   = 1. / 32
		soonest = 0x1p-12
	)
	s.horizon, s.event = s.length, -1
	if len(s.guards) == 0 {
		return 0, true
	}
	theta, guard, ok := s.locate()
	switch {
	case !ok || guard < 0:
		return 0, ok
	case theta < early && s.length > together:
		return s.length * max(4*theta, soonest), true
	}
	s.horizon, s.event, s.theta = theta*s.length, float64(guard), theta
	return 0, true
}

// rest lets a solution that has failed stay where it is, whose interpolant is a constant.
func (s *Solution) rest() {
	s.way = explicitly
	clear(s.dense)
	copy(s.dense, s.x)
	s.length, s.horizon, s.offset, s.event = 0, infinite, 0, -1
}

// give ends the solution where no step is short enough.
func (s *Solution) give(worst int) {
	s.fail(stuck, worst)
	s.rest()
}
