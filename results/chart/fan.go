package chart

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Draw draws the bands with their lines, the measured points and the marks. The
// times of each series rise. Values that are no numbers leave gaps.
func (f *Fan) Draw() (*Chart, error) {
	s, err := f.sheet()
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(f.Location)
	if err != nil {
		return nil, fmt.Errorf("chart %s: time zone %q: %w", f.Name, f.Location, err)
	}
	list := f.Bands
	if f.Points != nil {
		list = append(list[:len(list):len(list)], *f.Points)
	}
	x, y, err := bounds(f.Name, list)
	if err != nil {
		return nil, err
	}
	for _, m := range f.Marks {
		if x.empty() { // nothing but marks: they say which times are shown
			x.add(m.From, m.To)
		}
	}
	if err := s.times(x, f.Times, zone, f.Location); err != nil {
		return nil, err
	}
	s.y.numeric(y.padded(0.05), int(s.Height/45))
	s.y.grid = true
	events, alerts := s.place(f.Marks)
	var data []DataSerie
	s.draw(func(a *area) {
		a.events(events)
		data = a.bands(f.held(), x)
		if f.Points != nil {
			a.group(series(len(f.Bands)), func() { data = append(data, a.points(f.Points, newThinner(f.Points.X, x.wide()))) })
		}
		a.alerts(alerts)
	})
	return s.chart("fan", f.alt(list), data), nil
}

// times makes x an axis of calendar times or of elapsed ones.
func (s *sheet) times(x extent, calendar bool, zone *time.Location, name string) error {
	e, wide := x.wide(), s.Width-70
	if x.low == x.high { // a single time: a minute around it
		half := max(30, math.Abs(x.low)*1e-9)
		e = extent{x.low - half, x.high + half}
	}
	s.x.Time, s.x.Elapsed = calendar, !calendar
	if !calendar {
		s.x.elapsed(e, wide)
		return nil
	}
	if e.low < firstTime || e.high > lastTime {
		return fmt.Errorf("chart %s: times from %g to %g s since 1970 do not lie between the years 1 and 9999", s.Name, e.low, e.high)
	}
	s.x.Zone = name
	s.x.calendar(e, zone, wide)
	return nil
}

// bounds checks the lengths and the order of series and finds the ranges of both
// axes. Intervals that end at the first X count to the range.
func bounds(name string, list []Band) (x, y extent, err error) {
	x, y = newExtent(), newExtent()
	for k := range list {
		b := &list[k]
		last := math.Inf(-1)
		for i, v := range b.X {
			if !drawn(v) {
				continue
			}
			if v < last {
				return x, y, fmt.Errorf("chart %s: series %q: x falls from %g to %g at place %d: rising x are expected", name, b.Name, last, v, i)
			}
			last = v
		}
		for _, values := range [][]float64{b.Mid, b.Q05, b.Q25, b.Q75, b.Q95} {
			if values != nil && len(values) != len(b.X) {
				return x, y, fmt.Errorf("chart %s: series %q: %d values for %d x: as many are expected", name, b.Name, len(values), len(b.X))
			}
			for i, v := range values {
				if drawn(b.X[i]) {
					y.add(v)
				}
			}
		}
		x.add(b.X...)
		if b.Steps && len(b.X) > 1 && drawn(2*b.X[0]-b.X[1]) {
			x.add(min(b.X[0], 2*b.X[0]-b.X[1]))
		}
	}
	return x, y, nil
}

// bands draws the bands of all series and, on top of them, the lines; it returns
// their numbers.
func (a *area) bands(list []Band, x extent) []DataSerie {
	for k := range list {
		b, t := &list[k], newThinner(list[k].X, x.wide())
		if b.Q05 == nil && b.Q25 == nil {
			continue
		}
		a.group(series(k), func() {
			a.between("band", b, t, b.Q05, b.Q95)
			a.between("core", b, t, b.Q25, b.Q75)
		})
	}
	var data []DataSerie
	for k := range list {
		a.group(series(k), func() { data = append(data, a.line(&list[k], newThinner(list[k].X, x.wide()))) })
	}
	return data
}

// line draws the line of a series; it returns the numbers at its points.
func (a *area) line(b *Band, t thinner) DataSerie {
	d := DataSerie{Name: clean(b.Name), Y: []float64{}}
	path := a.trace()
	for _, run := range t.runs(b.X, func(i int) bool { return i < len(b.Mid) && drawn(b.Mid[i]) }) {
		run = t.extremes(run, b.X, b.Mid)
		for k, p := range a.curve(b, t, run, b.Mid) {
			if k == 0 {
				path.move(p)
			}
			if k > 0 || len(run) == 1 {
				path.line(p)
			}
		}
		for _, i := range run {
			d.take(b, i)
		}
	}
	a.path("line", true, path.done())
	return d
}

// take adds the numbers of a place.
func (d *DataSerie) take(b *Band, i int) {
	d.X, d.Y = append(d.X, b.X[i]), append(d.Y, b.Mid[i])
	if b.Q05 != nil && b.Q95 != nil {
		d.Low, d.High = append(d.Low, b.Q05[i]), append(d.High, b.Q95[i])
	}
}

// between fills the room between two curves of a series.
func (a *area) between(class string, b *Band, t thinner, low, high []float64) {
	if low == nil || high == nil {
		return
	}
	path := a.trace()
	for _, run := range t.runs(b.X, func(i int) bool { return drawn(low[i]) && drawn(high[i]) }) {
		upper := a.curve(b, t, t.extremes(run, b.X, high), high)
		lower := a.curve(b, t, t.extremes(run, b.X, low), low)
		path.move(upper[0])
		for _, p := range upper[1:] {
			path.line(p)
		}
		for k := len(lower) - 1; k >= 0; k-- {
			path.line(lower[k])
		}
		path.close()
	}
	a.path(class, false, path.done())
}

// mostSteps is how many intervals of a run are drawn as steps; more of them are
// too narrow to be seen as such.
const mostSteps = 300

// curve is the places of a run: its points, or the corners of its steps. A state
// that is on or off stays as it is until the point that says otherwise.
func (a *area) curve(b *Band, t thinner, run []int, y []float64) []point {
	var list []point
	means := b.Steps && len(run) <= mostSteps && !t.coarse
	for k, i := range run {
		switch {
		case means:
			list = append(list, a.at(b.begin(i), y[i]))
		case b.holds && k > 0:
			list = append(list, a.at(b.X[i], y[run[k-1]]))
		}
		list = append(list, a.at(b.X[i], y[i]))
	}
	return list
}

// held are the bands, those of states marked as such.
func (f *Fan) held() []Band {
	list := slices.Clone(f.Bands)
	for k := range list {
		list[k].holds = (f.YUnit == "" || f.YUnit == "1") && !list[k].Steps && list[k].switches()
	}
	return list
}

// switches reports whether a series is of a state: all that it says is 0 for off, 1
// for on, and in the median of draws that are at odds one half.
func (b *Band) switches() bool {
	on := newExtent()
	for _, v := range b.Mid {
		if drawn(v) && v != 0 && v != 0.5 && v != 1 {
			return false
		}
		on.add(v)
	}
	for _, values := range [][]float64{b.Q05, b.Q95} {
		on.add(values...)
	}
	return on.low == 0 && on.high == 1
}

// begin is where the interval that ends at X[i] begins.
func (b *Band) begin(i int) float64 {
	switch {
	case i > 0 && drawn(b.X[i-1]):
		return b.X[i-1]
	case i+1 < len(b.X) && drawn(b.X[i+1]):
		return b.X[i] - (b.X[i+1] - b.X[i])
	}
	return b.X[i]
}

// points draws a measured record.
func (a *area) points(b *Band, t thinner) DataSerie {
	d := DataSerie{Name: clean(b.Name), Y: []float64{}}
	path := a.trace()
	for _, run := range t.runs(b.X, func(i int) bool { return i < len(b.Mid) && drawn(b.Mid[i]) }) {
		for _, i := range t.extremes(run, b.X, b.Mid) {
			p := a.at(b.X[i], b.Mid[i])
			path.move(p)
			path.line(p)
			d.take(b, i)
		}
	}
	a.path("dots", true, path.done())
	return d
}
