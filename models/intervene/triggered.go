package intervene

import (
	"whatif/engine"
	"whatif/models/observe"
)

// Triggered is an event that a condition begins, once it has held for Hold; it
// counts from t = 0, where it may hold already. It lasts for For or, if While,
// until the condition no longer holds, and begins again when the condition
// becomes true anew after its end.
//
// It acts within an instant once the others have come to rest, so that what held
// for no time begins nothing.
type Triggered struct {
	Event
	When  observe.Condition
	Hold  Number
	While bool
	Rank  int32 // as an observer: above those of the alerts that it looks at
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
	engine.Add[TriggeredState](b, l.Path, l, engine.Wiring{Reads: l.When.Reads(), Observer: l.Rank})
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
	l.lapse(r, &s.State)
	if l.While && !holds {
		s.On = false
	}
	if holds && !s.Holds {
		s.Since, s.Armed = now, !s.On
	}
	s.Holds = holds
	s.Armed = s.Armed && holds
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
