package engine

import (
	"errors"
	"runtime/debug"
	"slices"
)

// Advance runs all instants up to and including until, and records all
// samples up to there. The error names the actor; the run cannot go on after
// one. A panic in a law is an error too.
func (r *Run) Advance(until Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Path: r.model.paths[r.acting], Time: r.now, Value: p, Stack: debug.Stack()}
		}
	}()
	until = min(until, r.model.until)
	if !r.begun {
		if err := r.begin(); err != nil {
			return err
		}
	}
	for n := 0; ; n++ {
		t := Time(r.tree.Earliest())
		if t > until {
			break
		}
		if r.nextPoint < t {
			if err := r.sampleUntil(t - 1); err != nil {
				return err
			}
		}
		if n&255 == 255 && r.Interrupt != nil && r.Interrupt.Load() {
			return ErrInterrupted
		}
		r.now = t
		r.due = r.tree.Due(r.due[:0])
		if err := r.instant(); err != nil {
			return err
		}
	}
	r.now = max(r.now, until)
	for i := range r.islands {
		margin := r.islands[i].margin
		if err := r.checkStates(i, r.now); err != nil {
			return err
		}
		r.islands[i].margin = margin // where it stops leaves no trace
		if tau := r.islands[i].elapsed(r.now); r.OnSegment != nil && r.now == r.model.until && !r.ended && tau > 0 {
			r.OnSegment(i, r.props[i], r.segment(i), tau)
		}
	}
	r.ended = r.now == r.model.until
	return r.sampleUntil(until)
}

// begin starts the inputs, then the physics, then everybody else, at the
// model's first instant, and comes to rest there; then the observers, rank by
// rank, which look at nothing before.
func (r *Run) begin() error {
	r.begun = true
	if err := r.act(r.model.sources, true); err != nil {
		return err
	}
	r.commit()
	if err := r.beginIslands(); err != nil {
		return &ActorError{Path: "the physics", Time: r.now, Err: err}
	}
	if err := r.startAll(r.model.others); err != nil {
		return err
	}
	// Not before: massless states may begin anywhere until their inputs are there.
	for i := range r.islands {
		if err := r.checkStates(i, r.now); err != nil {
			return err
		}
	}
	for rest := r.model.lookers; len(rest) > 0; {
		r.looking = r.model.rank(rest[0])
		n := 1
		for n < len(rest) && r.model.rank(rest[n]) == r.looking {
			n++
		}
		if err := r.startAll(rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// startAll starts actors and comes to rest.
func (r *Run) startAll(ids []uint32) error {
	if err := r.act(ids, true); err != nil {
		return err
	}
	r.commit()
	r.micro++
	if !r.takeWoken() {
		r.due = r.due[:0]
	}
	return r.instant()
}

// instant fires r.due, then whoever that wakes, until all is quiet.
func (r *Run) instant() error {
	if r.now-r.windowFrom >= window {
		r.windowFrom, r.windowCount = r.now, 0
	}
	if r.model.observers != nil {
		r.setObserversAside()
	}
	for micro := 0; ; micro++ {
		if err := r.act(r.due, false); err != nil {
			return err
		}
		r.windowCount += int64(len(r.due))
		if limit := FiringsCap + FiringsPerActor*int64(len(r.model.actors)); r.windowCount > limit {
			return r.loop(true, limit)
		}
		if !r.stirred() {
			r.micro++
			return nil
		}
		r.commit()
		r.micro++
		if !r.takeWoken() {
			return nil
		}
		if limit := MicrostepCap + MicrostepsPerWatch*len(r.model.watches); micro == limit {
			return r.loop(false, int64(limit))
		}
	}
}

// stirred reports whether those who acted left anything to do in this instant.
func (r *Run) stirred() bool {
	return len(r.writes)+len(r.arming)+len(r.unsettled)+len(r.woken)+len(r.watchers) > 0
}

// setObserversAside lets observers among those due wait for the others.
func (r *Run) setObserversAside() {
	acting := r.due[:0]
	for _, id := range r.due {
		if r.model.rank(id) > 0 {
			r.wake(id)
		} else {
			acting = append(acting, id)
		}
	}
	r.due = acting
}

// takeWoken makes the next actors due, in order: those woken; when there are
// none, those that a crossing at this very instant wakes; when there are none
// either, the observers of the lowest rank. It is false when all is quiet.
func (r *Run) takeWoken() bool {
	if len(r.woken) == 0 && len(r.unsettled) > 0 {
		r.settle()
	}
	r.due = append(r.due[:0], r.woken...)
	r.woken = r.woken[:0]
	if len(r.due) == 0 && len(r.watchers) > 0 {
		r.takeWatchers()
	}
	if len(r.due) > 1 {
		slices.Sort(r.due)
	}
	for _, id := range r.due {
		r.awake[id/64] &^= 1 << (id % 64)
	}
	return len(r.due) > 0
}

// takeWatchers makes the observers of the lowest rank among those woken due.
func (r *Run) takeWatchers() {
	lowest := r.model.rank(r.watchers[0])
	for _, id := range r.watchers[1:] {
		lowest = min(lowest, r.model.rank(id))
	}
	others := r.watchers[:0]
	for _, id := range r.watchers {
		if r.model.rank(id) == lowest {
			r.due = append(r.due, id)
		} else {
			others = append(others, id)
		}
	}
	r.watchers = others
}

// act lets the actors in ids act, or start, in their order: neighbours of one
// kind in one call to their pool, and islands one by one.
func (r *Run) act(ids []uint32, first bool) error {
	for len(ids) > 0 {
		ref := r.model.actors[ids[0]]
		n := 1
		if ref.pool == islandPool {
			r.acting = ids[0]
			if err := r.fireIsland(int(ref.index), ids[0]); err != nil {
				return r.fault(err)
			}
		} else {
			for n < len(ids) && r.model.actors[ids[n]].pool == ref.pool {
				n++
			}
			if err := r.pools[ref.pool].act(r, ids[:n], first); err != nil {
				return r.fault(err)
			}
		}
		ids = ids[n:]
	}
	return nil
}

// fault names the actor that acted last.
func (r *Run) fault(err error) error {
	var state *StateError
	var record *RecordError
	if errors.As(err, &state) || errors.As(err, &record) {
		return err
	}
	return &ActorError{Path: r.model.paths[r.acting], Time: r.now, Err: err}
}

// loop names the actors that do not come to rest.
func (r *Run) loop(zeno bool, limit int64) error {
	e := &LoopError{Time: r.now, Zeno: zeno, Limit: limit}
	for _, id := range r.due {
		if len(e.Actors) == 5 {
			e.Actors = append(e.Actors, "...")
			break
		}
		e.Actors = append(e.Actors, r.model.paths[id])
	}
	if r.lastWritten != NoSignal {
		e.Signal = r.model.signals[r.lastWritten].path
	}
	return e
}
