package report

import (
	"fmt"
	"math"
	"strings"

	"whatif/results"
	"whatif/results/chart"
)

// time shows the recorded variables over time, variants overlaid.
func (m *material) time() ([]block, error) {
	if m.curves != "" {
		return []block{{Text: m.curves}}, nil
	}
	if len(m.fans) == 0 {
		return []block{{Text: "No run that reached its end recorded a series: there is nothing to draw."}}, nil
	}
	blocks := []block{{Class: "small", Text: m.timeReading()}}
	switch {
	case m.overlaid() || len(m.points) < 2:
		figures, err := m.figures(m.points)
		if err != nil {
			return nil, err
		}
		blocks = append(blocks, figures...)
	default:
		c := &chooser{ID: m.ids.take("points"), Label: "Sweep point"}
		for _, p := range m.points {
			figures, err := m.figures([]int{p})
			if err != nil {
				return nil, err
			}
			c.Groups = append(c.Groups, choice{m.ids.take("point", fmt.Sprint(p)), m.point(p), figures})
		}
		blocks = append(blocks, block{Chooser: c})
	}
	return append(blocks, m.leftOut()...), nil
}

func (m *material) timeReading() string {
	if m.r.Info.Draws == 1 {
		return "One draw: a line is the run itself."
	}
	return "A line is the median over the draws, the band around it holds 90 % of them at each time (5 to 95 %). " +
		"Neither is one run: a single run " +
		"moves about within the band. Powers that would be too jagged to read are means of the draws over longer " +
		"intervals, with the same energy. The buttons switch variants off and on; the arrow keys move the " +
		"reading on a chart that has the focus."
}

// leftOut says what is not shown.
func (m *material) leftOut() []block {
	var items []item
	if len(m.left) > 0 {
		var paths []string
		for _, v := range m.left {
			paths = append(paths, v.Path.Path)
		}
		items = append(items, item{"Not drawn, to keep the page short:", some(paths, 30) + "."})
	}
	if n := m.r.Info.Sweeps; len(m.points) < n {
		items = append(items, item{"Sweep points:", fmt.Sprintf("%d of %d are drawn, from the first to the last.",
			len(m.points), n)})
	}
	if n := len(m.r.Schema.Variants); n > mostOverlaid {
		items = append(items, item{"Variants:", fmt.Sprintf("the first %d of %d are drawn; more lines cannot be "+
			"told apart.", mostOverlaid, n)})
	}
	for _, signal := range sortedKeys(m.happens.varies) {
		items = append(items, item{strings.TrimPrefix(signal, eventPrefix) + ":",
			fmt.Sprintf("an event that is not at the same time in all runs (%s in all), and is not marked.",
				count(m.happens.varies[signal].times, "time"))})
	}
	if len(items) == 0 {
		return nil
	}
	return []block{{List: items}}
}

// figures draws all variables at some sweep points.
func (m *material) figures(points []int) ([]block, error) {
	var blocks []block
	for k := range m.shown {
		f, err := m.fan(&m.shown[k], points)
		if err != nil {
			return nil, err
		}
		if f != nil {
			blocks = append(blocks, block{Figure: f})
		}
	}
	return blocks, nil
}

// fan draws a variable; nil where none of the groups has it.
func (m *material) fan(v *recorded, points []int) (*figure, error) {
	c := &chart.Fan{Times: m.r.Info.HasStart, Frame: chart.Frame{Name: m.ids.take("fan", v.Path.Path),
		YLabel: label(v), YUnit: unit(v.Unit), Location: m.zone.String()}}
	each, coarse := m.coarse(v)
	var fans []*results.Fan
	owners := map[group]int{}
	for variant := range m.r.Schema.Variants {
		for _, p := range points {
			f := m.fans[place{variant, p, v.Twin, v.Variable}]
			if f == nil || len(fans) == mostOverlaid {
				continue
			}
			name := m.r.Schema.Variants[variant]
			if m.overlaid() {
				name = m.point(p)
			}
			owners[group{variant, p}] = len(fans)
			fans = append(fans, f)
			if coarse {
				c.Bands = append(c.Bands, averaged(band(f, name, true), f, each))
			} else {
				c.Bands = append(c.Bands, band(f, name, v.Mean))
			}
			if c.Points == nil && !coarse && v.residual != "" {
				c.Points = measured(f, m.fans[place{variant, p, v.Twin, v.residual}])
			}
		}
	}
	if len(c.Bands) == 0 {
		return nil, nil
	}
	if len(fans) > 1 && allEqual(fans) {
		c.Bands = c.Bands[:1]
		c.Bands[0].Name = "all variants"
		if m.overlaid() {
			c.Bands[0].Name = "all sweep points"
		}
		for k := range owners {
			owners[k] = 0
		}
	}
	c.Marks = m.marks(v, points, owners)
	var series []string
	for _, b := range c.Bands {
		series = append(series, b.Name)
	}
	if c.Points != nil {
		series = append(series, c.Points.Name)
	}
	title := v.Path.Path + bracketed(unit(v.Unit)) + describe(v)
	switch {
	case coarse && m.r.Info.Draws > 1:
		title += fmt.Sprintf("; the mean of the draws over %s each", duration(float64(each)*m.r.Info.Every.Seconds()))
	case coarse:
		title += fmt.Sprintf("; over %s each", duration(float64(each)*m.r.Info.Every.Seconds()))
	case v.Mean:
		title += ", mean over each interval"
	}
	return figureOf(c.Name+"-figure", title+alertsOf(c.Marks), c, m.fanTable(v, c), series...)
}

func label(v *recorded) string { return strings.ReplaceAll(v.Variable, "_", " ") }

// describe adds what the variable is.
func describe(v *recorded) string {
	if v.Description == "" || v.Description == v.Path.Path {
		return ""
	}
	return ": " + strings.TrimSuffix(v.Description, ".")
}

// band is the fan of a variant as the chart wants it.
func band(f *results.Fan, name string, mean bool) chart.Band {
	b := chart.Band{Name: name, X: f.T, Mid: f.Q50, Q05: f.Q05, Q25: f.Q25, Q75: f.Q75, Q95: f.Q95, Steps: mean}
	if f.Time != nil {
		b.X = make([]float64, len(f.Time))
		for i, us := range f.Time {
			b.X[i] = float64(us) / 1e6
		}
	}
	return b
}

// measured is the record that a residual is against: residual = model - record
// in every draw, so that the record is the median of the model less that of the
// residual.
func measured(f, residual *results.Fan) *chart.Band {
	if residual == nil || len(residual.Q50) != len(f.Q50) {
		return nil
	}
	b := band(f, "measured", false)
	b.Mid, b.Q05, b.Q25, b.Q75, b.Q95 = make([]float64, len(f.Q50)), nil, nil, nil, nil
	for i := range b.Mid {
		b.Mid[i] = f.Q50[i] - residual.Q50[i]
	}
	return &b
}

// allEqual says whether the groups do not differ, as with an input that no
// variant changes.
func allEqual(fans []*results.Fan) bool {
	for _, f := range fans[1:] {
		for _, pair := range [][2][]float64{{fans[0].T, f.T}, {fans[0].Q50, f.Q50}, {fans[0].Q05, f.Q05},
			{fans[0].Q95, f.Q95}} {
			if len(pair[0]) != len(pair[1]) {
				return false
			}
			for i, x := range pair[0] {
				if x != pair[1][i] && !(math.IsNaN(x) && math.IsNaN(pair[1][i])) {
					return false
				}
			}
		}
	}
	return true
}
