package results

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// confidence is that of the intervals of means.
const confidence = 0.95

// interval returns the mean of values, one per draw, and the half-width of its
// 95 % interval. Independent draws are judged by Student's t on their spread.
// The points of a Latin hypercube or a Sobol sequence are not independent, and
// that formula would tell far too much error; there the means of the replicates
// are, and the interval is Student's t on those. It is NaN for a single value,
// a single replicate, or a replicate without values.
func (i *Info) interval(values []float64, draws []int) (mean, half float64) {
	if len(values) == 0 {
		return nan, nan
	}
	mean = stat.Mean(values, nil)
	switch i.Design {
	case "", "iid":
		return mean, halfWidth(values)
	}
	replicates := max(i.Replicates, 1)
	sums, counts := make([]float64, replicates), make([]float64, replicates)
	for k, v := range values {
		r := draws[k] / max(i.Draws/replicates, 1)
		if r < 0 || r >= replicates {
			return mean, nan
		}
		sums[r] += v
		counts[r]++
	}
	for r := range sums {
		sums[r] /= counts[r] // NaN for none, and then the half-width is
	}
	return mean, halfWidth(sums)
}

// rounding is the spread, relative to the mean, that numbers have which differ by
// rounding alone.
const rounding = 1e-13

// halfWidth is that of the interval of the mean of independent values.
func halfWidth(values []float64) float64 {
	n := float64(len(values))
	if n < 2 {
		return nan
	}
	mean, sd := stat.MeanStdDev(values, nil)
	if sd <= rounding*math.Abs(mean) {
		return 0 // the values are one number
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile((1 + confidence) / 2)
	return t * sd / math.Sqrt(n)
}
