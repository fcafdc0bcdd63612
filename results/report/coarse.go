package report

import (
	"math"

	"whatif/results"
	"whatif/results/chart"
)

// mostIntervals is how many means of a power a chart shows. A device that
// switches on and off every few minutes gives nothing but a hatched area
// otherwise.
const mostIntervals = 200

// coarse says whether a variable is shown as means over several sample
// intervals, and over how many. It must be a mean itself: its means over longer
// intervals are then exact, in each draw and in their mean.
func (m *material) coarse(v *recorded) (each int, yes bool) {
	every := m.r.Info.Every.Seconds()
	if !v.Mean || every <= 0 {
		return 1, false
	}
	samples := m.r.Info.Span.Seconds() / every
	if samples <= 2*mostIntervals {
		return 1, false
	}
	const hour, day = 3600, 86400
	for _, interval := range []float64{60, 120, 300, 600, 900, 1800, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour,
		day, 7 * day, 28 * day} {
		n := interval / every
		if n == math.Trunc(n) && samples/n <= mostIntervals {
			return int(n), true
		}
	}
	return int(math.Ceil(samples / mostIntervals)), true
}

// averaged is the mean over the draws, over each so many intervals. Quantiles do
// not average, so it has no bands.
func averaged(fine chart.Band, f *results.Fan, each int) chart.Band {
	values := f.Mean
	if values == nil {
		values = f.Q50 // one draw
	}
	b := chart.Band{Name: fine.Name, Steps: true}
	for from := 1; from < len(values); from += each { // the first row is the mean over no interval
		to, sum, n := min(from+each, len(values)), 0.0, 0
		for _, x := range values[from:to] {
			if !math.IsNaN(x) {
				sum += x
				n++
			}
		}
		if n > 0 {
			b.X, b.Mid = append(b.X, fine.X[to-1]), append(b.Mid, sum/float64(n))
		}
	}
	return b
}
