package compare

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// welch compares two arms whose draws do not belong together: B. L. Welch,
// Biometrika 34 (1947) 28, on the values or, of a design, on the means of its
// replicates. The spread of the difference is not known then: it has no quantiles.
func (d *Difference) welch(a, b observed, confidence float64, lower bool) {
	d.Pairs = min(len(a.values), len(b.values))
	if d.Pairs == 0 {
		return
	}
	meanA, meanB := stat.Mean(a.values, nil), stat.Mean(b.values, nil)
	d.Mean = meanA - meanB
	d.beyond(a.values, b.values, confidence, lower)
	if d.Pairs < 2 {
		return
	}
	size := max(math.Abs(meanA), math.Abs(meanB))
	sd := math.Sqrt(stat.Variance(a.values, nil) + stat.Variance(b.values, nil))
	d.Effect = d.Mean / sd
	if sd <= rounding*size {
		d.settle(rounding * size)
		return
	}
	groupsA, okA := a.independent()
	groupsB, okB := b.independent()
	if !okA || !okB || len(groupsA) < 2 || len(groupsB) < 2 {
		return
	}
	va, vb := stat.Variance(groupsA, nil)/float64(len(groupsA)), stat.Variance(groupsB, nil)/float64(len(groupsB))
	se := math.Sqrt(va + vb)
	if se <= rounding*size {
		return // the means of a few replicates agree by chance: nothing is known
	}
	freedom := (va + vb) * (va + vb) / (va*va/float64(len(groupsA)-1) + vb*vb/float64(len(groupsB)-1))
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}.Quantile((1+confidence)/2) * se
	d.Low, d.High = d.Mean-half, d.Mean+half
	d.P = twoSided(d.Mean/se, freedom)
}

// beyond fills in the shares of all pairs of a draw of a and one of b in which a's is
// better and worse: with no draws in common, any may meet any.
func (d *Difference) beyond(a, b []float64, confidence float64, lower bool) {
	more, less, sorted := 0, 0, slices.Sorted(slices.Values(b))
	for _, v := range a {
		near := rounding * math.Abs(v)
		below, _ := slices.BinarySearch(sorted, v-near)
		above, _ := slices.BinarySearch(sorted, math.Nextafter(v+near, math.Inf(1)))
		more, less = more+below, less+len(b)-above
	}
	all := float64(len(a)) * float64(len(b))
	d.BetterShare, d.WorseShare = float64(more)/all, float64(less)/all
	if lower {
		d.BetterShare, d.WorseShare = d.WorseShare, d.BetterShare
	}
	d.ShareDraws = float64(min(len(a), len(b)))
	if d.ShareDraws > 1 {
		d.BetterLow, d.BetterHigh = newcombe(d.BetterShare, float64(len(a)), float64(len(b)), confidence)
	}
}

// newcombe is the interval of the probability that one of n values is beyond one of
// m others, of which the share p is known: method 5 of R. G. Newcombe, Statistics in
// Medicine 25 (2006) 559. Like Wilson's it holds at 0 and 1, too. It takes draws for
// independent, which those of a design are more than.
func newcombe(p, n, m, confidence float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile((1 + confidence) / 2)
	far := func(x float64) bool { // too far from p to be the probability
		more := ((n+m)/2 - 1) * ((1-x)/(2-x) + x/(1+x))
		return math.Abs(p-x) > z*math.Sqrt(x*(1-x)*(1+more)/(n*m))
	}
	return bisect(0, p, far), bisect(1, p, far)
}

// bisect is the border between what is far, on the side of from, and what is not.
func bisect(from, to float64, far func(float64) bool) float64 {
	if from == to {
		return from
	}
	for range 60 {
		if middle := (from + to) / 2; far(middle) {
			from = middle
		} else {
			to = middle
		}
	}
	return (from + to) / 2
}
