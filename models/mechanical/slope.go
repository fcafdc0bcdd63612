package mechanical

import (
	"math"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/linear"
)

// slope is an actor that shows how fast a signal changes between events.
type slope struct{ of, is engine.Signal }

type slopeState struct{}

// addSlope adds one for a speed of a twin and returns what it shows.
func addSlope(w *twin.Wiring, of engine.Signal) engine.Signal {
	path := w.Path("speed") + " (rate)"
	is := w.Builder.Formed(path, 0)
	engine.Add[slopeState](w.Builder, path, slope{of, is}, engine.Wiring{Reads: []engine.Signal{of}})
	return is
}

// Start implements engine.Law.
func (l slope) Start(r *engine.Run, s *slopeState) (engine.Time, error) { return l.Fire(r, s) }

// Fire implements engine.Law: the derivative of a line is a constant, that of a sine a
// cosine.
func (l slope) Fire(r *engine.Run, _ *slopeState) (engine.Time, error) {
	f := r.Form(l.of)
	rate := linear.Input{Level: f.Slope}
	if f.Amplitude != 0 {
		rate.Amplitude, rate.Omega, rate.Phase = f.Amplitude*f.Omega, f.Omega, f.Phase+math.Pi/2
	}
	r.SetForm(l.is, rate)
	return engine.Never, nil
}
