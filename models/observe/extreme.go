package observe

import (
	"math"

	"whatif/engine"
)

// extremes follows the least and the greatest value of a signal from t = 0 on,
// while its condition holds.
type extremes struct {
	while        Condition
	of           engine.Extreme
	open, lo, hi engine.Signal
}

func newExtremes(b *engine.Builder, path string, signal engine.Signal, while Condition) extremes {
	e := extremes{
		while: while, of: b.Extreme(signal),
		open: b.Held(path+".open", 0), lo: b.Held(path+".lo", math.Inf(1)), hi: b.Held(path+".hi", math.Inf(-1)),
	}
	engine.Add[rest](b, path, e, engine.Wiring{Reads: while.Reads()})
	return e
}

// Start waits for t = 0.
func (e extremes) Start(r *engine.Run, s *rest) (engine.Time, error) { return e.Fire(r, s) }

// Fire begins or ends following as the condition does. It begins only when the
// instant has settled, but ends at once.
func (e extremes) Fire(r *engine.Run, s *rest) (engine.Time, error) {
	now := r.Now()
	if now < 0 {
		return 0, nil
	}
	open, holds := r.Value(e.open) != 0, e.while.Holds(r)
	switch {
	case holds == open:
	case holds && s.pending(now):
		return now, nil
	case holds:
		r.Set(e.open, 1)
		r.ResetExtreme(e.of)
	default:
		lo, hi := e.span(r)
		r.Set(e.open, 0)
		r.Set(e.lo, lo)
		r.Set(e.hi, hi)
	}
	return engine.Never, nil
}

// span is the range up to now.
func (e extremes) span(r *engine.Run) (lo, hi float64) {
	lo, hi = r.Value(e.lo), r.Value(e.hi)
	if r.Value(e.open) != 0 {
		a, b := r.Extremes(e.of)
		lo, hi = math.Min(lo, a), math.Max(hi, b)
	}
	return lo, hi
}

// MinGauge is the least value of a signal while a condition holds.
type MinGauge struct{ extremes }

// NewMin adds the actor of a min indicator.
func NewMin(b *engine.Builder, path string, signal engine.Signal, while Condition) MinGauge {
	return MinGauge{newExtremes(b, path, signal, while)}
}

// Read gives the least value; NaN where nothing was counted.
func (g MinGauge) Read(r *engine.Run) float64 {
	lo, _ := g.span(r)
	return finite(lo)
}

// MaxGauge is the greatest value of a signal while a condition holds.
type MaxGauge struct{ extremes }

// NewMax adds the actor of a max indicator.
func NewMax(b *engine.Builder, path string, signal engine.Signal, while Condition) MaxGauge {
	return MaxGauge{newExtremes(b, path, signal, while)}
}

// Read gives the greatest value; NaN where nothing was counted.
func (g MaxGauge) Read(r *engine.Run) float64 {
	_, hi := g.span(r)
	return finite(hi)
}

func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}

// FinalGauge is the value of a signal at the end.
type FinalGauge struct{ Signal engine.Signal }

// Read gives the value now.
func (g FinalGauge) Read(r *engine.Run) float64 { return r.Value(g.Signal) }
