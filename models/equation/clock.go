package equation

import (
	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/linear"
)

// clock is the time since the scenario's start, in s, as a signal.
type clock struct{ out engine.Signal }

// clockOf is the clock of a board, which all laws of a study share.
func clockOf(b *twin.Board) engine.Signal {
	return b.Domain("equation", func() twin.Domain {
		c := &clock{b.Builder.Formed(Time, 0)}
		engine.Add[struct{}](b.Builder, Time, ticking{c.out}, engine.Wiring{Source: true})
		return c
	}).(*clock).out
}

// Finish implements twin.Domain.
func (c *clock) Finish(*twin.Board) {}

// ticking plays the time.
type ticking struct{ Out engine.Signal }

// Start sets the line that the time is.
func (l ticking) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire is never due after that.
func (l ticking) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	r.SetForm(l.Out, linear.Input{Level: r.Now().Seconds(), Slope: 1})
	return engine.Never, nil
}
