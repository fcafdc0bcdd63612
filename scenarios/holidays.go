package scenarios

import (
	"fmt"
	"time"

	"whatif/engine"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
)

// holidayAt is a stretch of holidays and where it stands.
type holidayAt struct {
	calendar.Dates
	node *source.Node
}

// strayHolidays warns of holidays that were likely meant for another year: those
// that lie outside the run, and either all do, or they would lie in it, on days
// that are not holidays already, in a year of the run. Lists of many years are
// fine otherwise.
func (d *decoder) strayHolidays(list []holidayAt) {
	if !d.headerSound || !d.clock.has || len(list) == 0 {
		return
	}
	first, last := d.runDays()
	inside := func(s calendar.Dates) bool { return !s.Last.Before(first) && !s.First.After(last) }
	var outside []holidayAt
	for _, h := range list {
		if !inside(h.Dates) {
			outside = append(outside, h)
		}
	}
	all := len(outside) == len(list)
	for _, h := range outside {
		if !all && !meantInside(h.Dates, list, first, last) {
			continue
		}
		text := h.First.Format(time.DateOnly)
		if h.Last.After(h.First) {
			text += ".." + h.Last.Format(time.DateOnly)
		}
		d.warn(codeUnused, h.node.At, fmt.Sprintf("holidays: %q lies outside the run, from %s to %s, and changes nothing",
			text, first.Format(time.DateOnly), last.Format(time.DateOnly)), "is the year right?")
	}
}

// runDays are the days of the run, warm-up included, as midnights in UTC.
func (d *decoder) runDays() (first, last time.Time) {
	day := func(t engine.Time) time.Time {
		year, month, day := d.clock.start.Add(time.Duration(t)).In(d.clock.zone).Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	return day(-d.warmup), day(d.span - 1)
}

// meantInside reports whether s, moved to a year of the run, lies in the run and
// meets no other holiday.
func meantInside(s calendar.Dates, list []holidayAt, first, last time.Time) bool {
	for year := first.Year() - 1; year <= last.Year(); year++ {
		by := year - s.First.Year()
		moved := calendar.Dates{First: s.First.AddDate(by, 0, 0), Last: s.Last.AddDate(by, 0, 0)}
		if moved.Last.Before(first) || moved.First.After(last) {
			continue
		}
		free := true
		for _, other := range list {
			free = free && (other.Last.Before(moved.First) || other.First.After(moved.Last))
		}
		if free {
			return true
		}
	}
	return false
}
