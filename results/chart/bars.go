package chart

import (
	"fmt"

	"gonum.org/v1/plot"
)

// Draw stacks the bars of each place: positive values up from 0, negative ones
// down, the first series next to 0.
func (b *Bars) Draw() (*Chart, error) {
	s, err := b.sheet()
	if err != nil {
		return nil, err
	}
	up, down := make([]float64, len(b.Places)), make([]float64, len(b.Places))
	for _, stack := range b.Stacks {
		if len(stack.Values) != len(b.Places) {
			return nil, fmt.Errorf("chart %s: series %q: %d values for %d places: as many are expected",
				b.Name, stack.Name, len(stack.Values), len(b.Places))
		}
		for k, v := range stack.Values {
			if drawn(v) {
				up[k], down[k] = up[k]+max(v, 0), down[k]+min(v, 0)
			}
		}
	}
	y := newExtent()
	y.add(0)
	y.add(up...)
	y.add(down...)
	if y.low == 0 && y.high == 0 {
		y.high = 1
	}
	s.y.numeric(y.padded(0.04), int(s.Height/45))
	s.y.grid = true
	s.places(b.Places)
	var data []DataSerie
	s.draw(func(a *area) {
		up, down := make([]float64, len(b.Places)), make([]float64, len(b.Places))
		for k, stack := range b.Stacks {
			a.group(coloured(k, stack.Colour), func() { a.stack(&stack, up, down) })
			data = append(data, DataSerie{Name: clean(stack.Name), Y: stack.Values})
		}
		a.path(string(inkZero), true, a.segment(point{a.left, a.at(0, 0).y}, point{a.right, a.at(0, 0).y}))
	})
	return s.chart("bars", told(b.sentences()), data), nil
}

// places makes x an axis of names side by side; where there is no room for all,
// every second, third ... is written.
func (s *sheet) places(names []string) {
	s.x.low, s.x.high = -0.5, max(float64(len(names)), 1)-0.5
	each := (s.Width - 60) / max(float64(len(names)), 1)
	widest := 0.0
	for _, name := range names {
		widest = max(widest, width(cut(named(name), textSize, s.Width/6), textSize))
	}
	step := 1
	for float64(step)*each < widest+6 && step < len(names) {
		step++
	}
	for k, name := range names {
		s.x.Names = append(s.x.Names, clean(name))
		if k%step == 0 {
			s.x.ticks = append(s.x.ticks, plot.Tick{Value: float64(k), Label: cut(named(name), textSize, s.Width/6)})
		}
	}
}

// stack draws the bars of a series on top of those before it. They say their name
// to whoever points at them, as colours alone do not tell everybody.
func (a *area) stack(s *Stack, up, down []float64) {
	path := a.trace()
	for k, v := range s.Values {
		if !drawn(v) || v == 0 {
			continue
		}
		on := up
		if v < 0 {
			on = down
		}
		from, to := a.at(float64(k)-0.36, on[k]), a.at(float64(k)+0.36, on[k]+v)
		on[k] += v
		path.move(from)
		path.line(point{to.x, from.y})
		path.line(to)
		path.line(point{from.x, to.y})
		path.close()
	}
	a.path("bar", false, path.done(), clean(s.Name))
}

func (b *Bars) sentences() []string {
	var list []string
	for _, stack := range b.Stacks {
		e, sum := newExtent(), 0.0
		for _, v := range stack.Values {
			e.add(v)
			if drawn(v) {
				sum += v
			}
		}
		if e.empty() {
			list = append(list, named(stack.Name)+": no values")
			continue
		}
		list = append(list, fmt.Sprintf("%s: %s in all, from %s to %s at a place",
			named(stack.Name), sized(sum, b.YUnit), four(e.low), sized(e.high, b.YUnit)))
	}
	return list
}
