package telemetry

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"whatif/engine"
)

// mostValues bounds what is kept of one file: 2 GiB.
const mostValues = 1 << 28

// row is the row at hand of a table.
type row interface {
	// text is a cell without the space around it.
	text(field int) []byte
	// stamp is the time of the row for a group.
	stamp(g *group) (st stamp, summary, hint string)
	// take adds a value to each selector.
	take(selectors []*selector, line int)
}

// group is what series with the same times and rows share.
type group struct {
	spec       *Spec
	reader     *stampReader
	resolver   resolver
	timeField  int
	clockField int // -1 for none
	texts      []string
	members    []*selector

	order            order
	times            []engine.Time
	lines            []int32
	rows             int // that matched
	badTimes, badWay tally
	previous         order // before the row at hand
	long             bool
	noun             string
}

// family is the groups that are told apart by the same columns.
type family struct {
	columns []string
	fields  []int
	groups  map[string][]*group
	wanted  []map[string]bool // per column: the texts that are asked for, true where they were met
	seen    []map[string]bool // per column: some of the other texts
	key     []byte
}

// remembered bounds family.seen, per column.
const remembered = 50

// collection gathers the series of one pass.
type collection struct {
	alive    []*selector
	groups   []*group
	families []*family
	values   int
	readers  map[string]*stampReader
	comma    bool
}

// newCollection finds the columns of the selectors in the header. Those whose
// columns are not there are left out.
func newCollection(selectors []*selector, h *header, decimalComma bool, fixed int) *collection {
	c := &collection{readers: map[string]*stampReader{}, comma: decimalComma}
	groups := map[string]*group{}
	families := map[string]*family{}
	for _, s := range selectors {
		if s.attach(h, fixed); len(s.head) > 0 {
			continue
		}
		c.alive = append(c.alive, s)
		key := groupKey(s.spec)
		g := groups[key]
		if g == nil {
			g = c.newGroup(s, h)
			groups[key] = g
			c.groups = append(c.groups, g)
			columns := slices.Sorted(maps.Keys(s.spec.Where))
			name := strings.Join(columns, "\x00")
			f := families[name]
			if f == nil {
				f = newFamily(columns, h)
				families[name] = f
				c.families = append(c.families, f)
			}
			f.join(g)
		}
		s.group = g
		g.members = append(g.members, s)
	}
	return c
}

func (c *collection) newGroup(s *selector, h *header) *group {
	g := &group{spec: s.spec, timeField: s.timeField, clockField: s.clockField, noun: h.noun(),
		long: len(s.spec.Where) > 0 || s.key == "value"}
	g.resolver = newResolver(s.spec)
	g.reader = c.readers[s.spec.TimeFormat]
	if g.reader == nil {
		g.reader, _ = newStampReader(s.spec.TimeFormat, c.comma) // the format was checked
		c.readers[s.spec.TimeFormat] = g.reader
	}
	return g
}

func newFamily(columns []string, h *header) *family {
	f := &family{columns: columns, groups: map[string][]*group{}}
	for _, column := range columns {
		field, _ := h.find(column, "where") // it was found for the selector
		f.fields = append(f.fields, field)
		f.wanted = append(f.wanted, map[string]bool{})
		f.seen = append(f.seen, map[string]bool{})
	}
	return f
}

// join adds a group with the texts that its rows hold.
func (f *family) join(g *group) {
	f.key = f.key[:0]
	for i, column := range f.columns {
		text := strings.TrimSpace(g.spec.Where[column])
		g.texts = append(g.texts, text)
		if !f.wanted[i][text] {
			f.wanted[i][text] = false
		}
		f.key = append(append(f.key, text...), 0)
	}
	f.groups[string(f.key)] = append(f.groups[string(f.key)], g)
}

// rowsToCome prepares for about as many rows as size bytes hold that look like
// those at the beginning.
func (c *collection) rowsToCome(size int64, begin []byte) {
	lines := int64(bytes.Count(begin, []byte("\n")))
	if size == 0 || lines < 2 {
		return
	}
	rows := min(size*lines/int64(len(begin))*21/20+16, mostValues/int64(len(c.alive)+1))
	for _, g := range c.groups {
		if g.long {
			continue
		}
		g.times = make([]engine.Time, 0, rows)
		g.lines = make([]int32, 0, rows)
		for _, s := range g.members {
			s.values = make([]float64, 0, rows)
		}
	}
}

// add gives a row to the groups that it belongs to. It returns false when there
// are too many.
func (c *collection) add(r row, line int) bool {
	for _, f := range c.families {
		for _, g := range f.of(r) {
			g.add(r, line)
			c.values += len(g.members)
		}
	}
	return c.values <= mostValues
}

// of finds the groups that a row belongs to.
func (f *family) of(r row) []*group {
	f.key = f.key[:0]
	for _, field := range f.fields {
		f.key = append(append(f.key, r.text(field)...), 0)
	}
	groups := f.groups[string(f.key)]
	if len(f.fields) == 0 || len(groups) > 0 && groups[0].rows > 0 {
		return groups
	}
	for i, field := range f.fields {
		text := r.text(field)
		if met, wanted := f.wanted[i][string(text)]; wanted {
			if !met {
				f.wanted[i][string(text)] = true
			}
		} else if len(f.seen[i]) < remembered && !f.seen[i][clip(string(text))] {
			f.seen[i][clip(string(text))] = true
		}
	}
	return groups
}

// add takes a row.
func (g *group) add(r row, line int) {
	g.begin(r, line)
	r.take(g.members, line)
	for _, s := range g.members {
		s.values = s.values[:len(g.times)] // without a time it is of no use, but it was checked
	}
}

// begin takes the time of a row; one that is wrong adds nothing to times.
func (g *group) begin(r row, line int) {
	g.rows++
	st, wrong, hint := r.stamp(g)
	var t engine.Time
	if wrong == "" {
		t, wrong, hint = g.resolver.resolve(st, g.order.last, g.order.begun)
	}
	if wrong != "" {
		g.badTime(line, wrong, hint)
		return
	}
	wasOpen := g.order.open
	if wasOpen {
		g.previous = g.order
	}
	g.order.add(t, line)
	if wasOpen && !g.order.open {
		g.badWay.add(g.previous.problem(g))
	}
	g.times = append(g.times, t)
	g.lines = append(g.lines, int32(min(line, math.MaxInt32)))
}

// badTime notes a time that cannot be read.
func (g *group) badTime(line int, wrong, hint string) {
	p := Problem{Key: "time", Line: line, field: g.timeField, Summary: wrong, Hint: hint}
	if strings.HasSuffix(wrong, "is not a time") || strings.HasSuffix(wrong, "is empty") {
		p.Expected = g.reader.expected
	}
	if wrong != noStart {
		g.badTimes.add(p)
	} else if len(g.badTimes.first) == 0 { // it holds for every row
		g.badTimes.first = append(g.badTimes.first, p)
	}
}

// finish closes the groups after the last row.
func (c *collection) finish() {
	for _, f := range c.families {
		for _, groups := range f.groups {
			for _, g := range groups {
				g.finish(f)
			}
		}
	}
}

// finish puts the rows in order, or says why they are not.
func (g *group) finish(f *family) {
	if g.order.open {
		g.badWay.add(g.order.problem(g))
	}
	plain := g.resolver.begun && g.resolver.kind == plainStamp
	if !g.order.begun {
		g.badTimes.one() // none can be read, and all for the same reason
	}
	problems := g.badTimes.close("time", "time cannot be read", "times cannot be read")
	var repair *Repair
	if g.order.disorders > 0 {
		if g.spec.OnRepeat == "fail" || len(problems) > 0 {
			problems = append(problems, g.badWay.close("time", "place where time does not move on", "places where time does not move on")...)
		} else {
			repair = g.repair()
		}
	}
	axis := newAxis(g.times)
	for _, s := range g.members {
		s.plain, s.repair, s.noun = plain, repair, g.noun
		s.times, s.lines, s.axis = g.times, g.lines, axis
		s.origin, s.zone = g.resolver.start, g.resolver.zone
		s.rows = g.rows
		s.shared = problems
		if g.rows == 0 {
			s.none = f.missing(g)
		}
	}
}

// missing is the problem of a group without rows.
func (f *family) missing(g *group) *Problem {
	words := make([]string, len(f.columns))
	for i, column := range f.columns {
		words[i] = fmt.Sprintf("%s = %q", column, g.texts[i])
	}
	p := &Problem{Key: "where", Summary: "no row has " + strings.Join(words, " and ")}
	for i, column := range f.columns {
		if f.wanted[i][g.texts[i]] {
			continue
		}
		texts := slices.Collect(maps.Keys(f.seen[i]))
		for text, met := range f.wanted[i] {
			if met {
				texts = append(texts, clip(text))
			}
		}
		slices.Sort(texts)
		p.Summary = fmt.Sprintf("no row has %q in column %q", g.texts[i], column)
		p.Expected = oneOf(texts, 12)
		p.Hint = meant(g.texts[i], texts)
		break
	}
	return p
}
