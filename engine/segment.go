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
	asOf      Time    // since when the segment goes on as it does now
	at        Time    // when guard found is crossed, rounded up
	tau       float64 // and exactly, since the segment began, but not after at
	margin    float64 // how far every state may still get and be in its range; 0 where it is not known
	told      float64 // tau, or later by up to together: where the search goes on from
	stepsFrom Time    // when the first of steps was taken
	steps     int32   // taken since
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

// horizon is the last instant for which the segment holds that does so for so
// many seconds.
func (st *islandState) horizon(seconds float64) Time {
	if math.IsInf(seconds, 1) {
		return Never
	}
	return st.instant(math.Floor((seconds - st.lag) * 1e9))
}

// due is the first instant at which a segment that goes so many seconds is over.
func (st *islandState) due(seconds float64) Time {
	if math.IsInf(seconds, 1) {
		return Never
	}
	return max(st.since, st.instant(math.Ceil((seconds-st.lag)*1e9)))
}

// instant is so many nanoseconds after since, Never where the clock ends before.
func (st *islandState) instant(nanoseconds float64) Time {
	if nanoseconds >= float64(Never)-float64(st.since) {
		return Never
	}
	return st.since + Time(nanoseconds)
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
			if b.Law != nil {
				b.Law.Start(r.level, x[isl.stateAt[k]:isl.stateAt[k]+len(b.States)])
			}
		}
		r.islands[i] = islandState{since: r.now, asOf: r.now, found: -1}
		r.start(i, x)
		if err := r.heed(i); err != nil {
			return err
		}
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
		made, err := isl.propagator(r.model, r.level)
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
	st.dirty, st.reshape, st.anew, st.margin = false, false, true, 0
	r.newInputs[i] = r.newInputs[i][:0]
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
