package chart

import (
	"fmt"

	"gonum.org/v1/plot"
)

// rows makes y an axis of names below each other, 0 at the top. Long names are
// cut to a third of the width.
func (s *sheet) rows(names []string) {
	s.y.low, s.y.high, s.y.down = -0.5, float64(len(names))-0.5, true
	labels := cutApart(names, textSize, s.Width/3)
	for k, name := range names {
		s.y.Names = append(s.y.Names, clean(name))
		s.y.ticks = append(s.y.ticks, plot.Tick{Value: float64(k), Label: labels[k]})
	}
	if len(names) == 0 {
		s.y.low, s.y.high = 0, 1
	}
}

// values makes x an axis of numbers beside rows of names.
func (s *sheet) values(e extent) {
	s.x.numeric(e, int(s.Width/110))
	s.x.grid = true
}

// upright draws a line at a value from top to bottom; nothing outside the area.
func (a *area) upright(class ink, v float64) {
	x := a.at(v, 0).x
	if !drawn(v) || x < a.left-0.05 || x > a.right+0.05 {
		return
	}
	a.path(string(class), true, a.segment(point{x, a.top}, point{x, a.bottom}))
}

// segment is the path of a straight line.
func (a *area) segment(from, to point) string {
	t := a.trace()
	t.move(from)
	t.line(to)
	return t.done()
}

// diamond is the path of a mark around a place.
func (a *area) diamond(p point, size float64) string {
	t := a.trace()
	t.move(point{p.x - size, p.y})
	t.line(point{p.x, p.y - size})
	t.line(point{p.x + size, p.y})
	t.line(point{p.x, p.y + size})
	t.close()
	return t.done()
}

// allColours checks that there is a colour for each name.
func allColours(chart string, colours []int, names int) error {
	if err := sameLength(chart, "colours", names, len(colours)); err != nil {
		return err
	}
	for _, c := range colours {
		if c < 0 {
			return fmt.Errorf("chart %s: the colour %d: 0 or more is expected", chart, c)
		}
	}
	return nil
}

// sameLength checks that lists have as many entries as there are names.
func sameLength(chart, what string, names, got int) error {
	if got != names {
		return fmt.Errorf("chart %s: %d %s for %d names: as many are expected", chart, got, what, names)
	}
	return nil
}
