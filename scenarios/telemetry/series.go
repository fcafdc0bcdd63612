package telemetry

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"whatif/engine"
)

// series is what a file says for one input: its rows as they stand there.
type series struct {
	times     []engine.Time
	values    []float64 // in the file's unit; NaN where missing
	lines     []int     // where each row stands
	blank     int       // lines passed over
	plain     bool      // the times are plain seconds
	separator rune
	timeField int
	field     int // of the value
	problems  []Problem
}

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
	key       string // of the column of values: column or value
	name      string // of that column
	condition []condition
	resolver  resolver
	order     order
	rows      int // that matched

	head                        []Problem // of the file or its header: no row counts after one
	badTimes, badValues, badWay tally
}

// condition is one entry of where.
type condition struct {
	column, text string
	field        int
	matched      bool
	seen         map[string]bool // some of the texts in the column
}

// remembered bounds condition.seen.
const remembered = 50

func newSelector(spec *Spec) *selector {
	s := &selector{spec: spec}
	s.name, s.key = spec.valueColumn()
	s.resolver.clock = clock{spec.Start, spec.HasStart, spec.Zone}
	for _, column := range slices.Sorted(maps.Keys(spec.Where)) {
		s.condition = append(s.condition, condition{column: column, text: strings.TrimSpace(spec.Where[column]), seen: map[string]bool{}})
	}
	return s
}

// attach finds the columns in the header.
func (s *selector) attach(h *header) {
	s.separator = h.separator
	find := func(name, key string) int {
		i, problem := h.find(name, key)
		if problem != nil {
			s.head = append(s.head, *problem)
		}
		return i
	}
	s.timeField = find(s.spec.Time, "time")
	s.field = find(s.name, s.key)
	for i := range s.condition {
		s.condition[i].field = find(s.condition[i].column, "where")
	}
	if len(s.head) == 0 && s.timeField == s.field {
		s.head = append(s.head, Problem{Key: s.key, Line: h.line, field: s.field,
			Summary: fmt.Sprintf("%q is the column of times", s.name), Expected: "another column, with the values; " + h.list()})
	}
}

// selects tells whether the row is one of the series.
func (s *selector) selects(row []string) bool {
	all := true
	for i := range s.condition {
		c := &s.condition[i]
		text := strings.TrimSpace(row[c.field])
		if text == c.text {
			c.matched = true
			continue
		}
		all = false
		if !c.matched && len(c.seen) < remembered && !c.seen[text] {
			c.seen[strings.Clone(clip(text))] = true
		}
	}
	return all
}

// take adds a row, whose time is already read; wrong and hint are what the
// reading found.
func (s *selector) take(row []string, line int, st stamp, wrong, hint string) {
	s.rows++
	var t engine.Time
	if wrong == "" {
		t, wrong, hint = s.resolver.resolve(st, s.order.last, s.order.begun)
	}
	if wrong != "" {
		p := Problem{Key: "time", Line: line, field: s.timeField, Summary: wrong, Hint: hint}
		if strings.HasSuffix(wrong, "is not a time") || strings.HasSuffix(wrong, "is empty") {
			p.Expected = stampForms
		}
		if wrong != noStart {
			s.badTimes.add(p)
		} else if len(s.badTimes.first) == 0 { // it holds for every row
			s.badTimes.first = append(s.badTimes.first, p)
		}
	}
	v, problem, advice := parseNumber(row[s.field])
	if problem != "" {
		s.badValues.add(Problem{Key: s.key, Line: line, field: s.field, Summary: problem, Expected: "a number", Hint: advice})
	}
	if wrong != "" {
		return
	}
	wasOpen := s.order.open
	before := s.order
	s.order.add(t, line)
	if wasOpen && !s.order.open {
		s.badWay.add(before.problem(s.resolver.clock, len(s.condition) > 0 || s.key == "value", s.timeField))
	}
	if problem == "" && s.order.disorders == 0 {
		s.times = append(s.times, t)
		s.values = append(s.values, v)
		s.lines = append(s.lines, line)
	}
}

// finish closes the series after the last row. Problems that stand for the
// whole file follow those of single rows.
func (s *selector) finish() *series {
	if s.order.open {
		s.badWay.add(s.order.problem(s.resolver.clock, len(s.condition) > 0 || s.key == "value", s.timeField))
	}
	s.plain = s.resolver.begun && s.resolver.kind == plainStamp
	s.problems = s.head
	s.problems = append(s.problems, s.badTimes.close("time", "time cannot be read", "times cannot be read")...)
	s.problems = append(s.problems, s.badWay.close("time", "place where time does not move on", "places where time does not move on")...)
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
	if s.rows == 0 {
		p := Problem{Key: "where", Summary: "no row has " + s.wanted()}
		for _, c := range s.condition {
			if c.matched {
				continue
			}
			texts := slices.Sorted(maps.Keys(c.seen))
			p.Summary = fmt.Sprintf("no row has %q in column %q", c.text, c.column)
			p.Expected = oneOf(texts, 12)
			p.Hint = meant(c.text, texts)
			break
		}
		return []Problem{p}
	}
	for _, v := range s.values {
		if !math.IsNaN(v) {
			return nil
		}
	}
	return []Problem{{Key: s.key, Summary: fmt.Sprintf("column %q is empty: none of its %s has a value", s.name, plural(s.rows, "row"))}}
}

// wanted writes the conditions in one phrase.
func (s *selector) wanted() string {
	words := make([]string, len(s.condition))
	for i, c := range s.condition {
		words[i] = fmt.Sprintf("%s = %q", c.column, c.text)
	}
	return strings.Join(words, " and ")
}
