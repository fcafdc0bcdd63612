package mechanical

import (
	"math"
	"slices"

	"whatif/physics/hybrid"
)

// React implements hybrid.Guarded. It only notes what has happened to one member, and
// keeps exactly what has to be kept; Settle decides.
func (g *Group) React(m *hybrid.Moment, k int) {
	for i := range g.Joints {
		if g.Joints[i].Mode == hybrid.Change(hybrid.None) {
			continue
		}
		if k < 2 {
			g.reactJoint(m, i, k)
			return
		}
		k -= 2
	}
	if k < len(g.Frictions) {
		g.reactFriction(m, k)
		return
	}
	s := &g.Stops[k-len(g.Frictions)]
	if m.W[s.Mode] == stopOpen {
		m.W[s.Mode] = stopMeets
		g.close(m.W, k-len(g.Frictions))
		return
	}
	m.W[s.Mode] = stopOpen
	tell(m, s.Leaves, 0)
}

func (g *Group) reactJoint(m *hybrid.Moment, i, k int) {
	mode := &m.W[g.Joints[i].Mode]
	size := math.Abs(*mode)
	switch {
	case k == 1 && size == jointDrives:
		*mode = math.Copysign(jointIsDriven, *mode)
	case k == 1:
		*mode = math.Copysign(jointDrives, *mode)
	case size == jointHeld: // Settle decides how it goes on
		*mode = jointMeets
	default:
		*mode = jointHeld
		g.project(m.W)
	}
}

func (g *Group) reactFriction(m *hybrid.Moment, i int) {
	f := &g.Frictions[i]
	switch mode := m.W[f.Mode]; math.Abs(mode) {
	case frictionSticks:
		b := g.solved(m.W)
		m.W[f.Mode] = math.Copysign(frictionSlips, b.rubbed[i])
		tell(m, f.Slips, b.rubbed[i])
		g.giveBack(b)
	case frictionSlips:
		m.W[f.Mode] = frictionMeets
		g.project(m.W)
	case frictionOpen:
		m.W[f.Mode] = frictionMeets
	}
}

// project moves the velocities by as little as possible, in the sense of energy, so
// that all that is joined, sticks or rests does so exactly.
func (g *Group) project(w []float64) {
	b := g.take(w)
	g.tie(w, b, true)
	b.rows = slices.DeleteFunc(b.rows, func(t row) bool { return t.kind == stopRow && b.stops[t.index] == stopMeets })
	b.shock()
	for r := range b.rows {
		away, size := g.speed(w, &b.rows[r])
		b.wanted, b.size = append(b.wanted, -away), append(b.size, size)
	}
	b.hold()
	g.kick(w, b)
	b.moves = b.moves[:0]
	for i := range g.Motions {
		b.moves = append(b.moves, w[g.Motions[i].Velocity])
	}
	b.align(b.moves, givenSpeed)
	for i := range g.Motions {
		w[g.Motions[i].Velocity] = b.moves[i]
	}
	g.giveBack(b)
}

// shock computes how the rows act on each other by impulses, which lose nothing in a
// joint.
func (b *bench) shock() {
	for r := range b.rows {
		b.rows[r].gain = b.rows[r].ratio
	}
	b.interact()
}

// kick lets the forces of the rows, as impulses, change the velocities.
func (g *Group) kick(w []float64, b *bench) {
	for i := range b.rows {
		t := &b.rows[i]
		if t.first >= 0 {
			w[g.Motions[t.first].Velocity] -= t.force * b.inverse[t.first]
		}
		if t.second >= 0 {
			w[g.Motions[t.second].Velocity] += t.gain * t.force * b.inverse[t.second]
		}
	}
}
