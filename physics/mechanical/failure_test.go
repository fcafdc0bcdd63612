package mechanical

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

func TestMasslessMotionEndsTheRun(t *testing.T) {
	for _, grouped := range []bool{false, true} {
		r := newRig(t)
		m := r.motion("twin.rotor", 0, 0, 0)
		if grouped {
			r.member(m)
		} else {
			r.Add("twin.rotor", &m)
		}
		r.weight(m, 1)
		r.build()
		_, err := ode.Solve(r.law, []linear.Input{}, 1, ode.Options{}, 0, nil)
		assert.ErrorContains(t, err, "twin.rotor: its inertia is not above zero")
	}
}

func TestWhatIsJammedEndsTheRun(t *testing.T) {
	r := newRig(t)
	m := r.motion("twin.bar", 1, 0, 0)
	at := r.member(m)
	for _, pair := range []Pair{Between("twin.push", Given, at), Between("twin.wall", at, Given)} {
		s := Absent[Stop]()
		s.Pair, s.Mode = pair, r.mode()
		if pair.Name == "twin.push" {
			s.Speed = r.number(1)
		}
		r.group.Stops = append(r.group.Stops, s)
	}
	r.weight(m, 0)
	r.build()
	_, err := ode.Solve(r.law, []linear.Input{}, 1, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "it is forced against itself")
}

func TestOverlapAtTheStartEndsTheRun(t *testing.T) {
	r := newRig(t)
	ball := r.motion("twin.ball", 1, -0.2, 0)
	s := ground(r, r.member(ball), 0, 0)
	s.Overlap = r.Failure("twin.ground", "twin.ball starts within it")
	r.weight(ball, -1)
	r.build()
	_, err := ode.Solve(r.law, []linear.Input{}, 1, ode.Options{}, 0, nil)
	assert.ErrorContains(t, err, "twin.ground: twin.ball starts within it")
}

func TestCheckNamesWhatCannotBeSolved(t *testing.T) {
	h := newHand()
	h.motion(1, 0, 0)
	h.motion(1, 0, 0)
	h.joint(Given, 0, 1).Name = "twin.drive"
	h.joint(0, 1, 2).Name = "twin.gear"
	h.joint(Given, 1, 1).Name = "twin.other"
	h.joint(1, 1, 1).Name = "twin.loop"
	h.stop(0, 7, 0).Name = "twin.stop"
	problems := h.g.Check()
	require.Len(t, problems, 3)
	assert.Equal(t, "twin.other ties rigidly what is tied already: its two sides have no speed of their own left", problems[0].Summary)
	assert.Equal(t, "twin.loop does not lie between two", problems[1].Summary)
	assert.Equal(t, []string{"twin.stop"}, problems[2].Twins)
}

func TestGroupAllocatesNothing(t *testing.T) {
	h := hoist(1, 10)
	h.friction(Given, 0, 1, 1)
	h.friction(0, 1, 1, 1)
	h.stop(Given, 1, 0)
	h.settle()
	out := make([]float64, len(h.g.GuardNames()))
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		h.g.Evaluate(h.w)
		h.g.Guards(h.w, out)
	}))
}
