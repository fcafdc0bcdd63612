package problems

import (
	"math"

	"whatif/physics/ode"
)

// Ball is a ball let fall from 1 m, which keeps 0.7 of its speed at each impact and rests
// when it is slower than 0.1 m/s. The impacts are known in closed form: the first is
// after sqrt(2/9.81) s.
func Ball() Problem {
	return Problem{
		Name:      "ball",
		System:    &ball{ode.Shape{States: 2, Memory: 1, Guards: 1}},
		Span:      3,
		Reference: []float64{0, 0},
		Events:    11,
		LastEvent: 2.49911331422,
		Sample:    0.01,
	}
}

// ball has its height and its speed upwards as states, in m and m/s. Its memory is
// whether it rests.
type ball struct{ shape ode.Shape }

func (b *ball) Shape() *ode.Shape             { return &b.shape }
func (b *ball) Outputs(*ode.Point, []float64) {}
func (b *ball) Settle(*ode.Point)             {}
func (b *ball) Begin(p *ode.Point)            { p.X[0], p.X[1], p.Z[0] = 1, 0, 0 }

func (b *ball) Rates(p *ode.Point, dx []float64) {
	if p.Z[0] != 0 {
		dx[0], dx[1] = 0, 0
		return
	}
	dx[0], dx[1] = p.X[1], -9.81
}

func (b *ball) Guards(p *ode.Point, g []float64) {
	g[0] = p.X[0]
	if p.Z[0] != 0 {
		g[0] = 1
	}
}

func (b *ball) React(p *ode.Point, _ int) {
	p.X[0] = 0
	p.X[1] *= -0.7
	if math.Abs(p.X[1]) < 0.1 {
		p.X[1], p.Z[0] = 0, 1
	}
}
