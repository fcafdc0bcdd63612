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
func converged(o observed, confidence float64, share bool) Converged {
	c := Converged{Relative: nan}
	last := 0
	for _, first := range o.lookAt() {
		n := len(first.values)
		independent, ok := first.independent()
		if !ok || n == last || n == 0 {
			continue
		}
		last = n
		c.Draws = append(c.Draws, n)
		c.Mean = append(c.Mean, stat.Mean(first.values, nil))
		c.HalfWidth = append(c.HalfWidth, results.HalfWidth(independent, confidence))
	}
	k := len(c.Draws) - 1
	if k < 0 || !share || c.Mean[k] == 0 {
		return c
	}
	c.Relative = c.HalfWidth[k] / math.Abs(c.Mean[k])
	if needed := float64(c.Draws[k]) * (c.Relative / precision) * (c.Relative / precision); needed > 0 && needed < 1e12 {
		c.Needed = max(2, int(math.Ceil(needed)))
	}
	return c
}

// lookAt are the first draws, more and more of them up to all: evenly spaced by
// the logarithm of their number, or so many replicates.
func (o observed) lookAt() (list []observed) {
	if o.info.Design != "" && o.info.Design != "iid" {
		return o.replicates()
	}
	const first = 2
	n := len(o.values)
	if n < first {
		return nil
	}
	for i := range looks {
		k := int(math.Round(first * math.Pow(float64(n)/first, float64(i)/(looks-1))))
		list = append(list, observed{o.info, o.values[:k], o.draws[:k]})
	}
	return list
}

// replicates are the draws of the first two replicates, three and so on, as if the
// design had no others. A single replicate does not tell how well its mean is known.
func (o observed) replicates() (list []observed) {
	all := max(o.info.Replicates, 1)
	each := max(o.info.Draws/all, 1)
	n := 0
	for k := 1; k <= all; k++ {
		for n < len(o.draws) && o.draws[n] < k*each {
			n++
		}
		if k == all || k > 1 && k%max(1, all/looks) == 0 {
			part := *o.info
			part.Replicates, part.Draws = k, k*each
			list = append(list, observed{&part, o.values[:n], o.draws[:n]})
		}
	}
	return list
}
