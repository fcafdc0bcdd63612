package linear

import "math"

const (
	hunts    = 16   // instants looked at on the way to one guard
	closings = 40   // instants looked at on the way back to its crossing
	habits   = 2    // average segments ahead that a search looks
	harmless = 1e-3 // growth of modes during a search that a chase bears
)

// Cross looks for the first crossing: by a chase, and where that meets what it
// cannot judge, by the march that knows all cases. It goes no further ahead than a
// few segments of usual length, as most searches are made void before that.
func (p *modal) Cross(s Segment, guards []Guard, _ []int32, from, to float64) Crossing {
	if usual := s.State[p.at.counts+habit]; from == 0 && usual > 0 {
		to = min(to, habits*usual)
	}
	if len(guards)*searchLen <= len(p.search(s)) && p.growth*(to-from) < harmless {
		if c, ok := p.chase(s, guards, from, to); ok {
			return c
		}
	}
	return cross(p, s, guards, from, to)
}

// chase hunts for the guards one by one, the one that may be crossed the first
// before the others, each until the crossing found by then; most others are
// certain from where the segment begins, or from one look, not to be crossed
// before.
func (p *modal) chase(s Segment, guards []Guard, from, to float64) (best Crossing, ok bool) {
	best = Crossing{Tau: to, Guard: -1}
	safe := p.search(s)[:len(guards)]
	if !p.preselect(s, guards, from, to, safe) {
		return best, true
	}
	p.lookAt(s, 0, from)
	next, known := -1, -1
	var near approach // of the guard known
	for i := range guards {
		if safe[i] > from {
			continue
		}
		g := &guards[i]
		known = i
		p.approach(s, 0, g, from, &near)
		if !(near.value > near.slack) {
			return best, false
		}
		safe[i] = from + latestSafe(near.value, near.rate, near.down)
		if next < 0 || safe[i] < safe[next] {
			next = i
		}
	}
	seen := [views]float64{from, math.NaN(), math.NaN()}
	for next >= 0 && safe[next] < best.Tau {
		if next != known {
			known = next
			p.approach(s, 0, &guards[next], from, &near)
		}
		until, crossed, ok := p.hunt(s, &guards[next], near, &seen, best.Tau)
		if !ok {
			return best, false
		}
		// Of guards crossed at the same time, the first counts.
		if crossed && (best.Guard < 0 || next < best.Guard || until < best.Tau-resolution) {
			best = Crossing{Tau: until, Guard: next}
		} else if until < best.Tau && !crossed {
			best = Crossing{Tau: until, Guard: -1}
		}
		safe[next] = math.Inf(1)
		for i, t := range safe {
			if t < safe[next] {
				next = i
			}
		}
	}
	return best, true
}

// preselect marks the guards that are not armed, or that are too far away to be
// crossed before to, as safe for ever, and the others as not safe at all. It tells
// whether there are others.
func (p *modal) preselect(s Segment, guards []Guard, from, to float64, safe []float64) (others bool) {
	far := s.Work[:p.n]
	known := len(guards) > 1 && p.strays(s, to, far)
	var value, off float64
	row := int32(-1)
	for i := range guards {
		g := &guards[i]
		safe[i] = math.Inf(1)
		if g.Direction == 0 {
			continue
		}
		if known {
			if g.Row != row {
				row = g.Row
				value, off = p.vicinity(s, int(row), to, far)
			}
			if float64(g.Direction)*(g.Level-value) > off+rounding*math.Abs(g.Level) {
				continue
			}
		}
		safe[i], others = from, true
	}
	return others
}

// hunt looks for the crossing of one guard up to a limit, from its approach a in
// view 0, where it has it still ahead. It returns until when there is certainly
// none, and whether there is one then. It gives up where it does not come on.
// seen is when the views are of.
func (p *modal) hunt(s Segment, g *Guard, a approach, seen *[views]float64, limit float64) (until float64, crossed, ok bool) {
	from, tau, here, there := seen[0], seen[0], 0, 1
	var b approach
	visit := func(next float64) {
		if seen[there] != next {
			p.lookAt(s, there, next)
			seen[there] = next
		}
		p.approach(s, there, g, next, &b)
	}
	for range hunts {
		if t, sure := a.root(p.fastest); sure && t >= 0 {
			return min(tau+t, limit), tau+t <= limit, true
		}
		next := min(tau+a.guess(), limit)
		visit(next)
		falls, rises := p.slopes(s, int(g.Row), &a.course, &b.course, here, there, next-tau)
		if g.Direction > 0 {
			falls, rises = -rises, -falls
		}
		switch {
		case rises < 0 && b.value <= b.slack:
			until, ok = p.closeIn(s, g, there, tau, next, &b)
			seen[there] = math.NaN()
			return min(until, limit), true, ok
		case b.value > b.slack && lowest(a.value, b.value, falls, rises, next-tau) > a.slack+b.slack:
			// It is certainly not crossed in between.
		default:
			next = min(tau+a.safe(next-tau), next)
			visit(next)
			if !(b.value > b.slack) {
				return tau, false, false
			}
		}
		if next >= limit {
			return limit, false, true
		}
		a, tau = b, next
		here, there = there, 3-there
	}
	return tau, false, tau > from
}

// closeIn finds the crossing of a guard after low, from where on the gap only
// falls, from its approach at high, which is there or beyond, in the view of that
// number.
func (p *modal) closeIn(s Segment, g *Guard, number int, low, high float64, a *approach) (tau float64, ok bool) {
	tau = high
	for range closings {
		t, sure := a.root(p.fastest)
		if sure {
			return max(low, tau+t), true
		}
		if tau += t; !(tau > low && tau < high) {
			tau = low + (high-low)/2
		}
		p.lookAt(s, number, tau)
		p.approach(s, number, g, tau, a)
		if a.value > 0 {
			low = tau
		} else {
			high = tau
		}
	}
	return low, false
}

// slopes bounds the rate of an output between two views, in which its courses are
// a and b: as the rate of each rest only rises or only falls, it lies between those
// at both.
func (p *modal) slopes(s Segment, row int, a, b *course, here, there int, length float64) (falls, rises float64) {
	w, lo, _ := p.rows.row(row)
	at := p.n + lo
	one, other := s.Work[here*p.viewLen()+at:][:len(w)], s.Work[there*p.viewLen()+at:][:len(w)]
	size := 0.0
	for k, f := range w {
		u, v := f*one[k], f*other[k]
		falls += min(u, v)
		rises += max(u, v)
		size += math.Abs(u) + math.Abs(v)
	}
	if first, last := p.rows.first[row], p.rows.first[row+1]; first < last {
		inputs := p.inputs(s)
		for t := first; t < last; t++ {
			d := p.rows.gain[t] * inputs[int(p.rows.input[t])*perInput+1]
			falls += d
			rises += d
			size += math.Abs(d)
		}
	}
	// A sinusoid between two instants is near those, or anywhere in its range.
	bow := a.sway3 * length * length / 8
	falls += max(-a.sway1, min(a.sway, b.sway)-bow)
	rises += min(a.sway1, max(a.sway, b.sway)+bow)
	slack := 1e-14 * (size + a.sway1)
	return falls - slack, rises + slack
}

// lowest bounds from below what is between two instants so far apart, where it
// has the values one and other and rates within those bounds.
func lowest(one, other, falls, rises, length float64) float64 {
	switch {
	case rises <= 0:
		return other
	case falls >= 0:
		return one
	}
	// The fastest fall from the one meets the fastest rise to the other.
	t := (one - other + rises*length) / (rises - falls)
	return one + falls*min(t, length)
}
