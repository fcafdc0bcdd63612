package results

import (
	"math"
	"slices"
)

// Quantile returns the p quantile of sorted values, type 7 of Hyndman and Fan
// (1996), "Sample quantiles in statistical packages", which is the default of
// R, NumPy and pandas: linear between the order statistics at 1 + (n-1)p. NaN
// for no values. gonum/stat has types 1 and 4 only.
func Quantile(p float64, sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return nan
	}
	i, part := rank(p, n)
	return between(sorted[i], sorted[min(i+1, n-1)], part)
}

// rank returns between which order statistics of n values, counted from 0, the
// p quantile lies: the i-th and the next, and how far from the first.
func rank(p float64, n int) (i int, part float64) {
	h := float64(n-1) * p
	i = int(math.Floor(h))
	return i, h - float64(i)
}

// between returns the value that lies the part between lo and hi.
func between(lo, hi, part float64) float64 {
	if part == 0 || hi == lo {
		return lo // also where hi is infinite
	}
	return lo + float64(part*(hi-lo))
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
	var m moments
	for _, v := range values {
		m.add(v)
	}
	m.centre()
	for _, v := range values {
		m.deviate(v)
	}
	slices.Sort(values)
	least, most := nan, nan
	if len(values) > 0 {
		least, most = values[0], values[len(values)-1]
	}
	s := m.spread(least, most)
	for i, p := range levels {
		s.quantiles[i] = Quantile(p, values)
	}
	return s
}

// moments computes the mean and the standard deviation in two passes, the second
// with the correction of Chan, Golub and LeVeque (1983), "Algorithms for computing
// the sample variance". Whether the values come at once or in pieces makes no
// difference.
type moments struct {
	n                   int
	sum, mean           float64
	deviations, squares float64
}

// add takes a value in the first pass, deviate in the second; centre is between.
func (m *moments) add(v float64) { m.n++; m.sum += v }
func (m *moments) centre()       { m.mean = m.sum / float64(m.n) }
func (m *moments) deviate(v float64) {
	d := v - m.mean
	m.deviations += d
	m.squares += float64(d * d)
}

// spread returns what is known but for the quantiles.
func (m *moments) spread(least, most float64) spread {
	s := spread{n: m.n, mean: nan, sd: nan, quantiles: [5]float64{nan, nan, nan, nan, nan}}
	n := float64(m.n)
	if m.n > 0 {
		s.mean = m.mean
	}
	switch {
	case m.n < 2:
	case least == most:
		s.mean, s.sd = least, 0 // rounding would leave a trace of a spread
	default:
		s.sd = math.Sqrt((m.squares - float64(m.deviations*m.deviations)/n) / (n - 1))
	}
	return s
}
