package ode_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// each shows the outputs of a system one by one.
func each(sys ode.System) []ode.Row {
	var rows []ode.Row
	for k := range sys.Shape().Outputs {
		rows = append(rows, ode.Row{Y: []ode.Term{{Index: k, Weight: 1}}})
	}
	return rows
}

func compile(tb testing.TB, sys ode.System, rows []ode.Row, o ode.Options) linear.Stepper {
	p, err := ode.Compile(sys, rows, o)
	require.NoError(tb, err)
	return p.(linear.Stepper)
}

func TestPropagatorBall(t *testing.T) {
	sys := ball{rest: 0.1}
	w := newWalker(t, compile(t, sys, each(sys), ode.Options{}), nil)
	impacts, last := 0, 0.
	for w.next() <= 3 {
		if w.step(); len(w.told) > 0 {
			assert.Equal(t, 7., w.told[0])
			impacts++
			if last = w.now; impacts == 1 {
				assert.InDelta(t, 0.45152364099, w.now, 1e-10)
				assert.InDelta(t, 0.7*9.81*w.now, w.told[1], 1e-9)
			}
		}
	}
	assert.Equal(t, 11, impacts)
	assert.InDelta(t, 2.49911331422, last, 1e-10)
	assert.Equal(t, "auto", w.p.Method())
	assert.Nil(t, w.p.Reach(0))
	assert.True(t, w.p.Moves(w.seg, nil))
}

// A copy of State is all that a solution goes on from.
func TestSnapshots(t *testing.T) {
	for _, sys := range []ode.System{ball{rest: 0.1}, slip{}, newSwing(0.5, -0.5)} {
		p := compile(t, sys, each(sys), ode.Options{})
		a := newWalker(t, p, nil)
		for range 40 {
			a.step()
		}
		a.p.Shift(a.seg, a.p.Horizon(a.seg)/3)
		b := &walker{tb: t, p: compile(t, sys, each(sys), ode.Options{}), seg: linear.Segment{State: slices.Clone(a.seg.State), Work: make([]float64, p.Work())}}
		for i := range b.seg.Work {
			b.seg.Work[i] = math.NaN()
		}
		for range 40 {
			a.step()
			b.step()
		}
		assert.Equal(t, a.seg.State, b.seg.State)
		assert.ElementsMatch(t, a.told, b.told)
	}
}

// Looking changes nothing, nor does a segment that begins anew within a step.
func TestSamplingChangesNothing(t *testing.T) {
	sys := slip{}
	p := compile(t, sys, each(sys), ode.Options{})
	a, b := newWalker(t, p, nil), newWalker(t, p, nil)
	y := make([]float64, 10)
	for range 200 {
		h := a.p.Horizon(a.seg)
		before := slices.Clone(a.seg.State)
		p.Series(a.seg, []int32{0}, linear.Series{Step: h / 10, Last: 10}, y, 1)
		p.Extremes(a.seg, 0, 0, h, math.Inf(1), math.Inf(-1))
		p.Integrals(a.seg, []int32{0}, h, y[:1])
		p.Cross(a.seg, []linear.Guard{{Direction: 1, Level: 0.3}}, nil, 0, h)
		require.Equal(t, before, a.seg.State)
		p.Change(a.seg, h/3, nil, nil)
		a.now += h / 3
		assert.InDelta(t, p.Value(b.seg, 0, h/2), p.Value(a.seg, 0, h/2-h/3), 1e-15)
		a.step()
		b.step()
		assert.Equal(t, b.told, a.told)
		assert.InDelta(t, b.now, a.now, 1e-9)
	}
	assert.Equal(t, p.Value(a.seg, 0, 0), p.Value(b.seg, 0, 0))
}

func TestNoAllocations(t *testing.T) {
	sys := newSwing(0.5)
	u := ode.Row{Y: []ode.Term{{Index: 2, Weight: 1}}}
	for _, method := range []string{"dp5", "rodas5p", ""} {
		p := compile(t, sys, append(each(sys), u), ode.Options{Method: method})
		w := newWalker(t, p, nil)
		all, y := []int32{0, 1, 2, 3}, make([]float64, 4)
		guards := []linear.Guard{{Row: 0, Direction: 1, Level: 0.3}, {Row: 2, Direction: -1, Level: 0.1}}
		assert.Zero(t, testing.AllocsPerRun(20, func() {
			h := p.Horizon(w.seg)
			p.Cross(w.seg, guards, nil, 0, h)
			p.Extremes(w.seg, 2, 0, h, math.Inf(1), math.Inf(-1))
			p.Values(w.seg, all, h/2, y)
			p.States(w.seg, h/2, y[:2])
			p.Integrals(w.seg, all, h, y)
			p.Value(w.seg, 1, h/2)
			p.Change(w.seg, h/2, nil, nil)
			w.step()
		}), method)
	}
}

// The square of a sine, whose integrals, extremes and crossings are known, is no
// quartic along a step.
func TestReadingWhatIsNoState(t *testing.T) {
	sys := newSwing()
	p := compile(t, sys, each(sys), ode.Options{})
	w := newWalker(t, p, nil)
	guards := []linear.Guard{{Row: 2, Direction: 1, Level: 0.999}, {Row: 2, Level: 1e-4}, {Row: 1, Direction: -1, Level: -0.2}}
	exact := []float64{math.Asin(math.Sqrt(0.999)), math.Pi - math.Asin(0.01), math.Acos(-0.2)}
	sum, lo, hi, found := []float64{0, 0}, math.Inf(1), math.Inf(-1), 0
	for w.now < 3.2 || found < len(guards) {
		require.Less(t, w.now, 4.)
		h := p.Horizon(w.seg)
		if found == 1 {
			guards[1].Direction = -1
		}
		p.Integrals(w.seg, []int32{2, 0}, h, sum)
		lo, hi = p.Extremes(w.seg, 2, 0, h, lo, hi)
		for from := 0.; from < h; {
			c := p.Cross(w.seg, guards, nil, from, h)
			if c.Guard >= 0 {
				assert.InDelta(t, exact[c.Guard], w.now+c.Tau, 2e-7)
				guards[c.Guard].Direction = 0
				found++
			}
			from = c.Tau
		}
		w.step()
	}
	x, v := math.Sincos(w.now)
	assert.InDelta(t, (w.now-x*v)/2, sum[0], 1e-8)
	assert.InDelta(t, 1-v, sum[1], 1e-8)
	assert.InDelta(t, 0, lo, 1e-12)
	assert.InDelta(t, 1, hi, 1e-8)
}

// At rest on a level it is reached, but not gone beyond; and one that moves away from it
// has not crossed it.
func TestCrossAtRest(t *testing.T) {
	sys := ode.FromLinear(linear.System{N: 1, M: 1, E: []float64{1}, A: linear.Entries(1, []float64{-1}), B: linear.Entries(1, []float64{1}), Rows: []linear.Row{{X: []linear.Term{{Index: 0, Weight: 1}}}}})
	p := compile(t, sys, append(each(sys), ode.Row{U: []ode.Term{{Index: 0, Weight: 1}}}), ode.Options{})
	seg := linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
	p.Start(seg, []float64{5})
	p.Force(seg, []linear.Input{{Level: 5}})
	h := p.Horizon(seg)
	for row := range int32(2) {
		for _, direction := range []int8{-1, 1} {
			g := []linear.Guard{{Row: row, Direction: direction, Level: 5}}
			assert.Equal(t, linear.Crossing{}, p.Cross(seg, g, nil, 0, h))
			g[0].Beyond = true
			assert.Equal(t, linear.Crossing{Tau: h, Guard: -1}, p.Cross(seg, g, nil, 0, h))
		}
	}
	p.Force(seg, []linear.Input{{Level: 5, Slope: 1}})
	h = p.Horizon(seg)
	assert.Equal(t, linear.Crossing{}, p.Cross(seg, []linear.Guard{{Row: 1, Direction: 1, Beyond: true, Level: 5}}, nil, 0, h), "moving on")
	assert.Equal(t, linear.Crossing{Tau: h, Guard: -1}, p.Cross(seg, []linear.Guard{{Row: 1, Direction: -1, Level: 5}}, nil, 0, h), "leaving")
}

// A propagator with other numbers goes on from where another is.
func TestInherit(t *testing.T) {
	a := newWalker(t, compile(t, ball{rest: 0.1}, nil, ode.Options{}), nil)
	a.to(0.7)
	x := make([]float64, 2)
	a.p.States(a.seg, 0, x)
	other := compile(t, ball{rest: 10}, each(ball{}), ode.Options{})
	b := &walker{tb: t, p: other, now: 0.7, seg: linear.Segment{State: make([]float64, other.Size()), Work: make([]float64, other.Work())}}
	other.Inherit(b.seg, a.seg.State)
	other.Change(b.seg, 0, nil, nil)
	y := make([]float64, 2)
	other.States(b.seg, 0, y)
	assert.Equal(t, x, y)
	b.to(2)
	assert.Equal(t, 0., other.Value(b.seg, 0, 0), "it rests after the second impact")
}

// Linear physics is the same in steps as in modes, for inputs of all forms that change
// at any time.
func TestLinearInStepsAsInModes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "states")
		number := func(name string, from, to float64) float64 { return rapid.Float64Range(from, to).Draw(t, name) }
		sys := linear.System{N: n, M: 2, E: make([]float64, n)}
		for i := range n {
			sys.E[i] = number("capacity", 0.2, 3)
			sys.A = append(sys.A, linear.Entry{Row: i, Column: i, Value: -number("loss", 0, 2)})
			sys.B = append(sys.B, linear.Entry{Row: i, Column: i % 2, Value: number("gain", -2, 2)})
			sys.Rows = append(sys.Rows, linear.Row{X: []linear.Term{{Index: i, Weight: 1}}})
			if i > 0 {
				g := number("tie", 0, 3)
				sys.A = append(sys.A, linear.Entry{Row: i, Column: i, Value: -g}, linear.Entry{Row: i - 1, Column: i - 1, Value: -g},
					linear.Entry{Row: i, Column: i - 1, Value: g}, linear.Entry{Row: i - 1, Column: i, Value: g})
			}
		}
		form := func() linear.Input {
			return linear.Input{Level: number("level", -3, 3), Slope: number("slope", -1, 1), Amplitude: number("amplitude", -2, 2), Omega: number("omega", 0.01, 5), Phase: number("phase", 0, 6)}
		}
		x0 := make([]float64, n)
		for i := range x0 {
			x0[i] = number("first", -5, 5)
		}
		exact, err := linear.Compile(sys)
		require.NoError(t, err)
		own := ode.FromLinear(sys)
		made, err := ode.Compile(own, each(own), ode.Options{Relative: 1e-11})
		require.NoError(t, err)
		u := []linear.Input{form(), form()}
		var seg [2]linear.Segment
		for k, p := range []linear.Propagator{exact, made} {
			seg[k] = linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
			p.Start(seg[k], x0)
			p.Force(seg[k], u)
		}
		rows := make([]int32, n)
		for i := range rows {
			rows[i] = int32(i)
		}
		sums := [2][]float64{make([]float64, n), make([]float64, n)}
		for range 4 {
			dt := number("for", 0, 3)
			exact.Integrals(seg[0], rows, dt, sums[0])
			exact.Shift(seg[0], dt)
			for left := dt; left > 0; {
				part := min(left, made.Horizon(seg[1]))
				made.Integrals(seg[1], rows, part, sums[1])
				made.Shift(seg[1], part)
				left -= part
			}
			for i := range n {
				assert.InDelta(t, exact.Value(seg[0], i, 0), made.Value(seg[1], i, 0), 1e-8)
				assert.InDelta(t, sums[0][i], sums[1][i], 1e-8)
			}
			one, to := []int32{int32(rapid.IntRange(0, 1).Draw(t, "input"))}, []linear.Input{form()}
			exact.Force(seg[0], after(u, dt, one[0], to[0]))
			made.Change(seg[1], 0, one, to)
		}
	})
}

// after are inputs as they go on after a time, but for one.
func after(u []linear.Input, dt float64, other int32, to linear.Input) []linear.Input {
	for i := range u {
		u[i] = u[i].After(dt)
	}
	u[other] = to
	return u
}
