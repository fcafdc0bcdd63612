package scenarios

import (
	"fmt"
	"strings"

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
	var periods []calendar.Period
	for _, n := range list {
		p, ok := d.section(n, "a period")
		if !ok {
			continue
		}
		days, from, to := p.need("days", `"mon-fri"`), p.need("from", `"08:00"`), p.need("to", `"18:00"`)
		var period calendar.Period
		if period.Days, ok = d.text(days, "days"); ok {
			if _, err := calendar.ParseDays(period.Days); err != nil {
				d.calendarError(days, "days", err)
			}
		}
		period.From, period.To = d.timeOfDay(from, "from"), d.timeOfDay(to, "to")
		period.Value, _ = value(p.need("value", `"1.2 kW"`), "value")
		p.done()
		periods = append(periods, period)
	}
	otherwise := 0.0
	if n := f.get("otherwise"); n != nil {
		otherwise, _ = value(n, "otherwise")
	} else if u.Absolute {
		d.fail(codeMissing, f.at, fmt.Sprintf("%s has no otherwise, and no temperature is nothing", f.what), "", `add otherwise = "16 degC"`)
	}
	if u.Scale == 0 {
		return
	}
	in.Unit = u.SI()
	if d.headerSound {
		in.Table = calendar.Weekly(periods, otherwise, d.clock.start, d.clock.zone, -d.warmup, d.span)
	}
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
