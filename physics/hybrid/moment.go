package hybrid

import "whatif/physics/ode"

// Moment is an instant at which parts act.
type Moment struct {
	// W are the quantities of the law, all computed.
	W     []float64
	point *ode.Point
}

// Tell notes an event, one declared by Builder.Event, and a number that belongs to it.
func (m *Moment) Tell(e Event, value float64) { m.point.Tell(int(e), value) }

// Fail ends the run with the message declared by Builder.Failure.
func (m *Moment) Fail(f Failure, value float64) { m.point.Fail(int(f), value) }
