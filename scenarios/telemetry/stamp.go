package telemetry

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"whatif/engine"
	"whatif/scenarios/calendar"
)

type stampKind int

const (
	plainStamp    stampKind = iota // seconds since the start
	localStamp                     // date and time on the wall
	absoluteStamp                  // with an offset from UTC
)

// stamp is a cell of a time column, read but not yet an instant.
type stamp struct {
	kind    stampKind
	seconds float64 // plain
	unix    int64   // seconds since 1970, of an absolute stamp in UTC, of a local one as if the wall were in UTC
	nanos   int64
}

const noStart = "the times are dates, and the scenario has no start to count them from"

const stampForms = `times like 2026-01-12T08:00:00, 2026-01-12 08:00 or 2026-01-12T08:00:00+01:00, or plain seconds since the start`

// parseStamp reads a cell; what is wrong with it is summary and hint.
func parseStamp(cell string) (st stamp, summary, hint string) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return st, "the time is empty", ""
	}
	if !datelike(cell) {
		v, err := strconv.ParseFloat(cell, 64)
		if err == nil && !math.IsNaN(v) && !math.IsInf(v, 0) && !strings.ContainsAny(cell, "xXpP_") {
			return stamp{kind: plainStamp, seconds: v}, "", ""
		}
		if format := guessFormat(cell); format != "" {
			hint = "say how they are written, such as time_format = " + strconv.Quote(format)
		} else if strings.ContainsAny(cell, "./-") && len(cell) >= 6 {
			hint = "say with time_format how they are written, or write dates as year-month-day"
		}
		return st, strconv.Quote(clip(cell)) + " is not a time", hint
	}
	year, month, day := digits(cell[:4]), digits(cell[5:7]), digits(cell[8:10])
	if month < 1 || month > 12 || day < 1 || time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day {
		return st, strconv.Quote(clip(cell)) + " is not a date of the calendar", ""
	}
	st = stamp{kind: localStamp, unix: time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()}
	rest := cell[10:]
	if rest == "" {
		return st, "", ""
	}
	if c := rest[0]; c != 'T' && c != 't' && c != ' ' {
		return st, strconv.Quote(clip(cell)) + " is not a time", ""
	}
	rest, ok := st.addTime(strings.TrimLeft(rest[1:], " "))
	if !ok {
		return st, strconv.Quote(clip(cell)) + " has no such time of day", "write hours, minutes and seconds like 08:00:00, up to 24:00"
	}
	if !st.addOffset(strings.TrimLeft(rest, " ")) {
		return st, strconv.Quote(clip(cell)) + " ends in something that is not an offset from UTC", "write offsets like Z or +01:00"
	}
	return st, "", ""
}

// datelike tells whether s begins with dddd-dd-dd.
func datelike(s string) bool {
	return len(s) >= 10 && s[4] == '-' && s[7] == '-' && digits(s[:4]) >= 0 && digits(s[5:7]) >= 0 && digits(s[8:10]) >= 0
}

// digits reads a number of decimal digits only, or gives -1.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}

// addTime adds the time of day that s begins with and returns what follows it.
func (st *stamp) addTime(s string) (rest string, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return s, false
	}
	hour, minute, second := digits(s[:2]), digits(s[3:5]), 0
	s = s[5:]
	if len(s) > 0 && s[0] == ':' {
		if len(s) < 3 {
			return s, false
		}
		second = digits(s[1:3])
		s = s[3:]
		if len(s) > 0 && (s[0] == '.' || s[0] == ',') {
			end := 1
			for scale := int64(1e8); end < len(s) && s[end] >= '0' && s[end] <= '9'; end++ {
				st.nanos += int64(s[end]-'0') * scale
				scale /= 10
			}
			if end == 1 {
				return s, false
			}
			s = s[end:]
		}
	}
	midnight := hour == 24 && minute == 0 && second == 0 && st.nanos == 0
	if hour < 0 || hour > 23 && !midnight || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return s, false
	}
	st.unix += int64(hour*3600 + minute*60 + second)
	return s, true
}

// addOffset takes the offset s off, which makes the stamp absolute: "", Z, UTC,
// +hh, +hhmm or +hh:mm.
func (st *stamp) addOffset(s string) bool {
	switch s {
	case "":
		return true
	case "Z", "z", "UTC":
		st.kind = absoluteStamp
		return true
	}
	sign := int64(1)
	switch s[0] {
	case '+':
	case '-':
		sign = -1
	default:
		return false
	}
	hour, minute := -1, 0
	switch s = s[1:]; {
	case len(s) == 2:
		hour = digits(s)
	case len(s) == 4:
		hour, minute = digits(s[:2]), digits(s[2:])
	case len(s) == 5 && s[2] == ':':
		hour, minute = digits(s[:2]), digits(s[3:])
	}
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return false
	}
	st.kind = absoluteStamp
	st.unix -= sign * int64(hour*3600+minute*60)
	return true
}

// farthest bounds how far from the start a stamp may lie, so that differences
// of stamps stay inside the range of engine.Time.
const farthest = 90 * 31557600 * engine.Second

// resolver turns the stamps of one series into simulated time.
type resolver struct {
	start    time.Time // the instant of simulated time 0, where hasStart
	hasStart bool
	zone     *time.Location // of local stamps
	seconds  float64        // the plain number at simulated time 0
	first    bool           // the first stamp is simulated time 0

	kind  stampKind // of the first stamp: plain or not
	begun bool
	// Local stamps from low to high, in seconds as if the wall were in UTC, are
	// shift ahead of UTC and are unambiguous.
	low, high, shift int64
}

// newResolver ties the stamps of a record to simulated time.
func newResolver(spec *Spec) resolver {
	r := resolver{start: spec.Start, hasStart: spec.HasStart, zone: spec.Local}
	switch spec.Align {
	case AlignStart:
		r.first = true
	case AlignDate:
		r.start, r.hasStart = spec.AlignAt, true
	case AlignTime:
		r.seconds = spec.AlignAfter.Seconds()
	}
	return r
}

// anchor makes the first stamp of the record simulated time 0.
func (r *resolver) anchor(st stamp) {
	switch st.kind {
	case plainStamp:
		r.seconds = st.seconds
	case localStamp:
		wall := time.Unix(st.unix, st.nanos).UTC()
		r.start, r.hasStart = wall, true
		if first, _, n := calendar.Resolve(wall, r.zone); n > 0 {
			r.start = first
		}
	default:
		r.start, r.hasStart = time.Unix(st.unix, st.nanos), true
	}
}

// resolve gives the instant of st. after is the instant of the row before, which
// tells the two hours apart that autumn gives the same name.
func (r *resolver) resolve(st stamp, after engine.Time, hasAfter bool) (t engine.Time, summary, hint string) {
	if !r.begun {
		r.begun, r.kind = true, st.kind
		if r.first {
			r.anchor(st)
		}
	}
	if (st.kind == plainStamp) != (r.kind == plainStamp) {
		if st.kind == plainStamp {
			return 0, "this is a plain number, and the rows before it have dates", "write all times of a column in the same way"
		}
		return 0, "this is a date, and the rows before it have plain seconds", "write all times of a column in the same way"
	}
	if st.kind == plainStamp {
		seconds := st.seconds - r.seconds
		if math.Abs(seconds) > farthest.Seconds() {
			return 0, "this is more than 90 years away from the start", `plain numbers are seconds since the start, not milliseconds or days of some era; if these are milliseconds since 1970, give time_format = "unix_ms"`
		}
		return engine.Seconds(seconds), "", ""
	}
	if !r.hasStart {
		return 0, noStart, "give start in [scenario], such as start = 2026-01-12T00:00:00, or align = \"start\""
	}
	unix := st.unix
	if st.kind == localStamp {
		if unix < r.low || unix >= r.high {
			return r.search(st, after, hasAfter)
		}
		unix -= r.shift
	}
	return r.since(unix, st.nanos)
}

// search resolves a local stamp by the zone's rules and remembers the stretch
// of time around it in which the same offset holds.
func (r *resolver) search(st stamp, after engine.Time, hasAfter bool) (t engine.Time, summary, hint string) {
	first, second, n := calendar.Resolve(time.Unix(st.unix, st.nanos).UTC(), r.zone)
	switch n {
	case 0:
		return 0, "this time does not exist: the clocks of " + r.zone.String() + " were put forward over it",
			"give the input the zone of its logger, such as timezone = " + winterZones(first, r.zone) + "; or write its times with an offset, such as +01:00"
	case 1:
		const day = 86400 // more than any clock is ever put forward or back
		_, offset := first.Zone()
		r.shift, r.low, r.high = int64(offset), math.MinInt64, math.MaxInt64
		since, until := first.ZoneBounds()
		if !since.IsZero() {
			r.low = since.Unix() + r.shift + day
		}
		if !until.IsZero() {
			r.high = until.Unix() + r.shift - day
		}
	case 2:
		t, summary, hint = r.since(first.Unix(), st.nanos)
		if summary != "" || !hasAfter || t > after {
			return t, summary, hint
		}
		if late, wrong, _ := r.since(second.Unix(), st.nanos); wrong == "" && late > after {
			return late, "", ""
		}
		return t, summary, hint
	}
	return r.since(first.Unix(), st.nanos)
}

// winterZones offers the zones of loggers that know no summer time: the standard
// time of a zone in the year of t, and UTC.
func winterZones(t time.Time, zone *time.Location) string {
	_, january := time.Date(t.Year(), 1, 1, 0, 0, 0, 0, zone).Zone()
	_, july := time.Date(t.Year(), 7, 1, 0, 0, 0, 0, zone).Zone()
	standard := min(january, july)
	if standard == 0 || standard%3600 != 0 {
		return `"UTC"`
	}
	return fmt.Sprintf(`"Etc/GMT%+d" (standard time all year) or "UTC"`, -standard/3600)
}

// since gives the instant that lies at unix seconds and nanos.
func (r *resolver) since(unix, nanos int64) (t engine.Time, summary, hint string) {
	seconds := unix - r.start.Unix()
	if seconds > int64(farthest/engine.Second) || seconds < -int64(farthest/engine.Second) {
		return 0, "this is more than 90 years away from the start of the scenario", ""
	}
	return engine.Time(seconds)*engine.Second + engine.Time(nanos-int64(r.start.Nanosecond())), "", ""
}
