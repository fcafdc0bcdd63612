package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"whatif/physics/linear"
)

// islandState is what a run owns of an island, beside its segment's memory.
//
// A segment begins lag seconds before since: where a crossing led to it, at
// the exact time of the crossing, which since rounds up to a nanosecond. A
// thermostat that switches a thousand times would otherwise be half a
// microsecond late.
type islandState struct {
	since     Time    // the segment's beginning, rounded up
	lag       float64 // s, in [0, 1e-9)
	at        Time    // when guard found is crossed, rounded up
	tau       float64 // and exactly, since the segment began
	found     int32   // -1 for none
	hit       bool    // guard crossed at tau was told of at instant at
	dirty     bool    // an input or a parameter has changed
	reshape   bool    // a parameter of the law has changed
	unsettled bool    // the next crossing must be looked for
}

// elapsed is how long the segment has lasted at t, in seconds.
func (st *islandState) elapsed(t Time) float64 { return (t - st.since).Seconds() + st.lag }

func (r *Run) segment(i int) linear.Segment {
	return linear.Segment{State: r.memory[i], Work: r.work[i]}
}

// dense evaluates an output of physics without committing anything.
func (r *Run) dense(law *signalLaw, t Time) float64 {
	i := int(law.island)
	return r.props[i].Value(r.segment(i), int(law.row), r.islands[i].elapsed(t))
}

// beginIslands compiles the law of every island for the numbers of this run,
// where it is not the one compiled last, and starts its states.
func (r *Run) beginIslands() error {
	value := func(s Signal) float64 { return r.forms[s].in.Level }
	for i := range r.model.islands {
		isl := &r.model.islands[i]
		if err := r.compile(i, value); err != nil {
			return err
		}
		x := make([]float64, isl.states)
		for k, b := range isl.blocks {
			b.Law.Start(value, x[isl.stateAt[k]:isl.stateAt[k]+len(b.States)])
		}
		r.props[i].Start(r.segment(i), x)
		r.islands[i] = islandState{since: r.now, found: -1}
		r.force(i)
		r.unsettle(i)
	}
	return nil
}

// compile makes the propagator of island i unless the parameters that shape it
// are those it was made for.
func (r *Run) compile(i int, value func(Signal) float64) error {
	isl := &r.model.islands[i]
	same := r.props[i] != nil
	for k, s := range isl.shaping {
		v := value(s)
		same = same && r.shapedBy[i][k] == v
		r.shapedBy[i][k] = v
	}
	if same {
		return nil
	}
	r.props[i] = nil
	p, err := linear.Compile(isl.system(r.model, value))
	if err != nil {
		return isl.explain(err)
	}
	r.props[i] = p
	if len(r.memory[i]) != p.Size() {
		r.memory[i] = make([]float64, p.Size())
	}
	if len(r.work[i]) != p.Work() {
		r.work[i] = make([]float64, p.Work())
	}
	if rows := len(isl.outputs) + len(isl.watches); len(r.values[i]) != rows {
		r.values[i] = make([]float64, rows)
	}
	return nil
}

// explain names the state that a compile error speaks of.
func (isl *islandLaw) explain(err error) error {
	var singular *linear.SingularError
	if errors.As(err, &singular) {
		path, _, _ := isl.state(singular.State)
		return fmt.Errorf("%s has no heat capacity and is tied to nothing that sets it", path)
	}
	return fmt.Errorf("%s: %w", isl.path, err)
}

// force gives island i the inputs as they go on from now.
func (r *Run) force(i int) {
	isl := &r.model.islands[i]
	u := r.inputs[:0]
	for _, s := range isl.inputs {
		u = append(u, r.Form(s))
	}
	r.inputs = u
	r.props[i].Force(r.segment(i), u)
}

// rebase closes the segment of island i now and begins the next with the
// inputs and parameters of now.
func (r *Run) rebase(i int) error {
	st, isl := &r.islands[i], &r.model.islands[i]
	p, seg := r.props[i], r.segment(i)
	tau := st.elapsed(r.now)
	if st.hit && st.at == r.now {
		tau = st.tau
	}
	if tau > 0 {
		if r.OnSegment != nil {
			r.OnSegment(i, p, seg, tau)
		}
		if n := len(isl.sumRows); n > 0 {
			p.Integrals(seg, isl.sumRows, tau, r.sums[isl.sumsAt:isl.sumsAt+n])
		}
		for _, e := range isl.extremes {
			r.extend(&r.extremes[e], &r.model.extremes[e])
		}
		for _, w := range isl.windows {
			r.slide(&r.windows[w], &r.pieces[w], &r.model.windows[w])
		}
		if err := r.checkStates(i, r.now); err != nil {
			return err
		}
		lag := st.elapsed(r.now) - tau
		p.Shift(seg, tau)
		st.since, st.lag, st.hit = r.now, lag, false
	}
	if st.reshape {
		x := make([]float64, isl.states)
		p.States(seg, 0, x)
		if err := r.compile(i, func(s Signal) float64 { return r.forms[s].in.Level }); err != nil {
			return err
		}
		r.props[i].Start(r.segment(i), x)
	}
	r.force(i)
	st.dirty, st.reshape = false, false
	r.unsettle(i)
	return nil
}

// checkStates ends the run when a state of island i is no number or out of
// its range at t; it says when within the segment that began.
func (r *Run) checkStates(i int, t Time) error {
	isl, st := &r.model.islands[i], &r.islands[i]
	x := slices.Grow(r.states[:0], isl.states)[:isl.states]
	r.states = x
	p, seg := r.props[i], r.segment(i)
	bad := func(at Time) int {
		p.States(seg, st.elapsed(at), x)
		k := 0 // block
		for j, v := range x {
			for k+1 < len(isl.stateAt) && isl.stateAt[k+1] <= j {
				k++
			}
			if !(v >= isl.blocks[k].Lowest && v <= isl.blocks[k].Highest) {
				return j
			}
		}
		return -1
	}
	if bad(t) < 0 {
		return nil
	}
	good, late := st.since, t
	for good < late-1 {
		mid := good + (late-good)/2
		if bad(mid) < 0 {
			good = mid
		} else {
			late = mid
		}
	}
	j := bad(late)
	path, lowest, highest := isl.state(j)
	value := x[j]
	if math.IsInf(value, 0) {
		value = math.NaN()
	}
	return &StateError{Path: path, Time: late, Value: value, Lowest: lowest, Highest: highest}
}

// fireIsland tells the owner of a crossed watch, and takes in new inputs.
func (r *Run) fireIsland(i int, id uint32) error {
	st, isl := &r.islands[i], &r.model.islands[i]
	if st.found >= 0 && st.at <= r.now {
		w := isl.watches[st.found]
		r.arms[isl.guardAt+int(st.found)].Direction = 0
		r.crossedAt[w] = r.micro + 1
		r.wake(r.model.watches[w].owner)
		r.stamp(id)
		st.hit = true
	}
	st.found = -1
	r.tree.set(id, Never)
	r.unsettle(i)
	if st.dirty {
		return r.rebase(i)
	}
	return nil
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
		st, isl := &r.islands[i], &r.model.islands[i]
		id := r.model.islandActor[i]
		st.unsettled, st.found = false, -1
		next := Never
		guards := r.arms[isl.guardAt : isl.guardAt+len(isl.watches)]
		if armed(guards) {
			from, to := st.elapsed(r.now), st.elapsed(r.model.until)
			start := from
			if st.hit && st.at == r.now {
				start = min(from, st.tau+located)
			}
			c := r.props[i].Cross(r.segment(int(i)), guards, start, to)
			switch {
			case c.Guard >= 0:
				if c.Tau <= from+together {
					next, c.Tau = r.now, min(c.Tau, from)
				} else {
					next = max(r.now, st.since+Time(math.Ceil((c.Tau-st.lag)*1e9)))
				}
				st.at, st.tau, st.found, st.hit = next, c.Tau, int32(c.Guard), false
			case c.Tau < to: // certain up to there; go on from there
				next = max(r.now+1, st.since+Time(math.Floor((c.Tau-st.lag)*1e9)))
			}
		}
		r.tree.set(id, next)
		if next <= r.now {
			r.wake(id)
		}
	}
	r.unsettled = r.unsettled[:0]
}

func armed(guards []linear.Guard) bool {
	for i := range guards {
		if guards[i].Direction != 0 {
			return true
		}
	}
	return false
}
