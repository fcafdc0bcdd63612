package ode_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

func TestBall(t *testing.T) {
	s, err := ode.Begin(ball{rest: 0.1}, nil, ode.Options{})
	require.NoError(t, err)
	require.NoError(t, s.To(0.5))
	assert.InDelta(t, 0.45152364099, s.LastEvent(), 1e-10)
	require.NoError(t, s.To(3))
	_, _, _, reactions := s.Counts()
	assert.Equal(t, 11, reactions)
	assert.InDelta(t, 2.49911331422, s.LastEvent(), 1e-10)
	assert.Zero(t, s.State(3, 0))
}

func TestSlip(t *testing.T) {
	s, err := ode.Solve(slip{}, nil, 1000, ode.Options{Relative: 1e-12}, 0.1, func(float64, *ode.Solution) {})
	require.NoError(t, err)
	_, _, _, reactions := s.Counts()
	assert.Equal(t, 167, reactions)
	assert.InDelta(t, 993.521289542, s.LastEvent(), 1e-8)
}

// solveGear solves the gear with its controller of proportional and integral gain,
// sampled at 1 kHz, which follows a sine.
func solveGear(tb testing.TB, o ode.Options) *ode.Solution {
	s, err := ode.Begin(gear{}, make([]linear.Input, 1), o)
	require.NoError(tb, err)
	sum := 0.
	u := make([]linear.Input, 1)
	for k := 1; k <= 10000; k++ {
		now := float64(k) * 0.001
		if err := s.To(now); err != nil {
			require.NoError(tb, err)
		}
		lag := ratio*10*math.Sin(2*math.Pi*now) - s.State(now, 1)
		sum += lag * 0.001
		u[0].Level = 0.5*lag + 5*sum
		if err := s.Change(nil, u); err != nil {
			require.NoError(tb, err)
		}
	}
	return s
}

func TestGear(t *testing.T) {
	s := solveGear(t, ode.Options{})
	_, _, _, reactions := s.Counts()
	assert.Equal(t, 41, reactions)
	assert.InDelta(t, 9.80744652445, s.LastEvent(), 1e-8)
}
