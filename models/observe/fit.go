package observe

import (
	"math"

	"whatif/engine"
)

// Fit is a measure of how well a signal fits a record. With e the signal less
// the record, n the number of values compared, m the size of the record's mean
// and p the number of parameters that were fitted:
//
//	RMSE    sqrt(sum e^2 / n)
//	MAE     sum |e| / n
//	Bias    sum e / n
//	NMBE    sum e / ((n - p) m)
//	CVRMSE  sqrt(sum e^2 / (n - p)) / m
//
// The last two are those of ASHRAE Guideline 14, which writes the error of NMBE
// the other way round: record less signal.
type Fit int8

const (
	RMSE Fit = iota
	MAE
	Bias
	NMBE
	CVRMSE
)

// Measurement is what a signal is compared with. Without Begins the values are
// those at Times; with them each is the mean from Begins to Times. Both are in
// order and within the span.
type Measurement struct {
	Begins, Times []engine.Time
	Values        []float64 // SI
	// Where Adjusted, the held signals Scale and Offset turn each value v into
	// Scale v + Offset.
	Adjusted      bool
	Scale, Offset engine.Signal
}

// value is the i-th value, adjusted.
func (m *Measurement) value(r *engine.Run, i int64) float64 {
	if !m.Adjusted {
		return m.Values[i]
	}
	return r.Value(m.Scale)*m.Values[i] + r.Value(m.Offset)
}

// FitGauge compares a signal with a record: values at the record's own stamps,
// means over the record's own intervals.
type FitGauge struct {
	fit        Fit
	parameters int
	signal     engine.Signal
	integral   engine.Accumulator // of means
	record     Measurement
	during     Condition
	sums       [fitSums]engine.Signal
}

// What is added up for a fit: how many values, the errors, their sizes, their
// squares, and the values of the record.
const (
	fitCount = iota
	fitErrors
	fitSizes
	fitSquares
	fitRecord
	fitSums
)

// fitState is how far the comparison has come.
type fitState struct {
	Next    int64
	Base    float64 // the integral where the interval began
	Open    bool    // it has begun
	Spoiled bool    // the condition did not hold for all of it
}

// NewFit adds the actor of an indicator of fit. Only the stamps at which during
// holds count, and of intervals those throughout which it does.
func NewFit(b *engine.Builder, path string, fit Fit, parameters int, signal engine.Signal, record Measurement, during Condition) FitGauge {
	g := FitGauge{fit: fit, parameters: parameters, signal: signal, record: record, during: during}
	for i, name := range [fitSums]string{"n", "errors", "sizes", "squares", "record"} {
		g.sums[i] = b.Held(path+"."+name, 0)
	}
	w := engine.Wiring{Observer: last}
	if record.Begins != nil {
		g.integral = b.Integral(signal)
		w.Reads = during.Reads()
	}
	engine.Add[fitState](b, path, g, w)
	return g
}

// Start waits for the first stamp.
func (g FitGauge) Start(r *engine.Run, s *fitState) (engine.Time, error) { return g.Fire(r, s) }

// Fire takes in the error at a stamp, or begins or ends an interval.
func (g FitGauge) Fire(r *engine.Run, s *fitState) (engine.Time, error) {
	now := r.Now()
	for s.Next < int64(len(g.record.Times)) {
		switch at := g.record.Times[s.Next]; {
		case g.record.Begins == nil:
			if at > now {
				return at, nil
			}
			if g.during.Holds(r) {
				value := g.record.value(r, s.Next)
				g.take(r, r.Value(g.signal)-value, value)
			}
			s.Next++
		case s.Open && at > now:
			s.Spoiled = s.Spoiled || !g.during.Holds(r)
			return at, nil
		case s.Open:
			if !s.Spoiled {
				mean := (r.Integral(g.integral) - s.Base) / (at - g.record.Begins[s.Next]).Seconds()
				value := g.record.value(r, s.Next)
				g.take(r, mean-value, value)
			}
			s.Open = false
			s.Next++
		default:
			if begin := g.record.Begins[s.Next]; begin > now {
				return begin, nil
			}
			s.Open, s.Spoiled, s.Base = true, !g.during.Holds(r), r.Integral(g.integral)
		}
	}
	return engine.Never, nil
}

// take adds up one error. No two stamps are at one instant, so that what was
// written is read again only after it was committed.
func (g FitGauge) take(r *engine.Run, e, value float64) {
	for i, x := range [fitSums]float64{1, e, math.Abs(e), e * e, value} {
		r.Set(g.sums[i], r.Value(g.sums[i])+x)
	}
}

// Read gives the measure, in the signal's unit, or as a fraction for NMBE and
// CVRMSE; NaN where it is of nothing: no value counted, no more than the
// parameters, or a record of mean 0.
func (g FitGauge) Read(r *engine.Run) float64 {
	sum := func(i int) float64 { return r.Value(g.sums[i]) }
	n := sum(fitCount)
	if n == 0 {
		return math.NaN()
	}
	switch g.fit {
	case RMSE:
		return math.Sqrt(sum(fitSquares) / n)
	case MAE:
		return sum(fitSizes) / n
	case Bias:
		return sum(fitErrors) / n
	}
	mean, free := math.Abs(sum(fitRecord)/n), n-float64(g.parameters)
	if mean == 0 || free <= 0 {
		return math.NaN()
	}
	if g.fit == NMBE {
		return sum(fitErrors) / (free * mean)
	}
	return math.Sqrt(sum(fitSquares)/free) / mean
}
