package observe

import "whatif/engine"

// CountGauge counts how often a condition becomes true after t = 0 while
// another holds.
type CountGauge struct {
	when, during Condition
	// fromStart counts also what holds at t = 0, as for the flag of an alert,
	// whose start it is.
	fromStart bool
	n         engine.Signal
}

type countState struct{ Begun, Holds bool }

// NewCount adds the actor of a count indicator.
func NewCount(b *engine.Builder, path string, when, during Condition, fromStart bool) CountGauge {
	g := CountGauge{when: when, during: during, fromStart: fromStart, n: b.Held(path+".n", 0)}
	engine.Add[countState](b, path, g, engine.Wiring{Reads: when.Reads(), Observer: last})
	return g
}

// Start waits for t = 0.
func (g CountGauge) Start(r *engine.Run, s *countState) (engine.Time, error) { return g.Fire(r, s) }

// Fire looks whether the condition has become true.
func (g CountGauge) Fire(r *engine.Run, s *countState) (engine.Time, error) {
	if r.Now() < 0 {
		return 0, nil
	}
	holds := g.when.Holds(r)
	if holds && !s.Holds && (s.Begun || g.fromStart) && g.during.Holds(r) {
		r.Set(g.n, r.Value(g.n)+1)
	}
	s.Begun, s.Holds = true, holds
	return engine.Never, nil
}

// Read gives the count.
func (g CountGauge) Read(r *engine.Run) float64 { return r.Value(g.n) }
