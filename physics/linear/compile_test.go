package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSingularMassless(t *testing.T) {
	w := newNetwork([]float64{1e5, 0, 0}, 1).link(1, 2, 3).loss(0, 0, 1)
	_, err := Compile(w.sys)
	var singular *SingularError
	require.ErrorAs(t, err, &singular)
	assert.Equal(t, 2, singular.State)
	assert.EqualError(t, err, "linear system: massless state 2 is tied to nothing that determines it")
}

func TestCompileRefuses(t *testing.T) {
	good := func() System {
		return System{N: 1, M: 1, E: []float64{1}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{1}), Rows: []Row{{X: []Term{{0, 1}}}}}
	}
	for _, c := range []struct {
		spoil func(*System)
		want  string
	}{
		{func(s *System) { s.E[0] = -1 }, "linear system: state 0: mass -1 is not a number >= 0"},
		{func(s *System) { s.E[0] = math.NaN() }, "linear system: state 0: mass NaN is not a number >= 0"},
		{func(s *System) { s.A[0].Value = math.Inf(-1) }, "linear system: A[0,0] is -Inf"},
		{func(s *System) { s.B[0].Value = math.NaN() }, "linear system: B[0,0] is NaN"},
		{func(s *System) { s.E = nil }, "linear system: length of E is 0, want 1"},
		{func(s *System) { s.B[0].Column = 1 }, "linear system: B[0,1] is outside of 1 x 1"},
		{func(s *System) { s.N = -1 }, "linear system: -1 states and 1 inputs"},
		{func(s *System) { s.Rows[0].X[0].Index = 1 }, "linear system: output 0: state 1 of 1"},
		{func(s *System) { s.Rows[0].U = []Term{{3, 1}} }, "linear system: output 0: input 3 of 1"},
		{func(s *System) { s.Rows[0].X[0].Weight = math.NaN() }, "linear system: output 0: weight NaN of state 0"},
	} {
		sys := good()
		c.spoil(&sys)
		_, err := Compile(sys)
		assert.EqualError(t, err, c.want)
	}
}
