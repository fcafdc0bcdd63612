package engine

import (
	"math"
	"slices"

	"whatif/physics/linear"
)

// rearm notes that a guard of island i has changed.
func (r *Run) rearm(i int, guard int32) {
	r.rearmed[i] = append(r.rearmed[i], guard-int32(r.model.islands[i].guardAt))
}

// unsettle notes that the next crossing in island i must be looked for.
func (r *Run) unsettle(i int) {
	if st := &r.islands[i]; !st.unsettled {
		st.unsettled = true
		r.unsettled = append(r.unsettled, uint32(i))
	}
}

// Watches for one level are crossed at one instant, though rounding puts them a
// little apart and the end of a nanosecond may lie between. So after a crossing
// the search goes on from where it was for certain, not from the end of its
// nanosecond, and what is crossed just after an instant counts as crossed at it.
const (
	located  = 2e-11 // s: how far off a crossing may be
	together = 1e-10 // s
)

// settle looks for the next crossing in each disturbed island, once the
// instant is quiet. A crossing that is due at once wakes the island again.
func (r *Run) settle() {
	if len(r.unsettled) > 1 {
		slices.Sort(r.unsettled)
	}
	for _, i := range r.unsettled {
		id := r.model.islandActor[i]
		next := r.next(int(i))
		r.tree.Set(id, int64(next))
		if next <= r.now {
			r.wake(id)
		}
	}
	r.unsettled = r.unsettled[:0]
}

// next finds the next crossing in island i and returns when the island must act:
// at the crossing, where the search is to go on, or at the segment's horizon.
func (r *Run) next(i int) Time {
	st, isl := &r.islands[i], &r.model.islands[i]
	p, seg := r.props[i], r.segment(i)
	st.unsettled, st.found = false, -1
	horizon := st.horizon(p.Horizon(seg))
	if isl.curved {
		horizon = max(r.now, st.due(p.Horizon(seg)))
	}
	guards := r.arms[isl.guardAt : isl.guardAt+len(isl.watches)]
	rearmed := r.rearmed[i]
	r.rearmed[i] = rearmed[:0]
	if !armed(guards) {
		st.anew = true
		return horizon
	}
	if st.anew {
		st.anew, rearmed = false, nil
	}
	from, to := st.elapsed(r.now), st.elapsed(r.model.until)
	start := from
	if st.hit && st.at == r.now {
		if start = st.told + located; st.told <= from {
			start = min(from, start)
		}
	}
	c := p.Cross(seg, guards, rearmed, start, to)
	switch {
	case c.Guard >= 0:
		next := r.now
		st.told = c.Tau
		if c.Tau <= from+together {
			c.Tau = min(c.Tau, from)
		} else {
			next = max(r.now, st.instant(math.Ceil((c.Tau-st.lag)*1e9)))
		}
		st.at, st.tau, st.found, st.hit = next, c.Tau, int32(c.Guard), false
		return next
	case isl.curved && c.Tau >= p.Horizon(seg): // the next step is looked at when it is taken
		return horizon
	case c.Tau < to: // certain up to there; go on from there
		return min(horizon, max(r.now+1, st.instant(math.Floor((c.Tau-st.lag)*1e9))))
	}
	return horizon
}

func armed(guards []linear.Guard) bool {
	for i := range guards {
		if guards[i].Direction != 0 {
			return true
		}
	}
	return false
}
