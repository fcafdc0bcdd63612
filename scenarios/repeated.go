package scenarios

import (
	"fmt"

	"whatif/scenarios/diagnose"
)

// mostAlike is how often the same mistake is shown where a template of a fleet
// makes it for many rows; the others are counted.
const mostAlike = 3

// mistake is what is the same in the same mistake: its code and the place of
// the template.
type mistake struct {
	code string
	at   diagnose.Position
}

// repeated are the rows in which a mistake was made.
type repeated struct {
	severity diagnose.Severity
	rows     bool        // of a fleet
	order    map[any]int // of rows, or of summaries where a mistake belongs to no row
}

// faulted is an origin that may be known to be wrong already, so that what
// follows from it is not said as well.
type faulted interface{ isFaulted() bool }

// first reports whether a diagnostic that a template made is to be shown, and
// adds the place of the row to it.
func (r *report) first(d *diagnose.Diagnostic) bool {
	if f, ok := d.At.Origin.(faulted); ok && f.isFaulted() {
		return false
	}
	row, known := d.At.Origin.Related()
	d.At.Origin = nil
	row.At.Origin = nil
	m := mistake{d.Code, d.At}
	if r.same == nil {
		r.same = map[mistake]*repeated{}
	}
	all := r.same[m]
	if all == nil {
		all = &repeated{severity: d.Severity, order: map[any]int{}}
		r.same[m] = all
	}
	var which any = d.Summary
	if known {
		which, all.rows = row.At, true
		d.Related = append([]diagnose.Related{row}, d.Related...)
	}
	place, seen := all.order[which]
	if !seen {
		place = len(all.order)
		all.order[which] = place
	}
	return place < mostAlike
}

// countRepeated says of each mistake how often it was made beyond those shown.
func (r *report) countRepeated() {
	for m, all := range r.same {
		more := len(all.order) - mostAlike
		if more <= 0 {
			continue
		}
		summary := fmt.Sprintf("the same %d more times", more)
		switch {
		case all.rows && more == 1:
			summary = "the same in 1 more row of the fleet's file"
		case all.rows:
			summary = fmt.Sprintf("the same in %d more rows of the fleet's file", more)
		case more == 1:
			summary = "the same once more"
		}
		r.list.Add(diagnose.Diagnostic{Code: m.code, Severity: all.severity, At: m.at, Summary: summary})
	}
	r.same = nil
}
