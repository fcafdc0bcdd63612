package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// chain is n states in a row, each tied to its neighbours by a cubic law, with a pattern.
// The ends of every seventh tie are free of mass where hollow.
type chain struct {
	plain
	n int
}

func newChain(n int, hollow bool) *chain {
	c := &chain{n: n}
	s := &Shape{States: n}
	for i := range n {
		for k := max(0, i-1); k <= min(n-1, i+1); k++ {
			s.Pattern = append(s.Pattern, Place{Row: int32(i), Column: int32(k)})
		}
	}
	if hollow {
		s.Mass = make([]float64, n)
		for i := range n {
			if i%7 != 3 {
				s.Mass[i] = 1 + float64(i%3)
			}
		}
	}
	c.shape = s
	c.rates = func(x, _, dx []float64) {
		clear(dx)
		for i := range n - 1 {
			d := x[i+1] - x[i]
			flow := d + 0.1*d*d*d
			dx[i] += flow
			dx[i+1] -= flow
		}
		dx[0] += 1 - x[0]
	}
	return c
}

func (c *chain) Jacobian(p *Point, j []float64) {
	for k, place := range c.shape.Pattern {
		i, o := int(place.Row), int(place.Column)
		steep := func(a, b int) float64 {
			if a < 0 || b >= c.n {
				return 0
			}
			d := p.X[b] - p.X[a]
			return 1 + 0.3*d*d
		}
		switch {
		case o == i+1:
			j[k] = steep(i, o)
		case o == i-1:
			j[k] = steep(o, i)
		default:
			j[k] = -steep(i, i+1) - steep(i-1, i)
			if i == 0 {
				j[k]--
			}
		}
	}
}

func TestJacobianByDifferences(test *testing.T) {
	rapid.Check(test, func(rt *rapid.T) {
		n := rapid.IntRange(2, 60).Draw(rt, "states")
		c := newChain(n, false)
		x := rapid.SliceOfN(rapid.Float64Range(-3, 3), n, n).Draw(rt, "x")
		t := tryOf(c, x)
		want, got := make([]float64, len(c.shape.Pattern)), make([]float64, len(c.shape.Pattern))
		c.Jacobian(&Point{X: x}, want)
		j := newJacobian(c.shape, false)
		require.LessOrEqual(rt, len(j.groups), 3)
		before := t.evaluations
		require.True(rt, j.take(t, got, make([]float64, n), make([]float64, n), make([]float64, n)))
		require.Equal(rt, len(j.groups), t.evaluations-before)
		for k, v := range want {
			require.InDelta(rt, v, got[k], 3e-6)
		}
	})
}

func TestColoursShareNoRow(test *testing.T) {
	rapid.Check(test, func(rt *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(rt, "states")
		s := &Shape{States: n, Pattern: somePattern(rt, n)}
		columns := columnsOf(s)
		coloured := 0
		for _, group := range colour(columns, n) {
			used := map[int32]bool{}
			for _, c := range group {
				coloured++
				for _, e := range columns[c] {
					require.False(rt, used[e.row])
					used[e.row] = true
				}
			}
		}
		require.Equal(rt, n, coloured)
	})
}

// somePattern is the diagonal and some places beside it.
func somePattern(rt *rapid.T, n int) []Place {
	full := make([]bool, n*n)
	for _, k := range rapid.SliceOfN(rapid.IntRange(0, n*n-1), 0, 3*n).Draw(rt, "places") {
		full[k] = true
	}
	var pattern []Place
	for k, yes := range full {
		if yes || k/n == k%n {
			pattern = append(pattern, Place{Row: int32(k / n), Column: int32(k % n)})
		}
	}
	return pattern
}

func TestJacobianAtABorder(test *testing.T) {
	// The root ends at 1: there a difference must go to the other side.
	root := &plain{shape: &Shape{States: 1}, rates: func(x, _, dx []float64) { dx[0] = math.Pow(1-x[0], 1.5) }}
	t := tryOf(root, []float64{1})
	j, one := newJacobian(root.shape, false), []float64{0}
	require.True(test, j.take(t, one, make([]float64, 1), make([]float64, 1), make([]float64, 1)))
	assert.InDelta(test, 0, one[0], 1e-3)
	gone := &plain{shape: &Shape{States: 1}, rates: func(x, _, dx []float64) { dx[0] = math.NaN() }}
	require.False(test, j.take(tryOf(gone, []float64{1}), one, make([]float64, 1), make([]float64, 1), make([]float64, 1)))
}

// Increments go away from zero, and at zero where the state is going.
func TestIncrements(test *testing.T) {
	j := newJacobian(&Shape{States: 2, Scale: []float64{100, 1e-6}}, false)
	assert.Positive(test, j.increment(0, 5, -1))
	assert.Negative(test, j.increment(0, -5, 1))
	assert.Negative(test, j.increment(0, 0, -1))
	assert.Equal(test, 0x1p-26*100, j.increment(0, 5, 0))
	assert.Equal(test, 0x1p-26*5, j.increment(1, 5, 0))
}
