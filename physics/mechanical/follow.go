package mechanical

import "math"

// follow sorts out, on the bench, which modes the velocities and capacities allow: they
// may have jumped.
func (g *Group) follow(w []float64, b *bench) {
	for i := range g.Joints {
		if g.Joints[i].lossy(w) {
			b.joints[i] = followJoint(b.joints[i], g.inward(w, i))
		}
	}
	for i := range g.Frictions {
		g.followFriction(w, b, i)
	}
	for i := range g.Stops {
		t := between(w, &g.Stops[i].Pair, stopRow, i)
		if away, size := g.speed(w, &t); b.stops[i] == stopMeets && away > slight(size) {
			b.stops[i] = stopOpen
		}
	}
}

// followJoint is the mode of a lossy joint at a velocity of its first.
func followJoint(mode, v float64) float64 {
	size := math.Abs(mode)
	switch moves := math.Abs(v) > slight(v); {
	case size == jointDrives || size == jointIsDriven:
		if moves {
			return math.Copysign(mode, v)
		}
		return mode
	case moves:
		return math.Copysign(jointDrives, v)
	}
	return jointHeld
}

func (g *Group) followFriction(w []float64, b *bench, i int) {
	f := &g.Frictions[i]
	t := between(w, &f.Pair, frictionRow, i)
	away, size := g.speed(w, &t)
	moves := math.Abs(away) > slight(size)
	mode := &b.frictions[i]
	switch {
	case f.normal(w) <= 0:
		*mode = frictionOpen
	case *mode == frictionOpen && f.normal(w) <= smallestCapacity:
	case moves:
		*mode = math.Copysign(frictionSlips, -away)
	case *mode == frictionOpen:
		*mode = frictionMeets
	}
}

// slight is the speed that counts as none beside speeds of a size.
func slight(size float64) float64 { return 1e-8*math.Abs(size) + 1e-12 }
