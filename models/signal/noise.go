package signal

import (
	"math"

	"whatif/engine"
)

// Noise plays an Ornstein-Uhlenbeck process on a grid, held between its
// points. With x = Mean + SD z,
//
//	z[k+1] = rho z[k] + sqrt(1 - rho^2) xi[k+1],  rho = exp(-Every/Timescale)
//
// which is the exact transition of dz = -z/Timescale dt + sqrt(2/Timescale) dW
// (Gillespie, Physical Review E 54 (1996) 2084), so that its variance and
// autocorrelation do not depend on Every. It begins stationary. The grid is
// aligned with the scenario's start and xi[k] is keyed by (seed, draw, path,
// k): the same path whatever else is in the model.
type Noise struct {
	Key                 engine.Key // of the input's path
	Mean, SD, Timescale engine.Signal
	Every               engine.Time   // above 0
	Out                 engine.Signal // Held
}

// NoiseState is the last point passed.
type NoiseState struct {
	K int64   // its number on the grid, negative in the warm-up
	Z float64 // the process there, normalized

	X     float64 // the grid's step in timescales: for it,
	Keeps float64 // rho
	Adds  float64 // and sqrt(1 - rho^2)
}

// Add adds the actor of an input.
func (l Noise) Add(b *engine.Builder, path string) {
	engine.Add[NoiseState](b, path, l, engine.Wiring{
		Reads: []engine.Signal{l.Mean, l.SD, l.Timescale}, Source: true,
	})
}

// Start draws the stationary distribution.
func (l Noise) Start(r *engine.Run, s *NoiseState) (engine.Time, error) {
	s.K = int64(r.Now() / l.Every)
	if engine.Time(s.K)*l.Every > r.Now() {
		s.K-- // division rounds towards zero, the grid goes on below it
	}
	s.Z = l.xi(r, s.K)
	s.lay(l.step(r))
	return l.show(r, s), nil
}

// Fire goes on to the point whose time has come, if it has.
func (l Noise) Fire(r *engine.Run, s *NoiseState) (engine.Time, error) {
	if l.next(s) <= r.Now() {
		if x := l.step(r); x != s.X {
			s.lay(x)
		}
		s.K++
		s.Z = s.Keeps*s.Z + s.Adds*l.xi(r, s.K)
	}
	return l.show(r, s), nil
}

// step is the grid's step in timescales.
func (l Noise) step(r *engine.Run) float64 { return float64(l.Every) * 1e-9 / r.Value(l.Timescale) }

// lay computes what steps of that length keep and add.
func (s *NoiseState) lay(x float64) {
	s.X, s.Keeps, s.Adds = x, math.Exp(-x), math.Sqrt(-math.Expm1(-2*x))
}

func (l Noise) show(r *engine.Run, s *NoiseState) engine.Time {
	r.Set(l.Out, r.Value(l.Mean)+r.Value(l.SD)*s.Z)
	return l.next(s)
}

func (l Noise) next(s *NoiseState) engine.Time { return engine.Time(s.K+1) * l.Every }

// xi is the k-th standard normal number. The k-th of the warm-up, which are
// negative, wrap around to the far end of the stream.
func (l Noise) xi(r *engine.Run, k int64) float64 { return r.Stream(l.Key, 0).Normal(uint64(k)) }
