package observe

import (
	"math"

	"whatif/engine"
)

// RMSEGauge is the root of the mean squared difference between a signal and a
// record, at the record's own stamps.
type RMSEGauge struct {
	signal     engine.Signal
	times      []engine.Time // in order, within the span
	values     []float64
	during     Condition
	n, squares engine.Signal
}

type rmseState struct{ Next int64 }

// NewRMSE adds the actor of an rmse indicator. The stamps are in order and
// within the span, both ends included; only those at which during holds count.
func NewRMSE(b *engine.Builder, path string, signal engine.Signal, times []engine.Time, values []float64, during Condition) RMSEGauge {
	g := RMSEGauge{
		signal: signal, times: times, values: values, during: during,
		n: b.Held(path+".n", 0), squares: b.Held(path+".squares", 0),
	}
	engine.Add[rmseState](b, path, g, engine.Wiring{Observer: last})
	return g
}

// Start waits for the first stamp.
func (g RMSEGauge) Start(_ *engine.Run, s *rmseState) (engine.Time, error) { return g.next(s), nil }

// Fire takes in the difference at a stamp.
func (g RMSEGauge) Fire(r *engine.Run, s *rmseState) (engine.Time, error) {
	if s.Next >= int64(len(g.times)) || g.times[s.Next] > r.Now() {
		return g.next(s), nil
	}
	n, squares := r.Value(g.n), r.Value(g.squares)
	for ; s.Next < int64(len(g.times)) && g.times[s.Next] <= r.Now(); s.Next++ {
		if g.during.Holds(r) {
			d := r.Value(g.signal) - g.values[s.Next]
			n++
			squares += d * d
		}
	}
	r.Set(g.n, n)
	r.Set(g.squares, squares)
	return g.next(s), nil
}

func (g RMSEGauge) next(s *rmseState) engine.Time {
	if s.Next >= int64(len(g.times)) {
		return engine.Never
	}
	return g.times[s.Next]
}

// Read gives the root mean square in the signal's unit; NaN where no stamp
// counted.
func (g RMSEGauge) Read(r *engine.Run) float64 {
	n := r.Value(g.n)
	if n == 0 {
		return math.NaN()
	}
	return math.Sqrt(r.Value(g.squares) / n)
}
