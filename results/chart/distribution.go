package chart

import (
	"fmt"
	"math"
	"slices"
)

// fewValues is up to how many values each is drawn as a dot instead of a density.
const fewValues = 12

// Draw draws a row for each arm: the density of its values above, below them the
// 5 to 95 % quantiles (thin), the quartiles (thick) and the median (diamond). Few
// values are dots.
func (d *Distribution) Draw() (*Chart, error) {
	s, err := d.sheet()
	if err != nil {
		return nil, err
	}
	if err := sameLength(d.Name, "lists of values", len(d.Names), len(d.Values)); err != nil {
		return nil, err
	}
	colours := d.Series
	if colours == nil {
		colours = make([]int, len(d.Names))
		for k := range colours {
			colours[k] = k
		}
	}
	if err := allColours(d.Name, colours, len(d.Names)); err != nil {
		return nil, err
	}
	s.rows(d.Names)
	all, arms := newExtent(), make([][]float64, len(d.Names))
	for k, values := range d.Values {
		arms[k] = usable(values)
		all.add(arms[k]...)
	}
	s.values(all.padded(0.04))
	data := DataSerie{Y: []float64{}}
	var sentences []string
	s.draw(func(a *area) {
		for k, values := range arms {
			a.group(series(colours[k]), func() { a.arm(float64(k), values) })
			sentences = append(sentences, data.arm(d.Names[k], d.XUnit, values))
		}
	})
	return s.chart("distribution", told(sentences), []DataSerie{data}), nil
}

// usable are the values that can be drawn, sorted.
func usable(values []float64) []float64 {
	list := make([]float64, 0, len(values))
	for _, v := range values {
		if drawn(v) {
			list = append(list, v)
		}
	}
	slices.Sort(list)
	return list
}

// arm draws one row.
func (a *area) arm(row float64, values []float64) {
	if len(values) == 0 {
		return
	}
	high := math.Abs(a.y.Scale)
	middle := a.at(0, row).y
	base := middle + 0.12*high // density above, quantiles below
	if x, y := density(values); len(values) > fewValues && x != nil {
		t := a.trace()
		t.move(point{a.at(x[0], 0).x, base})
		for k := range x {
			t.line(point{a.at(x[k], 0).x, base - y[k]*0.55*high})
		}
		t.line(point{a.at(x[len(x)-1], 0).x, base})
		t.close()
		a.path("density", false, t.done())
	} else {
		t := a.trace()
		for _, v := range values {
			p := point{a.at(v, 0).x, base - 0.22*high}
			t.move(p)
			t.line(p)
		}
		a.path("dots", true, t.done())
	}
	box := base + min(0.2*high, 8)
	at := func(p float64) point { return point{a.at(quantile(values, p), 0).x, box} }
	a.path("spread", true, a.segment(at(0.05), at(0.95)))
	a.path("interval", true, a.segment(at(0.25), at(0.75)))
	a.path("middle", false, a.diamond(at(0.5), 4))
}

// arm adds the numbers of a row: the median within the 5 to 95 % quantiles; it
// returns them in words.
func (d *DataSerie) arm(name, unit string, values []float64) string {
	if len(values) == 0 {
		d.Y, d.Low, d.High = append(d.Y, math.NaN()), append(d.Low, math.NaN()), append(d.High, math.NaN())
		d.Note = append(d.Note, "no values")
		return named(name) + ": no values"
	}
	low, mid, high := quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)
	d.Y, d.Low, d.High = append(d.Y, mid), append(d.Low, low), append(d.High, high)
	d.Note = append(d.Note, fmt.Sprintf("in 5 to 95 %% of %d", len(values)))
	return fmt.Sprintf("%s: median %s, 5 to 95 %% of the %d from %s to %s",
		named(name), sized(mid, unit), len(values), four(low), sized(high, unit))
}
