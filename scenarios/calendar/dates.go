package calendar

import (
	"fmt"
	"strings"
	"time"
)

// Dates is a stretch of days of the calendar, both ends included. Both are
// midnights in UTC, whatever zone the days are of.
type Dates struct{ First, Last time.Time }

// Holds reports whether a day, as its midnight in UTC, is one of the dates.
func (d Dates) Holds(day time.Time) bool { return !day.Before(d.First) && !day.After(d.Last) }

// ParseDates reads a date, "2026-12-25", or a stretch of dates,
// "2026-12-24..2027-01-01".
func ParseDates(s string) (Dates, error) {
	first, last, isRange := strings.Cut(s, "..")
	if !isRange {
		last = first
	}
	var d Dates
	for i, text := range [2]string{first, last} {
		t, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
		if err != nil {
			return Dates{}, fmt.Errorf("%q is not a date; write dates like %q or %q", strings.TrimSpace(text), "2026-12-25", "2026-12-24..2027-01-01")
		}
		if i == 0 {
			d.First = t
		}
		d.Last = t
	}
	if d.Last.Before(d.First) {
		return Dates{}, fmt.Errorf("%q ends before it begins; write the earlier date first", s)
	}
	return d, nil
}

// ParseMonths reads the months of a schedule: "jan", "jun-aug", "nov-mar" over
// the year's end, and lists of these. English names may be short or long, in any
// case. The result is indexed by time.Month: January is 1.
func ParseMonths(s string) ([13]bool, error) {
	var months [13]bool
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "-")
		if !isRange {
			last = first
		}
		from, err := parseMonth(strings.TrimSpace(first))
		if err != nil {
			return [13]bool{}, err
		}
		until, err := parseMonth(strings.TrimSpace(last))
		if err != nil {
			return [13]bool{}, err
		}
		for m := from; ; m = m%12 + 1 {
			months[m] = true
			if m == until {
				break
			}
		}
	}
	return months, nil
}

// parseMonth reads the name of one month: its first three letters, or more.
func parseMonth(name string) (time.Month, error) {
	guess := ""
	for m := time.January; m <= time.December; m++ {
		long := strings.ToLower(m.String())
		if len(name) >= 3 && strings.HasPrefix(long, name) {
			return m, nil
		}
		if guess == "" && near(name, long[:3]) {
			guess = long[:3]
		}
	}
	switch {
	case name == "":
		return 0, fmt.Errorf("a month is missing; write months like %q or %q", "jun-aug", "nov,dec")
	case guess != "":
		return 0, fmt.Errorf("%q is not a month; did you mean %q?", name, guess)
	}
	return 0, fmt.Errorf("%q is not a month; the months are jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec", name)
}
