package mechanical

import (
	"sync"

	"whatif/physics/hybrid"
)

// Given stands in the place of a motion for what is not one: the ground, a belt that
// runs at a given speed.
const Given = -1

// Silent is the event that is not told.
const Silent hybrid.Event = -1

// Group is all motions that rigid things tie together. It finds their accelerations
// and the forces of what ties them, so that rigid joints stay joined, what sticks
// stays stuck and what rests stays at rest:
//
//	inertia_i dv_i/dt = force_i + sum of the forces of joints, frictions and stops
//
// Which frictions stick and which slip is decided for all of them at once (Settle).
// Members are named by their index in Motions.
type Group struct {
	Motions   []Motion
	Joints    []Joint
	Frictions []Friction
	Stops     []Stop
	// Lost is a memory that gathers the kinetic energy that impacts take, and what a
	// given speed takes or brings where it jumps, J; optional.
	Lost hybrid.Change
	// Jammed is told where what is rigid is forced against itself.
	Jammed hybrid.Failure
	// Undecided is told where no choice of sticking and slipping is found.
	Undecided hybrid.Failure

	pool *sync.Pool // of *bench: what it works on
}

// NewGroup returns a group without members.
func NewGroup() *Group { return &Group{Lost: hybrid.Change(hybrid.None), pool: &sync.Pool{}} }

// Pair is what lies between two motions of a group. One of the two may be Given.
type Pair struct {
	Name          string // such as twin.clutch; it appears in errors
	First, Second int    // motions, or Given for one of them
	// Speed is that of the Given, and Acceleration its rate where it changes otherwise
	// than by jumps; both optional, 0.
	Speed, Acceleration hybrid.Read
}

// Between returns a pair of motions, or of a motion and the ground.
func Between(name string, first, second int) Pair {
	p := Absent[Pair]()
	p.Name, p.First, p.Second = name, first, second
	return p
}

// tell notes an event unless it is Silent.
func tell(m *hybrid.Moment, e hybrid.Event, value float64) {
	if e != Silent {
		m.Tell(e, value)
	}
}
