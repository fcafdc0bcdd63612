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

// Sort puts the list in the order of file, line, column, code and summary, and
// drops what is in it twice.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.At.File, b.At.File),
			cmp.Compare(a.At.Line, b.At.Line),
			cmp.Compare(a.At.Column, b.At.Column),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Summary, b.Summary),
			cmp.Compare(a.Expected, b.Expected),
			cmp.Compare(a.Hint, b.Hint),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool { return reflect.DeepEqual(a, b) })
}
