package engine

import (
	"math"
	"slices"

	"whatif/physics/linear"
)

// staysInRange tells whether the states of island i certainly stay in their ranges
// until tau, from where they were when that was last looked at.
func (r *Run) staysInRange(i int, tau float64) bool {
	p, ok := r.props[i].(linear.Drifter)
	if !ok {
		return false
	}
	// Twice, as that may have been anywhere in the segment, and on the other side.
	st := &r.islands[i]
	st.margin -= 2 * p.Drift(r.segment(i), tau)
	return st.margin > 0
}

// checkStates ends the run when a state of island i is no number or out of its
// range at t. It says when that began, since the segment last changed, and names
// the state that is farthest out by then.
func (r *Run) checkStates(i int, t Time) error {
	isl, st := &r.model.islands[i], &r.islands[i]
	worst, margin := r.worstState(i, t)
	st.margin = margin
	if worst < 0 {
		return nil
	}
	good, late := max(st.since, st.asOf), t
	for good < late-1 {
		mid := good + (late-good)/2
		if w, _ := r.worstState(i, mid); w < 0 {
			good = mid
		} else {
			late = mid
		}
	}
	worst, _ = r.worstState(i, late)
	path, lowest, highest := isl.state(worst)
	value := r.states[worst]
	if math.IsInf(value, 0) {
		value = math.NaN()
	}
	return &StateError{Path: path, Time: late, Value: value, Lowest: lowest, Highest: highest}
}

// worstState writes the states of island i at t to r.states. It returns the one
// farthest out of its range, the first that is no number before all, or -1, and how
// far every state may get without leaving its range.
func (r *Run) worstState(i int, t Time) (worst int, margin float64) {
	const rounded = 1e-9
	isl := &r.model.islands[i]
	x := slices.Grow(r.states[:0], isl.states)[:isl.states]
	r.states = x
	r.props[i].States(r.segment(i), r.islands[i].elapsed(t), x)
	worst, margin = -1, math.Inf(1)
	k := 0 // block
	for j, v := range x {
		for k+1 < len(isl.stateAt) && isl.stateAt[k+1] <= j {
			k++
		}
		bounds := isl.blocks[k].bounds(j - isl.stateAt[k])
		left := min(v-bounds.Lowest, bounds.Highest-v)
		if math.IsNaN(left) {
			return j, 0
		}
		left -= rounded * math.Abs(v)
		if left < 0 && !(v >= bounds.Lowest && v <= bounds.Highest) && (worst < 0 || left < margin) {
			worst = j
		}
		margin = min(margin, left)
	}
	return worst, margin
}
