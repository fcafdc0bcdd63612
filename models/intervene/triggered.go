package intervene

import (
	"slices"

	"whatif/engine"
	"whatif/models/observe"
)

// Triggered is an event that a condition begins, once it has held for Hold; it
// counts from t = 0, where it may hold already. It lasts for For or, if While,
// until the condition no longer holds, and begins again when the condition
// becomes true anew after its end. With Again it goes on for as long again where
// the condition still holds when its time is over.
//
// With EndsWhen it is a latch: it ends when that holds, and begins whenever When
// has held for Hold and EndsWhen does not hold.
//
// It acts within an instant once the others have come to rest, so that what held
// for no time begins nothing.
type Triggered struct {
	Event
	When  observe.Condition
	Hold  Number
	While bool
	Again bool

	EndsWhen *observe.Condition // nil for none

	Rank int32 // as an observer: above those of the alerts that it looks at
}

// TriggeredState is where it stands. Holds is the condition; Armed tells that
// it has become true, at Since, and began nothing yet.
type TriggeredState struct {
	State
	Holds, Armed bool
	Since        engine.Time
}

// Add adds the actor.
func (l *Triggered) Add(b *engine.Builder) {
	reads := l.When.Reads()
	if l.EndsWhen != nil {
		for _, s := range l.EndsWhen.Reads() {
			if !slices.Contains(reads, s) {
				reads = append(reads, s)
			}
		}
	}
	engine.Add[TriggeredState](b, l.Path, l, engine.Wiring{Reads: reads, Observer: l.Rank})
}

// Start waits for t = 0.
func (l *Triggered) Start(r *engine.Run, s *TriggeredState) (engine.Time, error) {
	return l.Fire(r, s)
}

// Fire follows the condition.
func (l *Triggered) Fire(r *engine.Run, s *TriggeredState) (engine.Time, error) {
	now := r.Now()
	if now < 0 {
		return 0, nil
	}
	holds := l.When.Holds(r)
	if l.Again && holds && s.On && s.End <= now {
		s.End = l.For.after(r, now) // goes on; where that takes no time, it lapses
	}
	l.lapse(r, &s.State)
	ends := l.EndsWhen != nil && l.EndsWhen.Holds(r)
	if l.While && !holds || ends {
		s.On = false
	}
	if holds && !s.Holds {
		s.Since, s.Armed = now, !s.On
	}
	s.Holds = holds
	s.Armed = s.Armed && holds
	if l.EndsWhen != nil {
		s.Armed = holds && !s.On && !ends
	}
	if s.Armed && !s.On && now >= l.Hold.after(r, s.Since) {
		s.Armed = false
		if l.may(&s.State, now) {
			end := engine.Never
			if !l.While {
				end = l.For.after(r, now)
			}
			if err := l.begin(r, &s.State, end); err != nil {
				return engine.Never, err
			}
		}
	}
	l.show(r, &s.State)
	switch {
	case s.On:
		return s.End, nil
	case s.Armed:
		return l.Hold.after(r, s.Since), nil
	}
	return engine.Never, nil
}
