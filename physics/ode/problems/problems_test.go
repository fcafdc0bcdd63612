package problems

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// solve solves a problem to its end.
func solve(test *testing.T, p Problem, o ode.Options) *ode.Solution {
	test.Helper()
	u := append([]linear.Input(nil), p.Inputs...)
	if p.Control == nil {
		s, err := ode.Solve(p.System, u, p.Span, o, 0, nil)
		require.NoError(test, err)
		return s
	}
	s, err := ode.Begin(p.System, u, o)
	require.NoError(test, err)
	control, x := p.Control(), make([]float64, p.System.Shape().States)
	for k := 1.; k <= math.Round(p.Span/p.Sample); k++ {
		require.NoError(test, s.To(k*p.Sample))
		s.States(k*p.Sample, x)
		control(k*p.Sample, x, u)
		require.NoError(test, s.Change(nil, u))
	}
	return s
}

// off is the greatest error at the end, relative to the size of each state.
func off(p Problem, s *ode.Solution) float64 {
	x := make([]float64, p.System.Shape().States)
	s.States(p.Span, x)
	worst := 0.
	for i, v := range p.Reference {
		worst = max(worst, math.Abs(x[i]-v)/math.Abs(v))
	}
	return worst
}

func TestTheTestSet(test *testing.T) {
	for _, c := range []struct {
		problem Problem
		method  string
		exact   float64
	}{
		{Robertson(), "rodas5p", 1e-8},
		{RobertsonBalance(), "rodas5p", 1e-8},
		{HIRES(), "rodas5p", 1e-8},
		{VanDerPol(), "rodas5p", 1e-8},
		{Oregonator(), "rodas5p", 1e-8},
		{Pleiades(), "rodas5p", 1e-6},
		{Robertson(), "", 1e-8},
		{HIRES(), "", 1e-8},
		{VanDerPol(), "", 1e-8},
		{Oregonator(), "", 1e-8},
		{Pleiades(), "", 1e-6},
	} {
		test.Run(c.problem.Name+" "+c.method, func(test *testing.T) {
			s := solve(test, c.problem, ode.Options{Relative: 1e-10, Method: c.method})
			wrong := off(c.problem, s)
			steps, refused, evaluations, _ := s.Counts()
			test.Logf("error %.2g, %d steps, %d refused, %d evaluations", wrong, steps, refused, evaluations)
			assert.Less(test, wrong, c.exact)
		})
	}
}

func TestProblemsWithContacts(test *testing.T) {
	for _, p := range []Problem{Ball(), Slip(), Gear()} {
		test.Run(p.Name, func(test *testing.T) {
			s := solve(test, p, ode.Options{Relative: 1e-12})
			_, _, _, events := s.Counts()
			assert.Equal(test, p.Events, events)
			assert.InDelta(test, p.LastEvent, s.LastEvent(), 1e-8)
		})
	}
}

func TestRobertsonsRoots(test *testing.T) {
	p := RobertsonRoots()
	first, err := ode.Solve(p.System, nil, 1, ode.Options{}, 0, nil)
	require.NoError(test, err)
	assert.InDelta(test, FirstRoot, first.LastEvent(), 1e-9)
	s := solve(test, p, ode.Options{Method: "rodas5p"})
	_, _, _, events := s.Counts()
	assert.Equal(test, p.Events, events)
	assert.InDelta(test, p.LastEvent, s.LastEvent(), 0.02)
	assert.Less(test, off(p, s), 1e-6)
}

// The Jacobians that problems know are those that differences show.
func TestJacobiansOfProblems(test *testing.T) {
	for _, p := range All() {
		sys, ok := p.System.(ode.Differentiable)
		if !ok {
			continue
		}
		test.Run(p.Name, func(test *testing.T) {
			shape := sys.Shape()
			n := shape.States
			x, up, down := make([]float64, n), make([]float64, n), make([]float64, n)
			at := ode.Point{X: x, Z: make([]float64, shape.Memory)}
			sys.Begin(&at)
			for i := range x {
				x[i] = (x[i] + 0.3) * (1 + 0.1*float64(i))
			}
			pattern := shape.Pattern
			if pattern == nil {
				for k := range n * n {
					pattern = append(pattern, ode.Place{Row: int32(k / n), Column: int32(k % n)})
				}
			}
			j := make([]float64, len(pattern))
			sys.Jacobian(&at, j)
			full := make([]float64, n*n)
			for k, place := range pattern {
				full[int(place.Row)*n+int(place.Column)] = j[k]
			}
			for c := range n {
				was, step := x[c], 1e-4*x[c] // all rates are of the second degree: the difference is exact
				x[c] = was + step
				sys.Rates(&at, up)
				x[c] = was - step
				sys.Rates(&at, down)
				x[c] = was
				for r := range n {
					v := full[r*n+c]
					assert.InDelta(test, (up[r]-down[r])/(2*step), v, 1e-6*(1+math.Abs(v)), "%d, %d", r, c)
				}
			}
		})
	}
}
