package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// mostStrikes is how often impacts may call for others at one instant, as in a row of
// balls that touch.
const mostStrikes = 20

// strike lets those impacts happen that the gaps and velocities call for, and reports
// whether velocities jumped. What still strikes after mostStrikes, such as something
// light between two that are heavy, stays together.
func (g *Group) strike(m *hybrid.Moment, b *bench) bool {
	for round := range mostStrikes {
		if !g.clash(m, b, true) {
			return round > 0
		}
	}
	g.clash(m, b, false)
	return true
}

// clash lets what touches and approaches at one instant strike, and reports whether
// anything did. Impulses pass through joints without loss, and not through frictions,
// whose forces are bounded. All that approach, and what rests, are found together: each
// parts at restitution times its speed of approach at least, and an impulse acts only
// where it parts at that (Newton's restitution, as a complementarity problem). So the
// energy lost is half the sum of the impulses times (1 - restitution) times the speeds
// of approach, never below zero. Without elasticity what touches and does not approach
// takes part, too: that is the nearest to the velocities, in the sense of energy, at
// which nothing approaches.
func (g *Group) clash(m *hybrid.Moment, b *bench, elastic bool) bool {
	w := m.W
	b.rows = b.rows[:0]
	jumps := false
	for i := range g.Joints {
		j := &g.Joints[i]
		t := between(w, &j.Pair, jointRow, i)
		t.ratio = value(w, j.Ratio, 1)
		if j.Second < 0 {
			t.given *= t.ratio
		}
		away, size := g.speed(w, &t)
		jumps = jumps || math.Abs(away) > slight(size)
		b.rows = append(b.rows, t)
	}
	torn := jumps // and mended first: what strikes strikes then
	for i := range g.Stops {
		touches, closes, parts := g.meets(m, b, i)
		if torn {
			touches = b.stops[i] == stopRests
		}
		if touches && !(elastic && parts) {
			jumps = jumps || closes
			t := between(w, &g.Stops[i].Pair, stopRow, i)
			t.low, t.high = 0, math.Inf(1)
			b.rows = append(b.rows, t)
		}
	}
	if !jumps {
		return false
	}
	b.shock()
	for r := range b.rows {
		g.rebound(w, b, r, elastic && !torn)
	}
	if !b.box() {
		m.Fail(g.Undecided, 0)
		return false
	}
	if !b.holds() {
		m.Fail(g.Jammed, 0)
		return false
	}
	before := g.kinetic(w, b)
	g.struck(m, b)
	g.kick(w, b)
	if g.Lost != hybrid.Change(hybrid.None) {
		w[g.Lost] += before - g.kinetic(w, b)
	}
	g.part(w, b)
	return true
}

// meets reports how the two of stop i meet: whether they touch, and whether they
// approach or part. On the bench it decides whether a stop that was undecided is open.
func (g *Group) meets(m *hybrid.Moment, b *bench, i int) (touches, closes, parts bool) {
	s := &g.Stops[i]
	w := m.W
	gap, slack := g.gap(w, i)
	t := between(w, &s.Pair, stopRow, i)
	away, size := g.speed(w, &t)
	closes, parts = away < -slight(size), away > slight(size)
	if b.stops[i] == stopUndecided {
		if gap < -largestOverlap {
			m.Fail(s.Overlap, gap)
		}
		b.stops[i] = stopOpen
		if gap <= slack {
			b.stops[i] = stopMeets
		}
	}
	if b.stops[i] == stopOpen {
		return gap <= 0, closes, parts
	}
	return true, closes, parts
}

// rebound notes how fast row r has to part, with or without restitution.
func (g *Group) rebound(w []float64, b *bench, r int, elastic bool) {
	t := &b.rows[r]
	away, size := g.speed(w, t)
	wanted := -away
	if elastic && t.kind == stopRow && away < 0 {
		s := &g.Stops[t.index]
		if back := -value(w, s.Restitution, 0) * away; back > 0 && back >= value(w, s.RestSpeed, 0) {
			wanted += back
		}
	}
	b.wanted, b.size = append(b.wanted, wanted), append(b.size, size)
}

// struck tells the impacts.
func (g *Group) struck(m *hybrid.Moment, b *bench) {
	for r := range b.rows {
		t := &b.rows[r]
		if t.kind != stopRow || t.force <= 0 {
			continue
		}
		if away, size := g.speed(m.W, t); away < -slight(size) {
			tell(m, g.Stops[t.index].Strikes, -away)
		}
	}
}

// part sets the modes of the stops after an impact: those that part are open.
func (g *Group) part(w []float64, b *bench) {
	for r := range b.rows {
		t := &b.rows[r]
		if t.kind != stopRow {
			continue
		}
		mode := b.stops[t.index]
		if away, size := g.speed(w, t); away > slight(size) {
			mode = stopOpen
		} else if mode != stopRests {
			mode = stopMeets
		}
		b.stops[t.index], w[g.Stops[t.index].Mode] = mode, mode
	}
}

func (g *Group) kinetic(w []float64, b *bench) float64 {
	sum := 0.0
	for i := range g.Motions {
		v := w[g.Motions[i].Velocity]
		sum += v * v / (2 * b.inverse[i])
	}
	return sum
}
