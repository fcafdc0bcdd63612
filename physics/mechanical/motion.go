package mechanical

import "whatif/physics/hybrid"

// Motion is a mass or a shaft: Newton's second law, inertia dv/dt = force and
// dq/dt = v. It is a part where nothing rigid ties it to others; otherwise it is a
// member of a Group.
type Motion struct {
	Name         string        // such as twin.rotor; it appears in errors
	Position     hybrid.Change // q, a state; optional, but needed by stops
	PositionRate hybrid.Add    // of q; optional
	Velocity     hybrid.Change // v, a state
	Rate         hybrid.Add    // of v: the acceleration
	Force        hybrid.Read   // the sum of what acts on it
	Inertia      hybrid.Read   // the sum of what moves with it, above zero
	Kinetic      hybrid.Write  // its kinetic energy in J; optional
	// Massless is told where the inertia is not above zero.
	Massless hybrid.Failure
}

// Evaluate implements hybrid.Part.
func (m *Motion) Evaluate(w []float64) {
	m.move(w, w[m.Force]/w[m.Inertia])
}

// move writes what follows from an acceleration.
func (m *Motion) move(w []float64, acceleration float64) {
	v := w[m.Velocity]
	add(w, m.PositionRate, v)
	add(w, m.Rate, acceleration)
	put(w, m.Kinetic, w[m.Inertia]*v*v/2)
}

// Settle implements hybrid.Settler: it only looks after the inertia.
func (m *Motion) Settle(at *hybrid.Moment) bool {
	m.check(at)
	return false
}

// check reports whether the inertia is above zero.
func (m *Motion) check(at *hybrid.Moment) bool {
	inertia := at.W[m.Inertia]
	if !(inertia > 0) {
		at.Fail(m.Massless, inertia)
		return false
	}
	return true
}
