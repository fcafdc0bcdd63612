package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
)

// weekly reads a schedule that returns every week. All of its values measure
// the same; the first says what.
func (d *decoder) weekly(f *fields, in *models.Input) {
	example := `[{ days = "mon-fri", from = "08:00", to = "18:00", value = "1.2 kW" }]`
	list, _ := d.listOf(f.need("periods", example), "periods", false)
	var u unit.Unit
	value := func(n *source.Node, name string) (float64, bool) {
		q, ok := d.measured(n, name)
		if !ok {
			return 0, false
		}
		if u.Scale == 0 {
			u = q.Unit
		}
		return q.Value, d.fits(n, name, q, u)
	}
	if n := f.table.Get("periods"); n != nil && list != nil && len(list) == 0 {
		d.fail(codeMissing, n.At, "periods is empty", "", "add a period, such as "+example[1:len(example)-1])
	}
	var schedule calendar.Schedule
	for _, n := range list {
		p, ok := d.section(n, "a period")
		if !ok {
			continue
		}
		period := d.stretch(p, 0)
		period.Value, _ = value(p.need("value", `"1.2 kW"`), "value")
		p.done()
		schedule.Periods = append(schedule.Periods, period)
	}
	d.holidays(f, &schedule)
	if n := f.get("otherwise"); n != nil {
		schedule.Otherwise, _ = value(n, "otherwise")
	} else if u.Absolute {
		f.lack("otherwise", fmt.Sprintf("%s has no otherwise, and no temperature is nothing", f.what), "", `add otherwise = "16 degC"`)
	}
	adjust := models.Adjustment{Scale: 1}
	d.adjustment(f, in.Name, u, &adjust)
	if u.Scale == 0 {
		return
	}
	in.Unit = u.SI()
	if d.headerSound {
		in.Table = schedule.Table(d.clock.start, d.clock.zone, -d.warmup, d.span)
		in.Table.Adjust = &adjust
	}
}

// stretch reads when a stretch of the week is.
func (d *decoder) stretch(p *fields, value float64) calendar.Period {
	days, from, to, months := p.need("days", `"mon-fri"`), p.need("from", `"08:00"`), p.need("to", `"18:00"`), p.get("months")
	period := calendar.Period{Value: value}
	var ok bool
	if period.Days, ok = d.text(days, "days"); ok {
		if _, _, err := calendar.ParseDaysOrHoliday(period.Days); err != nil {
			d.calendarError(days, "days", err)
		}
	}
	if period.Months, ok = d.text(months, "months"); ok {
		if _, err := calendar.ParseMonths(period.Months); err != nil {
			d.calendarError(months, "months", err)
		}
	}
	period.From, period.To = d.timeOfDay(from, "from"), d.timeOfDay(to, "to")
	return period
}

// holidays reads the days that are not what they are in the week, and what they
// are like.
func (d *decoder) holidays(f *fields, schedule *calendar.Schedule) {
	dates, like := f.get("holidays"), f.get("holiday")
	named := false
	for _, p := range schedule.Periods {
		_, holiday, _ := calendar.ParseDaysOrHoliday(p.Days)
		named = named || holiday
	}
	schedule.Apart = named
	if day, ok := d.text(like, "holiday"); ok {
		if named {
			d.fail(codeConflict, like.Key, "holidays are like a "+day+", and also have periods of their own", "", `leave out holiday, or the days = "holiday"`)
		}
		only, err := calendar.ParseDays(day)
		switch {
		case err != nil:
			d.calendarError(like, "holiday", err)
		case count(only) != 1:
			d.fail(codeTime, like.At, "holiday is more than one day", `one day, such as "sun"`, "")
		default:
			schedule.Like = time.Weekday(slices.Index(only[:], true))
		}
	}
	if dates == nil {
		if named || like != nil {
			d.fail(codeMissing, f.at, f.what+" says what holidays are like, but has no holidays", "", `add holidays = ["2026-12-25"]`)
		}
		return
	}
	list, ok := d.listOf(dates, "holidays", true)
	if !ok {
		return
	}
	if d.headerSound && !d.clock.has {
		d.fail(codeTime, dates.Key, "holidays are dates, but the scenario has no start", "", "give [scenario] a start")
	}
	var placed []holidayAt
	defer func() { d.strayHolidays(placed) }()
	for _, n := range list {
		if day, isDate := n.Value.(source.LocalDate); isDate {
			schedule.Holidays = append(schedule.Holidays, calendar.Dates{First: day.Time, Last: day.Time})
			placed = append(placed, holidayAt{schedule.Holidays[len(schedule.Holidays)-1], n})
			continue
		}
		s, ok := d.text(n, "holidays")
		if !ok {
			continue
		}
		stretch, err := calendar.ParseDates(s)
		if err != nil {
			d.calendarError(n, "holidays", err)
			continue
		}
		schedule.Holidays = append(schedule.Holidays, stretch)
		placed = append(placed, holidayAt{stretch, n})
	}
}

// count is how many days are set.
func count(days [7]bool) int {
	n := 0
	for _, set := range days {
		if set {
			n++
		}
	}
	return n
}

// timeOfDay reads what a clock shows, as text or as a time of TOML.
func (d *decoder) timeOfDay(n *source.Node, name string) string {
	if n == nil {
		return ""
	}
	if t, ok := n.Value.(source.LocalTime); ok {
		return t.Format("15:04:05")
	}
	s, ok := d.text(n, name)
	if !ok {
		return ""
	}
	if _, err := calendar.ParseClock(s); err != nil {
		d.calendarError(n, name, err)
	}
	return s
}

// calendarError reports what package calendar refused; behind a semicolon it
// says how to mend it.
func (d *decoder) calendarError(n *source.Node, name string, err error) {
	summary, hint, _ := strings.Cut(err.Error(), "; ")
	d.fail(codeTime, n.At, name+": "+summary, "", hint)
}
