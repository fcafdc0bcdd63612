package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/physics/linear"
)

// riccati is x' = u0 - x^2 with u0 = 1 + tau, so that the law is not linear and time
// enters; its second state turns with the sine of another input.
type riccati struct{}

var riccatiShape = Shape{States: 2, Inputs: 2}

func (riccati) Shape() *Shape                 { return &riccatiShape }
func (riccati) Begin(p *Point)                { p.X[0], p.X[1] = 0.5, 1 }
func (riccati) Outputs(p *Point, y []float64) {}
func (riccati) Guards(p *Point, g []float64)  {}
func (riccati) React(p *Point, k int)         {}
func (riccati) Settle(p *Point)               {}
func (riccati) Rates(p *Point, dx []float64) {
	dx[0], dx[1] = p.U[0]-p.X[0]*p.X[0], p.X[0]*math.Cos(p.X[1])+p.U[1]
}

func riccatiInputs() []linear.Input {
	return []linear.Input{{Level: 1, Slope: 1}, {Amplitude: 2, Omega: 3, Phase: 0.4}}
}

// fixed takes so many dp5 steps to 1, and returns the states there, and those that the
// last interpolant shows three tenths of a step before.
func fixed(steps int) (end, inside []float64) {
	l, err := newLaw(riccati{}, Options{Method: "dp5"})
	if err != nil {
		panic(err)
	}
	s := l.newSolution()
	s.bind(linear.Segment{State: make([]float64, l.at.size), Work: make([]float64, l.at.work)})
	s.set(nil, riccatiInputs())
	s.begin()
	inside = make([]float64, 2)
	h := 1 / float64(steps)
	for range steps {
		s.takeRates()
		(dp5{}).step(&s.trial, h)
		s.length, s.known = h, 1
		(dp5{}).interpolate(s.shape, s.dense, 0.7, inside)
		s.pass()
	}
	return s.x, inside
}

// Both orders are measured by halving the step: of the solution at the end 5, and of one
// step's interpolant, whose own error is one of a single step, 5 as well, as it is of
// order 4.
func TestDormandPrinceOrder(t *testing.T) {
	exact, _ := fixed(4096)
	var before, insideBefore float64
	for _, steps := range []int{16, 32, 64} {
		end, inside := fixed(steps)
		reference := exactAt(1 - 0.3/float64(steps))
		err := math.Hypot(end[0]-exact[0], end[1]-exact[1])
		off := math.Hypot(inside[0]-reference[0], inside[1]-reference[1])
		if before > 0 {
			assert.InDelta(t, 5, math.Log2(before/err), 0.4)
			assert.InDelta(t, 5, math.Log2(insideBefore/off), 0.5)
		}
		before, insideBefore = err, off
	}
}

// exactAt solves riccati to tau as exactly as can be.
func exactAt(tau float64) []float64 {
	s, err := Solve(riccati{}, riccatiInputs(), tau, Options{Relative: 1e-14, Method: "dp5"}, 0, nil)
	if err != nil {
		panic(err)
	}
	return []float64{s.State(tau, 0), s.State(tau, 1)}
}

// The interpolant meets the step at both ends with the states and the rates there, and
// one state alone is the same as among all.
func TestDormandPrinceInterpolantEnds(t *testing.T) {
	s, err := Begin(riccati{}, riccatiInputs(), Options{Method: "dp5"})
	assert.NoError(t, err)
	s.advance(0.1)
	x, y := make([]float64, 2), make([]float64, 2)
	const d = 1e-7
	for _, end := range []struct {
		theta, sign   float64
		states, rates []float64
	}{{0, 1, s.x, s.rates}, {1, -1, s.x1, s.rates1}} {
		(dp5{}).interpolate(s.shape, s.dense, end.theta, x)
		(dp5{}).interpolate(s.shape, s.dense, end.theta+end.sign*d, y)
		for i := range x {
			assert.InDelta(t, end.states[i], x[i], 1e-15)
			assert.InDelta(t, end.rates[i], end.sign*(y[i]-x[i])/(d*s.length), 1e-5)
			assert.Equal(t, x[i], (dp5{}).one(s.shape, s.dense, end.theta, i))
		}
	}
}

func TestRoughPowers(t *testing.T) {
	for _, v := range []float64{1e-300, 1e-9, 0.3, 1, 1.5, 2, 1e7, 1e300} {
		assert.InDelta(t, math.Log2(v), log2(v), 0.011)
	}
	for _, y := range []float64{-900, -3.7, -0.5, 0, 0.5, 2.2, 900} {
		assert.InEpsilon(t, math.Exp2(y), exp2(y), 0.004)
	}
}
