package compare

import (
	"fmt"
	"strings"

	"whatif/results"
)

// note keeps what the reader must know.
func (c *comparing) note(format string, args ...any) {
	c.Notes = append(c.Notes, fmt.Sprintf(format, args...))
}

// unfinished notes that runs are missing.
func (c *comparing) unfinished(name string, r *results.Result) {
	if missing := r.Info.Runs - int64(r.Runs.Len()); missing > 0 {
		c.note("%s is unfinished: %d of %d runs are missing", name, missing, r.Info.Runs)
	}
}

// single notes that the draws of a result cannot tell how well a mean is known.
func (c *comparing) single(r *results.Result) {
	switch {
	case r.Info.Design == "" || r.Info.Design == "iid":
		if r.Info.Draws == 1 {
			c.note("%s has a single draw: there is no interval of any mean", r.Info.Name)
		}
	case r.Info.Replicates < 2:
		c.note("the %d draws of %s are one replicate of its design, which depend on each other: there is no interval of any mean",
			r.Info.Draws, r.Info.Name)
	}
}

// biased notes that arms lost runs to failures. Where one lost more than the other,
// the draws left are not those that either would show by itself.
func (c *comparing) biased() {
	for _, p := range c.pairs {
		a, b := c.samples[p.arm], c.samples[p.base]
		switch {
		case a.failed == 0 && b.failed == 0:
		case a.failed*len(b.runs) == b.failed*len(a.runs):
			c.note("%d of %d runs of %s and %d of %d of %s failed; what they would have shown is in no number",
				a.failed, len(a.runs), a.label, b.failed, len(b.runs), b.label)
		default:
			c.note("%d of %d runs of %s failed, but %d of %d of %s: the differences are those of the draws that neither lost, and may be biased",
				a.failed, len(a.runs), a.label, b.failed, len(b.runs), b.label)
		}
	}
}

// without notes runs that reached their end and have no value of an indicator all
// the same, such as the time until something that did not happen.
func (c *comparing) without() {
	for j := range c.Indicators {
		var where []string
		for k, s := range c.Arms {
			if lost := s.N - c.Indicators[j].Spreads[k].N; lost > 0 {
				where = append(where, fmt.Sprintf("%d of %d runs of %s", lost, s.N, s.Label))
			}
		}
		const most = 4
		if more := len(where) - most; more > 0 {
			where = append(where[:most], fmt.Sprintf("and in %d more", more))
		}
		if len(where) > 0 {
			c.note("%s has no value in %s; its numbers are of the others", c.Indicators[j].Name, strings.Join(where, ", "))
		}
	}
}
