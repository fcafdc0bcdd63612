package ode_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// burst is x' = x^2 from 1, which has no solution at 1 s and after.
type burst struct{ still }

var oneState = ode.Shape{States: 1, Outputs: 1, StateOf: []int32{0}}

func (burst) Shape() *ode.Shape                { return &oneState }
func (burst) Begin(p *ode.Point)               { p.X[0] = 1 }
func (burst) Rates(p *ode.Point, dx []float64) { dx[0] = p.X[0] * p.X[0] }

// tank empties like x' = -sqrt(x), and is no number below zero. A guard may watch it.
type tank struct {
	still
	shape ode.Shape
	first float64
}

func (k tank) Shape() *ode.Shape                { return &k.shape }
func (k tank) Begin(p *ode.Point)               { p.X[0] = k.first }
func (k tank) Rates(p *ode.Point, dx []float64) { dx[0] = -1 - math.Sqrt(p.X[0]) }
func (k tank) Guards(p *ode.Point, g []float64) {
	if len(g) > 0 {
		g[0] = math.Sqrt(p.X[0])
	}
}
func (tank) Explain(code int, v float64) error { return nil }
func (tank) GuardName(int) string              { return "tank, which runs dry" }
func (tank) StateName(int) string              { return "tank.level" }
func (tank) Blame(p *ode.Point) error {
	if p.X[0] < 0 {
		return errors.New("tank: the root of a negative level")
	}
	return nil
}

// quitter fails by itself when its guard falls.
type quitter struct{ *swing }

func (quitter) React(p *ode.Point, k int) { p.Fail(3, p.X[0]) }

func TestNoSolution(t *testing.T) {
	s, err := ode.Solve(burst{}, nil, 2, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "no step is short enough: state 0 changes too fast")
	assert.Error(t, s.To(3), "it stays so")
}

func TestNoNumber(t *testing.T) {
	dry := tank{shape: ode.Shape{States: 1}, first: 1}
	_, err := ode.Solve(dry, nil, 2, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "no step is short enough: tank.level")
	dry.shape.Guards = 1
	_, err = ode.Solve(dry, nil, 2, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "no step is short enough: tank.level", "a guard that ends in no number")
	dry.first = -1
	_, err = ode.Begin(dry, nil, ode.Options{})
	assert.EqualError(t, err, "tank: the root of a negative level")
}

func TestSystemsOwnFailure(t *testing.T) {
	s, err := ode.Solve(quitter{newSwing(-0.5)}, nil, 10, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "code 3, value -0.5")
	assert.InDelta(t, math.Pi+math.Asin(0.5), s.LastEvent(), 1e-8)
}

// What has failed stays where it is, and can be read.
func TestFailedSegment(t *testing.T) {
	p, err := ode.Compile(burst{}, []ode.Row{{Y: []ode.Term{{Index: 0, Weight: 1}}}}, ode.Options{})
	require.NoError(t, err)
	w := newWalker(t, p.(linear.Stepper), nil)
	for !math.IsInf(w.p.Horizon(w.seg), 1) {
		now := w.next()
		w.p.Shift(w.seg, w.p.Horizon(w.seg))
		w.now = now
	}
	assert.ErrorContains(t, w.p.Fault(w.seg), "no step is short enough")
	assert.InDelta(t, 1, w.now, 1e-6)
	last := p.Value(w.seg, 0, 0)
	assert.Greater(t, last, 1e6)
	assert.Equal(t, last, p.Value(w.seg, 0, 5))
	sum := []float64{0}
	p.Integrals(w.seg, []int32{0}, 2, sum)
	assert.Equal(t, 2*last, sum[0])
	p.Shift(w.seg, 1)
	assert.Equal(t, last, p.Value(w.seg, 0, 0))
	above := []linear.Guard{{Direction: 1, Level: 2 * last}}
	assert.Equal(t, linear.Crossing{Tau: 7, Guard: -1}, p.Cross(w.seg, above, nil, 0, 7))
}

func TestOptions(t *testing.T) {
	massless := tank{shape: ode.Shape{States: 1, Mass: []float64{0}}}
	for text, try := range map[string]func() error{
		`there is no method "euler": dp5 and rodas5p are known`: func() error {
			_, err := ode.Begin(burst{}, nil, ode.Options{Method: "euler"})
			return err
		},
		"a tolerance of -1 is not between 1e-14 and 1": func() error {
			_, err := ode.Compile(burst{}, nil, ode.Options{Relative: -1})
			return err
		},
		"method dp5 needs a rate of every state; a state without one takes rodas5p": func() error {
			_, err := ode.Compile(massless, nil, ode.Options{Method: "dp5"})
			return err
		},
	} {
		assert.EqualError(t, try(), text)
	}
}
