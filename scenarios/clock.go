package scenarios

import (
	"fmt"
	"math"
	"strings"
	"time"

	"whatif/engine"
	"whatif/physics/unit"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
	"whatif/scenarios/telemetry"
)

// clock ties simulated time to the calendar, where the scenario has a start.
type clock struct {
	start time.Time
	has   bool
	zone  *time.Location
}

// layouts are the ways in which a calendar time may be written as text; those
// without an offset are read in the scenario's zone.
var layouts = []struct {
	text   string
	offset bool
}{
	{time.RFC3339Nano, true}, {"2006-01-02 15:04:05Z07:00", true}, {"2006-01-02T15:04Z07:00", true}, {"2006-01-02 15:04Z07:00", true},
	{"2006-01-02T15:04:05", false}, {"2006-01-02 15:04:05", false}, {"2006-01-02T15:04", false}, {"2006-01-02 15:04", false},
	{"2006-01-02", false},
}

// readCalendar reads a text as a calendar time. A naive one is in the fields
// of a UTC time.
func readCalendar(s string) (t time.Time, naive, ok bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l.text, s); err == nil {
			return t, !l.offset, true
		}
	}
	return time.Time{}, false, false
}

// looksLikeDate tells a date, right or wrong, from a duration: it begins with
// a year and a dash.
func looksLikeDate(s string) bool {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	return digits >= 2 && digits < len(s)-1 && s[digits] == '-' && s[digits+1] >= '0' && s[digits+1] <= '9'
}

// looksLikeClock tells a time of day, right or wrong, from a duration: it begins
// with digits and a colon.
func looksLikeClock(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return len(rest) < len(s) && strings.HasPrefix(rest, ":")
}

// calendarTime reads a date and time; naive ones are those of clocks in zone.
func (r *report) calendarTime(n *source.Node, name string, zone *time.Location) (time.Time, bool) {
	var wall time.Time
	switch v := n.Value.(type) {
	case time.Time:
		return v, r.sensibleYear(n, name, v)
	case source.LocalDateTime:
		wall = v.Time
	case source.LocalDate:
		wall = v.Time
	case string:
		t, naive, ok := readCalendar(v)
		if !ok {
			r.fail(codeTime, n.At, fmt.Sprintf("%s is %q, which is no date and time", name, v), "such as 2026-01-12T00:00:00", asDate(v))
			return time.Time{}, false
		}
		if !naive {
			return t, r.sensibleYear(n, name, t)
		}
		wall = t
	default:
		r.wrongType(n, name, "a date and time, such as 2026-01-12T00:00:00")
		return time.Time{}, false
	}
	first, second, count := calendar.Resolve(wall, zone)
	shown := wall.Format("2006-01-02 15:04")
	switch count {
	case 0:
		r.fail(codeTime, n.At, fmt.Sprintf("%s does not exist in %s: clocks go forward over it", shown, zone), "", "move it by an hour, or write it with its offset from UTC")
		return time.Time{}, false
	case 2:
		r.warn(codeTime, n.At, fmt.Sprintf("%s happens twice in %s: clocks go back over it; the first is taken", shown, zone),
			fmt.Sprintf("write %s or %s", first.Format(time.RFC3339), second.Format(time.RFC3339)))
	}
	return first, r.sensibleYear(n, name, first)
}

// sensibleYear refuses years that the result tables cannot show.
func (r *report) sensibleYear(n *source.Node, name string, t time.Time) bool {
	if y := t.Year(); y < 1700 || y > 2200 {
		r.fail(codeBounds, n.At, fmt.Sprintf("%s is in the year %d", name, y), "a year from 1700 to 2200", "")
		return false
	}
	return true
}

// instantForms are the ways to write a point in simulated time.
const instantForms = "a time, such as 2026-01-14T03:00:00, or a duration after the start, such as \"2 d 3 h\""

// withoutDate refuses a time of day where a point in simulated time belongs.
func (r *report) withoutDate(n *source.Node, name string) (engine.Time, bool) {
	r.fail(codeTime, n.At, name+" is a time of day without a date", instantForms, "")
	return 0, false
}

// instant reads a point in simulated time: a calendar time, or a duration
// after the start.
func (r *report) instant(n *source.Node, name string, c clock) (engine.Time, bool) {
	if n == nil {
		return 0, false
	}
	if s, isText := n.Value.(string); isText {
		if _, err := calendar.ParseClock(s); err == nil {
			return r.withoutDate(n, name)
		}
		if looksLikeClock(s) {
			r.fail(codeTime, n.At, fmt.Sprintf("%s is %q, which is no time", name, s), instantForms, "")
			return 0, false
		}
		if !looksLikeDate(s) {
			return r.offsetOrDate(n, name, s, c)
		}
	}
	switch n.Value.(type) {
	case string, time.Time, source.LocalDateTime, source.LocalDate:
	case source.LocalTime:
		return r.withoutDate(n, name)
	case int64, float64:
		return r.offset(n, name)
	default:
		r.wrongType(n, name, instantForms)
		return 0, false
	}
	t, ok := r.calendarTime(n, name, c.zone)
	if !ok {
		return 0, false
	}
	if !c.has {
		r.fail(codeTime, n.At, fmt.Sprintf("%s is a calendar time, but the scenario has no start", name), "a duration after the start, such as \"2 d 3 h\"",
			"write such a duration, or give [scenario] a start")
		return 0, false
	}
	return engine.Time(t.Sub(c.start)), true
}

// offset reads a duration after the start, which may be negative: before it.
func (r *report) offset(n *source.Node, name string) (engine.Time, bool) {
	x, ok := r.quantity(n, name, second)
	return engine.Seconds(x), ok
}

// offsetOrDate reads a duration after the start from a text, which, where it is
// none, may have been meant as a date.
func (r *report) offsetOrDate(n *source.Node, name, text string, c clock) (engine.Time, bool) {
	_, err := unit.ParseQuantity(text)
	switch {
	case err == nil || !c.has:
		return r.offset(n, name)
	case asDate(text) != "":
		r.fail(codeTime, n.At, fmt.Sprintf("%s is %q, which is no date and time", name, text), dateOrAfter, asDate(text))
	default:
		r.unitError(n, name, dateOrAfter, err)
	}
	return 0, false
}

// dateOrAfter are the ways to write a point in simulated time, at their
// shortest.
const dateOrAfter = `a date such as 2020-01-15, or a duration after the start such as "23 d"`

// asDate is the hint that writes a date as it is read here; "" for what is not
// clearly a date.
func asDate(text string) string {
	if iso, ok := calendar.Written(text); ok {
		return "write " + iso
	}
	return ""
}

// peak reads peak_at: the time of a maximum, as the phase of a sine.
func (r *report) peak(n *source.Node, period float64, c clock) (float64, bool) {
	at, ok := engine.Time(0), false
	if s, isText := n.Value.(string); isText {
		if d, err := calendar.ParseClock(s); err == nil {
			return r.phaseAt(r.clockOfDay(d, c), period), true
		}
	}
	if v, isTime := n.Value.(source.LocalTime); isTime {
		midnight := time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
		return r.phaseAt(r.clockOfDay(v.Sub(midnight), c), period), true
	}
	if at, ok = r.instant(n, "peak_at", c); !ok {
		return 0, false
	}
	return r.phaseAt(at, period), true
}

// clockOfDay is when a clock on the wall shows d on the day of the start.
// Without a start, time counts from midnight.
func (r *report) clockOfDay(d time.Duration, c clock) engine.Time {
	if !c.has {
		return engine.Time(d)
	}
	y, m, day := c.start.In(c.zone).Date()
	t, _, _ := calendar.Resolve(time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Add(d), c.zone)
	return engine.Time(t.Sub(c.start))
}

func (r *report) phaseAt(at engine.Time, period float64) float64 {
	return math.Pi/2 - 2*math.Pi*math.Mod(at.Seconds()/period, 1)
}

// say shows an instant as the scenario's author would write it.
func (c clock) say(t engine.Time) string {
	if c.has {
		return c.start.Add(time.Duration(t)).In(c.zone).Format("2006-01-02 15:04:05")
	}
	if t < 0 {
		return "-" + telemetry.Spell(t)
	}
	return telemetry.Spell(t)
}
