package results

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// confidence is that of the intervals of means.
const confidence = 0.95

// interval returns the mean of values, one per draw, and the half-width of its
// 95 % interval. It is NaN for a single independent value, or where there is none
// to tell.
func (i *Info) interval(values []float64, draws []int) (mean, half float64) {
	if len(values) == 0 {
		return nan, nan
	}
	independent, ok := i.Independent(values, draws)
	if !ok {
		return stat.Mean(values, nil), nan
	}
	return stat.Mean(values, nil), HalfWidth(independent, confidence)
}

// Independent returns of values, one per draw, those whose spread says how well
// their mean is known. Independent draws are that themselves. The points of a
// Latin hypercube or a Sobol sequence are not independent, and would tell far too
// much error; there the means of the replicates are. It is not ok where a
// replicate has no value.
func (i *Info) Independent(values []float64, draws []int) (independent []float64, ok bool) {
	switch i.Design {
	case "", "iid":
		return values, true
	}
	replicates := max(i.Replicates, 1)
	sums, counts := make([]float64, replicates), make([]float64, replicates)
	for k, v := range values {
		r := draws[k] / max(i.Draws/replicates, 1)
		if r < 0 || r >= replicates {
			return nil, false
		}
		sums[r] += v
		counts[r]++
	}
	for r := range sums {
		if counts[r] == 0 {
			return nil, false
		}
		sums[r] /= counts[r]
	}
	return sums, true
}

// rounding is the spread, relative to the mean, that numbers have which differ by
// rounding alone.
const rounding = 1e-13

// HalfWidth is that of the interval of the mean of independent values, by
// Student's t. It is NaN for fewer than two values.
func HalfWidth(values []float64, confidence float64) float64 {
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
