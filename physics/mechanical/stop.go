package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Stop keeps the first from running into the second: the gap
//
//	gap = clearance - (q1 - q2)
//
// does not fall below zero. A ball on the ground has the ground, Given, as the first
// and itself as the second. Where the gap closes there is an impact, after which the
// two part at restitution times the speed at which they met (Newton); where that were
// slower than RestSpeed they stay together until the stop would have to pull.
type Stop struct {
	Pair
	Place       hybrid.Read   // position of the Given; Pair.Speed is its rate; optional, 0
	Clearance   hybrid.Read   // optional, 0
	Restitution hybrid.Read   // between 0 and 1; optional, 0
	RestSpeed   hybrid.Read   // needed with a restitution, above zero; optional, 0
	Mode        hybrid.Change // a memory that starts at 0
	Force       hybrid.Write  // not below zero; optional
	Gap         hybrid.Write  // optional
	// Strikes is told with the speed of approach, Rests with the force then, Leaves
	// with 0; Silent for none.
	Strikes, Rests, Leaves hybrid.Event
	// Overlap is told where the two begin within one another.
	Overlap hybrid.Failure
}

// Modes of a stop.
const (
	stopUndecided = 0.0
	stopOpen      = 1.0
	stopRests     = 2.0
	stopMeets     = 3.0 // the gap has closed, to be decided
)

// largestOverlap is how far in m or rad a gap may be below zero.
const largestOverlap = 1e-6

// gap is how far apart the two of stop i are, and what is as good as nothing beside
// their positions. So much a gap may be below zero before it closes: what parts slowly
// does not seem to meet again by rounding.
func (g *Group) gap(w []float64, i int) (gap, slack float64) {
	s := &g.Stops[i]
	first, second := value(w, s.Place, 0), value(w, s.Place, 0)
	if s.First >= 0 {
		first = w[g.Motions[s.First].Position]
	}
	if s.Second >= 0 {
		second = w[g.Motions[s.Second].Position]
	}
	clearance := value(w, s.Clearance, 0)
	return clearance - (first - second), 1e-12 * (1 + math.Abs(clearance) + math.Abs(first) + math.Abs(second))
}

// close makes the gap of stop i nothing, by moving its two about their centre of mass.
func (g *Group) close(w []float64, i int) {
	s := &g.Stops[i]
	gap, _ := g.gap(w, i)
	var first, second float64 // 1/inertia of each
	if s.First >= 0 {
		first = 1 / w[g.Motions[s.First].Inertia]
	}
	if s.Second >= 0 {
		second = 1 / w[g.Motions[s.Second].Inertia]
	}
	if s.First >= 0 {
		w[g.Motions[s.First].Position] += gap * first / (first + second)
	}
	if s.Second >= 0 {
		w[g.Motions[s.Second].Position] -= gap * second / (first + second)
	}
}
