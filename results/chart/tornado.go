package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Draw draws a row for each parameter: bars from the middle to where the indicator
// goes as the parameter is low (s0) and high (s1). Notes stand in the numbers and in
// the alternative text.
func (t *Tornado) Draw() (*Chart, error) {
	s, err := t.sheet()
	if err != nil {
		return nil, err
	}
	for what, list := range map[string][]float64{"low values": t.AtLow, "high values": t.AtHigh} {
		if err := sameLength(t.Name, what, len(t.Names), len(list)); err != nil {
			return nil, err
		}
	}
	if t.Notes != nil {
		if err := sameLength(t.Name, "notes", len(t.Names), len(t.Notes)); err != nil {
			return nil, err
		}
	}
	all := newExtent()
	all.add(t.Middle)
	all.add(t.AtLow...)
	all.add(t.AtHigh...)
	s.rows(t.Names)
	s.values(all.roomy())
	middle := t.Middle
	if !drawn(middle) {
		middle = s.x.low
	}
	ends := []DataSerie{{Name: "parameter low", Y: t.AtLow}, {Name: "parameter high", Y: t.AtHigh, Note: t.cleanNotes()}}
	s.above += labelHigh
	s.draw(func(a *area) {
		a.key()
		for k := range ends {
			a.group(series(k), func() {
				for _, pale := range []bool{false, true} {
					a.arms(middle, t.rows(ends[k].Y, pale), k, barClass(pale))
				}
			})
		}
		a.upright(inkZero, t.Middle)
	})
	return s.chart("tornado", told(t.sentences()), ends), nil
}

// rows are the values of the rows that are drawn pale, or of the others; nothing of
// the rest.
func (t *Tornado) rows(values []float64, pale bool) []float64 {
	list := slices.Clone(values)
	for k := range list {
		if t.untold(k) != pale {
			list[k] = math.NaN()
		}
	}
	return list
}

// untold says whether what a row shows may be chance alone.
func (t *Tornado) untold(row int) bool {
	return t.Notes != nil && strings.Contains(t.Notes[row], Untold)
}

// barClass is the class of bars that are drawn pale, or as others are.
func barClass(pale bool) string {
	if pale {
		return "bar pale"
	}
	return "bar"
}

// arms draws the bars of an end: those of low parameters in the upper half of the
// row, those of high ones in the lower, so that two to the same side are both seen.
func (a *area) arms(middle float64, values []float64, half int, class string) {
	path := a.trace()
	for row, v := range values {
		if !drawn(v) {
			continue
		}
		top := float64(row) - 0.34 + 0.34*float64(half)
		from, to := a.at(middle, top), a.at(v, top+0.34)
		path.move(from)
		path.line(point{to.x, from.y})
		path.line(to)
		path.line(point{from.x, to.y})
		path.close()
	}
	a.path(class, false, path.done())
}

// key says which colour is which, above the area.
func (a *area) key() {
	x := a.left
	for k, name := range []string{"parameter low", "parameter high"} {
		a.group(series(k), func() { a.path("bar", false, a.box(x, a.top-12, x+9, a.top-4)) })
		a.write(string(inkMark), "", point{x + 13, a.top - 4}, name)
		x += width(name, labelSize) + 30
	}
}

func (t *Tornado) cleanNotes() []string {
	var list []string
	for _, n := range t.Notes {
		list = append(list, clean(n))
	}
	return list
}

func (t *Tornado) sentences() []string {
	var list []string
	for k, name := range t.Names {
		text := fmt.Sprintf("%s: %s where it is low, %s where it is high",
			named(name), sized(t.AtLow[k], t.XUnit), sized(t.AtHigh[k], t.XUnit))
		if t.Notes != nil && clean(t.Notes[k]) != "" {
			text += ", " + clean(t.Notes[k])
		}
		list = append(list, text)
	}
	return list
}
