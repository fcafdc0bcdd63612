package ode_test

import (
	"math"

	"whatif/physics/ode"
)

// The mechanical benchmark problems as systems. Their constants are those of the
// benchmarks.

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

// gear is a motor and a load with a play of 0.005 rad to either side; its input is the
// motor's torque.
type gear struct{}

const (
	ratio, motorInertia, loadInertia = 5., 0.005, 0.2
	stiffness, damping, play         = 5000., 2., 0.005
	motorLoss, loadLoss              = 0.001, 0.05
)

var gearShape = ode.Shape{States: 4, Inputs: 1, Memory: 1, Outputs: 1, Guards: 2, StateOf: []int32{1}}

func (gear) Shape() *ode.Shape  { return &gearShape }
func (gear) Begin(p *ode.Point) {}

func (gear) Rates(p *ode.Point, dx []float64) {
	x, torque := p.X[:4], 0.
	if side := p.Z[0]; side != 0 {
		torque = stiffness*(x[0]/ratio-x[2]-play*side) + damping*(x[1]/ratio-x[3])
	}
	dx[0], dx[1] = x[1], (p.U[0]-torque/ratio-motorLoss*x[1])/motorInertia
	dx[2], dx[3] = x[3], (torque-loadLoss*x[3])/loadInertia
}

func (gear) Outputs(p *ode.Point, y []float64) { y[0] = p.X[1] }

// Guards: the deflection reaches the play or leaves it, ahead and behind.
func (gear) Guards(p *ode.Point, g []float64) {
	d := p.X[0]/ratio - p.X[2]
	g[0], g[1] = play-d, d+play
	if p.Z[0] == 1 {
		g[0] = -g[0]
	}
	if p.Z[0] == -1 {
		g[1] = -g[1]
	}
}

func (gear) React(p *ode.Point, k int) {
	side := float64(1 - 2*k)
	if p.Z[0] == side {
		side = 0
	}
	p.Z[0] = side
}

func (gear) Settle(p *ode.Point) {}
