package mechanical

import "math"

// turn changes the mode of the first lossy joint that does not agree with its forces,
// and reports whether there is one.
func (g *Group) turn(w []float64, b *bench) bool {
	for i := range g.Joints {
		switch math.Abs(b.joints[i]) {
		case jointDrives, jointIsDriven:
			if g.backing(b, i, w) >= 0 || g.stands(w, b, i) {
				continue
			}
			b.joints[i] = math.Copysign(jointDrives+jointIsDriven-math.Abs(b.joints[i]), b.joints[i])
			return true
		case jointHeld:
			if g.give(w, b, i) {
				return true
			}
		}
	}
	return false
}

// give lets joint i, which is held, begin to move where its loss is greater than the
// force that it passes allows, and reports whether it does.
func (g *Group) give(w []float64, b *bench, i int) bool {
	below, above := g.margins(w, b, i)
	if min(below, above) >= -tight*(math.Abs(b.passed[i])+math.Abs(b.taken[i])) {
		return false
	}
	b.joints[i] = freed(b.taken[i], value(w, g.Joints[i].Ratio, 1), below < above)
	return true
}

// freed is the mode in which a held joint begins to move, by the direction in which its
// second goes.
func freed(taken, ratio float64, forward bool) float64 {
	way := math.Copysign(1, ratio)
	if !forward {
		way = -way
	}
	if taken*way > 0 {
		return way * jointDrives
	}
	return way * jointIsDriven
}

// stands reports whether joint i neither moves nor is about to: others hold it, and no
// power passes.
func (g *Group) stands(w []float64, b *bench, i int) bool {
	v, first := g.inward(w, i), g.Joints[i].First
	a, none := b.pull[first]*b.inverse[first], 1e-8*b.coarse*math.Sqrt(b.inverse[first])
	return math.Abs(v) <= slight(v) && math.Abs(a) <= none
}
