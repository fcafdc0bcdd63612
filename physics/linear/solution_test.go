package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// chain is ten nodes in a row with losses at both ends, the capacities of
// which span the given ratio.
func chain(ratio float64) System {
	const n = 10
	capacities := make([]float64, n)
	for i := range capacities {
		capacities[i] = 1e6 * math.Pow(ratio, -float64((7*i)%n)/(n-1))
	}
	w := newNetwork(capacities, 3)
	for i := 1; i < n; i++ {
		w.link(i-1, i, 20+7*float64(i%4))
	}
	w.loss(0, 0, 3).loss(n-1, 0, 5).heat(4, 1, 1).heat(7, 2, 0.5)
	return withStates(w.sys)
}

func TestRCStep(t *testing.T) {
	w := newNetwork([]float64{2e5}, 2).loss(0, 0, 40).heat(0, 1, 1)
	p := compile(t, withStates(w.sys))
	assert.Equal(t, "modal", p.Method())
	s := segment(p, []float64{293.15}, []Input{{Level: 263.15}, {Level: 1000}})
	for _, tau := range []float64{0, 1e-6, 1, 60, 3600, 86400, 1e7} {
		final := 263.15 + 1000./40
		want := final + (293.15-final)*math.Exp(-tau*40/2e5)
		assert.InDelta(t, want, p.Value(s, 0, tau), 1e-11, "tau %v", tau)
	}
}

func TestChainAgainstReference(t *testing.T) {
	inputs := []Input{
		{Level: 278.15, Amplitude: 6, Omega: 2 * math.Pi / 86400, Phase: -2},
		{Level: 300, Slope: 0.01},
		{Level: -50, Slope: -1e-3, Amplitude: 80, Omega: 2 * math.Pi / 1000, Phase: 0.3},
	}
	for _, ratio := range []float64{1, 1e3, 1e6} {
		sys := chain(ratio)
		x0 := make([]float64, sys.N)
		for i := range x0 {
			x0[i] = 290 + float64(i)
		}
		for _, way := range []func(testing.TB, System) Propagator{asModal, asExponential} {
			p := way(t, sys)
			s := segment(p, x0, inputs)
			for _, tau := range []float64{1, 600, 36000, 864000} {
				want, got := exact(t, sys, x0, inputs, tau), states(p, s, sys.N, tau)
				tolerance := 1e-10
				if p.Method() == "exponential" {
					tolerance = 1e-9
				}
				assert.InDeltaSlice(t, want, got, tolerance, "%s, ratio %v, tau %v", p.Method(), ratio, tau)
			}
		}
	}
}

func TestUniformChainModes(t *testing.T) {
	// n equal nodes, insulated ends: cos(pi k (i+1/2)/n) decays with
	// 4 G/C sin^2(pi k/2n).
	const n, c, g = 10, 1e5, 50.
	capacities := make([]float64, n)
	for i := range capacities {
		capacities[i] = c
	}
	w := newNetwork(capacities, 0)
	for i := 1; i < n; i++ {
		w.link(i-1, i, g)
	}
	p := compile(t, w.sys)
	for k := range n {
		x0, shape := make([]float64, n), make([]float64, n)
		for i := range x0 {
			shape[i] = math.Cos(math.Pi * float64(k) * (float64(i) + 0.5) / n)
			x0[i] = 300 + 10*shape[i]
		}
		s := segment(p, x0, nil)
		for _, tau := range []float64{100, 1e4, 1e6} {
			rate := 4 * g / c * math.Pow(math.Sin(math.Pi*float64(k)/(2*n)), 2)
			for i, x := range states(p, s, n, tau) {
				assert.InDelta(t, 300+10*shape[i]*math.Exp(-rate*tau), x, 1e-11)
			}
		}
	}
}

func TestFloatingIsland(t *testing.T) {
	// No loss at all: the mean temperature integrates the heat.
	w := newNetwork([]float64{1e5, 3e7, 2e6}, 1).link(0, 1, 100).link(1, 2, 0.3).heat(0, 0, 1)
	w.sys.Rows = []Row{{X: []Term{{0, 1e5}, {1, 3e7}, {2, 2e6}}}}
	for _, way := range []func(testing.TB, System) Propagator{asModal, asExponential} {
		p := way(t, w.sys)
		in := Input{Level: 500, Slope: -0.01, Amplitude: 100, Omega: 1e-4, Phase: 1}
		s := segment(p, []float64{290, 295, 300}, []Input{in})
		before := 1e5*290 + 3e7*295 + 2e6*300
		for _, tau := range []float64{1, 3600, 1e6} {
			assert.InEpsilon(t, before+in.Integral(tau), p.Value(s, 0, tau), 1e-13, p.Method())
			assert.InDeltaSlice(t, exact(t, w.sys, []float64{290, 295, 300}, []Input{in}, tau),
				states(p, s, 3, tau), 1e-9, p.Method())
		}
	}
}

func TestMasslessByHand(t *testing.T) {
	// 0 (capacity) - 1 (none) - 2 (none, heated) - outside.
	w := newNetwork([]float64{1e5, 0, 0}, 2).link(0, 1, 2).link(1, 2, 3).loss(2, 0, 6).heat(2, 1, 1)
	p := compile(t, withStates(w.sys))
	x0, out, heat := 300., 270., 12.
	s := segment(p, []float64{x0, math.NaN(), math.NaN()}, []Input{{Level: out}, {Level: heat}})
	// Heat q = G (x0 - out) - heat/6 share: the series 2, 3, 6 has G = 1.
	tau := 5e4
	final := out + heat/6
	a := final + (x0-final)*math.Exp(-tau/1e5)
	q := a - final // W through the series, G = 1
	assert.InDeltaSlice(t, []float64{a, a - q/2, a - q/2 - q/3}, states(p, s, 3, tau), 1e-11)
	y := make([]float64, 3)
	p.Values(s, rows(3), tau, y)
	assert.InDeltaSlice(t, []float64{a, a - q/2, a - q/2 - q/3}, y, 1e-11)
}

func TestStatic(t *testing.T) {
	w := newNetwork([]float64{0, 0}, 2).link(0, 1, 1).loss(0, 0, 1).loss(1, 1, 1)
	p := compile(t, withStates(w.sys))
	assert.Equal(t, "static", p.Method())
	s := segment(p, []float64{0, 0}, []Input{{Level: 3, Slope: 1}, {Level: 6, Amplitude: 3, Omega: 1}})
	assert.InDeltaSlice(t, []float64{4 + 2./3*2 + math.Sin(2), 5 + 1./3*2 + 2*math.Sin(2)}, states(p, s, 2, 2), 1e-13)
	c := p.Cross(s, []Guard{{Row: 0, Direction: 1, Level: 5}}, nil, 0, 10)
	require.Equal(t, 0, c.Guard)
	assert.InDelta(t, 5, p.Value(s, 0, c.Tau), 1e-12)
	p.Shift(s, 2)
	assert.InDeltaSlice(t, []float64{4 + 2./3*2 + math.Sin(2), 5 + 1./3*2 + 2*math.Sin(2)}, states(p, s, 2, 0), 1e-13)
}

func TestOscillator(t *testing.T) {
	const mass, stiffness = 2., 8.
	x0, v0 := 0.3, -0.4
	omega := math.Sqrt(stiffness / mass)
	cases := []struct {
		name    string
		damping float64
		at      func(tau float64) float64
	}{
		{"undamped", 0, func(tau float64) float64 {
			return x0*math.Cos(omega*tau) + v0/omega*math.Sin(omega*tau)
		}},
		{"underdamped", 0.8, func(tau float64) float64 {
			d := 0.8 / (2 * mass)
			w := math.Sqrt(omega*omega - d*d)
			return math.Exp(-d*tau) * (x0*math.Cos(w*tau) + (v0+d*x0)/w*math.Sin(w*tau))
		}},
		{"critical", 8, func(tau float64) float64 {
			return math.Exp(-omega*tau) * (x0 + (v0+omega*x0)*tau)
		}},
		{"overdamped", 20, func(tau float64) float64 {
			d := 20 / (2 * mass)
			w := math.Sqrt(d*d - omega*omega)
			return math.Exp(-d*tau) * (x0*math.Cosh(w*tau) + (v0+d*x0)/w*math.Sinh(w*tau))
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sys := withStates(System{N: 2, M: 0, E: []float64{1, mass},
				A: Entries(2, []float64{0, 1, -stiffness, -c.damping})})
			p := compile(t, sys)
			s := segment(p, []float64{x0, v0}, nil)
			for tau := 0.0; tau < 12; tau += 0.37 {
				assert.InDelta(t, c.at(tau), p.Value(s, 0, tau), 1e-13, "%s at %v", p.Method(), tau)
			}
		})
	}
}

func TestResonance(t *testing.T) {
	// x'' + x = sin(tau): x = (sin(tau) - tau cos(tau))/2.
	sys := withStates(System{N: 2, M: 1, E: []float64{1, 1}, A: Entries(2, []float64{0, 1, -1, 0}), B: Entries(1, []float64{0, 1})})
	p := compile(t, sys)
	assert.Equal(t, "exponential", p.Method())
	s := segment(p, []float64{0, 0}, []Input{{Amplitude: 1, Omega: 1}})
	for tau := 0.1; tau < 40; tau += 1.3 {
		assert.InDelta(t, (math.Sin(tau)-tau*math.Cos(tau))/2, p.Value(s, 0, tau), 1e-12)
	}
}

func TestOneWayChain(t *testing.T) {
	// x0' = -x0, x1' = x0 - x1, x2' = x1 - x2: x2 = tau^2/2 e^-tau.
	sys := withStates(System{N: 3, M: 0, E: []float64{1, 1, 1}, A: Entries(3, []float64{-1, 0, 0, 1, -1, 0, 0, 1, -1})})
	p := compile(t, sys)
	assert.Equal(t, "exponential", p.Method())
	s := segment(p, []float64{1, 0, 0}, nil)
	for _, tau := range []float64{0, 0.1, 1, 5, 30} {
		e := math.Exp(-tau)
		assert.InDeltaSlice(t, []float64{e, tau * e, tau * tau / 2 * e}, states(p, s, 3, tau), 1e-14)
	}
}

func TestOneWayFlowIsModal(t *testing.T) {
	// Air passes from room to room: not symmetric, yet with real modes.
	sys := withStates(System{N: 3, M: 1, E: []float64{2e5, 3e5, 5e5},
		A: Entries(3, []float64{-60, 0, 0, 50, -70, 0, 0, 50, -90}), B: Entries(1, []float64{60, 20, 40})})
	p := compile(t, sys)
	assert.Equal(t, "modal", p.Method())
	x0, u := []float64{290, 295, 300}, []Input{{Level: 270, Slope: 1e-4, Amplitude: 3, Omega: 7e-5}}
	s := segment(p, x0, u)
	for _, tau := range []float64{60, 3600, 864000} {
		assert.InDeltaSlice(t, exact(t, sys, x0, u, tau), states(p, s, 3, tau), 1e-10)
	}
}

func TestComponentsAlone(t *testing.T) {
	// A component's numbers are the same bits with and without another one.
	alone := chain(1e3)
	both := System{N: 12, M: 3, E: append([]float64{3e4, 7e6}, alone.E...), A: Entries(12, []float64{-9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, -9})}
	for _, e := range alone.A {
		both.A = append(both.A, Entry{e.Row + 2, e.Column + 2, e.Value})
	}
	for _, e := range alone.B {
		both.B = append(both.B, Entry{e.Row + 2, e.Column, e.Value})
	}
	x0 := []float64{280, 281, 282, 283, 284, 285, 286, 287, 288, 289}
	u := []Input{{Level: 1, Amplitude: 2, Omega: 1e-4}, {Level: 3}, {Slope: 1}}
	p, q := compile(t, alone), compile(t, both)
	s, r := segment(p, x0, u), segment(q, append([]float64{1, 2}, x0...), u)
	for _, tau := range []float64{1, 1e3, 1e5} {
		assert.Equal(t, states(p, s, 10, tau), states(q, r, 12, tau)[2:])
	}
}

// drawnSystem is a random RC network, maybe with massless nodes and islands,
// its inputs and its beginning.
func drawnSystem(t *rapid.T, massless bool) (sys System, x0 []float64, u []Input) {
	n := rapid.IntRange(1, 6).Draw(t, "nodes")
	unit := rapid.Float64Range(0, 1)
	capacities := make([]float64, n)
	for i := range capacities {
		capacities[i] = math.Pow(10, 3+4*unit.Draw(t, "capacity"))
	}
	w := newNetwork(capacities, 2)
	for i := 1; i < n; i++ {
		w.link(rapid.IntRange(0, i-1).Draw(t, "to"), i, math.Pow(10, -1+3*unit.Draw(t, "link")))
	}
	if rapid.Bool().Draw(t, "loss") {
		w.loss(n-1, 0, 0.1+10*unit.Draw(t, "loss"))
	}
	w.heat(0, 1, 1)
	if massless {
		for i := range n - 1 {
			if rapid.IntRange(0, 3).Draw(t, "massless") == 0 {
				w.sys.E[i] = 0
			}
		}
	}
	for range n {
		x0 = append(x0, 270+40*unit.Draw(t, "x"))
	}
	u = []Input{
		{Level: 270 + 20*unit.Draw(t, "level")},
		{Level: 1000 * unit.Draw(t, "heat")},
	}
	if rapid.Bool().Draw(t, "sine") {
		u[0].Amplitude, u[0].Omega, u[0].Phase = 8, math.Pow(10, -5+3*unit.Draw(t, "omega")), 6*unit.Draw(t, "phase")
	}
	if rapid.Bool().Draw(t, "slope") {
		u[1].Slope = -0.5 + unit.Draw(t, "slope")
	}
	return withStates(w.sys), x0, u
}

func TestModalAgainstExponential(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p, q := compile(t, sys), asExponential(t, sys)
		s, r := segment(p, x0, u), segment(q, x0, u)
		for _, tau := range []float64{0, 7, 900, 20000} {
			assert.InDeltaSlice(rt, states(p, s, sys.N, tau), states(q, r, sys.N, tau), 1e-8)
		}
	})
}

func TestShiftIsConsistent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := compile(t, sys)
		if rapid.Bool().Draw(rt, "exponential") {
			p = asExponential(t, sys)
		}
		s, r := segment(p, x0, u), segment(p, x0, u)
		t1, t2 := rapid.Float64Range(0, 5000).Draw(rt, "t1"), rapid.Float64Range(0, 5000).Draw(rt, "t2")
		p.Shift(r, t1)
		a, b := make([]float64, len(sys.Rows)), make([]float64, len(sys.Rows))
		p.Values(s, rows(len(a)), t1+t2, a)
		p.Values(r, rows(len(b)), t2, b)
		for i := range a {
			assert.InEpsilon(rt, a[i], b[i], 1e-12)
		}
	})
}
