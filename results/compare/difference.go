package compare

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"whatif/physics/unit"
	"whatif/results"
)

var nan = math.NaN()

// spreadOf describes the values of an indicator over the draws of an arm.
func spreadOf(o observed, confidence float64) Spread {
	values := o.values
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
	if independent, ok := o.independent(); ok && s.N > 0 {
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
	var a, b observed
	a.values, a.draws = arm.values(c.columns[j].index[arm.result])
	b.values, b.draws = base.values(c.columns[j].index[base.result])
	a.info, b.info = &arm.r.Info, &base.r.Info
	d := Difference{Arm: p.arm, Base: p.base, Paired: p.paired, Verdict: Unknown,
		Mean: nan, Low: nan, High: nan, SD: nan, Q05: nan, Median: nan, Q95: nan, Relative: nan, Effect: nan,
		BetterShare: nan, BetterLow: nan, BetterHigh: nan, WorseShare: nan, P: nan, Adjusted: nan}
	lower := c.Indicators[j].Better != "higher"
	if p.paired {
		d.pair(a, b, c.Confidence, lower)
		d.Lost = p.draws - d.Pairs
	} else {
		d.welch(a, b, c.Confidence, lower)
		d.Lost = len(arm.runs) + len(base.runs) - len(a.values) - len(b.values)
	}
	if tellsShare(c.Indicators[j].Unit) && len(b.values) > 0 {
		if m := stat.Mean(b.values, nil); m > 0 {
			d.Relative = d.Mean / m
		}
	}
	return d
}

// tellsShare says whether a share of a value in a unit means something: 0 degC is
// not nothing.
func tellsShare(symbol string) bool {
	u, err := unit.Parse(symbol)
	return err != nil || !u.Absolute
}

// observed is an indicator in the runs of an arm that have a value, in the order
// of their draws.
type observed struct {
	info   *results.Info
	values []float64
	draws  []int
}

// independent returns what tells how well the mean is known: the values, or the
// means of the replicates of a design; not ok where a replicate has no value.
func (o observed) independent() ([]float64, bool) { return o.info.Independent(o.values, o.draws) }

// pair compares draw by draw: Student's t on the differences, or, where draws of
// a design are not independent, on the means of its replicates.
func (d *Difference) pair(a, b observed, confidence float64, lower bool) {
	at := make(map[int]float64, len(b.draws))
	for k, draw := range b.draws {
		at[draw] = b.values[k]
	}
	o := observed{info: a.info}
	size := 0.0
	for k, draw := range a.draws {
		if v, ok := at[draw]; ok {
			o.values, o.draws = append(o.values, a.values[k]-v), append(o.draws, draw)
			size = max(size, math.Abs(a.values[k]), math.Abs(v))
		}
	}
	d.Values, d.Pairs = o.values, len(o.values)
	if d.Pairs == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(d.Values))
	d.describe(sorted)
	d.share(o, rounding*size, confidence, lower)
	if d.Pairs < 2 {
		return
	}
	if sorted[d.Pairs-1]-sorted[0] <= rounding*size {
		d.settle(rounding * size)
		return
	}
	independent, ok := o.independent()
	if !ok || len(independent) < 2 {
		return
	}
	half := results.HalfWidth(independent, confidence)
	if half == 0 {
		if len(independent) == d.Pairs {
			d.settle(rounding * size)
		}
		return // the means of a few replicates agree by chance: nothing is known
	}
	n := float64(len(independent))
	d.Low, d.High = d.Mean-half, d.Mean+half
	d.P = twoSided(d.Mean/(stat.StdDev(independent, nil)/math.Sqrt(n)), n-1)
}

// rounding is how much numbers may differ, relative to their size, that are one.
const rounding = 1e-12

// settle is the answer where all draws differ by the same number: there is no doubt
// left, whatever it is. Up to least it is 0.
func (d *Difference) settle(least float64) {
	d.Low, d.High, d.P = d.Mean, d.Mean, 0
	if math.Abs(d.Mean) <= least {
		d.P, d.Verdict, d.Effect = 1, Same, 0
	}
}

// describe fills in what the differences are like.
func (d *Difference) describe(sorted []float64) {
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
}

// twoSided is the probability that Student's t with that many degrees of freedom
// is at least as far from 0.
func twoSided(t, freedom float64) float64 {
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.CDF(-math.Abs(t))
}
