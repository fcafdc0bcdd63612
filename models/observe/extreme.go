package observe

import (
	"math"

	"whatif/engine"
)

// ranger tells the least and the greatest value of a signal from t = 0 on,
// or mean over a window that slides, while a condition holds: +Inf and -Inf
// where it never did.
type ranger struct {
	while        Condition
	of           scope
	open, lo, hi engine.Signal
}

// scope is what sees the least and the greatest while it looks.
type scope interface {
	begin(r *engine.Run)
	seen(r *engine.Run) (lo, hi float64)
	end(r *engine.Run) (lo, hi float64)
}

// values sees the values of a signal.
type values struct{ engine.Extreme }

func (v values) begin(r *engine.Run)                 { r.BeginExtreme(v.Extreme) }
func (v values) seen(r *engine.Run) (lo, hi float64) { return r.Extremes(v.Extreme) }
func (v values) end(r *engine.Run) (lo, hi float64)  { return r.EndExtreme(v.Extreme) }

// slidingMeans sees its means over a window, of windows that lie wholly in the
// time for which it looks.
type slidingMeans struct{ engine.Window }

func (m slidingMeans) begin(r *engine.Run)                 { r.BeginWindow(m.Window) }
func (m slidingMeans) seen(r *engine.Run) (lo, hi float64) { return r.Windows(m.Window) }
func (m slidingMeans) end(r *engine.Run) (lo, hi float64)  { return r.EndWindow(m.Window) }

func newRanger(b *engine.Builder, path string, signal engine.Signal, window engine.Time, while Condition) ranger {
	g := ranger{
		while: while,
		open:  b.Held(path+".open", 0), lo: b.Held(path+".lo", math.Inf(1)), hi: b.Held(path+".hi", math.Inf(-1)),
	}
	if window > 0 {
		g.of = slidingMeans{b.Window(signal, window)}
	} else {
		g.of = values{b.Extreme(signal)}
	}
	engine.Add[struct{}](b, path, g, engine.Wiring{Reads: while.Reads(), Observer: last})
	return g
}

// Start waits for t = 0.
func (g ranger) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return g.Fire(r, s) }

// Fire begins or ends following as the condition does.
func (g ranger) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if r.Now() < 0 {
		return 0, nil
	}
	open, holds := r.Value(g.open) != 0, g.while.Holds(r)
	if holds == open {
		return engine.Never, nil
	}
	r.Set(g.open, number(holds))
	if holds {
		g.of.begin(r)
		return engine.Never, nil
	}
	lo, hi := g.of.end(r)
	r.Set(g.lo, math.Min(r.Value(g.lo), lo))
	r.Set(g.hi, math.Max(r.Value(g.hi), hi))
	return engine.Never, nil
}

// span is the range seen up to now. What a signal was for no time, within an
// instant, does not count.
func (g ranger) span(r *engine.Run) (lo, hi float64) {
	lo, hi = g.of.seen(r)
	return math.Min(lo, r.Value(g.lo)), math.Max(hi, r.Value(g.hi))
}

// MinGauge is the least value of a signal, or mean over a window, while a
// condition holds.
type MinGauge struct{ ranger }

// NewMin adds the actor of a min indicator: of the values themselves where
// window is 0, otherwise of the means over windows of that length.
func NewMin(b *engine.Builder, path string, signal engine.Signal, window engine.Time, while Condition) MinGauge {
	return MinGauge{newRanger(b, path, signal, window, while)}
}

// Read gives the least value; NaN where nothing was counted.
func (g MinGauge) Read(r *engine.Run) float64 {
	lo, _ := g.span(r)
	return finite(lo)
}

// MaxGauge is the greatest value of a signal, or mean over a window, while a
// condition holds.
type MaxGauge struct{ ranger }

// NewMax adds the actor of a max indicator: of the values themselves where
// window is 0, otherwise of the means over windows of that length.
func NewMax(b *engine.Builder, path string, signal engine.Signal, window engine.Time, while Condition) MaxGauge {
	return MaxGauge{newRanger(b, path, signal, window, while)}
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
