package compare

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"whatif/results"
)

var nan = math.NaN()

// spreadOf describes the values of an indicator over the draws of an arm.
func spreadOf(info *results.Info, values []float64, draws []int, confidence float64) Spread {
	s := Spread{N: len(values), Mean: nan, HalfWidth: nan, SD: nan, Values: slices.Sorted(slices.Values(values))}
	if s.N > 0 {
		s.Mean = stat.Mean(values, nil)
		s.Min, s.Max = s.Values[0], s.Values[s.N-1]
	} else {
		s.Min, s.Max = nan, nan
	}
	if s.N > 1 {
		s.SD = stat.StdDev(values, nil)
		if s.Min == s.Max {
			s.Mean, s.SD = s.Min, 0 // rounding would leave a trace of a spread
		}
	}
	if independent, ok := info.Independent(values, draws); ok && s.N > 0 {
		s.HalfWidth = results.HalfWidth(independent, confidence)
	}
	s.Q05, s.Q25 = results.Quantile(0.05, s.Values), results.Quantile(0.25, s.Values)
	s.Median = results.Quantile(0.5, s.Values)
	s.Q75, s.Q95 = results.Quantile(0.75, s.Values), results.Quantile(0.95, s.Values)
	return s
}

// difference compares two arms by an indicator.
func (c *comparing) difference(j int, p pair) Difference {
	arm, base := c.samples[p.arm], c.samples[p.base]
	a, drawsA := arm.values(c.columns[j].index[arm.result])
	b, drawsB := base.values(c.columns[j].index[base.result])
	d := Difference{Arm: p.arm, Base: p.base, Paired: p.paired, Verdict: Unknown,
		Mean: nan, Low: nan, High: nan, SD: nan, Q05: nan, Median: nan, Q95: nan, Relative: nan, Effect: nan,
		BetterShare: nan, BetterLow: nan, BetterHigh: nan, P: nan, Adjusted: nan}
	lower := c.Indicators[j].Better != "higher"
	if p.paired {
		d.pair(&arm.r.Info, a, drawsA, b, drawsB, max(len(arm.runs), len(base.runs)), c.Confidence, lower)
	} else {
		d.welch(a, b, c.Confidence, lower)
		d.Lost = len(arm.runs) + len(base.runs) - len(a) - len(b)
	}
	if m := stat.Mean(b, nil); len(b) > 0 && m != 0 {
		d.Relative = d.Mean / math.Abs(m)
	}
	return d
}

// pair compares draw by draw: Student's t on the differences, or, where draws of
// a design are not independent, on the means of its replicates.
func (d *Difference) pair(info *results.Info, a []float64, drawsA []int, b []float64, drawsB []int, runs int, confidence float64, lower bool) {
	at := map[int]float64{}
	for k, draw := range drawsB {
		at[draw] = b[k]
	}
	var draws []int
	size := 0.0
	for k, draw := range drawsA {
		if v, ok := at[draw]; ok {
			d.Values, draws = append(d.Values, a[k]-v), append(draws, draw)
			size = max(size, math.Abs(a[k]), math.Abs(v))
		}
	}
	d.Pairs, d.Lost = len(d.Values), runs-len(d.Values)
	if d.Pairs == 0 {
		return
	}
	d.describe(lower, size)
	independent, ok := info.Independent(d.Values, draws)
	if !ok || len(independent) < 2 {
		return
	}
	half := results.HalfWidth(independent, confidence)
	d.Low, d.High = d.Mean-half, d.Mean+half
	if half == 0 || half <= rounding*size && math.Abs(d.Mean) <= rounding*size {
		d.P = 0
		if math.Abs(d.Mean) <= rounding*size {
			d.P, d.Verdict = 1, Same
		}
		return
	}
	n := float64(len(independent))
	d.P = twoSided(d.Mean/(stat.StdDev(independent, nil)/math.Sqrt(n)), n-1)
}

// rounding is how much numbers may differ, relative to their size, that are one.
const rounding = 1e-12

// describe fills in what the differences are like.
func (d *Difference) describe(lower bool, size float64) {
	sorted := slices.Sorted(slices.Values(d.Values))
	d.Mean = stat.Mean(d.Values, nil)
	if len(sorted) > 1 {
		d.SD = stat.StdDev(d.Values, nil)
		if sorted[0] == sorted[len(sorted)-1] {
			d.Mean, d.SD = sorted[0], 0
		}
	}
	d.Q05, d.Median, d.Q95 = results.Quantile(0.05, sorted), results.Quantile(0.5, sorted), results.Quantile(0.95, sorted)
	d.Effect = d.Mean / d.SD
	if d.SD == 0 && d.Mean == 0 {
		d.Effect = 0
	}
	better := 0.0
	for _, v := range d.Values {
		switch {
		case math.Abs(v) <= rounding*size:
			better += 0.5
		case (v < 0) == lower:
			better++
		}
	}
	d.share(better, float64(len(d.Values)))
}

// share is in how many of n draws the arm is better, with Wilson's interval.
func (d *Difference) share(better, n float64) {
	d.BetterShare = better / n
	d.BetterLow, d.BetterHigh = wilson(d.BetterShare, n, 0.95)
}

// wilson is the interval of a share p of n: E. B. Wilson, Journal of the American
// Statistical Association 22 (1927) 209.
func wilson(p, n, confidence float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = max(0, middle-half), min(1, middle+half)
	switch p {
	case 0:
		low = 0 // but for rounding
	case 1:
		high = 1
	}
	return low, high
}

// twoSided is the probability that Student's t with that many degrees of freedom
// is at least as far from 0.
func twoSided(t, freedom float64) float64 {
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.CDF(-math.Abs(t))
}

// welch compares two arms whose draws do not belong together: B. L. Welch,
// Biometrika 34 (1947) 28. The spread of the difference is not known then.
func (d *Difference) welch(a, b []float64, confidence float64, lower bool) {
	d.Pairs = min(len(a), len(b))
	if d.Pairs == 0 {
		return
	}
	meanA, meanB := stat.Mean(a, nil), stat.Mean(b, nil)
	d.Mean = meanA - meanB
	wins := 0.0 // over all pairs of draws
	sorted := slices.Sorted(slices.Values(b))
	for _, v := range a {
		below, _ := slices.BinarySearch(sorted, v)
		above, _ := slices.BinarySearch(sorted, math.Nextafter(v, math.Inf(1)))
		ties := float64(above-below) / 2
		if lower {
			wins += float64(len(b)-above) + ties
		} else {
			wins += float64(below) + ties
		}
	}
	d.BetterShare = wins / float64(len(a)) / float64(len(b))
	if d.Pairs < 2 {
		return
	}
	// Hanley and McNeil, Radiology 143 (1982) 29: the interval of such a share.
	d.BetterLow, d.BetterHigh = hanley(d.BetterShare, float64(len(a)), float64(len(b)))
	va, vb := stat.Variance(a, nil)/float64(len(a)), stat.Variance(b, nil)/float64(len(b))
	se := math.Sqrt(va + vb)
	if se <= rounding*max(math.Abs(meanA), math.Abs(meanB)) {
		d.Low, d.High, d.P = d.Mean, d.Mean, 0
		if math.Abs(d.Mean) <= rounding*math.Abs(meanB) {
			d.P, d.Verdict = 1, Same
		}
		return
	}
	freedom := (va + vb) * (va + vb) / (va*va/float64(len(a)-1) + vb*vb/float64(len(b)-1))
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile((1+confidence)/2) * se
	d.Low, d.High = d.Mean-half, d.Mean+half
	d.P = twoSided(d.Mean/se, freedom)
}

// hanley is the interval of the probability that a value of one sample is beyond
// one of the other.
func hanley(p, n, m float64) (low, high float64) {
	q1, q2 := p/(2-p), 2*p*p/(1+p)
	se := math.Sqrt((p*(1-p) + (n-1)*(q1-p*p) + (m-1)*(q2-p*p)) / (n * m))
	z := distuv.UnitNormal.Quantile(0.975)
	return max(0, p-z*se), min(1, p+z*se)
}

// adjust corrects the probabilities of all comparisons for their number: S. Holm,
// Scandinavian Journal of Statistics 6 (1979) 65. Then it pronounces the verdicts.
func (c *comparing) adjust() {
	var all []*Difference
	var of []*Indicator
	for j := range c.Indicators {
		for k := range c.Indicators[j].Differences {
			if d := &c.Indicators[j].Differences[k]; d.P == d.P {
				all, of = append(all, d), append(of, &c.Indicators[j])
			}
		}
	}
	p := make([]float64, len(all))
	for k, d := range all {
		p[k] = d.P
	}
	for k, adjusted := range holm(p) {
		all[k].Adjusted = adjusted
		all[k].pronounce(of[k].Better, c.Confidence)
	}
}

// holm returns the probabilities after Holm's correction.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	out, worst := make([]float64, len(p)), 0.0
	for rank, i := range order {
		worst = max(worst, min(1, p[i]*float64(len(p)-rank)))
		out[i] = worst
	}
	return out
}

// pronounce says what can be said at that confidence.
func (d *Difference) pronounce(better string, confidence float64) {
	switch below := d.Mean < 0; {
	case d.Verdict == Same:
	case d.Adjusted >= 1-confidence:
		d.Verdict = Unclear
	case better == "" && below:
		d.Verdict = Lower
	case better == "":
		d.Verdict = Higher
	case below == (better == "lower"):
		d.Verdict = Better
	default:
		d.Verdict = Worse
	}
}
