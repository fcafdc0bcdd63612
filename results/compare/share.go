package compare

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// share fills in in which share of the draws the arm is better, with Wilson's
// interval, and in which it is worse. Differences up to least are neither.
func (d *Difference) share(o observed, least, confidence float64, lower bool) {
	wins := observed{info: o.info, draws: o.draws, values: make([]float64, len(o.values))}
	losses := 0
	for k, v := range o.values {
		switch {
		case math.Abs(v) <= least:
		case (v < 0) == lower:
			wins.values[k] = 1
		default:
			losses++
		}
	}
	d.BetterShare, d.WorseShare = stat.Mean(wins.values, nil), float64(losses)/float64(len(o.values))
	d.ShareDraws = wins.effective(confidence)
	d.BetterLow, d.BetterHigh = wilson(d.BetterShare, d.ShareDraws, confidence)
}

// effective is as how many independent draws a share counts of which the draws come
// in replicates: as many as would make it vary as it varies between these, less what
// few replicates leave unknown, and no more than there are (E. L. Korn and B. I.
// Graubard, Survey Methodology 24 (1998) 193). It is NaN for a single replicate.
func (o observed) effective(confidence float64) float64 {
	n := float64(len(o.values))
	if o.info.Design == "" || o.info.Design == "iid" {
		return n
	}
	shares, ok := o.independent()
	if !ok || len(shares) < 2 {
		return nan
	}
	p, groups := stat.Mean(o.values, nil), float64(len(shares))
	level := (1 + confidence) / 2
	few := distuv.UnitNormal.Quantile(level) / distuv.StudentsT{Mu: 0, Sigma: 1, Nu: groups - 1}.Quantile(level)
	between := stat.Variance(shares, nil) / groups
	if between == 0 {
		return n // also where all draws agree
	}
	return min(n, p*(1-p)/between*few*few)
}

// wilson is the interval of a share p of n: E. B. Wilson, Journal of the American
// Statistical Association 22 (1927) 209.
func wilson(p, n, confidence float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = max(0, middle-half), min(1, middle+half)
	switch {
	case math.IsNaN(n):
	case p == 0:
		low = 0 // but for rounding
	case p == 1:
		high = 1
	}
	return low, high
}
