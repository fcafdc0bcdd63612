package telemetry

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// Place is where an EPW file says that its weather is.
type Place struct {
	City                string
	Latitude, Longitude float64 // deg, north and east positive
	Zone                float64 // h ahead of UTC, without daylight saving
	Elevation           float64 // m
}

// readLocation reads the first line of an EPW file.
func readLocation(cells cells) (p Place, problem *Problem) {
	wrong := func(summary string) (Place, *Problem) {
		return Place{}, &Problem{Key: "file", Line: 1, field: wholeLine, Summary: summary,
			Expected: "LOCATION, city, state, country, source, WMO number, latitude, longitude, time zone, elevation"}
	}
	if !strings.EqualFold(string(trim(cells.at(0))), "LOCATION") {
		return wrong("the file is not an EPW weather file: its first line is no LOCATION")
	}
	if cells.len() < 10 {
		return wrong("the LOCATION of the weather file is not complete")
	}
	p.City = string(trim(cells.at(1)))
	for i, into := range []*float64{&p.Latitude, &p.Longitude, &p.Zone, &p.Elevation} {
		v, ok := parseFloat(trim(cells.at(6+i)), '.')
		if !ok {
			return wrong(fmt.Sprintf("%q in the LOCATION of the weather file is not a number", clip(string(cells.at(6+i)))))
		}
		*into = v
	}
	if math.Abs(p.Latitude) > 90 || math.Abs(p.Longitude) > 180 || math.Abs(p.Zone) > 14 {
		return wrong("the LOCATION of the weather file lies nowhere on earth")
	}
	return p, nil
}

// epwTable reads weather: eight lines of head, and a row for each hour or part
// of it. Its stamps are local standard time and close the time that they stand
// for. Years do not count, since typical years are made of months of several:
// the rows are of the year in which the scenario begins, or of one before it
// that has the days.
func epwTable(in io.Reader, selectors []*selector) []Problem {
	rows := newScanner(in, ',')
	place, perHour, sun, problem := epwHead(rows)
	if problem != nil {
		return []Problem{*problem}
	}
	zone := time.FixedZone(fmt.Sprintf("UTC%+g", place.Zone), int(math.Round(place.Zone*3600)))
	h := &header{names: make([]string, 35), separator: ',', line: rows.line}
	row := &epwRow{textRow: textRow{mark: '.'}, perHour: perHour, columns: map[int]epwColumn{}}
	for _, c := range epwColumns() {
		h.names[c.field] = c.name
		row.columns[c.field] = c
	}
	c := newCollection(selectors, h, false, 1)
	for _, g := range c.groups {
		g.resolver.zone = zone
	}
	problems := epwRows(rows, row, c)
	c.finish()
	for _, s := range selectors {
		s.sun = sun
	}
	spread(c.alive, problems...)
	return nil
}

// sunComment begins a comment in the head of files of PVGIS: the irradiances are
// at instants, so many hours after their stamps, and no means.
const sunComment = "irradiance time offset (h):"

// sunOffset reads that comment; 0 for any other line.
func sunOffset(cells cells) float64 {
	if !strings.HasPrefix(strings.ToUpper(string(trim(cells.at(0)))), "COMMENTS") {
		return 0
	}
	for i := 1; i < cells.len(); i++ {
		text := strings.ToLower(string(trim(cells.at(i))))
		if rest, ok := strings.CutPrefix(text, sunComment); ok {
			if x, err := strconv.ParseFloat(strings.TrimSpace(rest), 64); err == nil && math.Abs(x) <= 24 {
				return x
			}
		}
	}
	return 0
}

// epwHead reads the lines before the rows.
func epwHead(rows *scanner) (place Place, perHour int, sun float64, problem *Problem) {
	cells, err := rows.row()
	if err != nil {
		p := stopped(err)
		if errors.Is(err, io.EOF) {
			p = Problem{Key: "file", Summary: "the file is empty", Expected: "weather in the format of EnergyPlus (EPW)"}
		}
		return place, 0, 0, &p
	}
	if place, problem = readLocation(cells); problem != nil {
		return place, 0, 0, problem
	}
	const most = 100
	for range most {
		cells, err := rows.row()
		if err != nil {
			break
		}
		if x := sunOffset(cells); x != 0 {
			sun = x
		}
		if !bytes.EqualFold(trim(cells.at(0)), []byte("DATA PERIODS")) {
			continue
		}
		perHour = 1
		if cells.len() > 2 {
			if perHour, err = strconv.Atoi(string(trim(cells.at(2)))); err != nil || perHour < 1 || 60%perHour != 0 {
				return place, 0, 0, &Problem{Key: "file", Line: rows.line, field: 2, Summary: fmt.Sprintf("the weather file has %q rows an hour", clip(string(cells.at(2)))),
					Expected: "a number that divides 60"}
			}
		}
		return place, perHour, sun, nil
	}
	return place, 0, 0, &Problem{Key: "file", Summary: "the weather file has no line DATA PERIODS", Expected: "weather in the format of EnergyPlus (EPW)"}
}

// epwRow is a row of weather.
type epwRow struct {
	textRow
	perHour    int
	columns    map[int]epwColumn
	hour       stamp
	wrong      string
	year, last int // the latter tells month and day of the row before: it falls where a year ends
	leapDay    bool
}

func (r *epwRow) stamp(*group) (stamp, string, string) { return r.hour, r.wrong, "" }

func (r *epwRow) take(selectors []*selector, line int) {
	for _, s := range selectors {
		cell, c := trim(r.cells.at(s.field)), r.columns[s.field]
		v, ok := parseFloat(cell, '.')
		switch {
		case !ok:
			v = r.odd(s, cell, line)
		case v >= c.missing:
			v = math.NaN()
		case c.quantity == Mean:
			v *= c.factor * float64(r.perHour) // energy in a part of an hour
		default:
			v *= c.factor
		}
		s.values = append(s.values, v)
	}
}

// epwRows gives the rows of weather to the collection.
func epwRows(rows *scanner, row *epwRow, c *collection) (problems []Problem) {
	var ragged tally
	any, wide := false, 0
	for len(c.alive) > 0 {
		cells, err := rows.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return append(problems, stopped(err))
		}
		if blank(cells) {
			continue
		}
		any = true
		if wide == 0 {
			wide = max(cells.len(), 30) // the last may be absent in older files
		}
		if cells.len() != wide {
			ragged.add(Problem{Key: "file", Line: rows.line, field: wholeLine,
				Summary: fmt.Sprintf("line %d has %s, the rows of this file have %d", rows.line, plural(cells.len(), "cell"), wide)})
			continue
		}
		for cells.len() < 35 {
			cells.spans = append(cells.spans, span{})
		}
		row.cells = cells
		row.when(c.alive[0].spec)
		if !c.add(row, rows.line) {
			return append(problems, tooMany(rows.line))
		}
	}
	if !any && len(c.alive) > 0 {
		problems = append(problems, Problem{Key: "file", Summary: "the weather file has no rows"})
	}
	return append(problems, ragged.close("file", "line has another number of cells", "lines have another number of cells")...)
}

// when reads month, day and hour of the row.
func (r *epwRow) when(spec *Spec) {
	var n [4]int
	for i := range n {
		n[i] = digits(string(trim(r.cells.at(1 + i))))
	}
	month, date, hour, minute := n[0], n[1], n[2], n[3]
	if r.year == 0 {
		r.year = yearOfWeather(spec, month)
	}
	here := 100*month + date
	if here < r.last-600 {
		r.year++ // from December to January
	}
	midnight := time.Date(r.year, time.Month(max(month, 0)), date, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 || date < 1 || midnight.Day() != date || hour < 1 || hour > 24 || r.perHour > 1 && (minute < 0 || minute > 60) {
		r.wrong = fmt.Sprintf("month %s, day %s, hour %s is no hour of the year", clip(string(trim(r.cells.at(1)))), clip(string(trim(r.cells.at(2)))), clip(string(trim(r.cells.at(3)))))
		if month == 2 && date == 29 {
			r.wrong = fmt.Sprintf("%d has no 29 February", r.year)
		}
		return
	}
	r.wrong, r.last = "", here
	end := time.Duration(hour) * time.Hour
	if r.perHour > 1 {
		if minute == 0 {
			minute = 60
		}
		end += time.Duration(minute-60) * time.Minute
	}
	if spec.HasStart || spec.Align == AlignDate {
		r.hour = stamp{kind: localStamp, unix: midnight.Unix() + int64(end/time.Second)}
		return
	}
	// Without a calendar the year begins at 0 and has the days of the record.
	r.leapDay = r.leapDay || here == 229
	seconds := midnight.Sub(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) + end
	if here > 229 && !r.leapDay {
		seconds -= 24 * time.Hour
	}
	r.hour = stamp{kind: plainStamp, seconds: seconds.Seconds()}
}

// yearOfWeather is the year that the first rows of weather get: that of the
// scenario's start. A record that repeats goes by the calendar in any case, and
// gets a leap year, in case it has a leap day.
func yearOfWeather(spec *Spec, month int) int {
	start := spec.Start
	switch {
	case spec.Align == AlignDate:
		start = spec.AlignAt
	case !spec.HasStart:
		return 2024
	}
	year := start.In(spec.Zone).Year()
	if !spec.Repeat {
		return year
	}
	for !leap(year) {
		year--
	}
	if month > 2 {
		year--
	}
	return year
}
