package chart

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
)

// Draw draws the curves, with bands where they have some. With LogX and LogY, x and
// y that are not above 0 are left out.
func (l *Lines) Draw() (*Chart, error) {
	s, err := l.sheet()
	if err != nil {
		return nil, err
	}
	list := l.Lines
	if l.LogX || l.LogY {
		list = make([]Band, len(l.Lines))
		for k, b := range l.Lines {
			list[k] = b.logarithmic(l.LogX, l.LogY)
		}
	}
	x, y, err := bounds(l.Name, list)
	if err != nil {
		return nil, err
	}
	if l.LogX {
		s.x.decades(x, int(s.Width/60))
	} else {
		s.x.numeric(x.wide(), int(s.Width/90))
	}
	if l.LogY {
		s.y.decades(y.loose(0.04), int(s.Height/45))
	} else {
		s.y.numeric(y.padded(0.05), int(s.Height/45))
	}
	s.y.grid = true
	var data []DataSerie
	s.draw(func(a *area) { data = a.bands(list, x) })
	for k := range data {
		if l.LogX {
			raise(data[k].X)
		}
		if l.LogY {
			raise(data[k].Y)
			raise(data[k].Low)
			raise(data[k].High)
		}
	}
	return s.chart("lines", told(l.sentences()), data), nil
}

// raise turns logarithms back.
func raise(logarithms []float64) {
	for i, v := range logarithms {
		logarithms[i] = math.Pow(10, v)
	}
}

// logarithmic is a series in logarithms, NaN for none.
func (b Band) logarithmic(x, y bool) Band {
	if x {
		b.X = logarithms(b.X)
	}
	if y {
		for _, list := range []*[]float64{&b.Mid, &b.Q05, &b.Q25, &b.Q75, &b.Q95} {
			*list = logarithms(*list)
		}
	}
	return b
}

func logarithms(values []float64) []float64 {
	if values == nil {
		return nil
	}
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = math.NaN()
		if v > 0 && drawn(v) {
			out[i] = math.Log10(v)
		}
	}
	return out
}

// decades sets a range of logarithms, with ticks at 1, 2 and 5 times the powers of
// ten where there is room, else at some powers alone.
func (a *scale) decades(e extent, count int) {
	if e.empty() || e.low == e.high {
		e = e.wide()
		e = extent{e.low - 0.3, e.high + 0.3}
	}
	a.low, a.high, a.Log, a.ticks = e.low, e.high, true, nil
	span := e.high - e.low
	each, factors := 1, []float64{1, 2, 5}
	switch {
	case span*3 > float64(count):
		factors = factors[:1]
	case span < 0.7:
		factors = []float64{1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9}
	}
	for span/float64(each) > float64(count) {
		each++
	}
	for k := math.Floor(e.low); k <= e.high; k++ {
		if math.Mod(k, float64(each)) != 0 {
			continue
		}
		for _, f := range factors {
			v := k + math.Log10(f)
			if v < e.low-1e-9 || v > e.high+1e-9 {
				continue
			}
			label := "10" + raised(int(k))
			if math.Abs(k) < 5 {
				label = four(f * math.Pow(10, k))
			} else if f != 1 {
				label = ""
			}
			a.ticks = append(a.ticks, plot.Tick{Value: v, Label: label})
		}
	}
	if len(a.ticks) < 2 {
		a.ticks = []plot.Tick{{Value: e.low, Label: four(math.Pow(10, e.low))}, {Value: e.high, Label: four(math.Pow(10, e.high))}}
	}
}

func (l *Lines) sentences() []string {
	var list []string
	for k := range l.Lines {
		b := &l.Lines[k]
		e, first, last := newExtent(), -1, -1
		for i, v := range b.Mid {
			if drawn(v) && drawn(b.X[i]) {
				e.add(v)
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		if first < 0 {
			list = append(list, named(b.Name)+": no values")
			continue
		}
		list = append(list, fmt.Sprintf("%s: %s at %s, %s at %s, between %s and %s",
			named(b.Name), four(b.Mid[first]), sized(b.X[first], l.XUnit),
			four(b.Mid[last]), sized(b.X[last], l.XUnit), four(e.low), sized(e.high, l.YUnit)))
	}
	return list
}
