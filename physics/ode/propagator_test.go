package ode_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
		b := &walker{tb: t, p: compile(t, sys, each(sys), ode.Options{})}
		b.seg = linear.Segment{State: slices.Clone(a.seg.State), Work: make([]float64, p.Work())}
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

// A propagator with other numbers goes on from where another is.
func TestInherit(t *testing.T) {
	a := newWalker(t, compile(t, ball{rest: 0.1}, nil, ode.Options{}), nil)
	a.to(0.7)
	x := make([]float64, 2)
	a.p.States(a.seg, 0, x)
	other := compile(t, ball{rest: 10}, each(ball{}), ode.Options{})
	b := &walker{tb: t, p: other, now: 0.7}
	b.seg = linear.Segment{State: make([]float64, other.Size()), Work: make([]float64, other.Work())}
	other.Inherit(b.seg, a.seg.State)
	other.Change(b.seg, 0, nil, nil)
	y := make([]float64, 2)
	other.States(b.seg, 0, y)
	assert.Equal(t, x, y)
	b.to(2)
	assert.Equal(t, 0., other.Value(b.seg, 0, 0), "it rests after the second impact")
}

// Inputs that are set within steps let the gear touch and part at the same times as
// steps that end there.
func TestGearInSegments(t *testing.T) {
	var when []float64
	gearInSegments(t, func(tau float64) { when = append(when, tau) })
	require.Len(t, when, 41)
	assert.InDelta(t, 9.80744652445, when[40], 1e-8)
}
