package signal

import "whatif/engine"

// Reading reads a signal of any class on a grid aligned with the scenario's
// start and holds what it read, as a digital controller does.
type Reading struct {
	Of    engine.Signal
	Every engine.Signal // step of the grid in s, a held signal above 0
	Out   engine.Signal // Held
}

// Add adds the actor.
func (l Reading) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{})
}

// Start reads for the first time.
func (l Reading) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire reads, and waits for the next point of the grid.
func (l Reading) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	r.Set(l.Out, r.Value(l.Of))
	return After(r.Now(), engine.Seconds(r.Value(l.Every))), nil
}

// After is the first point after now of a grid through the scenario's start.
func After(now, every engine.Time) engine.Time {
	every = max(every, 1)
	k := now / every
	if k*every > now {
		k-- // division rounds towards zero
	}
	return (k + 1) * every
}
