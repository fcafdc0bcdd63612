package calendar

import (
	"slices"
	"time"

	"whatif/engine"
	"whatif/models"
)

// Period is a stretch of the week that returns every week.
type Period struct {
	Days     string  // as ParseDaysOrHoliday reads them: the days on which it begins
	From, To string  // as ParseClock reads them; To at or before From is on the next day
	Value    float64 // SI
	Months   string  // as ParseMonths reads them: those in which it begins; "" for all
}

// Schedule is what a week looks like, and where it differs.
type Schedule struct {
	Periods   []Period
	Otherwise float64 // outside all periods, in SI
	// Holidays are days that are not what they are in the week: they are like
	// the day Like of the week, or, with Apart, like no day of it. Periods whose
	// days name holidays count on them too.
	Holidays []Dates
	Like     time.Weekday
	Apart    bool
}

// edge is where a period begins or ends.
type edge struct {
	at     engine.Time
	period int
	enters bool
}

// Table lays the periods over the calendar from from to until (both ends
// included) and returns a table of held steps; otherwise is the value outside
// all periods. Where periods overlap, the one listed later wins. Equal values
// that follow each other make one step; the first step is at from.
//
// Times are those of the clocks on the wall in zone (nil is UTC). A time that
// spring leaves out is the instant of the jump, a time that autumn repeats is
// its first occurrence. start is the instant of simulated time 0; the zero
// time.Time stands for a Monday 00:00 UTC in a week without daylight saving.
//
// A period that ParseDaysOrHoliday, ParseClock or ParseMonths refuses is left
// out: who reads the periods from a user reports that first.
func (s Schedule) Table(start time.Time, zone *time.Location, from, until engine.Time) *models.Table {
	periods, otherwise := s.Periods, s.Otherwise
	if start.IsZero() {
		start, zone = time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC), time.UTC
	}
	if zone == nil {
		zone = time.UTC
	}
	var edges []edge
	for i, p := range periods {
		edges = s.appendEdges(edges, p, i, start, zone, from, until)
	}
	slices.SortFunc(edges, func(a, b edge) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return 0
	})
	open := make([]int, len(periods)) // how often each period is in force
	current := func() float64 {
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] > 0 {
				return periods[i].Value
			}
		}
		return otherwise
	}
	next := 0
	pass := func(t engine.Time) {
		for ; next < len(edges) && edges[next].at <= t; next++ {
			if edges[next].enters {
				open[edges[next].period]++
			} else {
				open[edges[next].period]--
			}
		}
	}
	pass(from)
	table := &models.Table{Times: []engine.Time{from}, Values: []float64{current()}}
	for next < len(edges) && edges[next].at <= until {
		at := edges[next].at
		pass(at)
		if v := current(); v != table.Values[len(table.Values)-1] {
			table.Times = append(table.Times, at)
			table.Values = append(table.Values, v)
		}
	}
	return table
}

// appendEdges adds the edges of every occurrence of period p that touches the
// time from from to until.
func (s Schedule) appendEdges(edges []edge, p Period, index int, start time.Time, zone *time.Location, from, until engine.Time) []edge {
	days, holiday, err := ParseDaysOrHoliday(p.Days)
	if err != nil {
		return edges
	}
	var months [13]bool
	if p.Months != "" {
		if months, err = ParseMonths(p.Months); err != nil {
			return edges
		}
	}
	begins, err := ParseClock(p.From)
	if err != nil {
		return edges
	}
	ends, err := ParseClock(p.To)
	if err != nil {
		return edges
	}
	if ends <= begins {
		ends += 24 * time.Hour
	}
	at := func(wall time.Time) engine.Time {
		t, _, _ := Resolve(wall, zone)
		return engine.Time(t.Sub(start))
	}
	// An occurrence lasts 24 h at most, 49 h after the midnight it belongs to
	// at the latest: two days of margin reach every one that touches the span.
	year, month, day := start.Add(time.Duration(from)).In(zone).Date()
	last := start.Add(time.Duration(until)).In(zone)
	last = time.Date(last.Year(), last.Month(), last.Day(), 0, 0, 0, 0, time.UTC)
	for d := time.Date(year, month, day-2, 0, 0, 0, 0, time.UTC); !d.After(last); d = d.AddDate(0, 0, 1) {
		if p.Months != "" && !months[d.Month()] || !s.begins(days, holiday, d) {
			continue
		}
		a, b := at(d.Add(begins)), at(d.Add(ends))
		if a < b && b > from && a <= until {
			edges = append(edges, edge{a, index, true}, edge{b, index, false})
		}
	}
	return edges
}

// begins reports whether a period of those days begins on a day.
func (s Schedule) begins(days [7]bool, holiday bool, day time.Time) bool {
	for _, h := range s.Holidays {
		if h.Holds(day) {
			return holiday || !s.Apart && days[s.Like]
		}
	}
	return days[day.Weekday()]
}
