package compare

import (
	"math"

	"gonum.org/v1/gonum/stat"

	"whatif/results"
)

const (
	looks     = 20   // at how many numbers of draws the convergence is looked at
	precision = 0.01 // of the mean, that Needed is for
)

// converged looks at the first draws, more and more of them. Of a design whose
// draws belong together, it looks at whole replicates.
func converged(info *results.Info, values []float64, draws []int, confidence float64) Converged {
	c := Converged{Relative: nan}
	last := 0
	for _, n := range lookAt(info, len(values)) {
		independent, ok := independentOf(info, values[:n], draws[:n])
		if !ok || n == last {
			continue
		}
		last = n
		c.Draws = append(c.Draws, n)
		c.Mean = append(c.Mean, stat.Mean(values[:n], nil))
		c.HalfWidth = append(c.HalfWidth, results.HalfWidth(independent, confidence))
	}
	if k := len(c.Draws) - 1; k >= 0 {
		half, mean := c.HalfWidth[k], math.Abs(c.Mean[k])
		if mean > 0 {
			c.Relative = half / mean
		}
		if needed := float64(c.Draws[k]) * (c.Relative / precision) * (c.Relative / precision); needed > 0 && needed < 1e12 {
			c.Needed = int(math.Ceil(needed))
		}
	}
	return c
}

// lookAt are numbers of draws up to n, evenly spaced by their logarithm.
func lookAt(info *results.Info, n int) []int {
	var list []int
	if info.Design != "" && info.Design != "iid" {
		each := max(info.Draws/max(info.Replicates, 1), 1)
		for k := 2 * each; k < n; k += each * max(1, n/each/looks) {
			list = append(list, k)
		}
		return append(list, n)
	}
	const first = 2
	if n < first {
		return nil
	}
	for i := range looks {
		list = append(list, int(math.Round(first*math.Pow(float64(n)/first, float64(i)/(looks-1)))))
	}
	return list
}

// independentOf is Info.Independent of the first draws alone: replicates that have
// not begun do not count.
func independentOf(info *results.Info, values []float64, draws []int) ([]float64, bool) {
	if len(values) == 0 {
		return nil, false
	}
	if info.Design == "" || info.Design == "iid" {
		return values, true
	}
	each := max(info.Draws/max(info.Replicates, 1), 1)
	part := *info
	part.Replicates = draws[len(draws)-1]/each + 1
	part.Draws = part.Replicates * each
	return part.Independent(values, draws)
}
