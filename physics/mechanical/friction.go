package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Friction is dry friction between two motions, with v = v1 - v2: a block on a belt, a
// brake, a clutch. While it slips,
//
//	force = sign(v) (normal (kinetic + (static - kinetic) fall(|v|)) + viscous |v|)
//	fall  = exp(-(|v|/stribeck)^2)   or   1/(1 + weakening |v|)   or   0 without either
//
// (Armstrong-Helouvry, Dupont, Canudas de Wit, Automatica 30, 1994). While it sticks,
// v is kept at zero by a force of at most normal static. A brake or a clutch has its
// capacity in N m as normal, and static and kinetic are 1 or their ratio.
type Friction struct {
	Pair
	Normal    hybrid.Read   // force, or capacity; open where not above zero; optional, 1
	Static    hybrid.Read   // coefficient, or force where there is no normal
	Kinetic   hybrid.Read   // at most as static; optional: as static
	Stribeck  hybrid.Read   // speed within which static falls to kinetic; optional
	Weakening hybrid.Read   // s/m or s/rad, in place of stribeck; optional
	Viscous   hybrid.Read   // N s/m or N m s/rad; optional, 0
	Mode      hybrid.Change // a memory that starts at 0
	Force     hybrid.Write  // optional
	Heat      hybrid.Write  // W; exactly zero while it sticks; optional
	Warms     hybrid.Add    // optional
	Sticking  hybrid.Write  // 1 while it sticks, otherwise 0; optional
	// Sticks and Slips are told with the force at that moment; Silent for neither.
	Sticks, Slips hybrid.Event
}

// Modes of a friction. The sign of those that slip or are at their limit is that of
// the force.
const (
	frictionUndecided = 0.0
	frictionSlips     = 1.0
	frictionSticks    = 2.0
	frictionAtLimit   = 3.0 // v is kept at zero by others, and its force at static
	frictionOpen      = 4.0
	frictionMeets     = 5.0 // v has come to zero, to be decided
)

// smallestCapacity is the normal force in N from which an open friction counts.
const smallestCapacity = 1e-12

func (f *Friction) normal(w []float64) float64 { return max(value(w, f.Normal, 1), 0) }

// hold is the greatest force while it sticks.
func (f *Friction) hold(w []float64) float64 {
	return max(f.normal(w)*w[f.Static], 0)
}

// level is the size of the force while it slips at a speed.
func (f *Friction) level(w []float64, speed float64) float64 {
	static := w[f.Static]
	kinetic := min(value(w, f.Kinetic, static), static)
	fall := 0.0
	switch {
	case f.Stribeck != hybrid.Read(hybrid.None):
		x := speed / w[f.Stribeck]
		fall = math.Exp(-x * x)
	case f.Weakening != hybrid.Read(hybrid.None):
		if x := w[f.Weakening] * speed; x > 0 {
			fall = 1 / (1 + x)
		} else { // goes on smoothly, for steps that are tried beyond the end of slipping
			fall = 1 - x + x*x
		}
	}
	return f.normal(w)*(kinetic+(static-kinetic)*fall) + value(w, f.Viscous, 0)*speed
}
