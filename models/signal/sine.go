package signal

import (
	"math"

	"whatif/engine"
	"whatif/physics/linear"
)

// Sine plays Mean + Amplitude sin(2 pi t / Period + Phase), t in seconds since
// the scenario's start, exactly. Its numbers are held signals; Period is in s,
// Phase in rad.
type Sine struct {
	Mean, Amplitude, Period, Phase engine.Signal
	Out                            engine.Signal // Formed
}

// Add adds the actor of an input.
func (l Sine) Add(b *engine.Builder, path string) {
	engine.Add[struct{}](b, path, l, engine.Wiring{
		Reads: []engine.Signal{l.Mean, l.Amplitude, l.Period, l.Phase}, Source: true,
	})
}

// Start sets the form once and for all.
func (l Sine) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return l.Fire(r, s) }

// Fire sets the form again when one of its numbers has changed.
func (l Sine) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	period := r.Value(l.Period)
	omega := 2 * math.Pi / period
	// The remainder keeps the digits of the phase far from the start.
	phase := omega*math.Mod(r.Now().Seconds(), period) + r.Value(l.Phase)
	r.SetForm(l.Out, linear.Input{Level: r.Value(l.Mean), Amplitude: r.Value(l.Amplitude), Omega: omega, Phase: phase})
	return engine.Never, nil
}
