package linear

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

// A reference solution in 300 binary digits: the exponential of the system's
// matrix, bordered with the inputs' own dynamics, by its series and repeated
// squaring.

const digits = 300

func bigOf(v float64) *big.Float { return new(big.Float).SetPrec(digits).SetFloat64(v) }

type bigMatrix struct {
	n int
	a []*big.Float
}

func newBigMatrix(n int) bigMatrix {
	m := bigMatrix{n: n, a: make([]*big.Float, n*n)}
	for i := range m.a {
		m.a[i] = bigOf(0)
	}
	return m
}

func (m bigMatrix) at(i, j int) *big.Float { return m.a[i*m.n+j] }

func (m bigMatrix) times(o bigMatrix) bigMatrix {
	r, p := newBigMatrix(m.n), bigOf(0)
	for i := range m.n {
		for k := range m.n {
			if f := m.at(i, k); f.Sign() != 0 {
				for j := range m.n {
					if g := o.at(k, j); g.Sign() != 0 {
						r.at(i, j).Add(r.at(i, j), p.Mul(f, g))
					}
				}
			}
		}
	}
	return r
}

func (m bigMatrix) exp() bigMatrix {
	squarings := 0
	for i := range m.a {
		if e := m.a[i].MantExp(nil); m.a[i].Sign() != 0 {
			squarings = max(squarings, e+8)
		}
	}
	x := newBigMatrix(m.n)
	for i := range m.a {
		x.a[i].SetMantExp(m.a[i], -squarings)
	}
	sum, term := newBigMatrix(m.n), newBigMatrix(m.n)
	for i := range m.n {
		sum.at(i, i).SetInt64(1)
		term.at(i, i).SetInt64(1)
	}
	for k := 1; k <= 45; k++ {
		term = term.times(x)
		for i := range term.a {
			term.a[i].Quo(term.a[i], bigOf(float64(k)))
			sum.a[i].Add(sum.a[i], term.a[i])
		}
	}
	for range squarings {
		sum = sum.times(sum)
	}
	return sum
}

// exact is the states at tau of a system without massless states. Inputs are
// added up with sines, by oscillators that start from the float64 sine and
// cosine of the phase.
func exact(t testing.TB, sys System, x0 []float64, u []Input, tau float64) []float64 {
	t.Helper()
	n := sys.N
	wide := n + 4*sys.M
	m, start := newBigMatrix(wide), make([]float64, wide)
	a, b := rowsOf(n, n, sys.A), rowsOf(n, sys.M, sys.B)
	copy(start, x0)
	for i := range n {
		require.Positive(t, sys.E[i])
		mass := bigOf(sys.E[i])
		for _, w := range a[i] {
			m.at(i, w.Index).Quo(bigOf(w.Weight), mass)
		}
		for _, w := range b[i] {
			gain := new(big.Float).SetPrec(digits).Quo(bigOf(w.Weight), mass)
			m.at(i, n+4*w.Index).Set(gain)
			m.at(i, n+4*w.Index+2).Set(gain)
		}
	}
	for j, in := range u {
		level, ramp, sin, cos := n+4*j, n+4*j+1, n+4*j+2, n+4*j+3
		m.at(level, ramp).SetFloat64(1)
		start[level], start[ramp] = in.Level, in.Slope
		m.at(sin, cos).SetFloat64(in.Omega)
		m.at(cos, sin).SetFloat64(-in.Omega)
		quarter := Input{Amplitude: in.Amplitude, Phase: in.Phase + 1.5707963267948966}
		start[sin], start[cos] = Input{Amplitude: in.Amplitude, Phase: in.Phase}.At(0), quarter.At(0)
	}
	for i := range m.a {
		m.a[i].Mul(m.a[i], bigOf(tau))
	}
	e, x := m.exp(), make([]float64, n)
	for i := range x {
		sum := bigOf(0)
		for j := range wide {
			sum.Add(sum, new(big.Float).SetPrec(digits).Mul(e.at(i, j), bigOf(start[j])))
		}
		x[i], _ = sum.Float64()
	}
	return x
}

// segment makes the memory of a propagator and starts it.
func segment(p Propagator, x []float64, u []Input) Segment {
	s := Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
	p.Start(s, x)
	p.Force(s, u)
	return s
}

// compile compiles or fails the test.
func compile(t testing.TB, sys System) Propagator {
	t.Helper()
	p, err := Compile(sys)
	require.NoError(t, err)
	return p
}

// asExponential compiles a system for the matrix exponential, whatever else
// would do.
func asExponential(t testing.TB, sys System) Propagator {
	t.Helper()
	require.NoError(t, check(sys))
	d, err := eliminate(sys)
	require.NoError(t, err)
	return newExponential(d)
}

// states is all states at tau.
func states(p Propagator, s Segment, n int, tau float64) []float64 {
	x := make([]float64, n)
	p.States(s, tau, x)
	return x
}

// rows is the first n rows.
func rows(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = int32(i)
	}
	return list
}

// withStates adds an output for each state.
func withStates(sys System) System {
	for i := range sys.N {
		sys.Rows = append(sys.Rows, Row{X: []Term{{Index: i, Weight: 1}}})
	}
	return sys
}

// network is a random or given RC network, for tests.
type network struct {
	sys System
}

func newNetwork(capacities []float64, inputs int) *network {
	return &network{System{N: len(capacities), M: inputs, E: capacities}}
}

func (w *network) link(i, j int, g float64) *network {
	w.sys.A = append(w.sys.A, Entry{i, i, -g}, Entry{j, j, -g}, Entry{i, j, g}, Entry{j, i, g})
	return w
}

func (w *network) loss(i, input int, g float64) *network {
	w.sys.A = append(w.sys.A, Entry{i, i, -g})
	w.sys.B = append(w.sys.B, Entry{i, input, g})
	return w
}

func (w *network) heat(i, input int, share float64) *network {
	w.sys.B = append(w.sys.B, Entry{i, input, share})
	return w
}
