package report

import (
	"fmt"
	"math"
	"strings"

	"whatif/results/compare"
)

// glance is the table of all verdicts: a line for each indicator, a column for
// each arm.
func (m *material) glance() *table {
	arms := m.compared()
	t := &table{Caption: "All at a glance: mean differences to " + m.baseLabel(), Matrix: true,
		Head: []string{"indicator", m.baseLabel()}}
	if m.r.Info.Sweeps > 1 && !m.overlaid() {
		t.Head = t.Head[:1] // each sweep point has a base of its own
	}
	for _, arm := range arms {
		t.Head = append(t.Head, m.c.Arms[arm].Label)
	}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		line := row{Head: i.Name + bracketed(unit(i.Unit)), Sub: wish(i.Better)}
		if len(t.Head) > len(arms)+1 {
			line.Cells = append(line.Cells, spreadCell(&i.Spreads[0]))
		}
		for _, arm := range arms {
			line.Cells = append(line.Cells, verdictCell(difference(i, arm), i))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func wish(better string) string {
	if better == "" {
		return ""
	}
	return better + " is better"
}

// spreadCell is a mean with its interval, and the spread of the draws below.
func spreadCell(s *compare.Spread) cell {
	n := decimals(s.Mean, s.HalfWidth)
	c := cell{Text: fixed(s.Mean, n)}
	if s.N > 1 {
		if s.HalfWidth > rounding*math.Abs(s.Mean) {
			c.Text += " ± " + fixed(s.HalfWidth, n)
		}
		c.Sub = "in every draw"
		if s.Q95-s.Q05 > rounding*math.Abs(s.Mean) {
			c.Sub = "draws " + span(s.Q05, s.Q95, fixed)
		}
	}
	return c
}

// marks say the verdict without a colour.
var marks = map[compare.Verdict]string{
	compare.Better: "✓ ", compare.Worse: "✗ ", compare.Lower: "↓ ", compare.Higher: "↑ ", compare.Same: "= ",
	compare.Unclear: "? ", compare.Unknown: "",
}

// verdictCell is a mean difference and how sure it is.
func verdictCell(d *compare.Difference, i *compare.Indicator) cell {
	if d == nil || d.Pairs == 0 {
		return cell{Text: absent, Class: "unknown"}
	}
	c := cell{Class: string(d.Verdict), Text: marks[d.Verdict] + change(d, i.Unit)}
	switch d.Verdict {
	case compare.Same:
		c.Text, c.Sub = "= the same", "in every draw"
	case compare.Unknown:
		c.Sub = "too few draws"
	case compare.Unclear:
		c.Sub, c.More = span(d.Low, d.High, signed), "the draws do not tell"
	default:
		c.Sub, c.More = span(d.Low, d.High, signed), inDraws(d)
		if d.SD <= rounding*math.Abs(d.Mean) {
			c.Sub, c.More = "so in every draw", ""
		}
	}
	return c
}

// inDraws says in which share of the draws the arm differs that way, and in which
// not at all.
func inDraws(d *compare.Difference) string {
	share, word := d.BetterShare, string(d.Verdict)
	if d.Verdict == compare.Worse || d.Verdict == compare.Higher {
		share = d.WorseShare
	}
	if !d.Paired {
		return word
	}
	text := fmt.Sprintf("%s in %s of draws", word, percent(share))
	if same := 1 - d.BetterShare - d.WorseShare; same > rounding {
		text += ", the same in " + percent(same)
	}
	return text
}

// reading says how the table is read.
func (m *material) reading() string {
	return fmt.Sprintf("The interval below a difference is the %s interval of the mean difference, draw by draw on "+
		"the same luck. ✓ better and ✗ worse are "+
		"said where the indicator says which it wishes for, ↓ lower and ↑ higher where it does not; all of them "+
		"hold at that confidence for all comparisons "+
		"together (Holm). ? stands where the draws do not tell.", percent(m.o.Confidence))
}

// values is the table of all indicators where there is nothing to compare with.
func (m *material) values() *table {
	t := &table{Caption: "The indicators", Head: []string{"indicator"}}
	for _, a := range m.c.Arms {
		t.Head = append(t.Head, a.Label)
	}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		line := row{Head: i.Name + bracketed(unit(i.Unit)), Sub: wish(i.Better)}
		for a := range m.c.Arms {
			line.Cells = append(line.Cells, spreadCell(&i.Spreads[a]))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// alerts is how often each alert came.
func (m *material) alerts() *table {
	if len(m.happens.alerts) == 0 {
		return nil
	}
	t := &table{Caption: "Alerts: share of the runs with at least one (times in all runs), failed runs up to their " +
		"end", Head: []string{"alert"}}
	for _, a := range m.c.Arms {
		t.Head = append(t.Head, a.Label)
	}
	for _, alert := range m.happens.alerts {
		line := row{Head: strings.TrimPrefix(alert, alertPrefix)}
		for k := range m.c.Arms {
			a := &m.c.Arms[k]
			n := m.happens.started[started{alert, group{m.variant(a.Variant), a.Sweep}}]
			c := cell{Text: absent}
			if all := a.N + a.Failed; all > 0 {
				c.Text = percent(float64(n.runs)/float64(all)) + fmt.Sprintf(" (%d)", n.times)
			}
			line.Cells = append(line.Cells, c)
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// variant is the index of a variant.
func (m *material) variant(name string) int {
	for k, v := range m.r.Schema.Variants {
		if v == name {
			return k
		}
	}
	return -1
}
