package linear

// Stepper is a Propagator whose segments are the steps of a numerical solution, which
// may meet events of its own and may fail.
//
// Horizon is then the end of the step, or an event within it. Shift to the horizon or
// beyond lets what is due there happen and takes the next step.
type Stepper interface {
	Propagator
	// News are the events within the system since ClearNews: a code and a number of
	// each, in their order. It must not be changed, and holds until the segment is.
	News(s Segment) []float64
	// ClearNews forgets them.
	ClearNews(s Segment)
	// Fault is why the solution cannot go on; nil where it can. What has failed stays
	// where it is for ever.
	Fault(s Segment) error
	// Inherit takes the place of Start: the segment goes on from another's State, of a
	// propagator for the same system with other numbers or rows. Force or Change must
	// follow.
	Inherit(s Segment, from []float64)
}
