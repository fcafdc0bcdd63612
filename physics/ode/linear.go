package ode

import "whatif/physics/linear"

// FromLinear is linear physics as a system, for where it is solved together with what
// is not linear. It begins where whoever starts the solution proposes.
func FromLinear(sys linear.System) System {
	l := &fromLinear{sys: sys, shape: Shape{States: sys.N, Inputs: sys.M, Outputs: len(sys.Rows)}}
	seen := map[Place]bool{}
	place := func(i, k int) {
		p := Place{int32(i), int32(k)}
		if !seen[p] {
			seen[p] = true
			l.shape.Pattern = append(l.shape.Pattern, p)
		}
	}
	for i, e := range sys.E {
		place(i, i)
		l.mass = append(l.mass, 1)
		l.shape.Mass = append(l.shape.Mass, 1)
		if e == 0 {
			l.shape.Mass[i] = 0
		} else {
			l.mass[i] = e
		}
	}
	for _, e := range sys.A {
		place(e.Row, e.Column)
	}
	for _, row := range sys.Rows {
		of := int32(-1)
		if len(row.U) == 0 && len(row.X) == 1 && row.X[0].Weight == 1 {
			of = int32(row.X[0].Index)
		}
		l.shape.StateOf = append(l.shape.StateOf, of)
	}
	return l
}

type fromLinear struct {
	sys   linear.System
	mass  []float64 // what a rate is divided by
	shape Shape
}

func (l *fromLinear) Shape() *Shape                { return &l.shape }
func (l *fromLinear) Begin(*Point)                 {}
func (l *fromLinear) Guards(p *Point, g []float64) {}
func (l *fromLinear) React(p *Point, k int)        {}
func (l *fromLinear) Settle(p *Point)              {}

func (l *fromLinear) Rates(p *Point, dx []float64) {
	clear(dx)
	for _, e := range l.sys.A {
		dx[e.Row] += e.Value * p.X[e.Column]
	}
	for _, e := range l.sys.B {
		dx[e.Row] += e.Value * p.U[e.Column]
	}
	for i := range dx {
		dx[i] /= l.mass[i]
	}
}

func (l *fromLinear) Outputs(p *Point, y []float64) {
	for i, row := range l.sys.Rows {
		y[i] = 0
		for _, t := range row.X {
			y[i] += t.Weight * p.X[t.Index]
		}
		for _, t := range row.U {
			y[i] += t.Weight * p.U[t.Index]
		}
	}
}
