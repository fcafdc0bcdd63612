package mechanical

import (
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/physics/hybrid"
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// rig builds a law out of parts for a test.
type rig struct {
	t testing.TB
	*hybrid.Builder
	group *Group
	law   *hybrid.Law
}

func newRig(t testing.TB) *rig {
	r := &rig{t: t, Builder: hybrid.NewBuilder(), group: NewGroup()}
	r.group.Jammed = r.Failure("twin.group", "it is forced against itself")
	r.group.Undecided = r.Failure("twin.group", "no choice of sticking and slipping is found")
	return r
}

func (r *rig) number(x float64) hybrid.Read { return hybrid.Read(r.Constant(x)) }

func (r *rig) start(path string, x float64) hybrid.StateSpec {
	return hybrid.StateSpec{Path: path, Start: []hybrid.Term{{Slot: r.Constant(x), Weight: 1}}}
}

// motion declares a motion and its force; it belongs to nothing yet.
func (r *rig) motion(name string, inertia, q, v float64) Motion {
	m := Absent[Motion]()
	m.Name = name
	at, moves := r.State(r.start(name+".position", q))
	speed, speeds := r.State(r.start(name+".velocity", v))
	m.Position, m.PositionRate = hybrid.Change(at), hybrid.Add(moves)
	m.Velocity, m.Rate = hybrid.Change(speed), hybrid.Add(speeds)
	m.Force, m.Inertia = hybrid.Read(r.Sum(name+".force")), r.number(inertia)
	m.Massless = r.Failure(name, "its inertia is not above zero")
	return m
}

// member adds a motion to the group and returns its index.
func (r *rig) member(m Motion) int {
	r.group.Motions = append(r.group.Motions, m)
	return len(r.group.Motions) - 1
}

// weight lets a constant force act on a motion.
func (r *rig) weight(m Motion, force float64) {
	l := Absent[Load]()
	l.Velocity, l.OnMotion, l.Driving = hybrid.Read(m.Velocity), hybrid.Add(m.Force), r.number(force)
	r.Add(m.Name, &l)
}

// spring ties a motion to the ground.
func (r *rig) spring(m Motion, stiffness, damping float64) {
	s := Absent[Spring]()
	s.First, s.OnFirst, s.Stiffness = hybrid.Read(m.Position), hybrid.Add(m.Force), r.number(stiffness)
	r.Add(m.Name, &s)
	if damping > 0 {
		d := Absent[Damper]()
		d.First, d.OnFirst, d.Damping = hybrid.Read(m.Velocity), hybrid.Add(m.Force), r.number(damping)
		r.Add(m.Name, &d)
	}
}

// integral is a state that gathers what is added to its rate.
func (r *rig) integral(path string) hybrid.Add {
	_, rate := r.State(hybrid.StateSpec{Path: path})
	return hybrid.Add(rate)
}

func (r *rig) mode() hybrid.Change { return hybrid.Change(r.Memory("mode", 0)) }

// build makes the law, with the group where it has members.
func (r *rig) build() *hybrid.Law {
	if len(r.group.Motions) > 0 {
		require.Empty(r.t, r.group.Check())
		r.Add("twin.group", r.group)
	}
	laws, problems := r.Build()
	require.Empty(r.t, problems)
	require.Len(r.t, laws, 1)
	r.law = laws[0]
	return r.law
}

// place is the index of a state.
func (r *rig) place(path string) int {
	for i, s := range r.law.States {
		if s.Path == path {
			return i
		}
	}
	require.Fail(r.t, "no state "+path)
	return -1
}

// solve solves the law to a time; see may be nil.
func (r *rig) solve(until float64, every float64, see func(tau float64, x []float64)) *ode.Solution {
	if r.law == nil {
		r.build()
	}
	x := make([]float64, len(r.law.States))
	inputs, tight := make([]linear.Input, len(r.law.Reads)), ode.Options{Relative: 1e-11}
	s, err := ode.Solve(r.law, inputs, until, tight, every, func(tau float64, s *ode.Solution) {
		s.States(tau, x)
		if see != nil {
			see(tau, x)
		}
	})
	require.NoError(r.t, err)
	return s
}

// state is a state at the end of a solution.
func (r *rig) state(s *ode.Solution, until float64, path string) float64 {
	return s.State(until, r.place(path))
}

func reactions(s *ode.Solution) int {
	_, _, _, n := s.Counts()
	return n
}
