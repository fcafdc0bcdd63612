package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

func TestConsistentStates(test *testing.T) {
	t := tryOf(algebraic(), []float64{0.3, 5}, linear.Input{Level: 1})
	require.True(test, t.consistent())
	assert.Equal(test, 0.3, t.x[0])
	assert.InDelta(test, math.Sqrt(1.09), t.x[1], 1e-15)
}

// An exponential law makes the plain correction overshoot by far.
func TestConsistentIsDamped(test *testing.T) {
	diode := &plain{
		shape: &Shape{States: 2, Mass: []float64{1, 0}},
		rates: func(x, _, dx []float64) {
			dx[0] = -x[0]
			dx[1] = x[0] - x[1] - 1e-9*(math.Exp(x[1]/0.025)-1)
		},
	}
	t := tryOf(diode, []float64{5, 0})
	require.True(test, t.consistent())
	assert.InDelta(test, 5, t.x[1]+1e-9*(math.Exp(t.x[1]/0.025)-1), 1e-9)
	t = tryOf(diode, []float64{5, 40}) // the exponential is no number there
	assert.False(test, t.consistent())
}

func TestConsistentWithoutASolution(test *testing.T) {
	never := &plain{
		shape: &Shape{States: 1, Mass: []float64{0}},
		rates: func(x, _, dx []float64) { dx[0] = 1 + x[0]*x[0] },
	}
	assert.False(test, tryOf(never, []float64{3}).consistent())
	flat := &plain{shape: &Shape{States: 1, Mass: []float64{0}}, rates: func(_, _, dx []float64) { dx[0] = 1 }}
	assert.False(test, tryOf(flat, []float64{3}).consistent())
}

// Large systems take the sparse way to the same place; states with a mass stay.
func TestConsistentInAChain(test *testing.T) {
	c := newChain(70, true)
	x := make([]float64, 70)
	for i := range x {
		x[i] = math.Sin(float64(i))
	}
	was := append([]float64(nil), x...)
	for _, sys := range []System{c, &c.plain} { // with the Jacobian known, and by differences
		t := tryOf(sys, append([]float64(nil), was...))
		require.True(test, t.consistent())
		dx := make([]float64, 70)
		t.at(0, t.x, dx)
		for i, m := range c.shape.Mass {
			if m == 0 {
				assert.InDelta(test, 0, dx[i], 1e-12)
				assert.NotEqual(test, was[i], t.x[i])
			} else {
				assert.Equal(test, was[i], t.x[i])
			}
		}
	}
}

func TestConsistentWhereAllHaveAMass(test *testing.T) {
	t := tryOf(driven(), drivenExact(0), drivenForms...)
	before := t.evaluations
	assert.True(test, t.consistent())
	assert.Equal(test, before, t.evaluations)
}
