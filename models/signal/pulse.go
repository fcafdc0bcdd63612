package signal

import (
	"fmt"

	"whatif/engine"
)

// Pulse plays Value from At on for For, and Otherwise else; where Every is a
// signal, again at At + k Every, k above 0. Its numbers are held signals, times
// in s, At since the scenario's start.
type Pulse struct {
	Path                      string // for messages
	Value, Otherwise, At, For engine.Signal
	Every                     engine.Signal // NoSignal for a single pulse
	Out                       engine.Signal // Held
}

// Add adds the actor of an input.
func (l Pulse) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{Reads: used(l.Value, l.Otherwise, l.At, l.For, l.Every), Source: true})
}

// Start begins before, in or after a pulse.
func (l Pulse) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the level and finds the next edge.
func (l Pulse) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	now, at, width := r.Now(), engine.Seconds(r.Value(l.At)), engine.Seconds(r.Value(l.For))
	every := engine.Never
	if l.Every != engine.NoSignal {
		if every = engine.Seconds(r.Value(l.Every)); every <= 0 {
			return engine.Never, fmt.Errorf("the time from pulse to pulse of %s is below a nanosecond", l.Path)
		}
	}
	if now < at {
		r.Set(l.Out, r.Value(l.Otherwise))
		return at, nil
	}
	since := now - at
	if at < 0 && now > engine.Never+at {
		since = engine.Never // longer than the clock runs
	}
	if every != engine.Never {
		since = beyond(now, at, every)
	}
	if since < width {
		r.Set(l.Out, r.Value(l.Value))
		if width >= every {
			return engine.Never, nil // one pulse meets the next
		}
		return after(now, width-since), nil
	}
	r.Set(l.Out, r.Value(l.Otherwise))
	if every == engine.Never {
		return engine.Never, nil
	}
	return after(now, every-since), nil
}
