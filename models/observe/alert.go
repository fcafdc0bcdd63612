package observe

import (
	"math"

	"whatif/engine"
)

// Alert starts when its condition has held for For, counted from t = 0 where
// it holds there, and ends when it no longer does. It shows the flag Out.
type Alert struct {
	Twin   string // that its condition speaks of first; "" for none
	Signal string // alert.NAME
	Detail string
	When   Condition
	For    engine.Time
	Out    engine.Signal // Held
	Rank   int32         // as an observer: above those of the alerts it looks at
}

// AlertState is how long the condition has held, and whether the alert is on.
type AlertState struct {
	Holds, On bool
	Since     engine.Time
}

// Add adds the actor.
func (l Alert) Add(b *engine.Builder) {
	engine.Add[AlertState](b, l.Signal, l, engine.Wiring{Reads: l.When.Reads(), Observer: l.Rank})
}

// Start waits for t = 0.
func (l Alert) Start(r *engine.Run, s *AlertState) (engine.Time, error) { return l.Fire(r, s) }

// Fire follows the condition.
func (l Alert) Fire(r *engine.Run, s *AlertState) (engine.Time, error) {
	now := r.Now()
	if now < 0 {
		return 0, nil
	}
	holds := l.When.Holds(r)
	if holds && !s.Holds {
		s.Since = now
	}
	s.Holds = holds
	switch on := holds && now >= l.due(s); {
	case on && !s.On:
		l.tell(r, "alert_on", 1)
		s.On = true
	case !on && s.On:
		l.tell(r, "alert_off", 0)
		s.On = false
	}
	return l.next(s), nil
}

// due is when the condition will have held for long enough.
func (l Alert) due(s *AlertState) engine.Time {
	if l.For > engine.Never-s.Since {
		return engine.Never
	}
	return s.Since + l.For
}

func (l Alert) next(s *AlertState) engine.Time {
	if s.Holds && !s.On {
		return l.due(s)
	}
	return engine.Never
}

func (l Alert) tell(r *engine.Run, kind string, flag float64) {
	r.Set(l.Out, flag)
	r.Emit(engine.Event{Twin: l.Twin, Kind: kind, Signal: l.Signal, Value: math.NaN(), Detail: l.Detail})
}
