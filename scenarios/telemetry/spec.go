package telemetry

import (
	"fmt"
	"time"

	"whatif/engine"
	"whatif/physics/unit"
)

// The values that Spec.Quantity may take.
const (
	Instant = "instant" // the value at the stamp
	Mean    = "mean"    // the mean over an interval that the stamp opens or closes
	Total   = "total"   // the amount in that interval
	Counter = "counter" // an amount that adds up from row to row
)

// Spec says which series of which file an input wants, and how to read it.
type Spec struct {
	File  string // path to open
	Shown string // the path as the planner wrote it, for messages

	Time   string            // name of the time column; "" is an unnamed one
	Clock  string            // name of a second column with the time of day, joined to the first by a space; "" for none
	Column string            // name of the column of values in a wide table, or
	Value  string            // the same in a long table, of whose rows
	Where  map[string]string // those count that hold these texts in these columns

	// Unit is that of the file's numbers. For a total and a counter it is the
	// unit of the amount (kWh); the table then holds SI per second (W).
	Unit unit.Unit

	Quantity    string      // Instant (also ""), Mean, Total, Counter
	Stamp       string      // start (also "") or end: for Mean and Total, the end of its interval that the stamp marks
	Interpolate string      // linear or hold; "" is linear for Instant; the other quantities are always held
	OnGap       string      // fail (also ""), hold or linear
	MaxGap      engine.Time // longest distance between values that is no gap; 0 for none given
	OnRepeat    string      // of rows that do not move on in time: fail (also ""), or sort them and keep first, last or mean

	// Rollover is the reading, in the file's unit, at which a counter begins
	// anew from zero; 0 for none. Reset says that a counter that falls was
	// exchanged or reset, and counts from zero.
	Rollover float64
	Reset    bool

	Delimiter  string // of a text table, one character; "" to detect it
	Decimal    string // "." or ","; "" to detect it
	Encoding   string // UTF8 or Windows1252; "" to detect it
	Skip       int    // lines before the one that names the columns
	TimeFormat string // directives of strftime, or unix, unix_ms, s, min, h, d; "" for the forms that are understood without

	// Repeat goes on with the record from its beginning after its end, and
	// before it: a year by the calendar, anything else by its own length, which
	// is Period or, where that is 0, what the record covers.
	Repeat bool
	Period engine.Time
	// Align moves the record: its beginning (AlignStart), the date and time
	// AlignAt, or the time AlignAfter of a record in plain numbers becomes the
	// scenario's start.
	Align      Align
	AlignAt    time.Time
	AlignAfter engine.Time

	Start    time.Time // the instant of simulated time 0, where HasStart
	HasStart bool
	Zone     *time.Location // of the scenario; nil is UTC
	Local    *time.Location // of stamps without an offset; nil is Zone

	From, Until engine.Time // what must be covered, warm-up included
}

// Align says which instant of a record is the scenario's start.
type Align int

const (
	AsRecorded Align = iota
	AlignStart       // the beginning of the record
	AlignDate        // Spec.AlignAt
	AlignTime        // Spec.AlignAfter
)

// Problem is something wrong with a series, with its place.
type Problem struct {
	Key    string // the key of the input to blame: file, time, column, value, where, unit, quantity, interpolate, max_gap, ...
	File   string // Spec.Shown
	Line   int    // of the file, from 1; 0 for no place
	Row    int    // of a table that is no text, from 1; 0 for no place
	Column int    // of that line in runes, from 1; 0 for no place
	Text   string // that line; a very long one is cut
	Length int    // runes to underline from Column on; 0 for no place

	Summary  string // what is wrong
	Expected string // what would be right; may be empty
	Hint     string // what to do; may be empty

	Uncovered bool // the record is fine, but not all of the span is covered

	field int // of the line, from 0; wholeLine for the line
}

const wholeLine = -1

// Report says what was found in a series.
type Report struct {
	Rows        int         // rows of the series
	Missing     int         // of these, rows without a value
	Blank       int         // lines of the file without any text in their cells, passed over
	First, Last engine.Time // stamps of the first and the last value
	Gaps        []Gap       // between From and Until, in order
	// Holes are, where no MaxGap says what a gap is, the distances between From
	// and Until that are far longer than the usual one, Usual.
	Holes []Gap
	Usual engine.Time
	// Repair is what Spec.OnRepeat did; nil where all rows were in order.
	Repair *Repair
	// Foreign is why the file was read as Windows-1252 though Spec.Encoding does
	// not say so; nil where it was not.
	Foreign *Foreign
	// Sun is how many hours after its stamps a weather file says that its
	// irradiances are, at instants; 0 where it says nothing.
	Sun float64
}

// Foreign is the first byte of a file that is not UTF-8, and its line.
type Foreign struct {
	Byte byte
	Line int
}

// Repair says what became of rows that did not move on in time.
type Repair struct {
	Places int         // where time stepped back or stood still
	Rows   int         // that were not later than the latest before them
	Merged int         // of these, rows that share their time with another
	At     engine.Time // of the first of them
	Line   int         // where that stands: line of a text, row of another table
	Noun   string      // line or row
	Kept   string      // first, last or mean
}

// Gap is a distance between two values longer than Spec.MaxGap.
type Gap struct {
	From, To engine.Time // stamps of the values before and after
	Filled   string      // hold, linear, or spread: a counter's difference is spread evenly
}

// normal returns s with its defaults filled in, and what is wrong with it.
func (s Spec) normal() (Spec, []Problem) {
	var problems []Problem
	if IsEPW(s.File) {
		if w, ok := WeatherColumn(s.Column); ok {
			s.Quantity = w.Quantity
			if s.Interpolate == "" {
				s.Interpolate = w.Interpolate
			}
			if s.Quantity != Instant {
				s.Stamp = "end"
			}
		}
	}
	choose := func(key string, value *string, choices ...string) {
		if *value == "" {
			*value = choices[0]
		}
		for _, c := range choices {
			if *value == c {
				return
			}
		}
		problems = append(problems, Problem{Key: key, Summary: fmt.Sprintf("%q is no %s", *value, key),
			Expected: oneOf(choices, 0), Hint: meant(*value, choices)})
	}
	choose("quantity", &s.Quantity, Instant, Mean, Total, Counter)
	if s.Stamp != "" && (s.Quantity == Instant || s.Quantity == Counter) {
		problems = append(problems, Problem{Key: "stamp",
			Summary: fmt.Sprintf("stamp says which end of an interval is marked, and %s values have none", s.Quantity),
			Hint:    `leave stamp out, or give quantity = "mean" or "total"`})
	}
	choose("stamp", &s.Stamp, "start", "end")
	choose("on_gap", &s.OnGap, "fail", "hold", "linear")
	choose("on_repeat", &s.OnRepeat, "fail", "first", "last", "mean")
	if s.Interpolate == "" && s.Quantity != Instant {
		s.Interpolate = "interval"
	} else {
		choose("interpolate", &s.Interpolate, "linear", "hold")
	}
	if s.Interpolate == "linear" && (s.Quantity == Mean || s.Quantity == Total || s.Quantity == Counter) {
		problems = append(problems, Problem{Key: "interpolate",
			Summary: fmt.Sprintf("a %s cannot be interpolated linearly: it is held over its interval, so that the energy is kept", s.Quantity),
			Hint:    `leave interpolate out, or give quantity = "instant" if the numbers are values at the stamp`})
	}
	if s.MaxGap < 0 {
		problems = append(problems, Problem{Key: "max_gap", Summary: "max_gap is negative", Expected: "a duration above zero"})
	}
	if s.Unit.Absolute && (s.Quantity == Total || s.Quantity == Counter) {
		problems = append(problems, Problem{Key: "unit",
			Summary: fmt.Sprintf("a %s cannot be in %s: temperatures do not add up", s.Quantity, s.Unit.Symbol),
			Hint:    `give quantity = "instant" or "mean"`})
	}
	if s.Column == "" && s.Value == "" {
		problems = append(problems, Problem{Key: "column", Summary: "no column of values is named",
			Hint: `give column = "NAME", or value = "NAME" with where for a long table`})
	}
	if s.Zone == nil {
		s.Zone = time.UTC
	}
	if s.Local == nil {
		s.Local = s.Zone
	}
	return s, append(problems, s.checkReading()...)
}

// valueColumn is the name of the column of values and the key that gave it.
func (s *Spec) valueColumn() (name, key string) {
	if s.Value != "" {
		return s.Value, "value"
	}
	return s.Column, "column"
}
