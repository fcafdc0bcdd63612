package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// plain is a system without outputs and guards.
type plain struct {
	shape *Shape
	rates func(x, u, dx []float64)
}

func (s *plain) Shape() *Shape                { return s.shape }
func (s *plain) Begin(*Point)                 {}
func (s *plain) Rates(p *Point, dx []float64) { s.rates(p.X, p.U, dx) }
func (s *plain) Outputs(*Point, []float64)    {}
func (s *plain) Guards(*Point, []float64)     {}
func (s *plain) React(*Point, int)            {}
func (s *plain) Settle(*Point)                {}

// tryOf is a trial of a stiff method, at the beginning.
func tryOf(sys System, x []float64, forms ...linear.Input) *trial {
	_, known := sys.(Differentiable)
	s := sys.Shape()
	m := newRodas5P(s, known)
	n := s.States
	t := &trial{
		sys: sys, shape: s, stiff: m, forms: forms, x: x,
		rates: make([]float64, n), x1: make([]float64, n), rates1: make([]float64, n), e: make([]float64, n),
		dense: make([]float64, m.denseSize(s)), work: make([]float64, m.workSize(s)),
	}
	t.p.U, t.p.Z, t.p.W = make([]float64, s.Inputs), make([]float64, s.Memory), make([]float64, s.Work)
	for i, f := range forms {
		t.p.U[i] = f.At(0)
		if f.Slope != 0 || f.Amplitude != 0 {
			t.moving = append(t.moving, int32(i))
		}
	}
	t.at(0, t.x, t.rates)
	return t
}

// march takes equal steps to the end, and calls see after each.
func march(test *testing.T, t *trial, end float64, steps int, see func(t *trial, h float64)) {
	test.Helper()
	h := end / float64(steps)
	for k := range steps {
		t.tau = float64(k) * h
		t.linearised = false
		t.at(t.tau, t.x, t.rates)
		require.True(test, t.stiff.step(t, h))
		if see != nil {
			see(t, h)
		}
		copy(t.x, t.x1)
	}
}

// slope is the order that two errors show, at a step and at half of it.
func slope(coarse, fine float64) float64 { return math.Log2(coarse / fine) }

// driven is nonlinear and hangs on inputs that move; x = sin(t) + 2 and its square root.
func driven() *plain {
	return &plain{
		shape: &Shape{States: 2, Inputs: 2},
		rates: func(x, u, dx []float64) {
			// u = sin t and t; with s = u[0]: x0 = 2+s solves x0' = cos t, brought in by x1 = sqrt(x0).
			c := math.Cos(u[1])
			dx[0] = c - 3*(x[0]*x[0]-(2+u[0])*(2+u[0]))
			dx[1] = c/(2*x[1]) - 5*(x[1]*x[1]-2-u[0])
		},
	}
}

func drivenExact(t float64) []float64 { return []float64{2 + math.Sin(t), math.Sqrt(2 + math.Sin(t))} }

var drivenForms = []linear.Input{{Amplitude: 1, Omega: 1}, {Slope: 1}}

func TestRodasHasOrderFive(test *testing.T) {
	var errs, inner []float64
	for _, steps := range []int{20, 40, 80} {
		t := tryOf(driven(), drivenExact(0), drivenForms...)
		within, x := 0., make([]float64, 2)
		march(test, t, 2, steps, func(t *trial, h float64) {
			for _, theta := range []float64{0.2, 0.5, 0.8} {
				t.stiff.interpolate(t.shape, t.dense, theta, x)
				assert.Equal(test, x[1], t.stiff.one(t.shape, t.dense, theta, 1))
				for i, v := range drivenExact(t.tau + theta*h) {
					within = max(within, math.Abs(x[i]-v))
				}
			}
			t.stiff.interpolate(t.shape, t.dense, 1, x)
			assert.Equal(test, t.x1, x)
			t.stiff.interpolate(t.shape, t.dense, 0, x)
			assert.Equal(test, t.x, x)
		})
		worst := 0.
		for i, v := range drivenExact(2) {
			worst = max(worst, math.Abs(t.x[i]-v))
		}
		errs, inner = append(errs, worst), append(inner, within)
	}
	test.Log(errs, inner)
	assert.Greater(test, slope(errs[1], errs[2]), 4.6)
	assert.Greater(test, slope(inner[1], inner[2]), 4.4) // local error, of order 5
}

// The embedded method has order 4: its local error, order 5.
func TestRodasEstimateHasOrderFour(test *testing.T) {
	var es []float64
	for _, h := range []float64{0.16, 0.08, 0.04} {
		t := tryOf(driven(), drivenExact(0), drivenForms...)
		require.True(test, t.stiff.step(t, h))
		es = append(es, max(math.Abs(t.e[0]), math.Abs(t.e[1])))
	}
	test.Log(es)
	assert.InDelta(test, 5, slope(es[1], es[2]), 0.6)
}

// algebraic is a pendulum-like pair: x' = -x y + u, 0 = y^2 - 1 - x^2 with y > 0.
func algebraic() *plain {
	return &plain{
		shape: &Shape{States: 2, Inputs: 1, Mass: []float64{1, 0}},
		rates: func(x, u, dx []float64) {
			dx[0] = -x[0]*x[1] + u[0]
			dx[1] = x[1]*x[1] - 1 - x[0]*x[0]
		},
	}
}

func TestRodasKeepsItsOrderWithStatesWithoutMass(test *testing.T) {
	form := linear.Input{Level: 1, Amplitude: 0.5, Omega: 3}
	run := func(steps int) ([]float64, []float64) {
		t := tryOf(algebraic(), []float64{0.3, math.Sqrt(1.09)}, form)
		mid := make([]float64, 2)
		march(test, t, 1.5, steps, func(t *trial, h float64) {
			if t.tau < 0.7 && t.tau+h >= 0.7 {
				t.stiff.interpolate(t.shape, t.dense, (0.7-t.tau)/h, mid)
			}
		})
		return append([]float64(nil), t.x...), mid
	}
	end, within := run(3000)
	assert.InDelta(test, math.Sqrt(1+end[0]*end[0]), end[1], 1e-12)
	var errs, inner []float64
	for _, steps := range []int{15, 30, 60} {
		x, mid := run(steps)
		errs = append(errs, math.Abs(x[0]-end[0])+math.Abs(x[1]-end[1]))
		inner = append(inner, math.Abs(mid[0]-within[0])+math.Abs(mid[1]-within[1]))
	}
	test.Log(errs, inner)
	assert.Greater(test, slope(errs[1], errs[2]), 4.5)
	assert.Greater(test, slope(inner[0], inner[2])/2, 3.6)
}

// Prothero and Robinson's problem x' = -L (x - g(t)) + g'(t) shows what is left of the
// order where steps are long beside the stiff time: h^3/L for Rodas5P, which vanishes
// as L grows, where others keep an error of h^2.
func TestRodasOnProtheroRobinson(test *testing.T) {
	run := func(stiff float64, steps int) float64 {
		sys := &plain{
			shape: &Shape{States: 1, Inputs: 2},
			rates: func(x, u, dx []float64) { dx[0] = -stiff*(x[0]-u[0]) + u[1] },
		}
		forms := []linear.Input{{Amplitude: 1, Omega: 1, Phase: 0.4}, {Amplitude: 1, Omega: 1, Phase: 0.4 + math.Pi/2}}
		t := tryOf(sys, []float64{math.Sin(0.4)}, forms...)
		march(test, t, 2, steps, nil)
		return math.Abs(t.x[0] - math.Sin(2.4))
	}
	assert.Greater(test, slope(run(1e5, 8), run(1e5, 16)), 2.9)
	assert.Greater(test, slope(run(1e5, 16), run(1e5, 32)), 2.9)
	assert.Less(test, run(1e7, 4), run(1e5, 4)/50)
	assert.Less(test, run(1e5, 4), 1e-8)
}

func TestRodasAllocatesNothing(test *testing.T) {
	t := tryOf(driven(), drivenExact(0), drivenForms...)
	assert.Zero(test, testing.AllocsPerRun(100, func() {
		t.linearised = false
		t.stiff.step(t, 0.01)
	}))
}

func TestRodasRefusesWhatIsNoNumber(test *testing.T) {
	t := tryOf(&plain{shape: &Shape{States: 1}, rates: func(x, _, dx []float64) { dx[0] = -math.Sqrt(1-x[0]) * 4 }}, []float64{0.5})
	t.rates[0] = math.NaN()
	assert.False(test, t.stiff.step(t, 0.1))
	t = tryOf(&plain{shape: &Shape{States: 1, Mass: []float64{0}}, rates: func(x, _, dx []float64) { dx[0] = 1 }}, []float64{0.5})
	assert.False(test, t.stiff.step(t, 0.1), "singular")
}

func TestRodasKeepsTheJacobianOfARefusedStep(test *testing.T) {
	t := tryOf(driven(), drivenExact(0), drivenForms...)
	require.True(test, t.stiff.step(t, 0.1))
	before := t.evaluations
	require.True(test, t.stiff.step(t, 0.05))
	assert.Equal(test, 7+2, t.evaluations-before)
	again := append([]float64(nil), t.x1...)
	t.linearised = false
	require.True(test, t.stiff.step(t, 0.05))
	assert.Equal(test, again, t.x1)
}

// A large system with a pattern takes the sparse way; the same without one, the full
// way, comes to the same states.
func TestRodasInAChain(test *testing.T) {
	const n = 60
	for _, hollow := range []bool{false, true} {
		c := newChain(n, hollow)
		full := &plain{shape: &Shape{States: n, Mass: c.shape.Mass}, rates: c.rates}
		ends := make([][]float64, 0, 3)
		for _, sys := range []System{c, &c.plain, full} {
			x := make([]float64, n)
			for i := range x {
				x[i] = math.Sin(float64(i))
			}
			t := tryOf(sys, x)
			require.True(test, t.consistent())
			march(test, t, 5, 40, nil)
			ends = append(ends, t.x)
		}
		assert.InDeltaSlice(test, ends[0], ends[1], 1e-7) // the Jacobian, known and by differences
		assert.InDeltaSlice(test, ends[1], ends[2], 1e-9)
	}
}

func BenchmarkRodasInALongChain(b *testing.B) {
	c := newChain(1000, true)
	t := tryOf(c, make([]float64, 1000))
	b.ReportAllocs()
	for b.Loop() {
		t.linearised = false
		t.stiff.step(t, 0.1)
	}
}
