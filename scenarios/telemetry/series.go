package telemetry

import (
	"fmt"
	"math"
	"sync"
	"time"

	"whatif/engine"
)

// series is what a file says for one input: its rows as they stand there. The
// slices of times and lines are shared by all series of the same rows.
type series struct {
	times     []engine.Time
	values    []float64 // in the file's unit; NaN where missing
	lines     []int32   // where each row stands
	axis      *axis     // of times, nil where they are the series' own
	noun      string    // what is counted there: line, or row where the file is no text
	blank     int       // lines passed over
	plain     bool      // the times are plain seconds
	separator rune
	timeField int
	field     int // of the value
	repair    *Repair
	foreign   *Foreign
	sun       float64        // see Report.Sun
	origin    time.Time      // of times, where they are not plain
	zone      *time.Location // of the record
	problems  []Problem
}

// axis is what is known of the times that series share, all of whose rows are
// there.
type axis struct {
	all               []int // the rows
	shortest, longest engine.Time

	mu    sync.Mutex
	spans map[spansKey]*spans
}

func newAxis(times []engine.Time) *axis {
	a := &axis{all: make([]int, len(times)), shortest: engine.Never}
	for i := range times {
		a.all[i] = i
		if i > 0 {
			a.shortest, a.longest = min(a.shortest, times[i]-times[i-1]), max(a.longest, times[i]-times[i-1])
		}
	}
	return a
}

// missing counts the rows without a value.
func (s *series) missing() (n int) {
	for _, v := range s.values {
		if v != v {
			n++
		}
	}
	return n
}

// line is where a row stands.
func (s *series) line(row int) int { return int(s.lines[row]) }

// shown is how many problems of one sort are reported one by one.
const shown = 3

// tally keeps the first few problems of a sort and counts the rest.
type tally struct {
	first []Problem
	more  int
}

func (t *tally) add(p Problem) {
	if len(t.first) < shown {
		t.first = append(t.first, p)
	} else {
		t.more++
	}
}

// one keeps one of what is shown and counts the others, where all want the same
// help.
func (t *tally) one() {
	for i := range t.first {
		if p := &t.first[i]; p.Expected != t.first[0].Expected || p.Hint != t.first[0].Hint {
			return
		}
	}
	if n := len(t.first); n > 1 {
		t.first, t.more = t.first[:1], t.more+n-1
	}
}

// close returns what was kept, and one more that counts the rest: one says what
// is wrong with a single one, many with several.
func (t *tally) close(key, one, many string) []Problem {
	switch t.more {
	case 0:
		return t.first
	case 1:
		return append(t.first, Problem{Key: key, Summary: "1 more " + one})
	}
	return append(t.first, Problem{Key: key, Summary: fmt.Sprintf("%d more %s", t.more, many)})
}

// selector collects one series from the rows of a pass.
type selector struct {
	spec *Spec
	series
	key        string // of the column of values: column or value
	name       string // of that column
	clockField int    // of the time of day, -1 for none
	group      *group
	rows       int // that matched

	head      []Problem // of the file or its header: no row counts after one
	shared    []Problem // of the times
	none      *Problem  // where no row matched
	badValues tally
}

func newSelector(spec *Spec) *selector {
	s := &selector{spec: spec}
	s.noun = "line"
	s.name, s.key = spec.valueColumn()
	return s
}

// attach finds the columns in the header. Where the table's times are not in a
// column, fixed is that with which to mark them.
func (s *selector) attach(h *header, fixed int) {
	s.separator, s.clockField = h.separator, -1
	find := func(name, key string) int {
		i, problem := h.find(name, key)
		if problem != nil {
			s.head = append(s.head, *problem)
		}
		return i
	}
	if fixed > 0 {
		s.timeField = fixed
	} else {
		s.timeField = find(s.spec.Time, "time")
		if s.spec.Clock != "" {
			s.clockField = find(s.spec.Clock, "time")
		}
	}
	s.field = find(s.name, s.key)
	for column := range s.spec.Where {
		find(column, "where")
	}
	if len(s.head) == 0 && (s.timeField == s.field || s.clockField == s.field) {
		s.head = append(s.head, Problem{Key: s.key, Line: h.line, field: s.field,
			Summary: fmt.Sprintf("%q is the column of times", s.name), Expected: "another column, with the values; " + h.list()})
	}
	if len(s.head) == 0 && h.columns != nil {
		s.checkKinds(h.columns)
	}
}

// finish closes the series after the last row. Problems that stand for the
// whole file follow those of single rows.
func (s *selector) finish() *series {
	s.problems = append(s.head, s.shared...)
	s.problems = append(s.problems, s.badValues.close(s.key, fmt.Sprintf("cell of %q is not a number", s.name), fmt.Sprintf("cells of %q are not numbers", s.name))...)
	if len(s.problems) == 0 {
		s.problems = s.empty()
	}
	if len(s.problems) > 0 {
		s.times, s.values, s.lines = nil, nil, nil
	}
	return &s.series
}

// empty is the problem of a series without any value.
func (s *selector) empty() []Problem {
	if s.none != nil {
		return []Problem{*s.none}
	}
	for _, v := range s.values {
		if !math.IsNaN(v) {
			return nil
		}
	}
	return []Problem{{Key: s.key, Summary: fmt.Sprintf("column %q is empty: none of its %s has a value", s.name, plural(s.rows, "row"))}}
}
