// Package diagnose holds what a scenario's author is told about a mistake. A
// diagnostic is data: what is wrong, where, what was expected and how to mend
// it. How it is shown is decided apart, by Render.
package diagnose

import (
	"cmp"
	"reflect"
	"slices"
)

// Severity says whether a diagnostic stands in the way of a run.
type Severity int

const (
	Error   Severity = iota // nothing runs
	Warning                 // it runs, but perhaps not as meant
)

// String is "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Position is a stretch of one line of a file. Line, Column and Length count
// from 1 and in runes. A Line of 0 means the file as a whole.
type Position struct {
	File         string
	Line, Column int
	Length       int
	Origin       Origin // of what stands there; nil for what was written as it is
}

// Origin is what a text was made from of which a position shows the template,
// such as a row of another file.
type Origin interface {
	// Related is the place there; ok is false where there is none to show.
	Related() (place Related, ok bool)
}

// compare orders positions by file, line and column.
func (p Position) compare(q Position) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
}

// Holds reports whether q begins inside p.
func (p Position) Holds(q Position) bool {
	return p.File == q.File && p.Line == q.Line && p.Column <= q.Column && q.Column < p.Column+max(p.Length, 1)
}

// Within is the stretch of length runes that begins offset runes after the
// beginning of p; it serves mistakes inside a string.
func (p Position) Within(offset, length int) Position {
	if p.Line == 0 {
		return p
	}
	p.Column += offset
	p.Length = max(length, 1)
	return p
}

// Related is another place that explains a diagnostic.
type Related struct {
	At   Position
	Note string
}

// Diagnostic is one mistake, or one doubt.
type Diagnostic struct {
	Code     string // a slug such as unknown-key, see Codes of the scenarios package
	Severity Severity
	Summary  string // what is wrong, in a sentence without a full stop
	Expected string // what could stand there instead; may be empty
	Hint     string // how to mend it; may be empty
	At       Position
	Related  []Related
	Order    int // among those of one place and code that have no related place
}

// List is a collection of diagnostics.
type List []Diagnostic

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Errors is the number of diagnostics that stand in the way of a run.
func (l List) Errors() int {
	n := 0
	for _, d := range l {
		if d.Severity == Error {
			n++
		}
	}
	return n
}

// Sort puts the list in the order of place, code, related place, Order and summary,
// and drops what is said twice of one place, if with other help, as variants and
// sweep points do that share it. What has no related place, such as a count of
// more of the same, comes after what has.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			a.At.compare(b.At),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(min(len(b.Related), 1), min(len(a.Related), 1)),
			slices.CompareFunc(a.Related, b.Related, func(a, b Related) int { return a.At.compare(b.At) }),
			cmp.Compare(a.Order, b.Order),
			cmp.Compare(a.Summary, b.Summary),
			cmp.Compare(a.Expected, b.Expected),
			cmp.Compare(a.Hint, b.Hint),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Code == b.Code && a.Severity == b.Severity && a.At == b.At && a.Summary == b.Summary && reflect.DeepEqual(a.Related, b.Related)
	})
}
