package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// stack is blocks one on another on a belt, each on a spring, with friction between
// each two regularised: force = level v/sqrt(v^2 + eps^2).
type stack struct {
	masses, stiffness, levels []float64
	belt, eps                 float64
	// the last is shaken by an input
	shape ode.Shape
}

func (s *stack) Shape() *ode.Shape             { return &s.shape }
func (s *stack) Begin(p *ode.Point)            { clear(p.X) }
func (s *stack) Outputs(*ode.Point, []float64) {}
func (s *stack) Guards(*ode.Point, []float64)  {}
func (s *stack) React(*ode.Point, int)         {}
func (s *stack) Settle(*ode.Point)             {}
func (s *stack) Rates(p *ode.Point, dx []float64) {
	n := len(s.masses)
	below := s.belt
	for i := range n {
		q, v := p.X[2*i], p.X[2*i+1]
		slip := below - v
		force := s.levels[i] * slip / math.Sqrt(slip*slip+s.eps*s.eps)
		dx[2*i] = v
		dx[2*i+1] = (force - s.stiffness[i]*q) / s.masses[i]
		if i > 0 {
			dx[2*i-1] -= force / s.masses[i-1]
		}
		if i == n-1 {
			dx[2*i+1] += p.U[0] / s.masses[i]
		}
		below = v
	}
}

func TestStackedBlocksStickAndSlipTogether(t *testing.T) {
	masses, stiffness, levels := []float64{2, 1, 0.5}, []float64{8, 3, 2}, []float64{3, 1.2, 0.5}
	const until, belt = 12.0, 0.5
	for n := 2; n <= 3; n++ {
		r := newRig(t)
		below := Given
		for i := range n {
			m := r.motion([]string{"twin.a", "twin.b", "twin.c"}[i], masses[i], 0, 0)
			r.spring(m, stiffness[i], 0)
			at := r.member(m)
			f := Absent[Friction]()
			f.Pair, f.Static, f.Mode = Between("twin.friction", below, at), r.number(levels[i]), r.mode()
			if i == 0 {
				f.Speed = r.number(belt)
			}
			r.group.Frictions = append(r.group.Frictions, f)
			if i == n-1 {
				l := Absent[Load]()
				l.Velocity = hybrid.Read(m.Velocity)
				l.OnMotion, l.Driving = hybrid.Add(m.Force), hybrid.Read(r.Input(0, "input.shake"))
				r.Add(m.Name, &l)
			}
			below = at
		}
		shake := []linear.Input{{Amplitude: 2.5, Omega: 3}}
		r.build()
		s, err := ode.Solve(r.law, shake, until, ode.Options{}, 0, nil)
		require.NoError(t, err)
		assert.Greater(t, reactions(s), 15)
		assert.Less(t, reactions(s), 200)
		reference := &stack{masses[:n], stiffness[:n], levels[:n], belt, 1e-5, ode.Shape{States: 2 * n, Inputs: 1}}
		o, err := ode.Solve(reference, shake, until, ode.Options{Relative: 1e-7, Method: "rodas5p"}, 0, nil)
		require.NoError(t, err)
		for i := range n {
			name := []string{"twin.a", "twin.b", "twin.c"}[i]
			assert.InDelta(t, o.State(until, 2*i), r.state(s, until, name+".position"), 3e-4, "%d %s", n, name)
			assert.InDelta(t, o.State(until, 2*i+1), r.state(s, until, name+".velocity"), 3e-4, "%d %s", n, name)
		}
	}
}

func TestClutchKeepsMomentum(t *testing.T) {
	r := newRig(t)
	a, b := r.motion("twin.a", 2, 0, 100), r.motion("twin.b", 3, 0, -10)
	f := Absent[Friction]()
	f.Pair = Between("twin.clutch", r.member(a), r.member(b))
	f.Normal, f.Static, f.Kinetic, f.Mode = r.number(50), r.number(1), r.number(0.8), r.mode()
	f.Warms = r.integral("twin.heat")
	r.group.Frictions = append(r.group.Frictions, f)
	s := r.solve(10, 0, nil)
	common := (2*100 - 3*10) / 5.0
	assert.InDelta(t, common, r.state(s, 10, "twin.a.velocity"), 1e-10)
	assert.Equal(t, r.state(s, 10, "twin.a.velocity"), r.state(s, 10, "twin.b.velocity"))
	assert.InDelta(t, 1.2*110*110/2, r.state(s, 10, "twin.heat"), 1e-6)
	assert.InDelta(t, 1.2*110/40, s.LastEvent(), 1e-9)
	assert.Equal(t, 1, reactions(s))
}

func TestClutchEngages(t *testing.T) {
	r := newRig(t)
	a, b := r.motion("twin.a", 1, 0, 10), r.motion("twin.b", 1, 0, 0)
	f := Absent[Friction]()
	f.Pair = Between("twin.clutch", r.member(a), r.member(b))
	f.Normal = hybrid.Read(r.Input(0, "input.engagement"))
	f.Static, f.Mode = r.number(1), r.mode()
	r.group.Frictions = append(r.group.Frictions, f)
	r.build()
	s, err := ode.Begin(r.law, []linear.Input{{Level: 0}}, ode.Options{})
	require.NoError(t, err)
	require.NoError(t, s.To(1))
	assert.Equal(t, 10.0, r.state(s, 1, "twin.a.velocity"))
	require.NoError(t, s.Change(nil, []linear.Input{{Slope: 4}}))
	require.NoError(t, s.To(4))
	assert.InDelta(t, 5, r.state(s, 4, "twin.b.velocity"), 1e-12)
	assert.InDelta(t, 1+math.Sqrt(2*5/4.), s.LastEvent(), 1e-9)
}
