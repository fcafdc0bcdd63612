package linear

import "math"

// How a search for guards is bounded.
const (
	steps       = 48    // instants looked at before a search stops early
	resolution  = 1e-11 // s: a crossing enclosed this closely is located
	fineness    = 4 * 0x1p-52
	searchLen   = 2 // numbers kept per guard
	leastGuards = 16
)

// guardCapacity is how many guards a search takes at a time.
func guardCapacity(rows int) int {
	return max(leastGuards, 2*rows)
}

// cross finds the first crossing on [from, to]: the guards in portions that
// fit into Work, each up to what the portions before have left open.
func cross(p forecaster, s Segment, guards []Guard, from, to float64) Crossing {
	p.prepare(s)
	capacity := len(p.search(s)) / searchLen
	best := Crossing{Tau: to, Guard: -1}
	for base := 0; base < len(guards); base += capacity {
		portion := guards[base:min(base+capacity, len(guards))]
		c := crossPortion(p, s, portion, from, best.Tau)
		if c.Tau < best.Tau || (c.Guard >= 0 && best.Guard < 0) {
			if c.Guard >= 0 {
				c.Guard += base
			}
			best = c
		}
	}
	return best
}

// crossPortion marches from instant to instant. Each guard carries the time up
// to which it is certainly not crossed; the least of these is the next instant
// to look at, so that the march never passes a crossing, converges to the
// first one from below, and does so quadratically. Guards whose time is well
// ahead are not looked at again until the march comes near.
//
// A guard that stands on its level at from and moves away, or at rest bends
// away, is leaving: it counts as crossed only when it comes back. So is one that
// is Beyond and rests there. A guard whose value is not a number counts as
// crossed, so that a runaway is not waited for.
func crossPortion(p forecaster, s Segment, guards []Guard, from, to float64) Crossing {
	work := p.search(s)
	safe, leaving := work[:len(guards)], work[len(guards):2*len(guards)]
	for i := range guards {
		safe[i], leaving[i] = from, 0
		if guards[i].Direction == 0 {
			safe[i] = math.Inf(1)
		}
	}
	tau, ahead := from, from
	for range steps {
		p.look(s, tau)
		least := resolution/8 + fineness*math.Abs(tau)
		located, when, until := -1, 0., 0.
		for i := range guards {
			if safe[i] > ahead {
				continue
			}
			g := &guards[i]
			j := p.jet(s, int(g.Row), tau, to)
			gap, rate, bend, relief := j.value-g.Level, j.rate, j.down, j.up
			if g.Direction > 0 {
				gap, rate, bend, relief = -gap, -rate, j.up, j.down
			}
			slack := rounding * (j.scale + math.Abs(g.Level))
			if !(gap > slack) {
				if gap < -slack || math.IsNaN(gap) || (tau > from && leaving[i] == 0) || onward(g, p.heading(s, int(g.Row), tau)) {
					return Crossing{Tau: math.Min(tau+lastStep(gap, rate, bend), to), Guard: i}
				}
				leaving[i] = 1
				gap = 0
			} else {
				leaving[i] = 0
			}
			step := latestSafe(gap, rate, bend)
			if leaving[i] != 0 {
				step = math.Max(step, latestSafe(slack, rate, bend))
			}
			if step < j.reach {
				sure := surelyReached(gap, rate, relief)
				if sure < j.reach && sure-step <= resolution+least && located < 0 {
					located, when, until = i, tau+(step+sure)/2, tau+sure
				}
			} else {
				step = j.reach
			}
			safe[i] = tau + math.Max(step, least)
		}
		next := to
		for i := range safe {
			next = math.Min(next, safe[i])
		}
		if located >= 0 && alone(safe, located, until) {
			return Crossing{Tau: math.Min(when, to), Guard: located}
		}
		if next >= to {
			return Crossing{Tau: to, Guard: -1}
		}
		ahead = next + (next-from)/8
		tau = next
	}
	return Crossing{Tau: tau, Guard: -1}
}

// onward tells whether an output that stands on the level of g has crossed it,
// from which way it heads.
func onward(g *Guard, heading float64) bool {
	heading *= float64(g.Direction)
	return heading > 0 || (heading == 0 && !g.Beyond)
}

// lastStep is what is left to go from within rounding of a level: nothing when
// it is through already, and nothing when that would be a guess.
func lastStep(gap, rate, bend float64) float64 {
	const blind = 1e-6 // s
	if gap > 0 && rate < 0 {
		if step := latestSafe(gap, rate, bend); step < blind {
			return step
		}
	}
	return 0
}

// alone tells whether all guards but one are safe until the given time.
func alone(safe []float64, but int, until float64) bool {
	for i, t := range safe {
		if t <= until && i != but {
			return false
		}
	}
	return true
}
