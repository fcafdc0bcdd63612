package compare

import (
	"fmt"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/results"
)

// Options say what is compared, and how surely.
type Options struct {
	Base       string   // variant that the others are compared with; "" for the first
	Confidence float64  // of intervals and verdicts; 0 for 0.95
	Indicators []string // names of those that are compared; none for all
}

const standardConfidence = 0.95

func (o *Options) wants(indicator string) bool {
	return len(o.Indicators) == 0 || slices.Contains(o.Indicators, indicator)
}

// NameError says that a result has no variant or indicator of a name.
type NameError struct {
	What, Name string // variant or indicator
	Known      []string
}

func (e *NameError) Error() string {
	return fmt.Sprintf("there is no %s %q: there are %s", e.What, e.Name, strings.Join(e.Known, ", "))
}

// Within compares the variants of a batch with one of them, each sweep point with
// the same one of the base. Where there is a single variant, its sweep points are
// compared with the first.
func Within(r *results.Result, o Options) (*Comparison, error) {
	c := &comparing{Comparison: Comparison{Names: []string{r.Info.Name}}}
	if err := c.begin(o, r); err != nil {
		return nil, err
	}
	base := 0
	if o.Base != "" {
		if base = slices.Index(r.Schema.Variants, o.Base); base < 0 {
			return nil, &NameError{"variant", o.Base, r.Schema.Variants}
		}
	}
	c.take(r, 0, "")
	first := func(s *sample) bool { return s.variant == base }
	slices.SortStableFunc(c.samples, func(a, b *sample) int {
		switch {
		case first(a) == first(b):
			return 0
		case first(a):
			return -1
		}
		return 1
	})
	alone := len(r.Schema.Variants) == 1
	for k, s := range c.samples {
		switch at := c.find(0, base, s.sweep); {
		case alone && s.sweep != c.samples[0].sweep:
			c.pairs = append(c.pairs, pair{arm: k, base: 0, paired: true})
		case !alone && s.variant != base && at >= 0:
			c.pairs = append(c.pairs, pair{arm: k, base: at, paired: true})
		case !alone && s.variant != base:
			c.note("%s has nothing to be compared with: the base has no runs at that sweep point", s.label)
		}
	}
	c.unfinished("the batch", r)
	c.single(r)
	return c.finish(r), nil
}

// Against compares all arms of a batch with one of them, a variant at a sweep point,
// draw by draw: as of a variant so of a sweep point all have the same draws. It has
// neither drivers nor convergence, which do not hang on what is compared.
func Against(r *results.Result, variant string, sweep int, o Options) (*Comparison, error) {
	c := &comparing{Comparison: Comparison{Names: []string{r.Info.Name}}, bare: true}
	if err := c.begin(o, r); err != nil {
		return nil, err
	}
	c.take(r, 0, "")
	base := c.find(0, slices.Index(r.Schema.Variants, variant), sweep)
	if base < 0 {
		return nil, fmt.Errorf("there are no runs of %s at sweep point %d", variant, sweep)
	}
	arm := c.samples[base]
	c.samples = slices.Insert(slices.Delete(c.samples, base, base+1), 0, arm)
	for k := range c.samples[1:] {
		c.pairs = append(c.pairs, pair{arm: k + 1, base: 0, paired: true})
	}
	return c.finish(r), nil
}

// comparing is a comparison while it is made.
type comparing struct {
	Comparison
	bare    bool      // without drivers and convergence
	samples []*sample // per arm
	pairs   []pair
	columns []column
}

// sample is the runs of an arm.
type sample struct {
	r              *results.Result
	result         int
	variant, sweep int
	label          string
	runs           []int // indices into r.Runs, in the order of the draws
	failed         int
}

// pair is two arms to compare.
type pair struct {
	arm, base int
	paired    bool
	draws     int // that both have
}

// column is an indicator: its index in the schema of each result.
type column struct{ index []int }

// begin checks the options and chooses the indicators.
func (c *comparing) begin(o Options, all ...*results.Result) error {
	c.Confidence = o.Confidence
	if c.Confidence == 0 {
		c.Confidence = standardConfidence
	}
	if c.Confidence <= 0 || c.Confidence >= 1 {
		return fmt.Errorf("a confidence of %g: it lies between 0 and 1, such as 0.95", c.Confidence)
	}
	var known []string
	for _, r := range all {
		for _, i := range r.Schema.Indicators {
			if !slices.Contains(known, i.Name) {
				known = append(known, i.Name)
			}
		}
	}
	for _, name := range o.Indicators {
		if !slices.Contains(known, name) {
			return &NameError{"indicator", name, known}
		}
	}
	for j, i := range all[0].Schema.Indicators {
		if !o.wants(i.Name) {
			continue
		}
		col := column{index: []int{j}}
		for _, r := range all[1:] {
			k := slices.IndexFunc(r.Schema.Indicators, func(x engine.Column) bool { return x.Name == i.Name })
			switch {
			case k < 0:
				c.note("%s is in A only", i.Name)
			case r.Schema.Indicators[k].Unit != i.Unit:
				c.note("%s is in %s in A, but in %s in B: not compared", i.Name, unitName(i.Unit), unitName(r.Schema.Indicators[k].Unit))
				k = -1
			case r.Schema.Indicators[k].Description != i.Description:
				c.note("%s is %q in A, but %q in B: what differs may be the definition", i.Name, i.Description, r.Schema.Indicators[k].Description)
			}
			col.index = append(col.index, k)
		}
		if slices.Contains(col.index, -1) {
			continue
		}
		c.columns = append(c.columns, col)
		c.Indicators = append(c.Indicators, Indicator{Name: i.Name, Unit: i.Unit, Description: i.Description, Better: i.Better})
	}
	return nil
}

func unitName(symbol string) string {
	if symbol == "" || symbol == "1" {
		return "no unit"
	}
	return symbol
}

// take makes samples of the runs of a result, by variant and sweep point.
func (c *comparing) take(r *results.Result, result int, prefix string) {
	var last *sample
	for k := range r.Runs.Len() {
		v, s := int(r.Runs.Variant[k]), int(r.Runs.Sweep[k])
		if last == nil || last.variant != v || last.sweep != s {
			last = &sample{r: r, result: result, variant: v, sweep: s, label: prefix + label(r, v, s)}
			c.samples = append(c.samples, last)
		}
		if r.Runs.Failed[k] {
			last.failed++
		}
		last.runs = append(last.runs, k)
	}
}

// find is the arm of a variant at a sweep point of a result, -1 for none.
func (c *comparing) find(result, variant, sweep int) int {
	return slices.IndexFunc(c.samples, func(s *sample) bool {
		return s.result == result && s.variant == variant && s.sweep == sweep
	})
}

// label names a variant and, in a sweep, the values of its point.
func label(r *results.Result, variant, sweep int) string {
	name := r.Schema.Variants[variant]
	if r.Info.Sweeps <= 1 || sweep >= len(r.Info.SweepPoints) {
		return name
	}
	for _, p := range r.Schema.Parameters {
		if v, ok := r.Info.SweepPoints[sweep][p.Path]; ok {
			name += " " + p.Name + "=" + v
		}
	}
	return name
}

// finish describes the arms and compares the pairs.
func (c *comparing) finish(r *results.Result) *Comparison {
	for _, s := range c.samples {
		c.Arms = append(c.Arms, Arm{Label: s.label, Result: s.result, Variant: s.r.Schema.Variants[s.variant], Sweep: s.sweep,
			N: len(s.runs) - s.failed, Failed: s.failed})
	}
	for k := range c.pairs {
		p := &c.pairs[k]
		p.draws = len(common(c.samples[p.arm], c.samples[p.base]))
	}
	for j := range c.Indicators {
		i := &c.Indicators[j]
		for _, s := range c.samples {
			values, draws := s.values(c.columns[j].index[s.result])
			o := observed{&s.r.Info, values, draws}
			i.Spreads = append(i.Spreads, spreadOf(o, c.Confidence))
			if !c.bare {
				i.Converged = append(i.Converged, converged(o, c.Confidence, tellsShare(i.Unit)))
			}
		}
		for _, p := range c.pairs {
			i.Differences = append(i.Differences, c.difference(j, p))
		}
		if len(c.samples) > 0 && !c.bare {
			i.Drivers = drivers(r, c.samples, c.columns[j].index[0], c.Confidence)
		}
	}
	c.adjust()
	c.biased()
	c.without()
	return &c.Comparison
}

// values are those of an indicator in the runs that reached their end, with their
// draws; runs without a value are left out.
func (s *sample) values(indicator int) (values []float64, draws []int) {
	for _, k := range s.runs {
		if v := s.r.Runs.Indicators[indicator][k]; v == v && !s.r.Runs.Failed[k] {
			values, draws = append(values, v), append(draws, int(s.r.Runs.Draw[k]))
		}
	}
	return values, draws
}
