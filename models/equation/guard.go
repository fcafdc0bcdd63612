package equation

import (
	"whatif/physics/formula"
	"whatif/physics/hybrid"
	"whatif/physics/unit"
)

// guard is an event of a law: when its comparison becomes true, it sets what it sets. It
// happens once; then not before the comparison has been false.
//
// A guard that has happened waits for its comparison to become false. On which side it is
// after it has set something is decided anew: by the comparison, where that hangs on what
// was set, otherwise by the way that it goes.
type guard struct {
	From []hybrid.Last // the names that its formulas use
	Pace []hybrid.Last // the rates of states among them; None for the others
	Set  []hybrid.Change
	Side hybrid.Change // one of the sides below
	Mark hybrid.Change // the distance at which the side was decided
	told hybrid.Event
	lost hybrid.Failure
	zeno hybrid.Failure
	law  *guardLaw
}

// The sides of a guard.
const (
	waiting = 0 // for its comparison to become true
	holding = 1 // it has happened, and waits for its comparison to become false
	passed  = 2 // it has just happened, where the comparison became true by and by
	jumped  = 3 // it has just happened, where the comparison became true at once
	rising  = 4 // it has just happened, where the comparison was about to become false
)

// guardLaw is what never changes of a guard; the programs take From.
type guardLaw struct {
	name        string
	left, right formula.Program
	greater     bool
	to          []formula.Program // for each of Set
	motion      *motion           // of From
	touches     bool              // its comparison hangs on what it sets
	unit        unit.Unit         // in which the left side is told
}

// Evaluate implements hybrid.Part.
func (p *guard) Evaluate([]float64) {}

// GuardNames implements hybrid.Guarded.
func (p *guard) GuardNames() []string { return []string{"meets its guard " + p.law.name} }

// distance is how far the comparison is from being true; below zero it is.
func (p *guard) distance(w []float64) float64 {
	left, right := formula.Through(&p.law.left, w, p.From), formula.Through(&p.law.right, w, p.From)
	if p.law.greater {
		return right - left
	}
	return left - right
}

// Guards implements hybrid.Guarded.
func (p *guard) Guards(w, g []float64) {
	g[0] = p.distance(w)
	if w[p.Side] == holding {
		g[0] = -g[0]
	}
}

// React implements hybrid.Guarded.
func (p *guard) React(m *hybrid.Moment, _ int) {
	if m.W[p.Side] == holding {
		m.W[p.Side], m.W[p.Mark] = waiting, p.distance(m.W)
		return
	}
	side := float64(passed)
	if p.rate(m.W) > 0 {
		side = rising
	}
	p.happen(m, side)
}

// mostSet is how many values a guard may set without memory of its own.
const mostSet = 8

// happen sets what the guard sets, each of the values as they were before.
func (p *guard) happen(m *hybrid.Moment, side float64) {
	m.Tell(p.told, p.law.unit.FromSI(formula.Through(&p.law.left, m.W, p.From)))
	var memory [mostSet]float64
	values := memory[:0]
	for i := range p.law.to {
		x := formula.Through(&p.law.to[i], m.W, p.From)
		if x-x != 0 {
			m.Fail(p.lost, 0)
			return
		}
		values = append(values, x)
	}
	for i, at := range p.Set {
		m.W[at] = values[i]
	}
	m.W[p.Side] = side
}

// Waits implements hybrid.Waiter.
func (p *guard) Waits(w []float64, _ int) bool { return w[p.Side] == holding }

// Settle implements hybrid.Settler: a guard also happens where its comparison becomes
// true by a jump, and at the beginning.
func (p *guard) Settle(m *hybrid.Moment) bool {
	w := m.W
	if w[p.Side] == waiting && p.distance(w) < min(0, 2*w[p.Mark]) { // less is rounding
		p.happen(m, jumped)
		return true
	}
	return false
}

// Resolve implements hybrid.Resolver: on which side a guard is that has just happened, or
// whose comparison has become false by a jump.
func (p *guard) Resolve(m *hybrid.Moment) bool {
	w := m.W
	d := p.distance(w)
	switch w[p.Side] {
	case waiting:
		return false
	case holding:
		if d > max(0, 2*w[p.Mark]) {
			w[p.Side], w[p.Mark] = waiting, 0
			return true
		}
		return false
	case rising:
		// A comparison becomes true as its distance shrinks. Where that grew, what was set
		// before drove it off by less than numbers can tell: it happened again too soon to
		// be seen, and what was set now drives it back, through a floor.
		if p.rate(w) < 0 {
			m.Fail(p.zeno, 0)
		}
	}
	w[p.Side], w[p.Mark] = p.side(w, d), d
	return true
}

// side is the side of a guard that has just happened.
func (p *guard) side(w []float64, d float64) float64 {
	switch {
	case p.law.touches && d >= 0, !p.law.touches && w[p.Side] != jumped && p.rate(w) > 0:
		return waiting
	}
	return holding
}

// rate is how fast the distance grows, as far as that hangs on states and on the time.
func (p *guard) rate(w []float64) float64 {
	var memory [2 * few]float64
	values, rates := moving(p.law.motion, w, p.From, p.Pace, &memory)
	grows := p.law.left.Rate(values, rates) - p.law.right.Rate(values, rates)
	if p.law.greater {
		return -grows
	}
	return grows
}
