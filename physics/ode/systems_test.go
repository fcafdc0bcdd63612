package ode_test

import "whatif/physics/ode"

// still has nothing but states, to be embedded.
type still struct{}

func (still) Outputs(p *ode.Point, y []float64) {}
func (still) Guards(p *ode.Point, g []float64)  {}
func (still) React(p *ode.Point, k int)         {}
func (still) Settle(p *ode.Point)               {}

// swing is x” = -x, whose guards wait for x to fall below each of the levels. A guard
// that has fallen tells its number and the speed.
type swing struct {
	still
	levels []float64
	shape  ode.Shape
}

func newSwing(levels ...float64) *swing {
	return &swing{levels: levels, shape: ode.Shape{States: 2, Guards: len(levels), Outputs: 3, StateOf: []int32{0, 1, -1}}}
}

func (s *swing) Shape() *ode.Shape               { return &s.shape }
func (s *swing) Begin(p *ode.Point)              { p.X[0], p.X[1] = 0, 1 }
func (s *swing) Rates(p *ode.Point, d []float64) { d[0], d[1] = p.X[1], -p.X[0] }
func (s *swing) React(p *ode.Point, k int)       { p.Tell(k, p.X[1]) }

// Outputs are the states and the square of the first.
func (s *swing) Outputs(p *ode.Point, y []float64) {
	y[0], y[1], y[2] = p.X[0], p.X[1], p.X[0]*p.X[0]
}

func (s *swing) Guards(p *ode.Point, g []float64) {
	for k, level := range s.levels {
		g[k] = p.X[0] - level
	}
}

// relay is x' = -1 until x is below -width, then 1 until it is above width: without width
// it slides on zero for ever.
type relay struct {
	still
	width float64
}

var relayShape = ode.Shape{States: 1, Memory: 1, Guards: 1}

func (relay) Shape() *ode.Shape                  { return &relayShape }
func (relay) Begin(p *ode.Point)                 { p.X[0], p.Z[0] = 1, 1 }
func (relay) Rates(p *ode.Point, dx []float64)   { dx[0] = -p.Z[0] }
func (r relay) Guards(p *ode.Point, g []float64) { g[0] = p.Z[0]*p.X[0] + r.width }
func (relay) React(p *ode.Point, k int)          { p.Z[0] = -p.Z[0] }

// corner is two states that fall to zero at the same time, where each turns back.
type corner struct {
	still
	speeds [2]float64
	shape  ode.Shape
}

func (c *corner) Shape() *ode.Shape { return &c.shape }
func (c *corner) Begin(p *ode.Point) {
	p.X[0], p.X[1] = c.speeds[0], c.speeds[1]
	p.Z[0], p.Z[1] = -c.speeds[0], -c.speeds[1]
}
func (c *corner) Rates(p *ode.Point, dx []float64) { dx[0], dx[1] = p.Z[0], p.Z[1] }
func (c *corner) Guards(p *ode.Point, g []float64) { g[0], g[1] = p.X[0], p.X[1] }
func (c *corner) React(p *ode.Point, k int) {
	p.Z[k] = -p.Z[k]
	p.Tell(k, p.X[k])
}

// plates is one mass that falls on two plates of the same height.
type plates struct{ still }

var platesShape = ode.Shape{States: 2, Guards: 2}

func (plates) Shape() *ode.Shape                { return &platesShape }
func (plates) Begin(p *ode.Point)               { p.X[0], p.X[1] = 1, 0 }
func (plates) Rates(p *ode.Point, dx []float64) { dx[0], dx[1] = p.X[1], -9.81 }
func (plates) Guards(p *ode.Point, g []float64) { g[0], g[1] = p.X[0], p.X[0] }
func (plates) React(p *ode.Point, k int) {
	p.X[1] = -0.5 * p.X[1]
	p.Tell(k, p.X[1])
}

// teller tells of each reaction of a system.
type teller struct{ ode.System }

func (s teller) React(p *ode.Point, k int) {
	s.System.React(p, k)
	p.Tell(k, 0)
}
