package compare

import (
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/results"
)

// otherLuck says why no draw of one batch has the luck of the same draw of the
// other; "" where it may have.
func otherLuck(a, b *results.Result) string {
	of := func(i *results.Info) string {
		if i.Design == "" || i.Design == "iid" {
			return "independent"
		}
		return fmt.Sprintf("%s, %d draws in %d replicates", i.Design, i.Draws, max(i.Replicates, 1))
	}
	switch {
	case a.Info.Seed != b.Info.Seed:
		return fmt.Sprintf("the seeds are %d and %d", a.Info.Seed, b.Info.Seed)
	case of(&a.Info) != of(&b.Info):
		return fmt.Sprintf("the designs are %s and %s", of(&a.Info), of(&b.Info))
	}
	return ""
}

// otherDraws says which parameter two arms of two batches draw otherwise; "" where
// all that both draw has the same order of its values, though a change may have
// moved or scaled them. What one of them fixes says nothing of the luck of the rest.
func otherDraws(a, b *sample) string {
	both := common(a, b)
	for i, p := range a.r.Schema.Parameters {
		j := slices.IndexFunc(b.r.Schema.Parameters, func(c engine.Column) bool { return c.Path == p.Path })
		if j < 0 {
			continue
		}
		var x, y []float64
		for _, runs := range both {
			v, w := a.r.Runs.Parameters[i][runs[0]], b.r.Runs.Parameters[j][runs[1]]
			if v == v && w == w {
				x, y = append(x, v), append(y, w)
			}
		}
		if len(x) > 0 && !constant(x) && !constant(y) && !slices.Equal(ranks(x), ranks(y)) {
			return p.Path + " is drawn otherwise"
		}
	}
	return ""
}

// pointOf is a sweep point in words, "" where nothing is swept.
func pointOf(r *results.Result, sweep int) string {
	if sweep >= len(r.Info.SweepPoints) || len(r.Info.SweepPoints[sweep]) == 0 {
		return ""
	}
	return fmt.Sprint(r.Info.SweepPoints[sweep]) // in the order of its keys
}

// common are the runs of two arms by the draws that both have, finished or not.
func common(a, b *sample) (runs [][2]int) {
	at := make(map[int32]int, len(b.runs))
	for _, k := range b.runs {
		at[b.r.Runs.Draw[k]] = k
	}
	for _, k := range a.runs {
		if other, ok := at[a.r.Runs.Draw[k]]; ok {
			runs = append(runs, [2]int{k, other})
		}
	}
	return runs
}

// like is the arm of the first result that has the variant and the sweep point of
// one of the second, wherever it stands; -1 for none.
func (c *comparing) like(s *sample) int {
	point := pointOf(s.r, s.sweep)
	return slices.IndexFunc(c.samples, func(x *sample) bool {
		return x.result == 0 && x.r.Schema.Variants[x.variant] == s.r.Schema.Variants[s.variant] &&
			pointOf(x.r, x.sweep) == point && (point != "" || x.sweep == s.sweep)
	})
}
