package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Settle implements hybrid.Settler: impacts first, then which frictions stick, which
// stops rest and where the power of lossy joints flows, for all at once.
func (g *Group) Settle(m *hybrid.Moment) bool {
	for i := range g.Motions {
		if !g.Motions[i].check(m) {
			return false
		}
	}
	b := g.take(m.W)
	defer g.giveBack(b)
	if g.strike(m, b) {
		return true
	}
	g.follow(m.W, b)
	if !g.choose(m, b) {
		return false
	}
	return g.commit(m, b)
}

// choose finds modes, on the bench, that agree with the accelerations that follow from
// them. It fails the run where it finds none.
func (g *Group) choose(m *hybrid.Moment, b *bench) bool {
	for range 20 + 20*len(g.Joints) + 4*len(g.Frictions) {
		g.tie(m.W, b, true)
		b.match()
		if !b.box() {
			break
		}
		if !b.holds() {
			m.Fail(g.Jammed, 0)
			return false
		}
		b.share()
		if !g.drop(m.W, b) && !g.turn(m.W, b) {
			b.decide()
			return true
		}
	}
	m.Fail(g.Undecided, 0)
	return false
}

// drop lets one friction slip that gives way at its limit and whose force is less then:
// the one that gives way fastest. It reports whether there is one: the others are to be
// judged by the lesser force.
func (g *Group) drop(w []float64, b *bench) bool {
	fastest, most := -1, 0.0
	for r := range b.rows {
		t := &b.rows[r]
		if t.kind != frictionRow || b.side[r] == within || g.Frictions[t.index].level(w, 0) >= t.hold {
			continue
		}
		if way, none := b.way(r); math.Abs(way) > max(none, most) {
			fastest, most = r, math.Abs(way)
		}
	}
	if fastest < 0 {
		return false
	}
	t := &b.rows[fastest]
	b.frictions[t.index] = math.Copysign(frictionSlips, t.force)
	return true
}

// decide sets the modes of frictions and stops that follow from the sides of the rows.
func (b *bench) decide() {
	for r := range b.rows {
		t := &b.rows[r]
		switch way, none := b.way(r); {
		case t.kind == stopRow && b.side[r] == within:
			b.stops[t.index] = stopRests
		case t.kind == stopRow:
			b.stops[t.index] = stopOpen
		case t.kind != frictionRow:
		case b.side[r] == within:
			b.frictions[t.index] = frictionSticks
		case math.Abs(way) > none:
			b.frictions[t.index] = math.Copysign(frictionSlips, t.force)
		default:
			b.frictions[t.index] = math.Copysign(frictionAtLimit, t.force)
		}
	}
}

// commit takes the modes from the bench, tells what has changed, and reports whether
// anything has.
func (g *Group) commit(m *hybrid.Moment, b *bench) bool {
	changed := false
	for i := range g.Joints {
		if at := g.Joints[i].Mode; at != hybrid.Change(hybrid.None) && m.W[at] != b.joints[i] {
			m.W[at] = b.joints[i]
			changed = true
		}
	}
	for i := range g.Frictions {
		f := &g.Frictions[i]
		before, after := m.W[f.Mode], b.frictions[i]
		if before == after {
			continue
		}
		m.W[f.Mode] = after
		changed = true
		if before == frictionUndecided {
			continue
		}
		held := math.Abs(before) == frictionAtLimit || before == frictionSticks
		switch math.Abs(after) {
		case frictionSticks, frictionAtLimit:
			if !held {
				tell(m, f.Sticks, b.rubbed[i])
			}
		case frictionSlips:
			tell(m, f.Slips, b.rubbed[i])
		}
	}
	for i := range g.Stops {
		s := &g.Stops[i]
		before, after := m.W[s.Mode], b.stops[i]
		if before == after {
			continue
		}
		m.W[s.Mode] = after
		changed = true
		switch {
		case after == stopRests && before != stopUndecided:
			tell(m, s.Rests, b.pressed[i])
		case after == stopOpen && before == stopRests:
			tell(m, s.Leaves, 0)
		}
	}
	return changed
}
