package ode

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// follower is x' = u0 (u1 - x): as stiff as u0 says.
type follower struct{ riccati }

var followerShape = Shape{States: 1, Inputs: 2}

func (follower) Shape() *Shape                { return &followerShape }
func (follower) Begin(p *Point)               { p.X[0] = 0 }
func (follower) Rates(p *Point, dx []float64) { dx[0] = p.U[0] * (p.U[1] - p.X[0]) }

// The method is chosen for as long as the law is stiff, and not because of a mere
// transient.
func TestChoiceBothWays(t *testing.T) {
	wave := linear.Input{Amplitude: 1, Omega: 1}
	s, err := Begin(follower{}, []linear.Input{{Level: 1}, wave}, Options{})
	require.NoError(t, err)
	for _, phase := range []struct {
		until, rate, way float64
	}{{20, 1, explicitly}, {40, 1e6, stiffly}, {60, 1, explicitly}, {60.00001, 1e6, explicitly}, {80, 1e5, stiffly}} {
		require.NoError(t, s.Change([]int32{0}, []linear.Input{{Level: phase.rate}}))
		_, _, before, _ := s.Counts()
		require.NoError(t, s.To(phase.until))
		_, _, after, _ := s.Counts()
		assert.Equal(t, phase.way, s.way, phase)
		assert.Less(t, after-before, 6000, phase)
		if phase.rate > 1 && phase.way == stiffly {
			assert.InDelta(t, math.Sin(phase.until-1/phase.rate), s.State(phase.until, 0), 2e-9)
		}
	}
}

func TestChosenMethodIsKept(t *testing.T) {
	for _, method := range []string{"dp5", "rodas5p"} {
		l, err := newLaw(follower{}, Options{Method: method})
		require.NoError(t, err)
		assert.Equal(t, method, l.name())
		s, err := Solve(follower{}, []linear.Input{{Level: 3000}, {Level: 1}}, 0.1, Options{Method: method}, 0, nil)
		require.NoError(t, err)
		assert.Equal(t, method, s.method().name())
		assert.InDelta(t, 1, s.State(0.1, 0), 1e-8)
	}
}
