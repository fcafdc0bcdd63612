package hybrid

// Slot is the place of one quantity among all that a law computes with. While parts
// are added it counts over the whole builder; Build gives each part a copy in which
// every slot is its place in w, the quantities of its law.
type Slot int32

// None is no slot: a field of an optional quantity that is absent.
const None Slot = -1

// The fields of a part are of these types, or arrays, slices or structs of them; all
// such fields are exported. Fields of other types are constants of the part.
type (
	// Read is a quantity that the part reads, once it is computed.
	Read Slot
	// Last is a quantity that the part reads in React, Guards or Settle only, where
	// everything is computed, so that it may hang on what the part writes.
	Last Slot
	// Write is a quantity that the part alone computes.
	Write Slot
	// Add is a sum that the part adds to; it is zero before the first does.
	Add Slot
	// Change is a state or a memory that the part may set in React or Settle. It may
	// read it at any time.
	Change Slot
)

// Part is a piece of a law.
type Part interface {
	// Evaluate computes what the part writes, and adds to sums, from what it reads.
	Evaluate(w []float64)
}

// Guarded is a Part with events of its own.
type Guarded interface {
	Part
	// GuardNames says what falls through zero, one for each guard, such as "begins to
	// slip".
	GuardNames() []string
	// Guards writes the guards to g: above zero at rest, an event where they fall
	// through zero, 1 where they do not count as things are. All of w is computed.
	Guards(w, g []float64)
	// React is called where guard k has fallen to zero. It changes states and
	// memory, its fields of type Change, in m.W.
	React(m *Moment, k int)
}

// Settler is a Part that decides modes anew at the beginning and after every jump.
type Settler interface {
	Part
	// Settle changes memory, and states that a mode prescribes, in m.W, and reports
	// whether it did. It is called again, with everything computed anew, until no
	// part changes anything.
	Settle(m *Moment) bool
}

// Resolver is a Settler that notes what others' changes have made of it, before any part
// changes anything more: what was false for no longer than an instant would pass unseen.
type Resolver interface {
	Settler
	// Resolve changes memory that is the part's own, and reports whether it did.
	Resolve(m *Moment) bool
}

// Waiter is a Guarded some of whose guards only note that they have fallen: at an instant
// they react before those that change something for others.
type Waiter interface {
	Guarded
	Waits(w []float64, k int) bool
}

// Starter is a Part that has a say in the first states and memory: Start sets fields
// of type Change in w, where only inputs, constants and the first values of states
// and memory stand.
type Starter interface {
	Part
	Start(w []float64)
}

// Sparse is a Part that knows which of the quantities it writes or adds to hang on
// which that it reads; without it all do.
type Sparse interface {
	Part
	// Hangs reports whether the quantity to may change with the quantity from.
	Hangs(to, from Slot) bool
}
