package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// asLocal compiles a system for polynomials of the given order, or of the planned
// one where it is 0, whatever else would do.
func asLocal(t testing.TB, sys System, order int) *local {
	t.Helper()
	require.NoError(t, check(sys))
	d, err := eliminate(sys)
	require.NoError(t, err)
	if order == 0 {
		return newLocal(d, d.plan())
	}
	return newLocal(d, planOf(order, d.norm()))
}

// asModal compiles a system for modes, whatever else would do.
func asModal(t testing.TB, sys System) Propagator {
	t.Helper()
	require.NoError(t, check(sys))
	d, err := eliminate(sys)
	require.NoError(t, err)
	p := d.modes()
	require.NotNil(t, p, "no modes")
	return p
}

// walker leads a propagator along a run as an owner does: it never passes a
// horizon, and keeps the integrals of all outputs.
type walker struct {
	t      require.TestingT
	p      Propagator
	s      Segment
	began  twofold // when the segment began, s
	now    float64 // s since it began
	rows   []int32
	sum    []float64
	guards []Guard
	anew   []int32 // guards rearmed since the last search
	all    bool    // all of them
}

func newWalker(t require.TestingT, p Propagator, outputs int, x []float64, u []Input, guards []Guard) *walker {
	return &walker{
		t: t, p: p, s: segment(p, x, u), guards: guards, all: true,
		rows: rows(outputs), sum: make([]float64, outputs),
	}
}

func (w *walker) time() float64 { return w.began.plus(twofold{hi: w.now}).hi }

// left is how long it is from the segment's beginning to an instant.
func (w *walker) left(until float64) float64 {
	return twofold{hi: until}.plus(twofold{-w.began.hi, -w.began.lo}).hi
}

// close ends the segment and begins the next.
func (w *walker) close() {
	w.p.Integrals(w.s, w.rows, w.now, w.sum)
	w.p.Shift(w.s, w.now)
	w.began, w.now = w.began.plus(twofold{hi: w.now}), 0
}

// rest goes on to an instant without looking for guards.
func (w *walker) rest(until float64) {
	for {
		left := w.left(until)
		if h := w.p.Horizon(w.s); h < left {
			w.now = h
			w.close()
			continue
		}
		w.now = math.Max(w.now, left)
		return
	}
}

// cross goes on to the first crossing before an instant, or to the instant. It
// returns -1 for none.
func (w *walker) cross(until float64) int {
	for range 100000 {
		from, to := w.now, math.Max(w.now, w.left(until))
		anew := w.anew
		if w.all {
			anew = nil
		} else if anew == nil {
			anew = []int32{}
		}
		c := w.p.Cross(w.s, w.guards, anew, from, to)
		w.anew, w.all = nil, false
		if c.Tau < from {
			require.Fail(w.t, "a crossing before the search began")
		}
		w.now = c.Tau
		if c.Guard >= 0 {
			return c.Guard
		}
		if h := w.p.Horizon(w.s); w.now >= h && to > h {
			w.close()
			continue
		}
		if w.now >= to {
			return -1
		}
		if c.Tau == from {
			require.Fail(w.t, "a search that stops early has not come on")
		}
	}
	require.Fail(w.t, "the search does not end")
	return -1
}

// change lets inputs go on otherwise from now on.
func (w *walker) change(inputs []int32, u []Input) {
	if !w.p.Moves(w.s, inputs) {
		w.p.Change(w.s, w.now, inputs, u)
		return
	}
	w.p.Integrals(w.s, w.rows, w.now, w.sum)
	w.p.Change(w.s, w.now, inputs, u)
	w.began, w.now = w.began.plus(twofold{hi: w.now}), 0
}

// values is all outputs now, integrals their integrals until now.
func (w *walker) values() []float64 {
	y := make([]float64, len(w.rows))
	w.p.Values(w.s, w.rows, w.now, y)
	return y
}

func (w *walker) integrals() []float64 {
	sum := append([]float64(nil), w.sum...)
	w.p.Integrals(w.s, w.rows, w.now, sum)
	return sum
}

// rearm changes a guard.
func (w *walker) rearm(g int, to Guard) {
	w.guards[g] = to
	w.anew = append(w.anew, int32(g))
}

// drawnNetwork is a random network of a drawn shape: sparse or not, reciprocal
// or with flows one way, in one piece or several, with heat put in everywhere.
// Input 0 is outside, input 1+i heats node i.
func drawnNetwork(t *rapid.T, most int) (sys System, x0 []float64, u []Input) {
	n := rapid.IntRange(2, most).Draw(t, "nodes")
	unit := rapid.Float64Range(0, 1)
	capacities := make([]float64, n)
	for i := range capacities {
		capacities[i] = math.Pow(10, 5+1.5*unit.Draw(t, "capacity"))
	}
	w := newNetwork(capacities, 1+n)
	g := func() float64 { return math.Pow(10, 0.5+1.5*unit.Draw(t, "link")) }
	shape := rapid.SampledFrom([]string{"ring", "star", "tree", "grid", "random", "pieces"}).Draw(t, "shape")
	for i := 1; i < n; i++ {
		switch shape {
		case "ring":
			w.link(i-1, i, g())
		case "star":
			w.link(0, i, g())
		case "tree", "random":
			w.link(rapid.IntRange(0, i-1).Draw(t, "to"), i, g())
		case "grid":
			if i%4 != 0 {
				w.link(i-1, i, g())
			}
			if i >= 4 {
				w.link(i-4, i, g())
			}
		case "pieces":
			if i%3 != 0 {
				w.link(i-1, i, g())
			}
		}
	}
	if shape == "ring" && n > 2 {
		w.link(n-1, 0, g())
	}
	if shape == "random" {
		for range n / 2 {
			i, j := rapid.IntRange(0, n-1).Draw(t, "i"), rapid.IntRange(0, n-1).Draw(t, "j")
			if i != j {
				w.link(i, j, g())
			}
		}
	}
	for i := range n {
		if unit.Draw(t, "lossy") < 0.5 {
			w.loss(i, 0, g())
		}
		w.heat(i, 1+i, 1)
		x0 = append(x0, 15+10*unit.Draw(t, "x"))
	}
	u = make([]Input, 1+n)
	u[0] = drawnForcing(t, 5, 10)
	for i := range n {
		u[1+i] = drawnForcing(t, 200, 500)
	}
	sys = withStates(w.sys)
	for range 3 { // differences, sums and what depends on inputs alone
		i, j := rapid.IntRange(0, n-1).Draw(t, "i"), rapid.IntRange(0, n-1).Draw(t, "j")
		sys.Rows = append(sys.Rows, Row{X: []Term{{i, 1}, {j, -0.5}}, U: []Term{{0, 0.3}}})
	}
	sys.Rows = append(sys.Rows, Row{U: []Term{{0, 1}, {1, -0.01}}})
	return sys, x0, u
}

// drawnForcing is an input about a level with so much change.
func drawnForcing(t *rapid.T, level, swing float64) Input {
	unit := rapid.Float64Range(-1, 1)
	in := Input{Level: level + swing*unit.Draw(t, "level")}
	switch rapid.IntRange(0, 4).Draw(t, "kind") {
	case 0:
		in.Slope = swing * unit.Draw(t, "slope") / 3600
	case 1:
		in.Amplitude, in.Phase = swing*unit.Draw(t, "amplitude"), 3*unit.Draw(t, "phase")
		in.Omega = math.Pow(10, -3.5+1.5*unit.Draw(t, "omega"))
	}
	return in
}
