package results

import (
	"fmt"
	"math"
	"slices"
)

// Duration is the load duration curve of a variable in a variant at a sweep
// point: for how long it was at least how great. It is the mean over the runs
// that reached their end of the curves of each.
type Duration struct {
	Variant, Sweep int
	Path           string
	N              int       // runs
	Hours          []float64 // from 0 to the span, evenly
	Power          []float64 // descending, as long as Hours, in the unit of the column
	Q05, Q95       []float64 // quantiles over the runs of the power at each of the hours
}

// durationPoints is how many points a load duration curve has.
const durationPoints = 101

// Durations returns the load duration curves of a recorded variable that is a
// mean, such as a power, in the order (variant, sweep point). The memory it
// takes grows with the draws of one variant at one sweep point.
func (r *Result) Durations(path string) ([]Duration, error) {
	groups := r.Runs.groups()
	var list []Duration
	var runs [][]float64
	next := 0
	flush := func() {
		if len(runs) > 0 {
			list = append(list, r.duration(groups[next], path, runs))
		}
		runs = nil
		next++
	}
	for c, err := range r.Curves(path, func(run int) bool { return !r.Runs.Failed[run] }) {
		if err != nil {
			return nil, fmt.Errorf("%w", err)
		}
		for c.Run >= groups[next].last {
			flush()
		}
		if curve := descending(c.T, c.Values); curve != nil {
			runs = append(runs, curve)
		}
	}
	if len(groups) > next {
		flush()
	}
	return list, nil
}

// duration is the mean of the curves of a group's runs, with their spread.
func (r *Result) duration(g group, path string, runs [][]float64) Duration {
	d := Duration{Variant: int(g.variant), Sweep: int(g.sweep), Path: path, N: len(runs)}
	at := make([]float64, len(runs))
	for k := range durationPoints {
		for i, curve := range runs {
			at[i] = curve[k]
		}
		slices.Sort(at)
		d.Hours = append(d.Hours, r.Info.Span.Seconds()/3600*float64(k)/(durationPoints-1))
		d.Power = append(d.Power, meanOf(at))
		d.Q05, d.Q95 = append(d.Q05, Quantile(0.05, at)), append(d.Q95, Quantile(0.95, at))
	}
	return d
}

// descending is the load duration curve of means over the intervals that end at
// t, at even shares of their whole length: the value that is reached or exceeded
// for that long. It is nil where no interval has a value.
func descending(t, values []float64) []float64 {
	type piece struct{ value, length float64 }
	var list []piece
	whole := 0.0
	for i := 1; i < len(t); i++ {
		if v := values[i]; !math.IsNaN(v) {
			list = append(list, piece{v, t[i] - t[i-1]})
			whole += t[i] - t[i-1]
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b piece) int {
		switch {
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return 0
	})
	out := make([]float64, durationPoints)
	i, passed := 0, 0.0
	for k := range out {
		at := whole * float64(k) / (durationPoints - 1)
		for i+1 < len(list) && passed+list[i].length <= at {
			passed += list[i].length
			i++
		}
		out[k] = list[i].value
	}
	return out
}
