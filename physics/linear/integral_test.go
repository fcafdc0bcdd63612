package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestIntegralsAgainstQuadrature(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		sys.Rows = append(sys.Rows, Row{X: []Term{{0, 2}}, U: []Term{{0, -2}, {1, 0.1}}})
		p, q := compile(t, sys), asExponential(t, sys)
		s, r := segment(p, x0, u), segment(q, x0, u)
		tau := rapid.Float64Range(1, 20000).Draw(rt, "tau")
		rows := make([]int32, len(sys.Rows))
		for i := range rows {
			rows[i] = int32(i)
		}
		sum, net, abs := make([]float64, len(rows)), make([]float64, len(rows)), make([]float64, len(rows))
		other := make([]float64, len(rows))
		p.Integrals(s, rows, tau, sum)
		q.Integrals(r, rows, tau, other)
		Quadrature(p, s, rows, tau, net, abs)
		for i := range rows {
			// The last output is a difference of large temperatures.
			scale := abs[i] + 500*tau
			assert.InDelta(rt, net[i], sum[i], 2e-12*scale)
			assert.InDelta(rt, sum[i], other[i], 1e-10*scale)
			assert.GreaterOrEqual(rt, abs[i]*(1+1e-12), math.Abs(net[i]))
		}
	})
}

func TestQuadratureOfAKink(t *testing.T) {
	// 3 sin(tau) + 1 changes sign; the integral of its magnitude is known.
	sys := System{N: 0, M: 1, Rows: []Row{{U: []Term{{0, 1}}}}}
	p := compile(t, sys)
	s := segment(p, nil, []Input{{Level: 1, Amplitude: 3, Omega: 1}})
	net, abs := []float64{10}, []float64{20}
	Quadrature(p, s, []int32{0}, 2*math.Pi, net, abs)
	assert.InEpsilon(t, 10+2*math.Pi, net[0], 1e-12)
	a := math.Asin(1. / 3)
	// Negative between pi+a and 2pi-a.
	below := (math.Pi - 2*a) - 6*math.Cos(a)
	assert.InEpsilon(t, 20+2*math.Pi-2*below, abs[0], 1e-12)
}

func TestEnergyBalance(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		// Stored energy, and the heat that comes in: all losses and gains at once.
		var stored, inflow Row
		for i, e := range sys.E {
			stored.X = append(stored.X, Term{i, e})
		}
		for _, e := range sys.A {
			inflow.X = append(inflow.X, Term{e.Column, e.Value})
		}
		for _, e := range sys.B {
			inflow.U = append(inflow.U, Term{e.Column, e.Value})
		}
		sys.Rows = []Row{stored, inflow}
		p := compile(t, sys)
		s := segment(p, x0, u)
		net, abs := []float64{0}, []float64{0}
		before := p.Value(s, 0, 0)
		Quadrature(p, s, []int32{1}, 5000, net, abs)
		change := p.Value(s, 0, 5000) - before
		assert.InDelta(rt, net[0], change, 1e-9*abs[0]+1e-12*before)
	})
}

func TestExtremes(t *testing.T) {
	// Two time constants: up by the fast one, down by the slow one.
	sys := System{N: 2, M: 0, E: []float64{1, 1}, A: Entries(2, []float64{-1, 0, 0, -0.01}),
		Rows: []Row{{X: []Term{{0, -2}, {1, 3}}}}}
	top := math.Log(2/0.03) / 0.99
	at := func(tau float64) float64 { return 3*math.Exp(-0.01*tau) - 2*math.Exp(-tau) }
	for _, way := range []func(testing.TB, System) Propagator{compile, asExponential} {
		p := way(t, sys)
		s := segment(p, []float64{1, 1}, nil)
		for _, c := range []struct{ from, to, lo, hi float64 }{
			{0, 500, at(500), at(top)},
			{0, 1, 1, at(1)},
			{0, 6, 1, at(top)},
			{5, 50, at(50), at(5)},
			{2, 2, at(2), at(2)},
		} {
			lo, hi := p.Extremes(s, 0, c.from, c.to, math.Inf(1), math.Inf(-1))
			assert.InEpsilon(t, c.lo, lo, 1e-12, "%s %v", p.Method(), c)
			assert.InEpsilon(t, c.hi, hi, 1e-12, "%s %v", p.Method(), c)
		}
	}
}

func TestExtremesAgainstSampling(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := compile(t, sys)
		s := segment(p, x0, u)
		from := rapid.Float64Range(0, 1000).Draw(rt, "from")
		to := from + rapid.Float64Range(0, 20000).Draw(rt, "long")
		for row := range sys.N {
			lo, hi := p.Extremes(s, row, from, to, math.Inf(1), math.Inf(-1))
			least, most := math.Inf(1), math.Inf(-1)
			for k := range 401 {
				y := p.Value(s, row, from+(to-from)*float64(k)/400)
				least, most = math.Min(least, y), math.Max(most, y)
			}
			assert.LessOrEqual(rt, lo, least+1e-9)
			assert.GreaterOrEqual(rt, hi, most-1e-9)
			// Between two samples it can go further only by its bending.
			assert.InDelta(rt, least, lo, 30)
			assert.InDelta(rt, most, hi, 30)
			// What is known already is only ever widened, to the same ends.
			knownLo := lo + (hi-lo)*rapid.Float64Range(-1, 1).Draw(rt, "knownLo")
			knownHi := hi + (hi-lo)*rapid.Float64Range(-1, 1).Draw(rt, "knownHi")
			lo2, hi2 := p.Extremes(s, row, from, to, knownLo, knownHi)
			assert.InDelta(rt, math.Min(lo, knownLo), lo2, 1e-9)
			assert.InDelta(rt, math.Max(hi, knownHi), hi2, 1e-9)
		}
	})
}
