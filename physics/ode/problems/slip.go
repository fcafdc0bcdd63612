package problems

import (
	"math"

	"whatif/physics/ode"
)

// Slip is a mass of 1 kg on a spring of 1 N/m, on a belt of 0.2 m/s that takes it along
// by friction. At rest on the belt friction is at most 1 N; it falls with the speed r of
// slipping as 1/(1 + 3|r|).
func Slip() Problem {
	return Problem{
		Name:      "slip",
		System:    &slip{ode.Shape{States: 2, Memory: 1, Guards: 1}},
		Span:      1000,
		Events:    167,
		LastEvent: 993.521289542,
		Sample:    0.1,
	}
}

// slip has the place and the speed of the mass as states, in m and m/s. Its memory is
// the mode.
type slip struct{ shape ode.Shape }

// The modes: the mass sticks to the belt, is slower, or faster.
const (
	sticks = 0.
	slower = 1.
	faster = 2.
)

const belt = 0.2 // m/s

func (s *slip) Shape() *ode.Shape             { return &s.shape }
func (s *slip) Outputs(*ode.Point, []float64) {}
func (s *slip) Settle(*ode.Point)             {}
func (s *slip) Begin(p *ode.Point)            { p.X[0], p.X[1], p.Z[0] = 0, 0, slower }

func (s *slip) Rates(p *ode.Point, dx []float64) {
	x, v := p.X[0], p.X[1]
	switch p.Z[0] {
	case sticks:
		dx[0], dx[1] = belt, 0
	case slower:
		dx[0], dx[1] = v, -x+1/(1-3*(v-belt))
	default:
		dx[0], dx[1] = v, -x-1/(1+3*(v-belt))
	}
}

func (s *slip) Guards(p *ode.Point, g []float64) {
	switch p.Z[0] {
	case sticks:
		g[0] = 1 - p.X[0]
	case slower:
		g[0] = belt - p.X[1]
	default:
		g[0] = p.X[1] - belt
	}
}

func (s *slip) React(p *ode.Point, _ int) {
	switch {
	case p.Z[0] == sticks:
		p.Z[0] = slower
	case math.Abs(p.X[0]) <= 1:
		p.Z[0], p.X[1] = sticks, belt
	default:
		p.Z[0] = slower + faster - p.Z[0]
	}
}
