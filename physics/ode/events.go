package ode

import "math"

const (
	// together is how close events count as at one instant, in s; engine.together.
	together = 1e-10
	// mostAtOnce and mostInSecond are how many reactions may happen at one instant and
	// within one second, before they count as chattering.
	mostAtOnce   = 1000
	mostInSecond = 100000
)

// quiet is the level of a guard that must be above zero before it can fall again.
var quiet = math.Inf(-1)

// The values of Solution.due.
const (
	isDue   = 1
	isIdle  = 2 // it has acted, and changed nothing
	isNoted = 3 // it has noted that it fell, which changes nothing for others
)

// react goes to the event in the step and lets the guards that have fallen there act, in
// their order, each seeing what those before it left.
func (s *Solution) react() {
	first := int(s.event)
	s.findDue(first)
	s.stop(s.theta, s.horizon)
	s.lastEvent = s.began
	if !s.balance() {
		return
	}
	s.p.X = s.x
	s.sys.Guards(&s.p, s.mid) // as they fell
	s.note()
	acted, idle := false, false
	for k, due := range s.due {
		if due != isDue || (acted && !s.stillDue(k)) {
			continue
		}
		s.reactOne(k)
		acted = true
		if s.due[k] == isIdle {
			idle = true
		}
		if s.fault != 0 || (s.law.massless && !s.balance()) {
			return
		}
	}
	s.remember()
	if s.jump(); idle && s.fault == 0 && s.unchanged() {
		s.quieten()
	}
}

// note lets the guards react first that change nothing for the others.
func (s *Solution) note() {
	waiter, ok := s.sys.(Waiter)
	if !ok {
		return
	}
	for k, due := range s.due {
		if due == isDue && waiter.Waits(&s.p, k) {
			s.reactOne(k)
			s.due[k] = isNoted
		}
	}
}

// reactOne lets guard k act.
func (s *Solution) reactOne(k int) {
	s.remember()
	s.act()
	s.sys.React(&s.p, k)
	s.p.news = nil
	if s.unchanged() {
		s.due[k] = isIdle
	}
	s.count(k)
}

// remember notes states and memory for unchanged.
func (s *Solution) remember() {
	copy(s.past, s.x)
	copy(s.past[len(s.x):], s.p.Z)
}

// unchanged tells whether states, but for those without mass, and memory are as they
// were.
func (s *Solution) unchanged() bool {
	for i, x := range s.x {
		if x != s.past[i] && s.massive(i) {
			return false
		}
	}
	for i, z := range s.p.Z {
		if z != s.past[len(s.x)+i] {
			return false
		}
	}
	return true
}

// quieten lets guards that have acted to no effect be, until they have been above zero
// again: they would only act for ever.
func (s *Solution) quieten() {
	for k, due := range s.due {
		if due == isIdle {
			s.level[k] = quiet
		}
	}
}

// findDue marks the guard that falls at the event and all others that do together with
// it.
func (s *Solution) findDue(first int) {
	s.sight(min(1, (s.horizon+together)/s.length))
	s.sys.Guards(&s.p, s.look)
	for k, g := range s.look {
		s.due[k] = 0
		if k == first || g < s.level[k] {
			s.due[k] = isDue
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
