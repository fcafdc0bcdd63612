package ode

import "math"

// row is an output of a compiled system.
type row struct {
	states, outputs, inputs []Term
}

// newRow sorts the terms of a row by what they take to evaluate.
func newRow(r Row, s *Shape) row {
	c := row{inputs: r.U}
	for _, t := range r.Y {
		if s.StateOf != nil && s.StateOf[t.Index] >= 0 {
			c.states = append(c.states, Term{Index: int(s.StateOf[t.Index]), Weight: t.Weight})
		} else {
			c.outputs = append(c.outputs, t)
		}
	}
	return c
}

// polynomial tells whether the row is a quartic along a step.
func (r *row) polynomial(s *Solution) bool {
	if len(r.outputs) > 0 {
		return false
	}
	for _, t := range r.inputs {
		if s.forms[t.Index].Amplitude != 0 {
			return false
		}
	}
	return true
}

// output is a row at the part theta of the step.
func (s *Solution) output(r *row, theta float64) float64 {
	if len(r.outputs) > 0 {
		s.outputsAt(theta)
	}
	return s.sum(r, theta)
}

// outputsAt evaluates the system's outputs.
func (s *Solution) outputsAt(theta float64) {
	s.sight(theta)
	s.sys.Outputs(&s.p, s.y)
}

// sum is a row at theta, whose outputs are known.
func (s *Solution) sum(r *row, theta float64) float64 {
	y := s.own(r, theta)
	for _, t := range r.inputs {
		y += t.Weight * s.forms[t.Index].At(theta*s.length)
	}
	return y
}

// own is what a row has of states and of outputs, which are known.
func (s *Solution) own(r *row, theta float64) float64 {
	y := 0.
	if len(r.states) > 0 {
		m := s.method()
		for _, t := range r.states {
			y += t.Weight * m.one(s.shape, s.dense, theta, t.Index)
		}
	}
	for _, t := range r.outputs {
		y += t.Weight * s.y[t.Index]
	}
	return y
}

// magnitude is the sum of the magnitudes of what a row adds up, outputs being known.
func (s *Solution) magnitude(r *row, theta float64) float64 {
	y := 0.
	for _, t := range r.states {
		y += math.Abs(t.Weight * s.method().one(s.shape, s.dense, theta, t.Index))
	}
	for _, t := range r.outputs {
		y += math.Abs(t.Weight * s.y[t.Index])
	}
	for _, t := range r.inputs {
		y += math.Abs(t.Weight * s.forms[t.Index].At(theta*s.length))
	}
	return y
}
