package observe

import (
	"math"

	"whatif/engine"
)

// last is the rank of the observers that nobody looks at.
const last = math.MaxInt32

// Gauge is an indicator: it reads its number off a run that has come to its
// end, in SI; NaN where nothing was counted.
type Gauge interface {
	Read(r *engine.Run) float64
}

// meter adds up, from t = 0 on and while its condition holds, the time and the
// integral of a signal. What it has counted is kept in held signals, so that it
// can be read off the run.
type meter struct {
	while   Condition
	of      engine.Accumulator
	hasOf   bool
	open    engine.Signal // whether it counts now
	since   engine.Signal // when it began to, in s
	base    engine.Signal // the integral then
	seconds engine.Signal // counted before
	sum     engine.Signal // integral counted before
}

func newMeter(b *engine.Builder, path string, signal engine.Signal, while Condition) meter {
	m := meter{
		while: while,
		open:  b.Held(path+".open", 0), since: b.Held(path+".since", 0), base: b.Held(path+".base", 0),
		seconds: b.Held(path+".seconds", 0), sum: b.Held(path+".sum", 0),
	}
	if signal != engine.NoSignal {
		m.of, m.hasOf = b.Integral(signal), true
	}
	engine.Add[struct{}](b, path, m, engine.Wiring{Reads: while.Reads(), Observer: last})
	return m
}

// Start waits for t = 0.
func (m meter) Start(r *engine.Run, s *struct{}) (engine.Time, error) { return m.Fire(r, s) }

// Fire begins or ends counting as the condition does.
func (m meter) Fire(r *engine.Run, _ *struct{}) (engine.Time, error) {
	if r.Now() < 0 {
		return 0, nil
	}
	open, holds := r.Value(m.open) != 0, m.while.Holds(r)
	if holds == open {
		return engine.Never, nil
	}
	r.Set(m.open, number(holds))
	if holds {
		r.Set(m.since, r.Now().Seconds())
		r.Set(m.base, m.integral(r))
		return engine.Never, nil
	}
	r.Set(m.seconds, m.time(r))
	r.Set(m.sum, m.total(r))
	return engine.Never, nil
}

func (m meter) integral(r *engine.Run) float64 {
	if !m.hasOf {
		return 0
	}
	return r.Integral(m.of)
}

// time is the time counted up to now, in s.
func (m meter) time(r *engine.Run) float64 {
	t := r.Value(m.seconds)
	if r.Value(m.open) != 0 {
		t += r.Now().Seconds() - r.Value(m.since)
	}
	return t
}

// total is the integral counted up to now.
func (m meter) total(r *engine.Run) float64 {
	sum := r.Value(m.sum)
	if r.Value(m.open) != 0 {
		sum += m.integral(r) - r.Value(m.base)
	}
	return sum
}

// IntegralGauge is the integral of a signal over time while a condition holds.
type IntegralGauge struct{ meter }

// NewIntegral adds the actor of an integral indicator.
func NewIntegral(b *engine.Builder, path string, signal engine.Signal, while Condition) IntegralGauge {
	return IntegralGauge{newMeter(b, path, signal, while)}
}

// Read gives the integral, in the signal's unit times seconds; NaN where no
// time was counted.
func (g IntegralGauge) Read(r *engine.Run) float64 {
	if g.time(r) <= 0 {
		return math.NaN()
	}
	return g.total(r)
}

// MeanGauge is the mean of a signal over the time while a condition holds.
type MeanGauge struct{ meter }

// NewMean adds the actor of a mean indicator.
func NewMean(b *engine.Builder, path string, signal engine.Signal, while Condition) MeanGauge {
	return MeanGauge{newMeter(b, path, signal, while)}
}

// Read gives the mean; NaN where no time was counted.
func (g MeanGauge) Read(r *engine.Run) float64 {
	t := g.time(r)
	if t <= 0 {
		return math.NaN()
	}
	return g.total(r) / t
}

// TimeGauge is the time while a condition holds.
type TimeGauge struct{ meter }

// NewTime adds the actor of a time_while indicator.
func NewTime(b *engine.Builder, path string, while Condition) TimeGauge {
	return TimeGauge{newMeter(b, path, engine.NoSignal, while)}
}

// Read gives the time in s.
func (g TimeGauge) Read(r *engine.Run) float64 { return g.time(r) }
