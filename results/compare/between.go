package compare

import (
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/results"
)

// Between compares the variants of b with those of the same name of a. Runs are
// paired draw by draw where both batches have the same luck; otherwise the two
// are compared as a whole.
func Between(a, b *results.Result, o Options) (*Comparison, error) {
	c := &comparing{Comparison: Comparison{Names: []string{a.Info.Name, b.Info.Name}}}
	if o.Base != "" {
		return nil, fmt.Errorf("a base is for the variants of one result; of two results, the first is the base")
	}
	if err := c.begin(o, a, b); err != nil {
		return nil, err
	}
	for _, i := range b.Schema.Indicators {
		if !slices.ContainsFunc(a.Schema.Indicators, func(x engine.Column) bool { return x.Name == i.Name }) {
			c.note("%s is in B only", i.Name)
		}
	}
	if a.Info.Span != b.Info.Span {
		c.note("the spans differ: %v and %v, so that sums over time do too", a.Info.Span, b.Info.Span)
	}
	if !a.Info.Start.Equal(b.Info.Start) {
		c.note("the two begin at different times")
	}
	c.take(a, 0, "A: ")
	c.take(b, 1, "B: ")
	why := otherLuck(a, b)
	if why != "" {
		c.note("the draws of the two do not belong together: %s. They are compared as a whole, less surely than draw by draw", why)
	}
	matched := map[int]bool{}
	for k, s := range c.samples {
		if s.result == 0 {
			continue
		}
		v := slices.Index(a.Schema.Variants, b.Schema.Variants[s.variant])
		at := c.find(0, v, s.sweep)
		if v < 0 || at < 0 || pointOf(a, s.sweep) != pointOf(b, s.sweep) {
			c.note("%s has no like in A", s.label)
			continue
		}
		matched[at] = true
		c.pairs = append(c.pairs, pair{arm: k, base: at, paired: why == ""})
	}
	for k, s := range c.samples {
		if s.result == 0 && !matched[k] {
			c.note("%s has no like in B", s.label)
		}
	}
	c.unfinished("A", a)
	c.unfinished("B", b)
	return c.finish(a), nil
}

// pointOf is a sweep point in words.
func pointOf(r *results.Result, sweep int) string {
	if sweep >= len(r.Info.SweepPoints) {
		return ""
	}
	return fmt.Sprint(r.Info.SweepPoints[sweep])
}

// otherLuck says why draw k of one batch has not the same luck as draw k of the
// other; "" where it has: the same seed and design, and every drawn parameter
// that both have in the same order of its values, though a change may have moved
// or scaled them.
func otherLuck(a, b *results.Result) string {
	designOf := func(r *results.Result) string {
		if r.Info.Design == "" {
			return "iid"
		}
		return r.Info.Design
	}
	switch {
	case a.Info.Seed != b.Info.Seed:
		return fmt.Sprintf("the seeds are %d and %d", a.Info.Seed, b.Info.Seed)
	case designOf(a) != designOf(b):
		return fmt.Sprintf("the designs are %s and %s", designOf(a), designOf(b))
	case designOf(a) != "iid" && (a.Info.Draws != b.Info.Draws || a.Info.Replicates != b.Info.Replicates):
		return fmt.Sprintf("the designs have %d and %d draws", a.Info.Draws, b.Info.Draws)
	}
	for i, p := range a.Schema.Parameters {
		j := slices.IndexFunc(b.Schema.Parameters, func(x engine.Column) bool { return x.Path == p.Path })
		if j < 0 {
			continue
		}
		x, y := drawn(a, i), drawn(b, j)
		n := min(len(x), len(y))
		if !slices.Equal(ranks(x[:n]), ranks(y[:n])) {
			return p.Path + " is drawn otherwise"
		}
	}
	return ""
}

// drawn is a parameter over the draws of the first variant at the first sweep
// point.
func drawn(r *results.Result, parameter int) []float64 {
	var list []float64
	for k := range r.Runs.Len() {
		if r.Runs.Variant[k] == r.Runs.Variant[0] && r.Runs.Sweep[k] == r.Runs.Sweep[0] {
			list = append(list, r.Runs.Parameters[parameter][k])
		}
	}
	return list
}
