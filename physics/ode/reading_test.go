package ode_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// The square of a sine, whose integrals, extremes and crossings are known, is no
// quartic along a step.
func TestReadingWhatIsNoState(t *testing.T) {
	sys := newSwing()
	p := compile(t, sys, each(sys), ode.Options{})
	w := newWalker(t, p, nil)
	guards := []linear.Guard{
		{Row: 2, Direction: 1, Level: 0.999}, {Row: 2, Level: 1e-4}, {Row: 1, Direction: -1, Level: -0.2},
	}
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
	sys := ode.FromLinear(linear.System{
		N: 1, M: 1, E: []float64{1}, A: linear.Entries(1, []float64{-1}), B: linear.Entries(1, []float64{1}),
		Rows: []linear.Row{{X: []linear.Term{{Index: 0, Weight: 1}}}},
	})
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
	up := []linear.Guard{{Row: 1, Direction: 1, Beyond: true, Level: 5}}
	assert.Equal(t, linear.Crossing{}, p.Cross(seg, up, nil, 0, h), "moving on")
	down := []linear.Guard{{Row: 1, Direction: -1, Level: 5}}
	assert.Equal(t, linear.Crossing{Tau: h, Guard: -1}, p.Cross(seg, down, nil, 0, h), "leaving")
}
