package telemetry

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
)

// vectorKind is what the values of a column are.
type vectorKind int

const (
	numbers  vectorKind = iota
	flags               // true or false
	texts               // UTF-8
	instants            // times with a zone
	locals              // times without one
	elapsed             // lengths of time
	foreigns            // anything else
)

// vector is a stretch of a column of a table that is no text.
type vector struct {
	kind  vectorKind
	what  string    // in words, for messages
	value []float64 // of numbers, flags and elapsed (s); NaN where missing
	text  []string
	unix  []int64 // of instants and locals, in s
	nanos []int64
	null  []bool // of texts, instants and locals
}

// clear empties a vector for the next stretch.
func (v *vector) clear() {
	v.value, v.text, v.unix, v.nanos, v.null = v.value[:0], v.text[:0], v.unix[:0], v.nanos[:0], v.null[:0]
}

func (v *vector) addNumber(x float64) { v.value = append(v.value, x) }

func (v *vector) addText(s string, null bool) {
	v.text, v.null = append(v.text, s), append(v.null, null)
}

// addTime adds a time in ticks since 1970, so many of which are a second.
func (v *vector) addTime(ticks, perSecond int64, null bool) {
	unix, rest := ticks/perSecond, ticks%perSecond
	if rest < 0 {
		unix, rest = unix-1, rest+perSecond
	}
	v.unix, v.nanos, v.null = append(v.unix, unix), append(v.nanos, rest*(1e9/perSecond)), append(v.null, null)
}

// typedTable is a file of typed columns.
type typedTable interface {
	// columns lists the names and kinds of the columns.
	columns() []typedColumn
	// next reads the next stretch of the wanted columns; n is 0 at the end.
	next(wanted []int, into []*vector) (n int, err error)
}

type typedColumn struct {
	name, what string
	kind       vectorKind
}

// passBinary reads a file that is no text.
func passBinary(f *os.File, format format, shownPath string, selectors []*selector) (sum string) {
	hash := sha256.New()
	size, err := io.Copy(hash, f)
	if err != nil {
		spread(selectors, *unreadable(shownPath, err))
		return ""
	}
	sum = hex.EncodeToString(hash.Sum(nil))
	begin := make([]byte, 16)
	n, _ := f.ReadAt(begin, 0) // what it does not give, it does not have
	if p := foreign(begin[:n], format); p != nil {
		spread(selectors, *p)
		return sum
	}
	if size == 0 {
		spread(selectors, Problem{Key: "file", Summary: "the file is empty", Expected: "a table"})
		return sum
	}
	spread(selectors, readTyped(f, size, format, selectors)...)
	return sum
}

// readTyped reads a table of typed columns. Libraries panic on damaged files;
// that is a problem of the file like any other.
func readTyped(f *os.File, size int64, format format, selectors []*selector) (problems []Problem) {
	var c *collection
	defer func() {
		if said := recover(); said != nil {
			problems = []Problem{broken(&brokenError{said})}
			if c != nil {
				spread(c.alive, problems...)
				problems = nil
			}
		}
	}()
	var table typedTable
	var err error
	if format == parquetFile {
		table, err = openParquet(f, size)
	} else {
		table, err = openArrow(f, size)
	}
	if err != nil {
		return []Problem{broken(err)}
	}
	columns := table.columns()
	h := &header{columns: columns}
	for _, column := range columns {
		h.names = append(h.names, column.name)
	}
	for _, s := range selectors {
		if s.spec.Skip > 0 || s.spec.Delimiter != "" || s.spec.Decimal != "" {
			s.head = append(s.head, Problem{Key: layoutOf(s.spec), Summary: layoutOf(s.spec) + " is for files of text", Hint: "leave it out"})
		}
	}
	c = newCollection(selectors, h, false, 0)
	spread(c.alive, readVectors(table, columns, c)...)
	return nil
}

// layoutOf is the key that says how a text is laid out.
func layoutOf(s *Spec) string {
	switch {
	case s.Delimiter != "":
		return "delimiter"
	case s.Decimal != "":
		return "decimal"
	}
	return "skip"
}

// broken describes a file that a library gave up on.
func broken(err error) Problem {
	var large *largeError
	if errors.As(err, &large) {
		return Problem{Key: "file", Summary: fmt.Sprintf("to read the file, more than %d MB of memory would be needed at once", mostMemory>>20),
			Hint: "is it damaged? write it in smaller batches otherwise"}
	}
	return damaged(err)
}

// checkKinds refuses columns that hold nothing of use.
func (s *selector) checkKinds(columns []typedColumn) {
	switch column := columns[s.field]; column.kind {
	case numbers, flags, texts:
	case foreigns:
		if strings.Contains(column.what, "decimal") {
			s.head = append(s.head, Problem{Key: s.key, Summary: fmt.Sprintf("column %q holds %s, which is not read", s.name, column.what), Expected: "a column of numbers",
				Hint: "cast it to double before it is written"})
			break
		}
		fallthrough
	default:
		s.head = append(s.head, Problem{Key: s.key, Summary: fmt.Sprintf("column %q holds %s, which are no numbers", s.name, column.what), Expected: "a column of numbers"})
	}
	if column := columns[s.timeField]; column.kind == foreigns || column.kind == flags {
		s.head = append(s.head, Problem{Key: "time", Summary: fmt.Sprintf("column %q holds %s, which are no times", column.name, column.what), Expected: "timestamps, dates, text or numbers"})
	}
}

// readVectors gives every row to the collection.
func readVectors(table typedTable, columns []typedColumn, c *collection) []Problem {
	places := map[int]bool{}
	for _, g := range c.groups {
		places[g.timeField] = true
		if g.clockField >= 0 {
			places[g.clockField] = true
		}
	}
	for _, f := range c.families {
		for _, field := range f.fields {
			places[field] = true
		}
	}
	for _, s := range c.alive {
		places[s.field] = true
	}
	r := &typedRow{vectors: make([]*vector, len(columns))}
	var wanted []int
	var into []*vector
	for i, column := range columns {
		if places[i] {
			r.vectors[i] = &vector{kind: column.kind, what: column.what}
			wanted, into = append(wanted, i), append(into, r.vectors[i])
		}
	}
	at := 0
	for {
		for _, v := range into {
			v.clear()
		}
		n, err := table.next(wanted, into)
		if err != nil {
			return []Problem{broken(err)}
		}
		if n == 0 {
			break
		}
		for r.i = range n {
			at++
			if !c.add(r, at) {
				p := tooMany(at)
				return []Problem{p}
			}
		}
	}
	c.finish()
	if at == 0 {
		return []Problem{{Key: "file", Summary: "the file has columns and no rows"}}
	}
	return nil
}

// typedRow is a row of typed columns.
type typedRow struct {
	vectors []*vector // nil where not wanted
	i       int
	memory  []byte
}

func (r *typedRow) text(field int) []byte {
	v := r.vectors[field]
	r.memory = r.memory[:0]
	switch v.kind {
	case texts:
		return trim(append(r.memory, v.text[r.i]...))
	case flags:
		if x := v.value[r.i]; !math.IsNaN(x) {
			r.memory = strconv.AppendBool(r.memory, x != 0)
		}
	case numbers:
		if x := v.value[r.i]; !math.IsNaN(x) {
			r.memory = strconv.AppendFloat(r.memory, x, 'f', -1, 64)
		}
	}
	return r.memory
}

func (r *typedRow) stamp(g *group) (st stamp, summary, hint string) {
	v := r.vectors[g.timeField]
	if g.clockField >= 0 {
		date := append([]byte(nil), r.text(g.timeField)...)
		return g.reader.join(date, r.text(g.clockField))
	}
	switch v.kind {
	case texts:
		return g.reader.read(r.text(g.timeField))
	case instants, locals:
		if v.null[r.i] {
			return st, "the time is empty", ""
		}
		st = stamp{kind: absoluteStamp, unix: v.unix[r.i], nanos: v.nanos[r.i]}
		if v.kind == locals {
			st.kind = localStamp
		}
		return st, "", ""
	}
	x := v.value[r.i]
	switch {
	case math.IsNaN(x):
		return st, "the time is empty", ""
	case math.IsInf(x, 0):
		return st, "this is not a time", ""
	case v.kind == elapsed:
		return stamp{kind: plainStamp, seconds: x}, "", ""
	}
	return g.reader.number(x)
}

func (r *typedRow) take(selectors []*selector, line int) {
	for _, s := range selectors {
		vector := r.vectors[s.field]
		if vector.kind == texts {
			cell := r.text(s.field)
			v, ok := parseFloat(cell, '.')
			if !ok {
				v = (&textRow{mark: '.'}).odd(s, cell, line)
			}
			s.values = append(s.values, v)
			continue
		}
		v := vector.value[r.i]
		if math.IsInf(v, 0) {
			s.badValues.add(Problem{Key: s.key, Line: line, field: s.field, Summary: "the value is not a finite number", Hint: "a missing value is null or NaN"})
		}
		s.values = append(s.values, v)
	}
}
