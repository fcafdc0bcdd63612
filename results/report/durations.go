package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"whatif/results"
	"whatif/results/chart"
)

// mostDurations is how many load duration curves there are.
const mostDurations = 6

// durations shows for how much of the time a power is at least how large.
func (m *material) durations() ([]block, error) {
	var blocks []block
	if len(m.points) == 0 {
		return nil, nil
	}
	for k := range m.shown {
		v := &m.shown[k]
		if v.input || v.Unit != "W" && v.Unit != "kW" && v.Unit != "MW" || len(blocks) == mostDurations {
			continue
		}
		f, err := m.duration(v)
		if err != nil {
			return nil, err
		}
		if f != nil {
			blocks = append(blocks, block{Figure: f})
		}
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	text := fmt.Sprintf("A load duration curve: the power sorted from the largest, over the share of the time. It is of "+
		"means over %s, as they were recorded: what switches faster than that has higher peaks and longer rests.",
		duration(m.r.Info.Every.Seconds()))
	switch {
	case m.r.Info.Draws > 1 && m.sortsRuns():
		text += " The line is the mean over the draws of the curve of each, the band holds 90 % of them."
	case m.r.Info.Draws > 1:
		text += " It is that of the mean over the draws at each time, as of many such devices at once; a single run " +
			"has higher peaks and longer rests. The band sorts the 5 and 95 % quantiles likewise."
	}
	if m.r.Info.Sweeps > 1 {
		text += " At the first sweep point."
	}
	return append([]block{{Class: "small", Text: text}}, blocks...), nil
}

// duration draws the curves of a power at the first sweep point.
func (m *material) duration(v *recorded) (*figure, error) {
	c := &chart.Lines{Frame: chart.Frame{Name: m.ids.take("duration", v.Path.Path), XLabel: "share of the time",
		XUnit: "%", YLabel: label(v), YUnit: unit(v.Unit)}}
	t := &table{Caption: v.Path.Path + bracketed(unit(v.Unit)) + ": at least so much in that share of the time",
		Head: []string{"share of the time"}}
	var series []string
	var each []results.Duration
	if m.sortsRuns() {
		var err error
		if each, err = m.r.Durations(v.Path.Path); err != nil {
			return nil, err
		}
	}
	for variant, name := range m.r.Schema.Variants {
		if k := slices.IndexFunc(each, func(d results.Duration) bool { return d.Variant == variant && d.Sweep == m.points[0] }); k >= 0 &&
			len(series) < mostOverlaid {
			c.Lines, series = append(c.Lines, ofRuns(&each[k], name)), append(series, name)
			t.Head = append(t.Head, name)
			continue
		}
		f := m.fans[place{variant, m.points[0], v.Twin, v.Variable}]
		if f == nil || len(series) == mostOverlaid {
			continue
		}
		c.Lines, series = append(c.Lines, sorted(f, name)), append(series, name)
		t.Head = append(t.Head, name)
	}
	if len(c.Lines) == 0 || allBelow(c.Lines, 0) {
		return nil, nil
	}
	for _, share := range []float64{1, 5, 10, 25, 50, 75, 90, 100} {
		line := row{Head: fixed(share, 0) + thin + "%"}
		for _, b := range c.Lines {
			at := min(len(b.Mid)-1, max(0, int(math.Round(share/100*float64(len(b.Mid))))-1))
			line.Cells = append(line.Cells, cell{Text: number(b.Mid[at], 4)})
		}
		t.Rows = append(t.Rows, line)
	}
	return figureOf(c.Name+"-figure", v.Path.Path+bracketed(unit(v.Unit)), c, t, series...)
}

// mostSorted is how many samples of a power may be read from its series: a second's
// worth, with all powers.
const mostSorted = 4_000_000

// sortsRuns says whether the curve of every run is made. Otherwise it is that of
// the spread over the draws, which the summary has.
func (m *material) sortsRuns() bool {
	samples := float64(m.r.Info.Span)/float64(max(m.r.Info.Every, 1)) + 1
	return m.r.Info.Draws > 1 && float64(m.r.Runs.Len())*samples <= mostSorted
}

// ofRuns is the mean of the curves of the runs, with their spread.
func ofRuns(d *results.Duration, name string) chart.Band {
	b := chart.Band{Name: name, Mid: d.Power, Q05: d.Q05, Q95: d.Q95}
	for k := range d.Hours {
		b.X = append(b.X, 100*float64(k)/float64(len(d.Hours)-1))
	}
	return b
}

// sorted is the duration curve of a fan.
func sorted(f *results.Fan, name string) chart.Band {
	mean := f.Mean
	if mean == nil {
		mean = f.Q50 // one draw: it is its own mean
	}
	b := chart.Band{Name: name, Mid: falling(mean)}
	if f.Q05 != nil && f.Q95 != nil {
		if low, high := falling(f.Q05), falling(f.Q95); len(low) == len(b.Mid) && len(high) == len(b.Mid) {
			b.Q05, b.Q95 = low, high
			b.Q25, b.Q75 = falling(f.Q25), falling(f.Q75)
		}
	}
	for i := range b.Mid {
		b.X = append(b.X, 100*float64(i+1)/float64(len(b.Mid)))
	}
	return b
}

// falling sorts the numbers that there are, the largest first.
func falling(values []float64) []float64 {
	list := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	slices.SortFunc(list, func(a, b float64) int { return cmp.Compare(b, a) })
	return list
}

// allBelow says whether no line has anything above a level.
func allBelow(lines []chart.Band, level float64) bool {
	for _, b := range lines {
		if len(b.Mid) > 0 && b.Mid[0] > level {
			return false
		}
	}
	return true
}
