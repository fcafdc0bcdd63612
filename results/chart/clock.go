package chart

import (
	"fmt"
	"math"
	"time"

	"gonum.org/v1/plot"
)

// Calendar times are drawn from the year 1 to the year 9999, in seconds since 1970.
const (
	firstTime = -62135596800
	lastTime  = 253402300799
)

// calendar is a distance of ticks on a calendar.
type calendar struct {
	unit  byte // s, m, h, d, w (Mondays), M, y
	n     int
	about float64 // seconds
	room  float64 // points that a label takes
}

// calendars are the distances, by length.
var calendars = []calendar{
	{'s', 1, 1, 62}, {'s', 5, 5, 62}, {'s', 15, 15, 62}, {'s', 30, 30, 62},
	{'m', 1, 60, 44}, {'m', 5, 300, 44}, {'m', 10, 600, 44}, {'m', 15, 900, 44}, {'m', 30, 1800, 44},
	{'h', 1, 3600, 70}, {'h', 2, 7200, 70}, {'h', 3, 10800, 70}, {'h', 6, 21600, 70}, {'h', 12, 43200, 70},
	{'d', 1, 86400, 76}, {'d', 2, 2 * 86400, 76}, {'w', 1, 7 * 86400, 76}, {'w', 2, 14 * 86400, 76},
	{'M', 1, 30.4 * 86400, 66}, {'M', 2, 61 * 86400, 66}, {'M', 3, 91 * 86400, 66}, {'M', 6, 182 * 86400, 66},
	{'y', 1, 365 * 86400, 50}, {'y', 2, 730 * 86400, 50}, {'y', 5, 1826 * 86400, 50}, {'y', 10, 3652 * 86400, 50},
	{'y', 20, 7305 * 86400, 50}, {'y', 50, 18262 * 86400, 50}, {'y', 100, 36524 * 86400, 50},
	{'y', 200, 73048 * 86400, 50}, {'y', 500, 182620 * 86400, 50}, {'y', 1000, 365242 * 86400, 50}, {'y', 2000, 730485 * 86400, 50},
}

// calendar sets a range of times with ticks on the hours, days, Mondays, months
// or years of a zone. The heading says the date where no tick does.
func (a *scale) calendar(e extent, zone *time.Location, wide float64) {
	a.low, a.high = e.low, e.high
	if e.high-e.low < 4 { // clocks of whole seconds would not part them
		a.numeric(extent{e.low, e.high}, 4)
		a.ticks = relabelled(a.ticks, func(v float64) string { return moment(v, zone).Format("15:04:05.000") })
		a.heading = moment(e.low, zone).Format("Mon 2 Jan 2006")
		return
	}
	at := 0
	for at < len(calendars)-1 && (e.high-e.low)/calendars[at].about*calendars[at].room > wide {
		at++
	}
	c := calendars[at]
	a.ticks = c.ticks(e, zone, true)
	if at > 0 && c.unit != 'y' {
		finer := calendars[at-1]
		if c.unit == 'w' && c.n == 1 || c.unit == 'd' && c.n > 1 {
			finer = calendar{unit: 'd', n: 1}
		}
		if (e.high-e.low)/max(finer.about, 86400)*4 < wide {
			a.ticks = minors(a.ticks, finer.ticks(e, zone, false))
		}
	}
	if a.Label == "" && !dated(c, a.ticks, zone) {
		a.heading = moment(e.low, zone).Format("Mon 2 Jan 2006")
	}
}

func moment(v float64, zone *time.Location) time.Time {
	whole := math.Floor(v)
	return time.Unix(int64(whole), int64((v-whole)*1e9)).In(zone)
}

// dated reports whether a tick says the day.
func dated(c calendar, ticks []plot.Tick, zone *time.Location) bool {
	if c.unit != 's' && c.unit != 'm' && c.unit != 'h' {
		return true
	}
	for _, t := range ticks {
		m := moment(t.Value, zone)
		if t.Label != "" && c.unit != 's' && m.Hour() == 0 && m.Minute() == 0 {
			return true
		}
	}
	return false
}

// ticks are the places in a range; without words they are small ones.
func (c calendar) ticks(e extent, zone *time.Location, words bool) []plot.Tick {
	var list []plot.Tick
	last := math.Inf(-1)
	for k := 0; k < 5000; k++ {
		t := c.nth(moment(e.low, zone), k)
		v := float64(t.Unix())
		if v > e.high {
			break
		}
		if v < e.low || v <= last { // hours that a change of the clock skips come twice
			continue
		}
		last = v
		tick := plot.Tick{Value: v}
		if words {
			tick.Label = c.label(t)
		}
		list = append(list, tick)
	}
	return list
}

// nth is the k-th tick from the start of the day, month or round year of a time.
func (c calendar) nth(t time.Time, k int) time.Time {
	zone := t.Location()
	y, m, d := t.Date()
	switch c.unit {
	case 's', 'm':
		start := time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, zone)
		if c.unit == 'm' {
			start = time.Date(y, m, d, t.Hour(), 0, 0, 0, zone)
		}
		return start.Add(time.Duration(float64(k) * c.about * 1e9))
	case 'h':
		return time.Date(y, m, d, k*c.n, 0, 0, 0, zone)
	case 'd':
		start := (d - 1) / c.n * c.n
		return time.Date(y, m, 1+start+k*c.n, 0, 0, 0, 0, zone)
	case 'w':
		monday := d - (int(t.Weekday())+6)%7
		return time.Date(y, m, monday+7*k*c.n, 0, 0, 0, 0, zone)
	case 'M':
		return time.Date(y, time.Month((int(m)-1)/c.n*c.n+1+k*c.n), 1, 0, 0, 0, 0, zone)
	}
	return time.Date(y/c.n*c.n+k*c.n, 1, 1, 0, 0, 0, 0, zone)
}

// label is what a tick says: a day where the clock stands at midnight.
func (c calendar) label(t time.Time) string {
	switch {
	case c.unit == 's':
		return t.Format("15:04:05")
	case c.unit == 'y':
		return fmt.Sprint(t.Year())
	case c.unit == 'M' && t.Month() == time.January:
		return t.Format("Jan 2006")
	case c.unit == 'M':
		return t.Format("Jan")
	case t.Hour() == 0 && t.Minute() == 0 || c.unit == 'd' || c.unit == 'w':
		return t.Format("Mon 2 Jan")
	}
	return t.Format("15:04")
}

// minors adds small ticks where there is no large one.
func minors(large, small []plot.Tick) []plot.Tick {
	taken := map[float64]bool{}
	for _, t := range large {
		taken[t.Value] = true
	}
	for _, t := range small {
		if !taken[t.Value] {
			large = append(large, t)
		}
	}
	return large
}

func relabelled(ticks []plot.Tick, label func(v float64) string) []plot.Tick {
	for k := range ticks {
		ticks[k].Label = label(ticks[k].Value)
	}
	return ticks
}
