package control

import (
	"whatif/engine"
)

// sequence is the law of the actor. All three watches are on the error e: more
// waits for the level of the next stage, fewer for that of one stage less; cold
// follows, where there is a delay, whether e is at stage_band or above.
type sequence struct {
	name, signal                         string
	senses                               engine.Signal
	band, delay, minOn, minOff, rotation engine.Signal
	stages                               engine.Signal
	drives                               []engine.Signal
	ports                                []string
	more, fewer, cold                    engine.Watch
}

// stage is one device: since when it is on or off, and for how long it has been
// on before.
type stage struct {
	On, Switched int32 // 0 or 1; before the first switch nothing is locked
	At           engine.Time
	Hours        engine.Time
}

// sequenceState is how many stages are called, and how the devices are. Cold
// and Warm tell whether e is at stage_band or above, and at 0 or below.
type sequenceState struct {
	Called     int32
	Cold, Warm int32
	At         engine.Time // of the last call, or since when it is cold, if that is later
	Band       float64     // for which the watches are armed
	Delay      float64
	Stages     [mostStages]stage
}

// Start begins with all off.
func (l sequence) Start(r *engine.Run, s *sequenceState) (engine.Time, error) {
	s.At = r.Now()
	for _, port := range l.drives {
		r.Set(port, 0)
	}
	l.armCold(r, s)
	l.arm(r, s)
	return engine.Never, nil
}

// Fire follows the calls, and lets the devices follow them when they may.
func (l sequence) Fire(r *engine.Run, s *sequenceState) (engine.Time, error) {
	again := r.Value(l.band) != s.Band || r.Value(l.delay) != s.Delay
	if r.Crossed(l.cold) {
		s.Cold = 1 - s.Cold
		s.At = r.Now()
		l.armCold(r, s)
	} else if again {
		l.armCold(r, s)
	}
	if r.Crossed(l.more) {
		if s.Warm == 1 {
			s.Warm = 0
		} else {
			s.Called++
			s.At = r.Now()
		}
		again = true
	}
	if r.Crossed(l.fewer) {
		s.Called--
		s.At = r.Now()
		if r.Value(l.delay) > 0 {
			s.Warm = 1
		}
		again = true
	}
	next := l.wait(r, s, &again)
	if again {
		l.arm(r, s)
	}
	return min(next, l.follow(r, s)), nil
}

// wait calls or drops a stage whose delay is over, and returns when the next
// one is.
func (l sequence) wait(r *engine.Run, s *sequenceState, again *bool) engine.Time {
	delay := engine.Seconds(r.Value(l.delay))
	if delay <= 0 {
		return engine.Never
	}
	up := s.Cold == 1 && s.Called > 0 && int(s.Called) < len(l.drives)
	down := s.Warm == 1 && s.Called > 0
	if !up && !down {
		return engine.Never
	}
	if at := later(s.At, delay); at > r.Now() {
		return at
	}
	*again = true
	s.At = r.Now()
	if down {
		s.Called--
		if s.Called == 0 {
			return engine.Never
		}
	} else if s.Called++; int(s.Called) == len(l.drives) {
		return engine.Never
	}
	return later(s.At, delay)
}

// later is t + length, Never where that is beyond the clock.
func later(t, length engine.Time) engine.Time {
	if length > engine.Never-max(t, 0) {
		return engine.Never
	}
	return t + length
}

// arm waits for the error to call for one stage more or less. With a delay
// stages go off at 0; while the error is at 0 or below, more waits for it to
// rise from there.
func (l sequence) arm(r *engine.Run, s *sequenceState) {
	s.Band, s.Delay = r.Value(l.band), r.Value(l.delay)
	if s.Delay <= 0 {
		s.Warm = 0
	}
	switch {
	case s.Warm == 1:
		r.ArmBeyond(l.more, 0, 1)
	case int(s.Called) < len(l.drives):
		r.Arm(l.more, float64(s.Called+1)*s.Band, 1)
	default:
		r.Arm(l.more, 0, 0)
	}
	switch {
	case s.Called == 0 || s.Warm == 1:
		r.Arm(l.fewer, 0, 0)
	case s.Delay > 0:
		r.Arm(l.fewer, 0, -1)
	default:
		r.Arm(l.fewer, float64(s.Called-1)*s.Band, -1)
	}
}

// armCold follows whether the error is at stage_band or above.
func (l sequence) armCold(r *engine.Run, s *sequenceState) {
	switch band := r.Value(l.band); {
	case r.Value(l.delay) <= 0:
		s.Cold = 0
		r.Arm(l.cold, 0, 0)
	case s.Cold == 1:
		r.ArmBeyond(l.cold, band, -1)
	default:
		r.Arm(l.cold, band, 1)
	}
}

// follow switches the devices that may switch, and returns when the next one
// may.
func (l sequence) follow(r *engine.Run, s *sequenceState) engine.Time {
	next, on := engine.Never, int32(0)
	for i := range l.drives {
		on += s.Stages[i].On
	}
	if r.Value(l.rotation) == 0 {
		for i := range l.drives {
			called := int32(0)
			if int32(i) < s.Called {
				called = 1
			}
			if s.Stages[i].On == called {
				continue
			}
			if free := l.free(r, &s.Stages[i]); free > r.Now() {
				next = min(next, free)
				continue
			}
			on += 2*called - 1
			l.turn(r, s, i, on)
		}
		r.Set(l.stages, float64(on))
		return next
	}
	for on != s.Called {
		called := int32(0)
		if on < s.Called {
			called = 1
		}
		best := -1
		for i := range l.drives {
			st := &s.Stages[i]
			if st.On == called {
				continue
			}
			if free := l.free(r, st); free > r.Now() {
				next = min(next, free)
				continue
			}
			if best < 0 || (l.ran(r, st) < l.ran(r, &s.Stages[best])) == (called == 1) && l.ran(r, st) != l.ran(r, &s.Stages[best]) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		on += 2*called - 1
		l.turn(r, s, best, on)
		next = engine.Never
	}
	r.Set(l.stages, float64(on))
	return next
}

// ran is for how long a device has been on in all.
func (l sequence) ran(r *engine.Run, st *stage) engine.Time {
	if st.On == 1 {
		return st.Hours + r.Now() - st.At
	}
	return st.Hours
}

// free is when a device may switch next.
func (l sequence) free(r *engine.Run, st *stage) engine.Time {
	if st.Switched == 0 {
		return r.Now()
	}
	dwell := l.minOff
	if st.On == 1 {
		dwell = l.minOn
	}
	return later(st.At, engine.Seconds(r.Value(dwell)))
}

// turn switches one device; on is how many are on after it.
func (l sequence) turn(r *engine.Run, s *sequenceState, i int, on int32) {
	st := &s.Stages[i]
	st.Hours = l.ran(r, st)
	st.On, st.Switched, st.At = 1-st.On, 1, r.Now()
	kind := "switch_off"
	if st.On == 1 {
		kind = "switch_on"
	}
	r.Set(l.drives[i], float64(st.On))
	r.Emit(engine.Event{
		Twin: l.name, Kind: kind, Signal: l.signal,
		Value: r.Value(l.senses) - celsius, Unit: "degC", Detail: l.ports[i],
	})
}
