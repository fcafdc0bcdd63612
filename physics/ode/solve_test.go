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

// Outputs at many times are those at the end of a solution that stops there, and looking
// changes nothing.
func TestSeeingOnTheWay(t *testing.T) {
	seen := map[float64]float64{}
	see := func(tau float64, s *ode.Solution) { seen[tau] = s.State(tau, 0) }
	s, err := ode.Solve(newSwing(0.3), nil, 10, ode.Options{}, 0.25, see)
	require.NoError(t, err)
	assert.Len(t, seen, 39)
	for tau, x := range seen {
		assert.InDelta(t, math.Sin(tau), x, 1e-8)
	}
	blind, err := ode.Solve(newSwing(0.3), nil, 10, ode.Options{}, 0, nil)
	require.NoError(t, err)
	assert.Equal(t, blind.State(10, 0), s.State(10, 0))
	steps, refused, _, _ := s.Counts()
	stepsBlind, refusedBlind, _, _ := blind.Counts()
	assert.Equal(t, [2]int{stepsBlind, refusedBlind}, [2]int{steps, refused}, "no step reaches past the end either way")
}

// An event cuts a step, and the steps after it go on as long as those before: begun anew,
// each would cost some short ones.
func TestStepIsKeptAcrossEvents(t *testing.T) {
	count := func(sys ode.System) (steps, evaluations, reactions int) {
		s, err := ode.Solve(sys, nil, 1000, ode.Options{}, 0, nil)
		require.NoError(t, err)
		steps, _, evaluations, reactions = s.Counts()
		return steps, evaluations, reactions
	}
	steps, evaluations, _ := count(newSwing())
	cut, more, events := count(newSwing(0, 0.5, -0.5))
	require.Greater(t, events, 400)
	assert.LessOrEqual(t, float64(cut-steps), 1.8*float64(events))
	assert.LessOrEqual(t, float64(more-evaluations), 13.5*float64(events))
}

// A change of inputs between steps, and one that changes nothing.
func TestChange(t *testing.T) {
	sys := ode.FromLinear(linear.System{N: 1, M: 1, E: []float64{1}, B: linear.Entries(1, []float64{1})}) // x' = u
	s, err := ode.Begin(sys, []linear.Input{{Level: 1}}, ode.Options{})
	require.NoError(t, err)
	require.NoError(t, s.To(1))
	require.NoError(t, s.Change([]int32{0}, []linear.Input{{Level: 3, Slope: 2}}))
	require.NoError(t, s.To(2))
	require.NoError(t, s.Change([]int32{0}, []linear.Input{{Level: 5, Slope: 2}}))
	require.NoError(t, s.To(4))
	assert.InDelta(t, 1+3*3+9, s.State(4, 0), 1e-9)
}
