package ode

import (
	"math"

	"whatif/physics/linear"
)

// Force implements linear.Propagator. The first time it begins the solution.
func (p *propagator) Force(seg linear.Segment, u []linear.Input) {
	s := p.take(seg)
	defer p.keep(s)
	if s.begun != 0 {
		s.alter(0, nil, u)
		return
	}
	s.set(nil, u)
	s.begin()
	s.advance(math.Inf(1))
}

// Shift implements linear.Propagator. Before the horizon the step stays as it is, and
// the segment begins later in it.
func (p *propagator) Shift(seg linear.Segment, tau float64) {
	s := p.take(seg)
	defer p.keep(s)
	s.offset += tau - s.catch(tau)
}

// Change implements linear.Propagator. Inputs that go on as they did change nothing.
func (p *propagator) Change(seg linear.Segment, tau float64, inputs []int32, u []linear.Input) {
	s := p.take(seg)
	defer p.keep(s)
	s.alter(tau, inputs, u)
}

// catch takes steps until the horizon is after tau, and returns by how much the
// segment's beginning moved.
func (s *Solution) catch(tau float64) (moved float64) {
	for s.fault == 0 && s.horizon-s.offset <= tau-moved {
		moved += s.horizon - s.offset
		s.pass()
		s.advance(math.Inf(1))
	}
	return moved
}

// alter lets the listed inputs, all where the list is nil, go on as u from tau on.
func (s *Solution) alter(tau float64, inputs []int32, u []linear.Input) {
	s.offset += tau - s.catch(tau)
	if s.fault != 0 || (s.stale == 0 && s.goesOn(inputs, u)) {
		return
	}
	s.stop(s.part(0), s.offset)
	s.set(inputs, u)
	s.jump()
	s.advance(math.Inf(1))
}

// goesOn tells whether the inputs, from the segment's beginning on, are u.
func (s *Solution) goesOn(inputs []int32, u []linear.Input) bool {
	for k := range u {
		i := k
		if inputs != nil {
			i = int(inputs[k])
		}
		if s.forms[i].After(s.offset) != u[k] {
			return false
		}
	}
	return true
}

// set lets the listed inputs, all where the list is nil, go on as u from the step's
// beginning on.
func (s *Solution) set(inputs []int32, u []linear.Input) {
	for k := range u {
		i := k
		if inputs != nil {
			i = int(inputs[k])
		}
		s.setForm(i, u[k])
	}
	s.listMoving()
	s.inputsAt(0)
}

// listMoving tells constant inputs from others, and sets the former. No step is longer
// than the fastest sine takes for so many radians: a law that follows it at times only
// would otherwise step over these.
func (s *Solution) listMoving() {
	const radians = 1
	s.moving, s.most = s.moving[:0], longest
	for i, f := range s.forms {
		s.p.U[i] = f.Level
		if f.Slope != 0 || f.Amplitude != 0 {
			s.moving = append(s.moving, int32(i))
		}
		if f.Amplitude != 0 {
			s.most = min(s.most, radians/math.Abs(f.Omega))
		}
	}
}
