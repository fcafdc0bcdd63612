package compare

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"whatif/results"
)

// drivers are the parameters that vary within the base's variant, strongest first.
// A parameter that is drawn varies over the draws of the base arm; the same draws at
// another sweep point would tell nothing new. One that is swept varies over the sweep
// points, so that the runs of all of them count.
func drivers(r *results.Result, samples []*sample, indicator int, confidence float64) []Driver {
	var base, all []int
	for k, s := range samples {
		if s.result != samples[0].result || s.variant != samples[0].variant {
			continue
		}
		for _, run := range s.runs {
			if v := r.Runs.Indicators[indicator][run]; v == v && !r.Runs.Failed[run] {
				all = append(all, run)
				if k == 0 {
					base = append(base, run)
				}
			}
		}
	}
	var list []Driver
	for p, column := range r.Schema.Parameters {
		runs := base
		if swept(r, column.Path) {
			runs = all
		}
		var x, y []float64
		for _, k := range runs {
			if v := r.Runs.Parameters[p][k]; v == v {
				x, y = append(x, v), append(y, r.Runs.Indicators[indicator][k])
			}
		}
		d := driver(x, y, confidence)
		if math.IsNaN(d.Rho) {
			continue // one of the two does not vary
		}
		d.Parameter, d.Path, d.Unit = column.Name, column.Path, column.Unit
		d.Mean, d.Swept = stat.Mean(y, nil), swept(r, column.Path)
		list = append(list, d)
	}
	p := make([]float64, len(list))
	for i := range list {
		p[i] = list[i].P
	}
	for i, adjusted := range holm(p) {
		list[i].Adjusted = adjusted
	}
	slices.SortStableFunc(list, func(a, b Driver) int { return cmp.Compare(math.Abs(b.Rho), math.Abs(a.Rho)) })
	return list
}

// swept says whether the sweep sets a path.
func swept(r *results.Result, path string) bool {
	for _, point := range r.Info.SweepPoints {
		if _, ok := point[path]; ok {
			return true
		}
	}
	return false
}

// tail is the share of the runs at either end of a tornado.
const tail = 0.2

// driver correlates ranks (C. Spearman, American Journal of Psychology 15 (1904)
// 72; ties have the mean of their ranks). The interval is that of Fisher's z with
// the variance of D. G. Bonett and T. A. Wright, Psychometrika 65 (2000) 23, and
// one-sided where the ranks agree entirely: they might have missed that by one swap.
// The probability is that of all permutations, or, of more runs, Student's t.
func driver(x, y []float64, confidence float64) Driver {
	n := float64(len(x))
	d := Driver{N: len(x), Rho: nan, Low: nan, High: nan, P: nan}
	if n < 4 || constant(x) || constant(y) {
		return d
	}
	rx, ry := ranks(x), ranks(y)
	d.Rho = min(1, max(-1, stat.Correlation(rx, ry, nil)))
	if math.Abs(d.Rho) > 1-1e-15 {
		d.Rho = math.Copysign(1, d.Rho)
	}
	nearly := math.Copysign(min(math.Abs(d.Rho), 1-6/(n*n*n-n)), d.Rho) // half a swap from 1
	se := math.Sqrt((1 + nearly*nearly/2) / (n - 3))
	z := distuv.UnitNormal.Quantile((1+confidence)/2) * se
	d.Low, d.High = math.Tanh(math.Atanh(nearly)-z), math.Tanh(math.Atanh(nearly)+z)
	switch d.Rho {
	case 1:
		d.High = 1
	case -1:
		d.Low = -1
	}
	var counted bool
	if d.P, counted = permuted(rx, ry); !counted {
		d.P = max(twoSided(d.Rho*math.Sqrt((n-2)/(1-d.Rho*d.Rho)), n-2), 2/math.Gamma(n+1))
	}
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	k := max(1, int(tail*n))
	d.LowValue, d.AtLow = end(order, x, y, x[order[k-1]], cmp.Compare[float64])
	slices.Reverse(order)
	d.HighValue, d.AtHigh = end(order, x, y, x[order[k-1]], func(a, b float64) int { return cmp.Compare(b, a) })
	return d
}

// end is the mean of x and of y over the runs up to a limit, ties included.
func end(order []int, x, y []float64, limit float64, compare func(a, b float64) int) (meanX, meanY float64) {
	n := 0.0
	for _, i := range order {
		if compare(x[i], limit) > 0 {
			break
		}
		meanX, meanY, n = meanX+x[i], meanY+y[i], n+1
	}
	return meanX / n, meanY / n
}

// constant says whether values differ by rounding alone, which has an order, too.
func constant(x []float64) bool {
	least, most := slices.Min(x), slices.Max(x)
	return most-least <= rounding*max(math.Abs(least), math.Abs(most))
}

// ranks are the places of values in order, from 1; ties share the mean of theirs.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, len(x))
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && x[order[j]] == x[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			out[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}
