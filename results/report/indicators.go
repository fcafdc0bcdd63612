package report

import (
	"fmt"
	"math"

	"whatif/results/chart"
	"whatif/results/compare"
)

// mostRanges is how many arms are drawn below each other; the table has all.
const mostRanges = 24

// indicators shows the spread of each indicator and the differences.
func (m *material) indicators() ([]block, error) {
	var blocks []block
	if m.r.Runs.Len() == m.failed() {
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
		if len(c.Names) < mostRanges && s.N > 0 {
			c.Names, c.Values = append(c.Names, m.c.Arms[k].Label), append(c.Values, s.Values)
		}
	}
	if len(c.Names) == 0 {
		return nil, nil
	}
	c.Width, c.Height = half, rowsHigh(len(c.Names), 46)
	return figureOf(c.Name+"-figure", "The draws of each", c, numbers)
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
		if len(c.Ranges) < mostRanges && !math.IsNaN(d.Mean) && d.Verdict != compare.Same {
			c.Ranges = append(c.Ranges, chart.Range{Name: m.c.Arms[d.Arm].Label, Mid: d.Mean, Low: d.Low,
				High: d.High,
				From: d.Q05, To: d.Q95, Series: m.series(d.Arm), Note: verdictWords(d)})
		}
	}
	if len(c.Ranges) == 0 {
		return nil, nil // nothing differs: the section on the answer says so
	}
	c.Width, c.Height = half, rowsHigh(len(c.Ranges), 46)
	return figureOf(c.Name+"-figure", "Beside "+m.baseLabel()+", draw by draw", c, numbers)
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
		return "the draws do not tell"
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
