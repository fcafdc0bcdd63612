package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"whatif/engine/pending"
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
	changed   Time    // since when the segment goes on as it does now
	at        Time    // when guard found is crossed, rounded up
	tau       float64 // and exactly, since the segment began, but not after at
	told      float64 // tau, or later by up to together: where the search goes on from
	found     int32   // -1 for none
	hit       bool    // guard crossed at tau was told of at instant at
	dirty     bool    // an input or a parameter has changed
	reshape   bool    // a parameter of the law has changed
	unsettled bool    // the next crossing must be looked for
	anew      bool    // the propagator knows none of the guards
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
// where it is not one compiled before, and starts its states.
func (r *Run) beginIslands() error {
	for i := range r.model.islands {
		isl := &r.model.islands[i]
		if err := r.compile(i); err != nil {
			return err
		}
		x := slices.Grow(r.states[:0], isl.states)[:isl.states]
		r.states = x
		clear(x)
		for k, b := range isl.blocks {
			b.Law.Start(r.level, x[isl.stateAt[k]:isl.stateAt[k]+len(b.States)])
		}
		r.islands[i] = islandState{since: r.now, changed: r.now, found: -1}
		r.start(i, x)
	}
	return nil
}

// compile takes the propagator of island i for the parameters of now: the one in
// use, one made before, or a new one.
func (r *Run) compile(i int) error {
	isl := &r.model.islands[i]
	same := r.props[i] != nil
	for k, s := range isl.shaping {
		v := r.level(s)
		same = same && r.shapedBy[i][k] == v
		r.shapedBy[i][k] = v
	}
	if same {
		return nil
	}
	p := r.shapes[i].find(r.shapedBy[i])
	if p == nil {
		r.props[i] = nil
		made, err := linear.Compile(isl.system(r.model, r.level))
		if err != nil {
			return isl.explain(err)
		}
		p = made
		r.shapes[i].keep(r.shapedBy[i], p)
	}
	r.props[i] = p
	r.memory[i] = slices.Grow(r.memory[i][:0], p.Size())[:p.Size()]
	r.work[i] = slices.Grow(r.work[i][:0], p.Work())[:p.Work()]
	return nil
}

// start begins a segment of island i now, from states x and with the inputs as
// they are.
func (r *Run) start(i int, x []float64) {
	clear(r.memory[i])
	r.props[i].Start(r.segment(i), x)
	u := r.inputs[:0]
	for _, s := range r.model.islands[i].inputs {
		u = append(u, r.Form(s))
	}
	r.inputs = u
	r.props[i].Force(r.segment(i), u)
	st := &r.islands[i]
	st.dirty, st.reshape, st.anew = false, false, true
	r.changes[i] = r.changes[i][:0]
	r.unsettle(i)
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

// takeIn adds what island i did from its segment's beginning until tau to the
// integrals, extremes and windows, and checks its states.
func (r *Run) takeIn(i int, tau float64) error {
	isl := &r.model.islands[i]
	p, seg := r.props[i], r.segment(i)
	if r.OnSegment != nil {
		r.OnSegment(i, p, seg, tau)
	}
	if n := len(isl.sumRows); n > 0 {
		p.Integrals(seg, isl.sumRows, tau, r.sums[isl.sumsAt:isl.sumsAt+n])
	}
	for _, row := range isl.looked {
		r.lookAt(&isl.lookers[row])
	}
	return r.checkStates(i, r.now)
}

// lookAt shows an output until now to what follows it.
func (r *Run) lookAt(l *lookers) {
	for _, e := range l.extremes {
		r.extend(&r.extremes[e], &r.model.extremes[e])
	}
	for _, w := range l.windows {
		r.slide(&r.windows[w], &r.pieces[w], &r.model.windows[w])
	}
}

// proceed begins a new segment of island i now, which goes on as the last did.
func (r *Run) proceed(i int, tau float64) error {
	if err := r.takeIn(i, tau); err != nil {
		return err
	}
	r.props[i].Shift(r.segment(i), tau)
	r.beginsAt(i, tau)
	return nil
}

// beginsAt notes that the segment of island i begins tau after where it did.
func (r *Run) beginsAt(i int, tau float64) {
	st := &r.islands[i]
	lag := st.elapsed(r.now) - tau
	st.since, st.lag, st.changed, st.hit = r.now, lag, r.now, false
}

// rebase lets island i go on with the inputs and parameters of now.
func (r *Run) rebase(i int) error {
	st, isl := &r.islands[i], &r.model.islands[i]
	tau := st.elapsed(r.now)
	if st.hit && st.at == r.now {
		tau = st.tau
	}
	if st.reshape {
		if tau > 0 {
			if err := r.proceed(i, tau); err != nil {
				return err
			}
		}
		x := slices.Grow(r.states[:0], isl.states)[:isl.states]
		r.states = x
		r.props[i].States(r.segment(i), 0, x)
		if err := r.compile(i); err != nil {
			return err
		}
		r.start(i, x)
		return nil
	}
	if err := r.change(i, tau); err != nil {
		return err
	}
	st.dirty = false
	r.unsettle(i)
	return nil
}

// change gives island i the inputs that have changed, tau after its segment
// began.
func (r *Run) change(i int, tau float64) error {
	isl, p, seg := &r.model.islands[i], r.props[i], r.segment(i)
	inputs := r.changes[i]
	if len(inputs) > 1 {
		slices.Sort(inputs)
		inputs = slices.Compact(inputs)
	}
	u := r.inputs[:0]
	for _, j := range inputs {
		u = append(u, r.Form(isl.inputs[j]))
	}
	r.inputs, r.changes[i] = u, r.changes[i][:0]
	if r.OnSegment != nil && tau > 0 {
		if err := r.proceed(i, tau); err != nil { // an audit sees whole segments
			return err
		}
		tau = 0
	}
	if p.Moves(seg, inputs) {
		if tau > 0 {
			if err := r.takeIn(i, tau); err != nil {
				return err
			}
		}
		p.Change(seg, tau, inputs, u)
		if tau > 0 {
			r.beginsAt(i, tau)
		}
		return nil
	}
	if isl.lookers != nil {
		for _, j := range inputs {
			for _, row := range p.Reach(int(j)) {
				r.lookAt(&isl.lookers[row])
			}
		}
	}
	p.Change(seg, tau, inputs, u)
	r.islands[i].changed = r.now
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
	good, late := max(st.since, st.changed), t
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
		r.rearm(i, int32(isl.guardAt)+st.found)
		r.crossedAt[w] = r.micro + 1
		r.wake(r.model.watches[w].owner)
		r.stamp(r.model.actors[id].key)
		st.hit = true
	}
	st.found = -1
	r.tree.Set(id, pending.Never)
	r.unsettle(i)
	if st.dirty {
		return r.rebase(i)
	}
	if horizon := st.horizon(r.props[i].Horizon(r.segment(i))); horizon <= r.now {
		return r.proceed(i, st.elapsed(r.now))
	}
	return nil
}

// horizon is the last instant for which the segment holds that does so for so
// many seconds.
func (st *islandState) horizon(seconds float64) Time {
	if math.IsInf(seconds, 1) {
		return Never
	}
	return st.instant(math.Floor((seconds - st.lag) * 1e9))
}

// instant is so many nanoseconds after since, Never where the clock ends before.
func (st *islandState) instant(nanoseconds float64) Time {
	if nanoseconds >= float64(Never)-float64(st.since) {
		return Never
	}
	return st.since + Time(nanoseconds)
}

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
