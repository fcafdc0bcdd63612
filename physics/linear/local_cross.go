package linear

import "math"

// What is known of when a guard is crossed, in State: its leaf in a tree of
// minima is a time before which it certainly is not, and its mode what that
// time is.
const (
	fresh   = iota // the search begins there
	marched        // the search goes on there
	leaving        // as well, from a level that it leaves
	located        // it is crossed there
	certain        // +Inf: not in this macro-step; its margin is how far it keeps away
	off            // +Inf: not armed
)

// Cross looks for the first crossing. After a change only the guards are looked
// at whose margin it has used up; a tree of minima tells the first of all, which
// is marched on with until it is located or another one is the first.
func (p *local) Cross(s Segment, guards []Guard, rearmed []int32, from, to float64) Crossing {
	end := math.Max(from, math.Min(to, s.State[cellHorizon]))
	if !p.know(s, guards, rearmed, from) {
		return p.crossEach(s, guards, from, end)
	}
	k := p.watch(s)
	var q polynomial
	for left := 2*len(guards) + steps; left > 0; {
		g, rival := first(k.tree, k.leaves)
		when, mode := k.tree[k.leaves+g], int(k.mode[g])
		if mode >= certain || when > end {
			return Crossing{Tau: end, Guard: -1}
		}
		if mode == located && when >= from {
			return Crossing{Tau: when, Guard: g}
		}
		if when >= end && when > from {
			return Crossing{Tau: end, Guard: -1}
		}
		if when < from || mode == located {
			when, mode = from, fresh
		}
		margin := 0.0
		p.trace(s, int(guards[g].Row), &q)
		for first := true; first || (mode < located && when < rival && when < end && left > 0); first = false {
			when, mode, margin = p.march(s, &guards[g], &q, when, mode, rival)
			left--
		}
		k.mode[g], k.margin[g] = float64(mode), margin
		set(k.tree, k.leaves, g, when)
		if mode == located && when < rival && when <= end {
			return Crossing{Tau: when, Guard: g}
		}
	}
	return Crossing{Tau: math.Max(from, k.tree[1]), Guard: -1}
}

// crossEach looks for the first crossing of guards that are too many to know:
// each up to what the guards before have left open.
func (p *local) crossEach(s Segment, guards []Guard, from, end float64) Crossing {
	best := Crossing{Tau: end, Guard: -1}
	var q polynomial
	for g := range guards {
		if guards[g].Direction == 0 {
			continue
		}
		when, mode := from, fresh
		p.trace(s, int(guards[g].Row), &q)
		for left := steps; mode < located && (when < best.Tau || mode == fresh); left-- {
			if left == 0 {
				best = Crossing{Tau: when, Guard: -1}
				break
			}
			when, mode, _ = p.march(s, &guards[g], &q, when, mode, best.Tau)
		}
		if mode == located && (when < best.Tau || (when == best.Tau && best.Guard < 0)) {
			best = Crossing{Tau: when, Guard: g}
		}
	}
	return best
}

// march goes one step on with a guard, whose output is q, from tau, up to which it
// is certain: the bounds of the output's second derivative in this macro-step say
// how long the level cannot be reached, and by when it surely is. Where it is, the
// output keeps its sense until then, and the crossing is located at once unless
// another guard's turn comes before, at rival. How a guard that stands on its level
// is judged is told at crossPortion.
func (p *local) march(s Segment, g *Guard, q *polynomial, tau float64, mode int, rival float64) (when float64, next int, margin float64) {
	length := s.State[cellLength]
	sigma := tau / length
	value, rate, scale, up, down := q.outlook(sigma)
	rate, up, down = rate/length, up/(length*length), down/(length*length)
	gap, bend, relief := value-g.Level, down, up
	if g.Direction > 0 {
		gap, rate, bend, relief = -gap, -rate, up, down
	}
	slack := rounding * (scale + math.Abs(g.Level))
	next = marched
	if !(gap > slack) {
		if gap < -slack || math.IsNaN(gap) || mode == marched || onward(g, p.heading(s, int(g.Row), sigma, q)) {
			return math.Min(tau+lastStep(gap, rate, bend), math.Max(tau, s.State[cellHorizon])), located, 0
		}
		next, gap = leaving, 0
	}
	step, left := latestSafe(gap, rate, bend), length-tau
	if next == leaving {
		step = math.Max(step, latestSafe(slack, rate, bend))
	}
	if math.IsNaN(step) { // a runaway is not waited for
		return tau, located, 0
	}
	if step >= left {
		// The parabola below the gap is concave: it is least at an end.
		return math.Inf(1), certain, math.Min(gap, gap+left*(rate-bend*left/2)) - slack
	}
	least := resolution/8 + fineness*tau
	sure := surelyReached(gap, rate, relief)
	if sure-step <= resolution+least {
		return tau + (step+sure)/2, located, 0
	}
	if next == marched && sure < left && tau+step < rival {
		if when, ok := q.reaches(g, tau+step, tau+sure, length); ok {
			return when, located, 0
		}
	}
	if next == marched {
		// A little short of that, small disturbances are borne.
		margin = gap / 1024
		if short := latestSafe(gap-margin, rate, bend); short > least {
			return tau + short, next, margin
		}
	}
	return tau + math.Max(step, least), next, 0
}

// reaches is when the polynomial reaches the level of a guard, which it does
// between low and high, without turning: by Newton's steps.
func (q *polynomial) reaches(g *Guard, low, high, length float64) (when float64, ok bool) {
	const most = 8
	when = low
	for range most {
		value, rate := q.at(when / length)
		gap := value - g.Level
		far := -gap / rate * length
		when = math.Max(low, math.Min(when+far, high))
		if math.Abs(far) <= resolution+fineness*when || math.Abs(gap) <= rounding*(q.base+math.Abs(g.Level)) {
			return when, true
		}
	}
	return when, false
}

// heading is which way an output sets off at sigma, where its derivatives are
// compared with the magnitudes they are summed from.
func (p *local) heading(s Segment, row int, sigma float64, q *polynomial) float64 {
	_, rate := q.at(sigma)
	second := q.second(sigma)
	index, weight := p.rows.row(row)
	var rateScale, secondScale float64
	for t, v := range index {
		r, b := p.liveliness(s, int(v), sigma)
		rateScale += math.Abs(weight[t]) * r
		secondScale += math.Abs(weight[t]) * b
	}
	return sense(rate, rateScale, second, secondScale)
}

// liveliness is the magnitudes that a variable's first and second derivative in
// sigma are summed from.
func (p *local) liveliness(s Segment, v int, sigma float64) (rate, second float64) {
	length := s.State[cellLength]
	if v >= p.n {
		in := p.input(s, v-p.n)
		swing := math.Abs(in.Amplitude * in.Omega * length)
		return math.Abs(in.Slope*length) + swing, swing * math.Abs(in.Omega*length)
	}
	short := length / p.step
	sum := func(m *compressed, base int) {
		index, weight := m.row(v)
		for t, i := range index {
			x, dx := p.motionOf(s, base+int(i), sigma)
			rate += short * math.Abs(weight[t]*x)
			second += short * math.Abs(weight[t]*dx)
		}
	}
	sum(p.a, 0)
	sum(p.b, p.n)
	return rate, second
}

// motionOf is a variable and its derivative in sigma.
func (p *local) motionOf(s Segment, v int, sigma float64) (x, dx float64) {
	c, w := p.coefficients(s), p.width
	for at := p.order*w + v; at >= 0; at -= w {
		dx = dx*sigma + x
		x = x*sigma + c[at]
	}
	return x, dx
}
