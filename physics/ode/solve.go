package ode

import (
	"math"

	"whatif/physics/linear"
)

// Begin starts a solution of sys at time 0, with the inputs u. It takes no step yet.
func Begin(sys System, u []linear.Input, o Options) (*Solution, error) {
	l, err := newLaw(sys, o)
	if err != nil {
		return nil, err
	}
	s := l.newSolution()
	room, size := make([]float64, l.at.size+l.at.work), l.at.size
	s.bind(linear.Segment{State: room[:size:size], Work: room[size:]})
	s.set(nil, u)
	s.begin()
	return s, s.Err()
}

// Solve solves sys from 0 to until, in s, with the inputs u, and returns the solution
// there. see is called at each multiple of every in between, where every is above 0: the
// solution is read from the steps as they are, which does not disturb them. Where the
// solution cannot go on, the error says why.
func Solve(
	sys System, u []linear.Input, until float64, o Options, every float64, see func(tau float64, s *Solution),
) (*Solution, error) {
	s, err := Begin(sys, u, o)
	for k := 1.; err == nil && every > 0 && k*every < until; k++ {
		if err = s.Cover(k*every, until); err == nil {
			see(k*every, s)
		}
	}
	if err != nil {
		return s, err
	}
	return s, s.To(until)
}

// Cover takes steps until the solution is known at tau, in s since it began; until is
// where a step must end.
func (s *Solution) Cover(tau, until float64) error {
	for s.fault == 0 && s.began+s.horizon < tau {
		if s.length > 0 {
			s.pass()
		}
		s.advance(until - s.began)
	}
	return s.faulty()
}

// To goes on to tau: the last step ends there. All events up to and at tau have happened
// then.
func (s *Solution) To(tau float64) error {
	const same = 0x1p-50
	for s.fault == 0 {
		if s.length > 0 {
			if s.began+s.horizon > tau*(1+same) {
				s.stop((tau-s.began)/s.length, tau-s.began) // a step that was not to end there
				s.jump()
				break
			}
			s.pass()
		}
		if left := tau - s.began; left > same*math.Abs(tau) {
			s.advance(left)
			continue
		}
		break
	}
	s.began = tau
	return s.faulty()
}

// faulty is Err, which takes longer.
func (s *Solution) faulty() error {
	if s.fault == 0 {
		return nil
	}
	return s.Err()
}

// Change lets the listed inputs, all where the list is nil, go on as u from where To led,
// with tau counted from there.
func (s *Solution) Change(inputs []int32, u []linear.Input) error {
	if s.fault == 0 && !s.goesOn(inputs, u) {
		s.set(inputs, u)
		s.jump()
	}
	return s.faulty()
}

// State is state i at tau, in s since the solution began, which must lie in the last
// step.
func (s *Solution) State(tau float64, i int) float64 {
	if s.length == 0 {
		return s.x[i]
	}
	return s.method().one(s.shape, s.dense, (tau-s.began)/s.length, i)
}

// States writes all states at tau, as State.
func (s *Solution) States(tau float64, x []float64) {
	if s.length == 0 {
		copy(x, s.x)
		return
	}
	s.method().interpolate(s.shape, s.dense, (tau-s.began)/s.length, x)
}

// Memory is the memory of the system; it must not be changed.
func (s *Solution) Memory() []float64 { return s.p.Z }

// Counts are the steps taken and refused, the evaluations of rates, and the reactions
// of guards; LastEvent is when the last of these was, in s.
func (s *Solution) Counts() (steps, refused, evaluations, reactions int) {
	return s.steps, s.rejected, s.evaluations, s.reactions
}

// LastEvent is when a guard last acted, in s since the solution began.
func (s *Solution) LastEvent() float64 { return s.lastEvent }
