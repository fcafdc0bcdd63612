package observe

import "whatif/engine"

// Period shows a flag from one time on until another comes: set at From, no
// longer at Until.
type Period struct {
	From, Until engine.Time
	Out         engine.Signal // Held
}

// Add adds the actor.
func (l Period) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{})
}

// Start shows the flag and waits for it to change.
func (l Period) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire shows the flag and waits for it to change.
func (l Period) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	now := r.Now()
	r.Set(l.Out, number(now >= l.From && now < l.Until))
	switch {
	case now < l.From:
		return l.From, nil
	case now < l.Until:
		return l.Until, nil
	}
	return engine.Never, nil
}
