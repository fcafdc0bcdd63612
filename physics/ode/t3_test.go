package ode_test

import (
	"math"

	"whatif/physics/ode"
)

// Two of the mechanical problems of package problems, which here tell what happens.

// ball falls from 1 m and bounces, keeping 0.7 of its speed. Below rest, in m/s, it
// stays on the ground.
type ball struct{ rest float64 }

func (ball) Shape() *ode.Shape { return &ballShape }

var ballShape = ode.Shape{States: 2, Memory: 1, Outputs: 2, Guards: 1, StateOf: []int32{0, -1}}

func (ball) Begin(p *ode.Point) { p.X[0], p.X[1] = 1, 0 }

func (ball) Rates(p *ode.Point, dx []float64) {
	dx[0], dx[1] = p.X[1], -9.81
	if p.Z[0] != 0 {
		dx[0], dx[1] = 0, 0
	}
}

// Outputs are the height and, per kg, the energy.
func (ball) Outputs(p *ode.Point, y []float64) {
	y[0], y[1] = p.X[0], 9.81*p.X[0]+p.X[1]*p.X[1]/2
}

func (ball) Guards(p *ode.Point, g []float64) {
	g[0] = 1
	if p.Z[0] == 0 {
		g[0] = p.X[0]
	}
}

func (b ball) React(p *ode.Point, k int) {
	p.X[0], p.X[1] = 0, -0.7*p.X[1]
	if math.Abs(p.X[1]) < b.rest {
		p.X[1], p.Z[0] = 0, 1
	}
	p.Tell(7, p.X[1])
}

func (ball) Settle(p *ode.Point) {}

func (ball) GuardName(int) string              { return "the ground" }
func (ball) StateName(i int) string            { return [...]string{"height", "speed"}[i] }
func (ball) Explain(code int, v float64) error { return nil }
func (ball) Blame(p *ode.Point) error          { return nil }

// slip is a mass of 1 kg at a spring of 1 N/m on a belt of 0.2 m/s, held by at most 1 N;
// sliding friction falls with the speed.
type slip struct{}

const (
	sticks   = 0
	lags     = 1
	overruns = 2
)

var slipShape = ode.Shape{States: 2, Memory: 1, Outputs: 1, Guards: 1, StateOf: []int32{0}}

func (slip) Shape() *ode.Shape  { return &slipShape }
func (slip) Begin(p *ode.Point) { p.Z[0] = lags }

func (slip) Rates(p *ode.Point, dx []float64) {
	r := p.X[1] - 0.2
	switch p.Z[0] {
	case sticks:
		dx[0], dx[1] = 0.2, 0
	case lags:
		dx[0], dx[1] = p.X[1], -p.X[0]+1/(1-3*r)
	default:
		dx[0], dx[1] = p.X[1], -p.X[0]-1/(1+3*r)
	}
}

func (slip) Outputs(p *ode.Point, y []float64) { y[0] = p.X[0] }

func (slip) Guards(p *ode.Point, g []float64) {
	switch p.Z[0] {
	case sticks:
		g[0] = 1 - p.X[0]
	case lags:
		g[0] = 0.2 - p.X[1]
	default:
		g[0] = p.X[1] - 0.2
	}
}

func (slip) React(p *ode.Point, k int) {
	switch {
	case p.Z[0] == sticks:
		p.Z[0] = lags
	case math.Abs(p.X[0]) <= 1:
		p.Z[0], p.X[1] = sticks, 0.2
	default:
		p.Z[0] = lags + overruns - p.Z[0]
	}
	p.Tell(int(p.Z[0]), p.X[0])
}

func (slip) Settle(p *ode.Point) {}
