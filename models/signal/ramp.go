package signal

import (
	"fmt"

	"whatif/engine"
	"whatif/physics/linear"
)

// Step plays Before until At, and After from then on. Its numbers are held
// signals, At in s since the scenario's start.
type Step struct {
	At, Before, After engine.Signal
	Out               engine.Signal // Held
}

// Add adds the actor of an input.
func (l Step) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{Reads: []engine.Signal{l.At, l.Before, l.After}, Source: true})
}

// Start begins on either side.
func (l Step) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the level.
func (l Step) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if at := engine.Seconds(r.Value(l.At)); r.Now() < at {
		r.Set(l.Out, r.Value(l.Before))
		return at, nil
	}
	r.Set(l.Out, r.Value(l.After))
	return engine.Never, nil
}

// Ramp plays From until Begins, a straight line to To at Ends, and To from then
// on. Its numbers are held signals; times are in s since the scenario's start.
type Ramp struct {
	Path                   string // for messages
	From, To, Begins, Ends engine.Signal
	Out                    engine.Signal // Formed
}

// Add adds the actor of an input.
func (l Ramp) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{Reads: []engine.Signal{l.From, l.To, l.Begins, l.Ends}, Source: true})
}

// Start begins before, on or after the slope.
func (l Ramp) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the line that begins now.
func (l Ramp) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	begins, ends := engine.Seconds(r.Value(l.Begins)), engine.Seconds(r.Value(l.Ends))
	from, to := r.Value(l.From), r.Value(l.To)
	if ends < begins {
		return engine.Never, fmt.Errorf("%s ends at %s, before it begins at %s", l.Path, ends, begins)
	}
	switch {
	case r.Now() < begins:
		r.Set(l.Out, from)
		return begins, nil
	case r.Now() >= ends:
		r.Set(l.Out, to)
		return engine.Never, nil
	}
	// In seconds, since the clock's whole numbers have no room for the length of
	// a ramp that began long before the run and ends long after.
	slope := (to - from) / (ends.Seconds() - begins.Seconds())
	r.SetForm(l.Out, linear.Input{Level: from + slope*(r.Now().Seconds()-begins.Seconds()), Slope: slope})
	return ends, nil
}
