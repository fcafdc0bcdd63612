package scenarios

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"whatif/scenarios/source"
)

// discrete reads { values = [...], weights = [...] }; equal weights where none
// are given.
func (r *lawReader) discrete() law {
	before := r.list.Errors()
	values, ok := r.listOf(r.f.need("values", fmt.Sprintf("[%s]", example1(r.u))), "discrete.values", false)
	weightsAt := r.f.get("weights")
	weights, _ := r.listOf(weightsAt, "discrete.weights", false)
	r.f.done()
	switch {
	case !ok:
		return nil
	case len(values) == 0:
		r.loader.fail(codeDistribution, r.f.at, "discrete has no values", "a list of at least one value", "")
	case weightsAt != nil && len(weights) != len(values) && r.list.Errors() == before:
		r.loader.fail(codeDistribution, weightsAt.At, fmt.Sprintf("discrete has %d values and %d weights", len(values), len(weights)), "a weight for each value", "")
	}
	xs, ws, sum := make([]float64, len(values)), make([]float64, len(values)), 0.0
	for i, n := range values {
		xs[i], _ = r.quantity(n, "discrete.values", r.u)
		ws[i] = 1
		if i < len(weights) {
			ws[i] = r.weight(weights[i])
		}
		sum += ws[i]
	}
	if r.list.Errors() > before {
		return nil
	}
	if sum <= 0 || math.IsInf(sum, 0) {
		r.loader.fail(codeDistribution, weightsAt.At, "the weights of discrete do not add up to a number above zero", "", "")
		return nil
	}
	return newDiscrete(xs, ws)
}

func (r *lawReader) weight(n *source.Node) float64 {
	x, ok := r.number(n, "discrete.weights")
	if ok {
		r.within(n, "a weight of discrete", x, notNegative, pure)
	}
	return x
}

// discrete is a distribution over a few values: xs ascends, and up[i] is the
// probability of xs[i] or less.
type discrete struct{ xs, up []float64 }

// newDiscrete sorts values with their weights and adds those up.
func newDiscrete(xs, weights []float64) discrete {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(xs[a], xs[b]) })
	var d discrete
	sum := 0.0
	for _, i := range order {
		if weights[i] == 0 {
			continue
		}
		sum += weights[i]
		if n := len(d.xs); n > 0 && d.xs[n-1] == xs[i] {
			d.up[n-1] = sum
			continue
		}
		d.xs, d.up = append(d.xs, xs[i]), append(d.up, sum)
	}
	for i := range d.up {
		d.up[i] /= sum
	}
	d.up[len(d.up)-1] = 1
	return d
}

// Quantile is the least value that p of the draws do not exceed.
func (d discrete) Quantile(p float64) float64 {
	i, _ := slices.BinarySearch(d.up, p)
	return d.xs[min(i, len(d.xs)-1)]
}

// CDF is the probability of x or less.
func (d discrete) CDF(x float64) float64 { return d.upTo(countUpTo(d.xs, x)) }

// Below is the probability of less than x.
func (d discrete) Below(x float64) float64 { return d.upTo(countBelow(d.xs, x)) }

// countBelow and countUpTo count the values less than x, and those of x or less.
func countBelow(ascending []float64, x float64) int {
	n, _ := slices.BinarySearch(ascending, x)
	return n
}

func countUpTo(ascending []float64, x float64) int {
	n, _ := slices.BinarySearchFunc(ascending, x, func(e, x float64) int {
		if e > x {
			return 1
		}
		return -1
	})
	return n
}

// upTo is the probability of the first n values.
func (d discrete) upTo(n int) float64 {
	if n == 0 {
		return 0
	}
	return d.up[n-1]
}
