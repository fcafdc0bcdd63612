package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"whatif/results/chart"
	"whatif/results/compare"
)

// mostRanges is how many arms are drawn below each other; the table has all.
const mostRanges = 24

// indicators shows the spread of each indicator and the differences.
func (m *material) indicators() ([]block, error) {
	var blocks []block
	if m.r.Runs.Len() == m.failed() || len(m.c.Indicators) == 0 {
		return nil, nil
	}
	if m.r.Info.Draws > 1 {
		blocks = append(blocks, block{Class: "small", Text: "To the left how the draws of each variant spread. To " +
			"the right how each differs from " + m.baseLabel() +
			", draw by draw: the thick line is the interval of the mean difference, the thin one holds 90 % of the " +
			"draws."})
	}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		blocks = append(blocks, block{Heading: i.Name + bracketed(unit(i.Unit))}, block{Text: about(i)})
		var pair []*figure
		for _, draw := range []func(*compare.Indicator) (*figure, error){m.distribution, m.differences} {
			f, err := draw(i)
			if err != nil {
				return nil, fmt.Errorf("indicator %s: %w", i.Name, err)
			}
			if f != nil {
				pair = append(pair, f)
			}
		}
		blocks = append(blocks, block{Pair: pair})
	}
	return blocks, nil
}

// about says what an indicator is.
func about(i *compare.Indicator) string {
	text := i.Description
	if i.Better != "" {
		if text != "" {
			text += "; "
		}
		text += i.Better + " is better"
	}
	if text == "" {
		return ""
	}
	return text + "."
}

// distribution shows the values of the draws, arm by arm.
func (m *material) distribution(i *compare.Indicator) (*figure, error) {
	c := &chart.Distribution{Frame: chart.Frame{Name: m.ids.take("spread", i.Name), XLabel: i.Name,
		XUnit: unit(i.Unit)}}
	numbers := &table{Caption: i.Name + bracketed(unit(i.Unit)) + " over the draws",
		Head: []string{"variant", "draws", "mean", "±", "sd", "5 %", "median", "95 %"}}
	for k := range m.c.Arms {
		s := &i.Spreads[k]
		n := decimals(s.Mean, s.SD) + 1
		numbers.Rows = append(numbers.Rows, textRow(m.c.Arms[k].Label, fixed(float64(s.N), 0), fixed(s.Mean, n),
			fixed(s.HalfWidth, n), fixed(s.SD, n), fixed(s.Q05, n), fixed(s.Median, n), fixed(s.Q95, n)))
	}
	arms, note := m.drawnArms(func(arm int) bool { return i.Spreads[arm].N > 0 })
	for _, k := range arms {
		c.Names, c.Values = append(c.Names, m.armName(k)), append(c.Values, i.Spreads[k].Values)
		c.Series = append(c.Series, m.series(k))
	}
	if len(c.Names) == 0 {
		return nil, nil
	}
	c.Width, c.Height = half, rowsHigh(len(c.Names), 46)
	f, err := figureOf(c.Name+"-figure", "The draws of each", c, numbers)
	if err != nil {
		return nil, err
	}
	f.Note = note
	return f, nil
}

// drawnArms are the arms that a chart shows of those that have something to show, and
// what is said of the others: of a sweep that is too long points are taken evenly, so
// that each variant has the same of them.
func (m *material) drawnArms(has func(arm int) bool) (arms []int, note string) {
	var all []int
	points := map[int]bool{}
	for k := range m.c.Arms {
		if has(k) {
			all, points[m.c.Arms[k].Sweep] = append(all, k), true
		}
	}
	if len(all) <= mostRanges {
		return all, ""
	}
	sweeps, kept := sortedKeys(points), map[int]bool{}
	for _, k := range evenly(len(sweeps), max(1, mostRanges/max(1, len(m.r.Schema.Variants)))) {
		kept[sweeps[k]] = true
	}
	for _, k := range all {
		if kept[m.c.Arms[k].Sweep] && len(arms) < mostRanges {
			arms = append(arms, k)
		}
	}
	note = fmt.Sprintf("%d of %d rows are drawn", len(arms), len(all))
	if len(sweeps) > len(kept) {
		note += ", evenly over the sweep"
	}
	return arms, note + "; the numbers below have all."
}

// armName names an arm in a row of a chart, where room is short: the variant where
// there are several, and the values of its sweep point without their names. Values
// that are the same at all points say nothing.
func (m *material) armName(arm int) string {
	a := &m.c.Arms[arm]
	if m.r.Info.Sweeps <= 1 || a.Sweep >= len(m.r.Info.SweepPoints) {
		return a.Label
	}
	var values []string
	for _, path := range sortedKeys(m.r.Info.SweepPoints[a.Sweep]) {
		if m.varies(path) {
			values = append(values, m.r.Info.SweepPoints[a.Sweep][path])
		}
	}
	name := strings.Join(values, ", ")
	switch {
	case name == "":
		return a.Label
	case len(m.r.Schema.Variants) > 1:
		return a.Variant + " " + name
	}
	return name
}

// varies says whether a swept parameter has several values.
func (m *material) varies(path string) bool {
	points := m.r.Info.SweepPoints
	return slices.ContainsFunc(points, func(p map[string]string) bool { return p[path] != points[0][path] })
}

// half is the width of a chart that has another at its side.
const half = 480

// rowsHigh is the height of a chart whose lines stand below each other.
func rowsHigh(rows int, each float64) float64 { return 70 + each*float64(rows) }

// differences shows the mean differences with their intervals, and how the
// differences spread over the draws.
func (m *material) differences(i *compare.Indicator) (*figure, error) {
	if len(i.Differences) == 0 {
		return nil, nil
	}
	c := &chart.Ranges{Frame: chart.Frame{Name: m.ids.take("difference", i.Name),
		XLabel: "difference to " + m.baseLabel(), XUnit: apart(i.Unit)}}
	numbers := &table{Caption: fmt.Sprintf("%s: difference to %s%s", i.Name, m.baseLabel(), bracketed(apart(i.Unit))),
		Head: []string{"variant", "verdict", "mean", percent(m.o.Confidence) + " interval of the mean",
			"5 to 95 % of the draws", "share of draws better or lower", "pairs", "p (Holm)"}}
	for k := range i.Differences {
		d := &i.Differences[k]
		numbers.Rows = append(numbers.Rows, m.differenceRow(d))
	}
	arms, note := m.drawnArms(func(arm int) bool {
		d := difference(i, arm)
		return d != nil && !math.IsNaN(d.Mean) && d.Verdict != compare.Same
	})
	for _, k := range arms {
		d := difference(i, k)
		c.Ranges = append(c.Ranges, chart.Range{Name: m.armName(k), Mid: d.Mean, Low: d.Low, High: d.High,
			From: d.Q05, To: d.Q95, Series: m.series(k), Note: verdictWords(d)})
	}
	if len(c.Ranges) == 0 {
		return nil, nil // nothing differs: the section on the answer says so
	}
	c.Width, c.Height = half, rowsHigh(len(c.Ranges), 46)
	f, err := figureOf(c.Name+"-figure", "Beside "+m.baseLabel()+", draw by draw", c, numbers)
	if err != nil {
		return nil, err
	}
	f.Note = note
	return f, nil
}

// differenceRow is a difference in numbers.
func (m *material) differenceRow(d *compare.Difference) row {
	n := decimals(d.Mean, (d.High-d.Low)/2)
	pairs := fixed(float64(d.Pairs), 0)
	if d.Lost > 0 {
		pairs += fmt.Sprintf(" (%d lost)", d.Lost)
	}
	if !d.Paired {
		pairs += ", unpaired"
	}
	share := percent(d.BetterShare) + " (" + percent(d.BetterLow) + " to " + percent(d.BetterHigh) + ")"
	if same := 1 - d.BetterShare - d.WorseShare; same > rounding {
		share += ", the same in " + percent(same)
	}
	r := textRow(m.c.Arms[d.Arm].Label, verdictWords(d), signed(d.Mean, n), span(d.Low, d.High, signed),
		span(d.Q05, d.Q95, signed), share, pairs, chance(d.Adjusted))
	r.Cells[0].Class = string(d.Verdict)
	return r
}

// verdictWords is the verdict for people.
func verdictWords(d *compare.Difference) string {
	switch d.Verdict {
	case compare.Unclear:
		return chart.Untold
	case compare.Same:
		return "the same in every draw"
	case compare.Unknown:
		return "too few draws"
	}
	return string(d.Verdict)
}

// series is the colour of an arm: that of its variant, as on all charts.
func (m *material) series(arm int) int {
	if m.overlaid() {
		return m.c.Arms[arm].Sweep
	}
	return max(0, m.variant(m.c.Arms[arm].Variant))
}
