package ode

const (
	// together is how close events count as at one instant, in s; engine.together.
	together = 1e-10
	// mostAtOnce and mostInSecond are how many reactions may happen at one instant and
	// within one second, before they count as chattering.
	mostAtOnce   = 1000
	mostInSecond = 100000
)

// react goes to the event in the step and lets the guards that have fallen there act, in
// their order, each seeing what those before it left.
func (s *Solution) react() {
	first := int(s.event)
	s.findDue(first)
	s.stop(s.horizon)
	s.lastEvent = s.began
	if !s.balance() {
		return
	}
	s.p.X = s.x
	s.sys.Guards(&s.p, s.mid) // as they fell
	acted := false
	for k, due := range s.due {
		if due == 0 || (acted && !s.stillDue(k)) {
			continue
		}
		s.act()
		s.sys.React(&s.p, k)
		s.p.news = nil
		acted = true
		if s.count(k); s.fault != 0 || (s.law.massless && !s.balance()) {
			return
		}
	}
	s.jump()
}

// findDue marks the guard that falls at the event and all others that do together with
// it.
func (s *Solution) findDue(first int) {
	s.sight(min(1, (s.horizon+together)/s.length))
	s.sys.Guards(&s.p, s.look)
	for k, g := range s.look {
		s.due[k] = 0
		if k == first || g < s.level[k] {
			s.due[k] = 1
		}
	}
}

// stillDue tells whether guard k, which has fallen, is still down and not rising after
// what another guard of the instant did. s.mid has the guards as they fell.
func (s *Solution) stillDue(k int) bool {
	s.p.X = s.x
	s.sys.Guards(&s.p, s.look)
	now := s.look[k]
	if now > max(s.level[k], s.mid[k]) {
		return false
	}
	s.trial.at(0, s.x, s.rates)
	for i, x := range s.x {
		s.probe[i] = x + together*s.flow(i)
	}
	s.p.X = s.probe
	s.sys.Guards(&s.p, s.look)
	return s.look[k] <= now
}

// count counts a reaction of guard k.
func (s *Solution) count(k int) {
	s.reactions++
	if s.crowd == 0 {
		s.crowdAge = 0
	}
	if s.many == 0 {
		s.manyAge = 0
	}
	s.crowd++
	s.many++
	switch {
	case s.crowd > mostAtOnce:
		s.fail(crowded, k)
	case s.many > mostInSecond:
		s.fail(chattering, k)
	}
}

// age lets time pass for the counts.
func (s *Solution) age(dt float64) {
	s.crowdAge += dt
	s.manyAge += dt
	if s.crowdAge > together {
		s.crowd = 0
	}
	if s.manyAge > 1 {
		s.many = 0
	}
}
