package ode_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// told goes on until a time and lists what was told on the way: when, and the codes.
func told(t require.TestingT, sys ode.System, until float64) (when []float64, codes []int) {
	p, err := ode.Compile(sys, nil, ode.Options{})
	require.NoError(t, err)
	w := newWalker(t, p.(linear.Stepper), nil)
	for w.next() <= until {
		w.step()
		for k := 0; k < len(w.told); k += 2 {
			when = append(when, w.now)
			codes = append(codes, int(w.told[k]))
		}
	}
	return when, codes
}

// A guard may fall and come back within a step, just so: the steps of a swing are about
// 0.1 s long, and it is below the lower level for 0.03 s of each turn.
func TestTwoCrossingsInOneStep(t *testing.T) {
	level := -math.Cos(0.015)
	when, codes := told(t, newSwing(level, level-1e-7, -1.0001), 4*math.Pi)
	require.Equal(t, []int{0, 1, 0, 1}, codes)
	for k, turn := range []float64{0, 0, 1, 1} {
		depth := []float64{level, level - 1e-7}[k%2]
		assert.InDelta(t, 2*math.Pi*turn+1.5*math.Pi-math.Acos(-depth), when[k], 1e-6)
	}
}

func TestEarliestFirst(t *testing.T) {
	when, codes := told(t, newSwing(-0.5, 0.5, -0.4999, 0), 4.5)
	assert.Equal(t, []int{1, 3, 2, 0}, codes)
	for k, level := range []float64{0.5, 0, -0.4999, -0.5} {
		assert.InDelta(t, math.Pi-math.Asin(level), when[k], 1e-8)
	}
}

// Both guards of one instant act, in their order, whichever rounding puts first.
func TestSimultaneousGuards(t *testing.T) {
	for _, speeds := range [][2]float64{{1, 1}, {1, 1 / 3.}, {1 / 3., 7}} {
		c := &corner{speeds: speeds, shape: ode.Shape{States: 2, Memory: 2, Guards: 2}}
		when, codes := told(t, c, 5)
		assert.Equal(t, []int{0, 1}, codes)
		for _, at := range when {
			assert.InDelta(t, 1, at, 1e-12)
		}
	}
}

// What one guard has set right, another of the same instant leaves alone.
func TestOneBounceOnTwoPlates(t *testing.T) {
	when, codes := told(t, plates{}, 1)
	first := math.Sqrt(2 / 9.81)
	require.Equal(t, []int{0, 0}, codes)
	assert.InDelta(t, first, when[0], 1e-12)
	assert.InDelta(t, 2*first, when[1], 1e-12)
}

func TestZenoEndsInAnError(t *testing.T) {
	_, err := ode.Solve(ball{}, nil, 10, ode.Options{}, 0, nil)
	assert.EqualError(t, err, "chattering: more than 1000 events at one instant, the last of them at the ground")
}

func TestSlidingEndsInAnError(t *testing.T) {
	s, err := ode.Solve(relay{}, nil, 10, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "chattering: more than 1000 events at one instant, the last of them at guard 0")
	assert.InDelta(t, 1, s.LastEvent(), 1e-9)
}

// A relay of some width does not chatter at once, but too often.
func TestTooManyEventsInASecond(t *testing.T) {
	s, err := ode.Solve(relay{width: 1e-6}, nil, 10, ode.Options{}, 0, nil)
	assert.EqualError(t, err, "chattering: more than 100000 events within one second, the last of them at guard 0")
	assert.InDelta(t, 1+1e5*2e-6, s.LastEvent(), 1e-5)
	_, err = ode.Solve(relay{width: 1e-4}, nil, 3, ode.Options{}, 0, nil)
	assert.NoError(t, err)
}
