package chart

import "math"

// buckets is how many parts of the width a long series keeps the least and the
// greatest value of: no peak is lost, and no picture tells more.
const buckets = 180

// thinner parts a range of x into buckets.
type thinner struct {
	low, high float64
	coarse    bool // the series is longer than two points for each bucket
}

// newThinner looks at how many points a series has within a range.
func newThinner(x []float64, e extent) thinner {
	return thinner{e.low, e.high, len(x) > 2*buckets}
}

func (t thinner) bucket(x float64) int {
	return int(math.Floor((x - t.low) / (t.high - t.low) * buckets))
}

// runs are the indices of the points that belong together: a value that cannot be
// drawn parts them. In a long series a hole counts only where a bucket has no
// value at all.
func (t thinner) runs(x []float64, good func(i int) bool) [][]int {
	var list [][]int
	var run []int
	hole := false
	for i := range x {
		if !drawn(x[i]) || !good(i) {
			hole = true
			continue
		}
		if hole && len(run) > 0 && (!t.coarse || t.bucket(x[i])-t.bucket(x[run[len(run)-1]]) > 1) {
			list = append(list, run)
			run = nil
		}
		run, hole = append(run, i), false
	}
	if len(run) > 0 {
		list = append(list, run)
	}
	return list
}

// extremes are the indices of a run that are drawn: all of a short series, else of
// each bucket the least and the greatest value, and the ends of the run.
func (t thinner) extremes(run []int, x, y []float64) []int {
	if !t.coarse || len(run) < 4 {
		return run
	}
	list := []int{run[0]}
	add := func(i int) {
		if i > list[len(list)-1] {
			list = append(list, i)
		}
	}
	for k := 0; k < len(run); {
		least, most, b := run[k], run[k], t.bucket(x[run[k]])
		for ; k < len(run) && t.bucket(x[run[k]]) == b; k++ {
			if y[run[k]] < y[least] {
				least = run[k]
			}
			if y[run[k]] > y[most] {
				most = run[k]
			}
		}
		add(min(least, most))
		add(max(least, most))
	}
	add(run[len(run)-1])
	return list
}
