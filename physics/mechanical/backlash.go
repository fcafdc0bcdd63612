package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Backlash is an elastic pair of gears with play, or a coupling with play where the
// ratio is 1. The deflection is seen at the second: q1/ratio - q2. Within half the
// play on both sides nothing touches; beyond,
//
//	force = stiffness (deflection -+ half) + damping (v1/ratio - v2)
//
// acts on the second and force/ratio against the first.
type Backlash struct {
	FirstPosition, SecondPosition hybrid.Read
	FirstVelocity, SecondVelocity hybrid.Read
	Ratio                         hybrid.Read // v1 = ratio v2 without deflection; optional, 1
	Half                          hybrid.Read // half the play, at the second
	Stiffness                     hybrid.Read // at the second
	Damping                       hybrid.Read // at the second; optional, 0
	// Mode is a memory that starts at 0: 0 free, 1 and -1 in contact on the side of
	// that deflection, 2 and -2 overlapping there without force.
	Mode              hybrid.Change
	OnFirst, OnSecond hybrid.Add
	Force             hybrid.Write // on the second; optional
	Potential         hybrid.Write // J; optional
	Heat              hybrid.Write // W; optional
	Warms             hybrid.Add   // optional
	// NeverPulls lets the damping not hold the flanks together while they part: the
	// contact ends where the force falls to zero. Otherwise it ends where the
	// deflection does.
	NeverPulls bool
	// Meets and Parts are told with the deflection; Silent for neither.
	Meets, Parts hybrid.Event
}

// Evaluate implements hybrid.Part. Flanks that overlap without force relax: what is
// stored in them becomes heat.
func (b *Backlash) Evaluate(w []float64) {
	mode := w[b.Mode]
	force, stored, heat := 0.0, 0.0, 0.0
	if mode != 0 {
		over, rate := b.overlap(w, math.Copysign(1, mode))
		elastic := w[b.Stiffness] * over
		stored = elastic * over / 2
		if math.Abs(mode) == 1 {
			viscous := value(w, b.Damping, 0) * rate
			force, heat = elastic+viscous, viscous*rate
		} else {
			heat = -elastic * rate
		}
	}
	add(w, b.OnFirst, -force/value(w, b.Ratio, 1))
	add(w, b.OnSecond, force)
	put(w, b.Force, force)
	put(w, b.Potential, stored)
	put(w, b.Heat, heat)
	add(w, b.Warms, heat)
}

// overlap is how far the flanks are pressed together on a side, positive on the side
// +1 and negative on -1, and its rate.
func (b *Backlash) overlap(w []float64, side float64) (over, rate float64) {
	n := value(w, b.Ratio, 1)
	over = w[b.FirstPosition]/n - w[b.SecondPosition] - side*w[b.Half]
	return over, w[b.FirstVelocity]/n - w[b.SecondVelocity]
}

// push is the force of a side, positive where its flanks press.
func (b *Backlash) push(w []float64, side float64) float64 {
	over, rate := b.overlap(w, side)
	return side * (w[b.Stiffness]*over + value(w, b.Damping, 0)*rate)
}

// GuardNames implements hybrid.Guarded: one guard for each side.
func (b *Backlash) GuardNames() []string {
	return []string{"meets or parts at its forward flanks", "meets or parts at its backward flanks"}
}

// Guards implements hybrid.Guarded. Guard 0 is the side +1, guard 1 the side -1. While
// the flanks of one side overlap without force, the guard of the other waits for the
// force to come back.
func (b *Backlash) Guards(w, g []float64) {
	mode := w[b.Mode]
	for k, side := range [...]float64{1, -1} {
		over, _ := b.overlap(w, side)
		over *= side
		switch mode {
		case side:
			g[k] = over
			if b.NeverPulls {
				g[k] = b.push(w, side)
			}
		case 2 * side:
			g[k] = over
		case -2 * side:
			g[k] = -b.push(w, -side)
		default:
			g[k] = -over
		}
	}
}

// React implements hybrid.Guarded.
func (b *Backlash) React(m *hybrid.Moment, k int) {
	w, side := m.W, float64(1-2*k)
	before := w[b.Mode]
	over, _ := b.overlap(w, side)
	after := side
	switch {
	case before == side && b.NeverPulls && over*side > 0:
		after = 2 * side
	case before == side, before == 2*side:
		after = 0
	case before == -2*side:
		after = -side
	}
	w[b.Mode] = after
	deflection := over + side*w[b.Half]
	if math.Abs(after) == 1 {
		tell(m, b.Meets, deflection)
	} else if math.Abs(before) == 1 {
		tell(m, b.Parts, deflection)
	}
}
