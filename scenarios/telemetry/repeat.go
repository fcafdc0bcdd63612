package telemetry

import (
	"fmt"
	"math"
	"slices"
	"time"

	"whatif/engine"
)

// mostRepeated bounds the rows that repeating makes of a record.
const mostRepeated = 20_000_000

const day = 24 * 3600 * engine.Second

// closes tells whether the stamps of a record close the time that they stand
// for.
func (s *Spec) closes() bool {
	return IsEPW(s.File) || s.Stamp == "end" && (s.Quantity == Mean || s.Quantity == Total)
}

// usual is the median distance between stamps, 0 for a single one.
func usual(times []engine.Time) engine.Time {
	if len(times) < 2 {
		return 0
	}
	distances := make([]engine.Time, len(times)-1)
	for k := range distances {
		distances[k] = times[k+1] - times[k]
	}
	slices.Sort(distances)
	return distances[len(distances)/2]
}

// arranged is the series as the scenario shall meet it: moved to its start and
// repeated.
func (s *series) arranged(spec *Spec) (*series, []Problem) {
	if spec.Align != AlignStart && !spec.Repeat {
		return s, nil
	}
	step := usual(s.times)
	if spec.Align == AlignStart && spec.closes() && step > 0 {
		moved := *s
		moved.axis = nil
		moved.times = slices.Clone(s.times)
		for i := range moved.times {
			moved.times[i] += step
		}
		moved.origin = s.origin.Add(-time.Duration(step))
		s = &moved
	}
	if !spec.Repeat {
		return s, nil
	}
	first, last := s.times[0], s.times[len(s.times)-1]
	switch covered := last - first; {
	case spec.Quantity == Counter:
		return s, []Problem{{Key: "repeat", Summary: "a counter cannot be repeated: it would fall where it begins anew",
			Hint: `give the amounts in each interval instead, as quantity = "total"`}}
	case spec.Period == 0 && len(s.times) < 2:
		return s, []Problem{{Key: "repeat", Line: s.line(0), field: s.timeField, Summary: "one row alone does not say how long the record is that repeats",
			Hint: `give its length, such as repeat = "1 d"`}}
	case spec.Period == 0 && !s.plain && covered+step >= 365*day && covered <= 366*day:
		return s.byYears(spec), nil
	case spec.Period == 0:
		return s.byLength(spec, covered+step)
	}
	return s.byLength(spec, spec.Period)
}

// byLength repeats the record every period.
func (s *series) byLength(spec *Spec, period engine.Time) (*series, []Problem) {
	first := s.times[0]
	n := len(s.times)
	for n > 1 && s.times[n-1]-first >= period {
		n--
	}
	from := floor(spec.From-first, period) - 1
	until := floor(spec.Until-first, period) + 1
	if int64(until-from+1) > mostRepeated/int64(n) {
		return s, []Problem{{Key: "repeat", Summary: fmt.Sprintf("repeated every %s, the record would have more than %d rows", Spell(period), mostRepeated),
			Hint: "is the unit of time right?"}}
	}
	out := *s
	out.axis = nil
	size := int(until-from+1) * n
	out.times, out.values, out.lines = make([]engine.Time, 0, size), make([]float64, 0, size), make([]int32, 0, size)
	for k := from; k <= until; k++ {
		for i := range n {
			out.append(s, i, s.times[i]+k*period)
		}
	}
	return &out, nil
}

func floor(a, b engine.Time) engine.Time {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// append adds row i of from at t, if that is later than what is there.
func (s *series) append(from *series, i int, t engine.Time) {
	if n := len(s.times); n > 0 && t <= s.times[n-1] {
		return
	}
	s.times = append(s.times, t)
	s.values = append(s.values, from.values[i])
	s.lines = append(s.lines, from.lines[i])
}

// civil is a row's place in the calendar, in standard time.
type civil struct {
	year, month, day int
	rest             time.Duration // since midnight
}

// byYears repeats a year by the calendar of its zone, without daylight saving:
// each row comes again at the same day and time of day. The 29 February takes
// the values of the 28th where the record has none, and is left out where the
// year has none. Rows whose stamps close their time belong to the day before
// midnight.
func (s *series) byYears(spec *Spec) *series {
	offset := standardOffset(s.origin, s.zone)
	tick := time.Duration(0)
	if spec.closes() {
		tick = 1
	}
	rows := make([]civil, len(s.times))
	leapDay := false
	for i, t := range s.times {
		wall := s.origin.Add(time.Duration(t) - tick).UTC().Add(offset)
		y, m, d := wall.Date()
		rows[i] = civil{y, int(m), d, wall.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) + tick}
		leapDay = leapDay || m == time.February && d == 29
	}
	instant := func(year int, c civil) engine.Time {
		wall := time.Date(year, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).Add(c.rest - offset)
		return engine.Time(wall.Sub(s.origin))
	}
	const margin = 400 * day // rows on both sides of what is needed
	low, high := spec.From-margin, spec.Until+margin
	yearOf := func(t engine.Time) int { return s.origin.Add(time.Duration(t)).UTC().Year() }
	out := *s
	out.axis = nil
	out.times, out.values, out.lines = nil, nil, nil
	for year := yearOf(low) - 2; year <= yearOf(high)+1; year++ {
		var eve []int // rows of the 28 February, where the 29th is missing
		for i, c := range rows {
			y := year + c.year - rows[0].year
			if c.month != 2 || c.day != 28 {
				for _, j := range eve {
					out.appendWithin(s, j, instant(y, rows[j])+day, low, high)
				}
				eve = nil
			}
			switch {
			case c.month == 2 && c.day == 29 && !leap(y):
				continue
			case c.month == 2 && c.day == 28 && !leapDay && leap(y):
				eve = append(eve, i)
			}
			out.appendWithin(s, i, instant(y, c), low, high)
		}
	}
	return &out
}

func (s *series) appendWithin(from *series, i int, t, low, high engine.Time) {
	if t >= low && t <= high {
		s.append(from, i, t)
	}
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// standardOffset is how far a zone's clocks are ahead of UTC without daylight
// saving.
func standardOffset(at time.Time, zone *time.Location) time.Duration {
	year := at.In(zone).Year()
	least := math.MaxInt
	for _, month := range []time.Month{time.January, time.July} {
		t := time.Date(year, month, 1, 12, 0, 0, 0, zone)
		if _, seconds := t.Zone(); !t.IsDST() || least == math.MaxInt {
			least = min(least, seconds)
		}
	}
	return time.Duration(least) * time.Second
}
