package compare

import (
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/results"
)

// Between compares the variants of b with those of the same name of a, each sweep
// point with the one of the same values. Runs are paired draw by draw where both
// batches have the same luck; otherwise the two are compared as a whole.
func Between(a, b *results.Result, o Options) (*Comparison, error) {
	c := &comparing{Comparison: Comparison{Names: []string{a.Info.Name, b.Info.Name}}}
	if o.Base != "" {
		return nil, fmt.Errorf("a base is for the variants of one result; of two results, the first is the base")
	}
	if err := c.begin(o, a, b); err != nil {
		return nil, err
	}
	for _, i := range b.Schema.Indicators {
		if o.wants(i.Name) && !slices.ContainsFunc(a.Schema.Indicators, func(x engine.Column) bool { return x.Name == i.Name }) {
			c.note("%s is in B only", i.Name)
		}
	}
	c.otherTimes(&a.Info, &b.Info)
	c.take(a, 0, "A: ")
	c.take(b, 1, "B: ")
	c.match(a, b)
	c.unfinished("A", a)
	c.unfinished("B", b)
	c.single(a)
	c.single(b)
	return c.finish(a), nil
}

// otherTimes notes what the two do not measure over the same time, or not with the
// same program.
func (c *comparing) otherTimes(a, b *results.Info) {
	if a.Span != b.Span {
		c.note("the spans differ: %v and %v, so that sums over time do too", a.Span, b.Span)
	}
	if a.Warmup != b.Warmup {
		c.note("the warmups differ: %v and %v", a.Warmup, b.Warmup)
	}
	if a.HasStart != b.HasStart || !a.Start.Equal(b.Start) {
		c.note("the two begin at different times")
	}
	if a.EngineVersion != b.EngineVersion {
		c.note("A is of version %s, B of %s", a.EngineVersion, b.EngineVersion)
	}
}

// match finds what each arm of b is compared with, and whether draw by draw.
func (c *comparing) match(a, b *results.Result) {
	reason := otherLuck(a, b)
	matched, said := map[int]bool{}, map[string]bool{}
	for k, s := range c.samples {
		if s.result == 0 {
			continue
		}
		at := c.like(s)
		if at < 0 {
			c.note("%s has no like in A", s.label)
			continue
		}
		matched[at] = true
		why := reason
		if why == "" {
			why = otherDraws(s, c.samples[at])
		}
		if why != "" && !said[why] {
			said[why] = true
			c.note("the draws of the two do not belong together: %s. They are compared as a whole, less surely than draw by draw", why)
		}
		c.pairs = append(c.pairs, pair{arm: k, base: at, paired: why == ""})
	}
	for k, s := range c.samples {
		if s.result == 0 && !matched[k] {
			c.note("%s has no like in B", s.label)
		}
	}
	if len(said) == 0 && a.Info.Draws != b.Info.Draws && len(c.pairs) > 0 {
		c.note("A has %d draws and B %d: the differences are of those that both have", a.Info.Draws, b.Info.Draws)
	}
}
