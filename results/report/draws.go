package report

import (
	"math"

	"whatif/results/chart"
	"whatif/results/compare"
)

// enough is the relative half-width up to which a mean counts as well known.
const enough = 0.01

// draws says how well the means are known, and how many draws it would take.
func (m *material) draws() ([]block, error) {
	if m.r.Info.Draws < 2 || m.r.Runs.Len() == m.failed() || len(m.c.Indicators) == 0 {
		return nil, nil
	}
	blocks := []block{{Text: m.drawsVerdict()}}
	f, err := m.convergence()
	if err != nil {
		return nil, err
	}
	if f != nil {
		blocks = append(blocks, block{Figure: f})
	}
	t := &table{Caption: "How well the means are known: half-width of the " + percent(m.o.Confidence) +
		" interval, of the mean (draws that would make it 1 %)",
		Head: []string{"indicator"}}
	for _, a := range m.c.Arms {
		t.Head = append(t.Head, a.Label)
	}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		line := row{Head: i.Name + bracketed(unit(i.Unit))}
		for a := range m.c.Arms {
			line.Cells = append(line.Cells, known(i, a))
		}
		t.Rows = append(t.Rows, line)
	}
	return append(blocks, block{Table: t}), nil
}

// known is how well one mean is known.
func known(i *compare.Indicator, arm int) cell {
	s := &i.Spreads[arm]
	if s.N < 2 || math.IsNaN(s.HalfWidth) {
		return cell{Text: absent}
	}
	c := cell{Text: "± " + with(number(s.HalfWidth, 2), apart(i.Unit))}
	if arm < len(i.Converged) {
		v := &i.Converged[arm]
		if i.Unit != "degC" && !math.IsNaN(v.Relative) && !math.IsInf(v.Relative, 0) {
			c.Sub = number(100*v.Relative, 2) + thin + "%"
			if v.Needed > s.N && v.Relative > enough {
				c.Sub += " (" + fixed(float64(v.Needed), 0) + ")"
			}
		}
	}
	return c
}

// drawsVerdict says in a sentence whether the draws suffice for the differences,
// which is what one decides by.
func (m *material) drawsVerdict() string {
	told, unclear := 0, []string{}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		for n := range i.Differences {
			switch i.Differences[n].Verdict {
			case compare.Unclear, compare.Unknown:
				unclear = append(unclear, i.Name+" of "+m.c.Arms[i.Differences[n].Arm].Label)
			default:
				told++
			}
		}
	}
	switch {
	case told+len(unclear) == 0:
		return "The interval of a mean shrinks with the root of the number of draws: a half of it takes four times " +
			"the draws."
	case len(unclear) == 0:
		return "Yes, for the verdicts: the draws tell " + allOf(told) + ". More draws would only make their " +
			"intervals narrower."
	}
	return "Not for all: " + fixed(float64(told), 0) + " of " + fixed(float64(told+len(unclear)), 0) +
		" differences can be told. The draws do not tell " + some(unclear, 6) +
		". A difference that is this small may not matter; where it does, four times the draws make the intervals " +
		"half as wide."
}

// convergence draws how the interval of each mean shrank as draws were added, in
// the first arm.
func (m *material) convergence() (*figure, error) {
	c := &chart.Lines{Frame: chart.Frame{Name: m.ids.take("convergence"), XLabel: "draws",
		YLabel: "half-width of the mean", YUnit: "%"}, LogX: true, LogY: true}
	t := &table{Caption: "Half-width of the interval of the mean in % of it, in " + m.c.Arms[0].Label,
		Head: []string{"draws"}}
	var series []string
	var rows []row
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		if len(i.Converged) == 0 || i.Unit == "degC" || len(series) == mostOverlaid {
			continue // a share of a temperature in degC says nothing
		}
		v := &i.Converged[0]
		b := chart.Band{Name: i.Name}
		for n, draws := range v.Draws {
			if share := 100 * v.HalfWidth[n] / math.Abs(v.Mean[n]); !math.IsNaN(share) && !math.IsInf(share, 0) {
				b.X, b.Mid = append(b.X, float64(draws)), append(b.Mid, share)
			}
		}
		if len(b.X) < 2 {
			continue
		}
		c.Lines, series = append(c.Lines, b), append(series, i.Name)
	}
	if len(c.Lines) == 0 {
		return nil, nil
	}
	t.Head = append(t.Head, series...)
	for n, draws := range c.Lines[0].X {
		line := row{Head: fixed(draws, 0)}
		for _, b := range c.Lines {
			text := absent
			if n < len(b.X) && b.X[n] == draws {
				text = number(b.Mid[n], 2)
			}
			line.Cells = append(line.Cells, cell{Text: text})
		}
		rows = append(rows, line)
	}
	t.Rows = rows
	return figureOf(c.Name+"-figure", "How the means of "+m.c.Arms[0].Label+" settle as draws are added", c, t,
		series...)
}

func allOf(differences int) string {
	if differences == 1 {
		return "the one difference that there is"
	}
	return "all " + fixed(float64(differences), 0) + " differences"
}
