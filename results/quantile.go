package results

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// quantile returns the p quantile of sorted values, type 7 of Hyndman and Fan
// (1996), "Sample quantiles in statistical packages", which is the default of
// R, NumPy and pandas: linear between the order statistics at 1 + (n-1)p. NaN
// for no values. gonum/stat has types 1 and 4 only.
func quantile(p float64, sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return nan
	}
	h := float64(n-1) * p
	i := int(math.Floor(h))
	lo := sorted[i]
	if i+1 == n || sorted[i+1] == lo {
		return lo
	}
	return lo + float64((h-float64(i))*(sorted[i+1]-lo))
}

// spread is what the summary says of the values of one variable at one time.
type spread struct {
	n         int
	mean, sd  float64 // sd with n-1 in the denominator, NaN for n < 2
	quantiles [5]float64
}

// levels are the quantiles of a spread.
var levels = [5]float64{0.05, 0.25, 0.5, 0.75, 0.95}

// spreadOf describes values, which it sorts. They hold no NaN.
func spreadOf(values []float64) spread {
	s := spread{n: len(values), mean: nan, sd: nan}
	if s.n > 0 {
		s.mean, s.sd = stat.MeanStdDev(values, nil)
	}
	if s.n < 2 {
		s.sd = nan
	}
	slices.Sort(values)
	if s.n > 1 && values[0] == values[s.n-1] {
		s.mean, s.sd = values[0], 0 // rounding would leave a trace of a spread
	}
	for i, p := range levels {
		s.quantiles[i] = quantile(p, values)
	}
	return s
}
