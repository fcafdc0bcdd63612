package telemetry

import (
	"cmp"
	"math"
	"slices"

	"whatif/engine"
)

// repair sorts the rows of a group by time, those with the same time in the
// order of the file, and keeps of these the first or the last value, or the
// mean; a missing value gives way to one that is there.
func (g *group) repair() *Repair {
	n := len(g.times)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.times[a], g.times[b]) })
	var begins []int // of each stretch of rows with one time
	for k, i := range order {
		if k == 0 || g.times[i] != g.times[order[k-1]] {
			begins = append(begins, k)
		}
	}
	times, lines := make([]engine.Time, len(begins)), make([]int32, len(begins))
	end := func(b int) int {
		if b+1 < len(begins) {
			return begins[b+1]
		}
		return n
	}
	for b, k := range begins {
		times[b], lines[b] = g.times[order[k]], g.lines[order[k]]
	}
	for _, s := range g.members {
		values := make([]float64, len(begins))
		for b, k := range begins {
			values[b] = merged(s.values, order[k:end(b)], g.spec.OnRepeat)
		}
		s.values = values
	}
	repair := &Repair{Places: g.order.disorders, Rows: n - g.order.ordered, Merged: n - len(begins), Kept: g.spec.OnRepeat,
		At: g.order.firstAt, Line: g.order.firstLine, Noun: g.noun}
	g.times, g.lines = times, lines
	return repair
}

// merged is the value of rows with the same time.
func merged(values []float64, rows []int, keep string) float64 {
	var sum float64
	n := 0
	kept := math.NaN()
	for _, i := range rows {
		v := values[i]
		if math.IsNaN(v) {
			continue
		}
		if n == 0 || keep == "last" {
			kept = v
		}
		sum += v
		n++
	}
	if keep == "mean" && n > 1 {
		return sum / float64(n)
	}
	return kept
}
