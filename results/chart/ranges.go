package chart

import (
	"fmt"
	"math"
)

// Draw draws a row for each range: the spread (thin), the interval (thick) and the
// mean (diamond), around the line at Zero.
func (r *Ranges) Draw() (*Chart, error) {
	s, err := r.sheet()
	if err != nil {
		return nil, err
	}
	var names []string
	all := newExtent()
	all.add(r.Zero)
	for k := range r.Ranges {
		one := &r.Ranges[k]
		if one.Series < 0 {
			return nil, fmt.Errorf("chart %s: range %q has the series %d: 0 or more is expected", r.Name, one.Name, one.Series)
		}
		names = append(names, one.Name)
		all.add(one.Mid, one.Low, one.High, one.From, one.To)
	}
	s.rows(names)
	s.values(all.roomy())
	data := DataSerie{Y: []float64{}}
	var sentences []string
	s.draw(func(a *area) {
		a.upright(inkZero, r.Zero)
		for k := range r.Ranges {
			one := &r.Ranges[k]
			a.group(series(one.Series), func() { a.ranged(one, float64(k)) })
			data.Y, data.Low, data.High = append(data.Y, one.Mid), append(data.Low, one.Low), append(data.High, one.High)
			data.Note = append(data.Note, clean(one.Note))
			sentences = append(sentences, one.alt(r.XUnit))
		}
	})
	return s.chart("ranges", told(sentences), []DataSerie{data}), nil
}

// roomy is a padded range that a line at its end does not stick to.
func (e extent) roomy() extent {
	w := e.level().wide()
	room := (w.high - w.low) * 0.05
	return extent{w.low - room, w.high + room}
}

// ranged draws one row.
func (a *area) ranged(r *Range, row float64) {
	if drawn(r.From) && drawn(r.To) {
		a.path("spread", true, a.segment(a.at(r.From, row), a.at(r.To, row)))
	}
	if drawn(r.Low) && drawn(r.High) {
		a.path("interval", true, a.segment(a.at(r.Low, row), a.at(r.High, row)))
	}
	if drawn(r.Mid) {
		a.path("middle", false, a.diamond(a.at(r.Mid, row), 4), clean(r.Note))
	}
}

func (r *Range) alt(unit string) string {
	if !drawn(r.Mid) {
		return named(r.Name) + ": no value"
	}
	text := fmt.Sprintf("%s: %s", named(r.Name), sized(r.Mid, unit))
	if drawn(r.Low) && drawn(r.High) {
		text += fmt.Sprintf(" (%s to %s)", four(r.Low), sized(r.High, unit))
	}
	if drawn(r.From) && drawn(r.To) && !math.Signbit(r.To-r.From) {
		text += fmt.Sprintf(", draws from %s to %s", four(r.From), sized(r.To, unit))
	}
	if note := clean(r.Note); note != "" {
		text += ", " + note
	}
	return text
}
