package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// GuardNames implements hybrid.Guarded: two guards for each joint with a Mode, then
// one for each friction, then one for each stop.
func (g *Group) GuardNames() []string {
	var names []string
	for i := range g.Joints {
		if j := &g.Joints[i]; j.Mode != hybrid.Change(hybrid.None) {
			tied := "is tied to " + j.Name
			names = append(names, tied+", which turns round or is held", tied+", in which the power turns round")
		}
	}
	for i := range g.Frictions {
		names = append(names, "is tied to "+g.Frictions[i].Name+", which sticks or slips")
	}
	for i := range g.Stops {
		names = append(names, "is tied to "+g.Stops[i].Name+", which strikes or leaves")
	}
	return names
}

// Guards implements hybrid.Guarded.
func (g *Group) Guards(w, out []float64) {
	b := g.solved(w)
	k := 0
	for i := range g.Joints {
		if g.Joints[i].Mode != hybrid.Change(hybrid.None) {
			out[k], out[k+1] = g.guardJoint(w, b, i)
			k += 2
		}
	}
	for i := range g.Frictions {
		out[k] = g.guardFriction(w, b, i)
		k++
	}
	for i := range g.Stops {
		switch b.stops[i] {
		case stopOpen:
			gap, slack := g.gap(w, i)
			out[k] = gap + slack
		case stopRests:
			out[k] = b.pressed[i]
		default:
			out[k] = 1
		}
		k++
	}
	g.giveBack(b)
}

// guardJoint lets a held joint go a little late: at a load of nothing both its limits
// are nothing, and only what comes then shows the way.
func (g *Group) guardJoint(w []float64, b *bench, i int) (turns, power float64) {
	mode := b.joints[i]
	switch math.Abs(mode) {
	case jointDrives, jointIsDriven:
		way, v := math.Copysign(1, mode), g.inward(w, i)
		if v == 0 {
			return 0, 1
		}
		return way * v, g.backing(b, i, w)
	case jointHeld:
		below, above := g.margins(w, b, i)
		return min(below, above) + 1e-9*math.Abs(b.passed[i]) + 1e-12, 1
	}
	return 1, 1
}

// inward is the velocity at the first of a joint.
func (g *Group) inward(w []float64, i int) float64 {
	j := &g.Joints[i]
	return g.speedOf(w, j.First, value(w, j.Speed, 0))
}

// backing is above zero where the power of joint i goes the way of its mode. What is
// small beside the forces on both sides counts as nothing, so that a joint without
// load does not turn its power round again and again.
func (g *Group) backing(b *bench, i int, w []float64) float64 {
	j := &g.Joints[i]
	way := math.Copysign(1, b.joints[i])
	if math.Abs(b.joints[i]) == jointIsDriven {
		way = -way
	}
	size := 0.0
	if j.First >= 0 {
		size += math.Abs(w[g.Motions[j.First].Force])
	}
	if j.Second >= 0 {
		size += math.Abs(w[g.Motions[j.Second].Force] / value(w, j.Ratio, 1))
	}
	return way*b.taken[i] + 1e-9*size + 1e-12
}

// margins is how much the force on the second of a held joint is above the least that
// holds it, and below the greatest.
func (g *Group) margins(w []float64, b *bench, i int) (below, above float64) {
	j := &g.Joints[i]
	efficiency := w[j.Efficiency]
	straight := b.taken[i] * value(w, j.Ratio, 1)
	least, most := straight*efficiency, straight/efficiency
	if straight < 0 {
		least, most = most, least
	}
	return b.passed[i] - least, most - b.passed[i]
}

func (g *Group) guardFriction(w []float64, b *bench, i int) float64 {
	f := &g.Frictions[i]
	switch mode := b.frictions[i]; math.Abs(mode) {
	case frictionSlips:
		return mode * g.slip(w, &f.Pair)
	case frictionSticks:
		return f.hold(w) - math.Abs(b.rubbed[i])
	case frictionOpen:
		return smallestCapacity - f.normal(w)
	}
	return 1
}
