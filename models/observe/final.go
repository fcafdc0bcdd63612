package observe

import "whatif/engine"

// FinalAt keeps the value that a signal has at a time, once all that happens at
// that moment is over.
type FinalAt struct {
	signal, kept engine.Signal
	at           engine.Time
}

// NewFinalAt adds the actor of a final indicator that ends before the span does.
func NewFinalAt(b *engine.Builder, path string, signal engine.Signal, at engine.Time) FinalAt {
	g := FinalAt{signal: signal, kept: b.Held(path+".kept", 0), at: at}
	engine.Add[struct{}](b, path, g, engine.Wiring{Observer: last})
	return g
}

// Start waits for the time.
func (g FinalAt) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return g.Fire(r, s) }

// Fire takes the value when its time has come.
func (g FinalAt) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if now := r.Now(); now < g.at {
		return g.at, nil
	} else if now == g.at {
		r.Set(g.kept, r.Value(g.signal))
	}
	return engine.Never, nil
}

// Read gives the value that was kept.
func (g FinalAt) Read(r *engine.Run) float64 { return r.Value(g.kept) }
