package engine

import (
	"slices"

	"whatif/engine/pending"
)

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
	told := st.found >= 0 && st.hit
	st.found = -1
	r.tree.Set(id, pending.Never)
	r.unsettle(i)
	if st.dirty {
		return r.rebase(i)
	}
	if isl.curved {
		if told { // who was told acts first, then the step ends
			return nil
		}
		r.windowCount-- // a step is no event
		return r.step(i)
	}
	if horizon := st.horizon(r.props[i].Horizon(r.segment(i))); horizon <= r.now {
		return r.proceed(i, st.elapsed(r.now))
	}
	return nil
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
	for _, row := range isl.followed {
		r.showTo(&isl.followers[row])
	}
	if r.staysInRange(i, tau) {
		return nil
	}
	return r.checkStates(i, r.now)
}

// showTo shows a signal until now to what follows it.
func (r *Run) showTo(f *followers) {
	for _, e := range f.extremes {
		r.extend(&r.extremes[e], &r.model.extremes[e])
	}
	for _, w := range f.windows {
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
	st.since, st.lag, st.asOf, st.hit = r.now, lag, r.now, false
}

// rebase lets island i go on with the inputs and parameters of now.
func (r *Run) rebase(i int) error {
	st, isl := &r.islands[i], &r.model.islands[i]
	tau := st.elapsed(r.now)
	if st.hit && st.at == r.now {
		tau = st.tau
	}
	if isl.curved {
		return r.rebaseSteps(i)
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
	inputs := r.newInputs[i]
	if len(inputs) > 1 {
		slices.Sort(inputs)
		inputs = slices.Compact(inputs)
	}
	u := r.inputs[:0]
	for _, j := range inputs {
		u = append(u, r.Form(isl.inputs[j]))
	}
	r.inputs, r.newInputs[i] = u, r.newInputs[i][:0]
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
	if r.OnSegment != nil && tau > 0 {
		if err := r.proceed(i, tau); err != nil { // an audit sees segments that nothing changes
			return err
		}
		tau = 0
	}
	if isl.followers != nil {
		for _, j := range inputs {
			for _, row := range p.Reach(int(j)) {
				r.showTo(&isl.followers[row])
			}
		}
	}
	p.Change(seg, tau, inputs, u)
	r.islands[i].asOf = r.now
	return nil
}
