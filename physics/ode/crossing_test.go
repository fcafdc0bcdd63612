package ode_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// All guards of a swing, wherever they are, fall when they should and in that order.
func TestGuardsAgainstClosedForm(t *testing.T) {
	type fall struct {
		when  float64
		guard int
	}
	rapid.Check(t, func(t *rapid.T) {
		levels := rapid.SliceOfNDistinct(rapid.IntRange(-9990, 9990), 1, 5, rapid.ID[int]).Draw(t, "levels")
		var expected []fall
		sys := newSwing()
		for k, l := range levels {
			level := float64(l)*1e-4 + 5e-5
			sys.levels = append(sys.levels, level)
			for turn := 0.; turn < 3; turn++ {
				expected = append(expected, fall{2*math.Pi*turn + math.Pi - math.Asin(level), k})
			}
		}
		sys.shape.Guards = len(levels)
		slices.SortFunc(expected, func(a, b fall) int { return cmp.Compare(a.when, b.when) })
		when, codes := told(t, sys, 6*math.Pi-1.56)
		require.Len(t, when, len(expected))
		for k, e := range expected {
			assert.Equal(t, e.guard, codes[k])
			assert.InDelta(t, e.when, when[k], 2e-7)
		}
	})
}

// Guards are not missed in steps as long as a loose tolerance allows: a radian and more.
func TestGuardsAtALooseTolerance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		level := rapid.Float64Range(-0.98, 0.98).Draw(t, "level")
		o := ode.Options{Relative: rapid.SampledFrom([]float64{1e-2, 1e-3, 1e-4}).Draw(t, "tolerance")}
		s, err := ode.Solve(newSwing(level), nil, 6*math.Pi-1.56, o, 0, nil)
		require.NoError(t, err)
		_, _, _, reactions := s.Counts()
		assert.Equal(t, 3, reactions)
	})
}

// What is found is the first crossing, and there is none before.
func TestCrossAgainstClosedForm(t *testing.T) {
	sys := newSwing()
	p := compile(t, sys, each(sys), ode.Options{})
	rapid.Check(t, func(t *rapid.T) {
		g := linear.Guard{
			Row:       int32(rapid.IntRange(0, 2).Draw(t, "row")),
			Direction: rapid.SampledFrom([]int8{-1, 1}).Draw(t, "direction"),
			Level:     rapid.Float64Range(-0.999, 0.999).Draw(t, "level"),
			Beyond:    rapid.Bool().Draw(t, "beyond"),
		}
		begin := rapid.Float64Range(0.01, 5).Draw(t, "from")
		w := newWalker(t, p, nil)
		w.to(begin)
		exact, ok := firstCrossing(g, begin)
		if !ok {
			t.Skip("too close to the level")
		}
		for w.now < begin+7 {
			h := p.Horizon(w.seg)
			c := p.Cross(w.seg, []linear.Guard{g}, nil, 0, h)
			if c.Guard >= 0 {
				assert.InDelta(t, exact, w.now+c.Tau, 1e-6)
				return
			}
			require.Equal(t, h, c.Tau)
			w.step()
		}
		assert.True(t, math.IsInf(exact, 1), "it was missed")
	})
}

// firstCrossing scans the closed form of a swing's output; it is false where this cannot
// tell.
func firstCrossing(g linear.Guard, from float64) (tau float64, ok bool) {
	ahead := func(tau float64) float64 {
		sin, cos := math.Sincos(tau)
		return float64(g.Direction) * (g.Level - [...]float64{sin, cos, sin * sin}[g.Row])
	}
	const step = 1e-3
	if first := ahead(from); math.Abs(first) < 1e-6 {
		return 0, false
	} else if first < 0 {
		return from, true
	}
	for a := from; a < from+7; a += step {
		if b := a + step; ahead(b) < 0 {
			for range 40 {
				if m := (a + b) / 2; ahead(m) < 0 {
					b = m
				} else {
					a = m
				}
			}
			return b, true
		} else if ahead(b) < 1e-6 {
			return 0, false
		}
	}
	return math.Inf(1), true
}
