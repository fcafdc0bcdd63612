package mechanical

import "math"

// tie lays out the rows of the modes on the bench, and lets forces that are known
// already pull. With choosing, frictions that stick or might, and stops that rest or
// might, are rows within bounds; otherwise modes are taken as they are.
func (g *Group) tie(w []float64, b *bench, choosing bool) {
	for i := range b.pull {
		b.pull[i] = w[g.Motions[i].Force]
	}
	b.rows = b.rows[:0]
	for i := range g.Joints {
		g.tieJoint(w, b, i)
	}
	for i := range g.Frictions {
		g.tieFriction(w, b, i, choosing)
	}
	for i := range g.Stops {
		p := &g.Stops[i].Pair
		if mode := b.stops[i]; mode == stopRests || choosing && mode == stopMeets {
			t := between(w, p, stopRow, i)
			t.low, t.high = 0, math.Inf(1)
			b.rows = append(b.rows, t)
		}
	}
}

// between is the row of a pair of equal speeds.
func between(w []float64, p *Pair, kind rowKind, index int) row {
	t := row{
		first: p.First, second: p.Second, ratio: 1, gain: 1, kind: kind, index: index,
		low: math.Inf(-1), high: math.Inf(1), hold: math.Inf(1),
	}
	switch {
	case p.First < 0:
		t.given, t.rate = -value(w, p.Speed, 0), -value(w, p.Acceleration, 0)
	case p.Second < 0:
		t.given, t.rate = value(w, p.Speed, 0), value(w, p.Acceleration, 0)
	}
	return t
}

// slip is v1 - v2 of a pair.
func (g *Group) slip(w []float64, p *Pair) float64 {
	given := value(w, p.Speed, 0)
	return g.speedOf(w, p.First, given) - g.speedOf(w, p.Second, given)
}

func (g *Group) tieJoint(w []float64, b *bench, i int) {
	j := &g.Joints[i]
	t := between(w, &j.Pair, jointRow, i)
	t.ratio = value(w, j.Ratio, 1)
	if j.Second < 0 {
		t.given, t.rate = t.ratio*t.given, t.ratio*t.rate
	}
	t.gain = t.ratio
	switch math.Abs(b.joints[i]) {
	case jointDrives:
		t.gain *= w[j.Efficiency]
	case jointIsDriven:
		t.gain /= w[j.Efficiency]
	case jointHeld:
		b.rows = append(b.rows, t, g.loss(w, i, t.ratio))
		return
	}
	b.rows = append(b.rows, t)
}

// loss is the row of what a joint that is held loses: like friction at the second. Its
// bounds hang on the force that the joint passes and are looked after by turn; what it
// takes where others hold the joint as well follows from the forces from outside.
func (g *Group) loss(w []float64, i int, ratio float64) row {
	j := &g.Joints[i]
	outside := math.Abs(ratio*w[g.Motions[j.First].Force]) + math.Abs(w[g.Motions[j.Second].Force])
	return row{
		first: Given, second: j.Second, ratio: 1, gain: 1, kind: lossRow, index: i,
		low: math.Inf(-1), high: math.Inf(1), hold: (1/w[j.Efficiency] - 1) * (outside + 1e-9),
	}
}

func (g *Group) tieFriction(w []float64, b *bench, i int, choosing bool) {
	f := &g.Frictions[i]
	switch mode := b.frictions[i]; math.Abs(mode) {
	case frictionSlips:
		b.rubbed[i] = mode * f.level(w, mode*g.slip(w, &f.Pair))
	case frictionAtLimit:
		if choosing {
			b.rows = append(b.rows, f.row(w, i))
			return
		}
		b.rubbed[i] = mode / frictionAtLimit * f.hold(w)
	case frictionSticks:
		b.rows = append(b.rows, f.row(w, i))
		return
	case frictionOpen:
		b.rubbed[i] = value(w, f.Viscous, 0) * g.slip(w, &f.Pair)
	default: // undecided
		if choosing {
			b.rows = append(b.rows, f.row(w, i))
			return
		}
		b.rubbed[i] = 0
	}
	b.push(&f.Pair, b.rubbed[i])
}

// row is the tie of a friction that sticks.
func (f *Friction) row(w []float64, i int) row {
	hold := f.hold(w)
	t := between(w, &f.Pair, frictionRow, i)
	t.low, t.high, t.hold = -hold, hold, hold
	return t
}

// share gives the forces of the rows to what they belong to, and lets them pull.
func (b *bench) share() {
	for i := range b.rows {
		t := &b.rows[i]
		switch t.kind {
		case jointRow:
			b.taken[t.index], b.passed[t.index] = t.force, t.gain*t.force
		case lossRow: // after its joint's
			b.passed[t.index] += t.force
		case frictionRow:
			b.rubbed[t.index] = t.force
		case stopRow:
			b.pressed[t.index] = t.force
		}
		if t.first >= 0 {
			b.pull[t.first] -= t.force
		}
		if t.second >= 0 {
			b.pull[t.second] += t.gain * t.force
		}
	}
}
