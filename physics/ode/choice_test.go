package ode_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/ode"
	"whatif/physics/ode/problems"
)

// evaluationsOf is how often a solution takes the rates.
func evaluationsOf(t *testing.T, p problems.Problem, method string, relative float64) int {
	s, err := ode.Solve(p.System, p.Inputs, p.Span, ode.Options{Relative: relative, Method: method}, 0, nil)
	require.NoError(t, err, "%s %s %g", p.Name, method, relative)
	_, _, evaluations, _ := s.Counts()
	return evaluations
}

// Where a law is stiff nearly all the time, the choice takes little more than the stiff
// method would: at tight tolerances too, where explicit steps are held back well within
// the region of stability.
func TestChoiceFindsStiffness(t *testing.T) {
	for _, p := range []problems.Problem{problems.Robertson(), problems.VanDerPol()} {
		for _, relative := range []float64{1e-4, 1e-6, 1e-8, 1e-10, 1e-11} {
			stiff, chosen := evaluationsOf(t, p, "rodas5p", relative), evaluationsOf(t, p, "", relative)
			assert.Less(t, float64(chosen), 1.4*float64(stiff), "%s at %g", p.Name, relative)
		}
	}
}

// Where no law holds the steps back, nothing but looks is added.
func TestChoiceStaysExplicit(t *testing.T) {
	for _, p := range []problems.Problem{problems.Pleiades(), problems.Slip(), problems.Ball()} {
		for _, relative := range []float64{1e-4, 1e-7, 1e-11} {
			explicit, chosen := evaluationsOf(t, p, "dp5", relative), evaluationsOf(t, p, "", relative)
			assert.LessOrEqual(t, float64(chosen), 1.05*float64(explicit), "%s at %g", p.Name, relative)
		}
	}
}
