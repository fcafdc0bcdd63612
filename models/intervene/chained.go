package intervene

import (
	"fmt"

	"whatif/engine"
)

// mostPending is how many beginnings of a Chained may wait for their delay.
const mostPending = 32

// Chained is an event that begins when another has ended (or, where that is for
// good, begun) and a delay is over: each time, and anew where it is in force.
type Chained struct {
	Event
	Other        Cue
	OtherForGood bool
	Delay        Number
}

// ChainedState is where it stands, how many ends of the other it has seen, and
// the beginnings that wait, in order of time.
type ChainedState struct {
	State
	Seen    int64
	Waiting int32
	Pending [mostPending]engine.Time
}

// Add adds the actor.
func (l *Chained) Add(b *engine.Builder) {
	engine.Add[ChainedState](b, l.Path, l, engine.Wiring{Reads: []engine.Signal{l.Other.On, l.Other.Begun}})
}

// Start has seen nothing yet.
func (l *Chained) Start(*engine.Run, *ChainedState) (engine.Time, error) { return engine.Never, nil }

// Fire notes the ends of the other, and begins and ends what is due.
func (l *Chained) Fire(r *engine.Run, s *ChainedState) (engine.Time, error) {
	cues := int64(r.Value(l.Other.Begun))
	if !l.OtherForGood {
		cues -= int64(r.Value(l.Other.On))
	}
	for ; s.Seen < cues; s.Seen++ {
		if s.Waiting == mostPending {
			return engine.Never, fmt.Errorf("more than %d beginnings wait for the delay: it is too long for how often the other event ends", mostPending)
		}
		s.Pending[s.Waiting] = l.Delay.after(r, r.Now())
		s.Waiting++
	}
	l.lapse(r, &s.State)
	for s.Waiting > 0 && s.Pending[0] <= r.Now() {
		copy(s.Pending[:], s.Pending[1:s.Waiting])
		s.Waiting--
		s.Pending[s.Waiting] = 0 // what is gone leaves no trace in a snapshot
		if !l.may(&s.State, r.Now()) {
			continue
		}
		if err := l.begin(r, &s.State, l.For.after(r, r.Now())); err != nil {
			return engine.Never, err
		}
		l.lapse(r, &s.State)
	}
	l.show(r, &s.State)
	next := engine.Never
	if s.Waiting > 0 {
		next = s.Pending[0]
	}
	if s.On {
		next = min(next, s.End)
	}
	return next, nil
}
