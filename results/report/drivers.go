package report

import (
	"fmt"
	"math"
	"slices"

	"whatif/results/chart"
	"whatif/results/compare"
)

const (
	mostDrivers = 10 // parameters in a tornado
	mostListed  = 30 // parameters in its table
)

// drivers shows which parameters go with each indicator.
func (m *material) drivers() ([]block, error) {
	var blocks []block
	var still, chance []string
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		if len(i.Drivers) == 0 {
			still = append(still, i.Name)
			continue
		}
		var figures []block
		for _, swept := range []bool{false, true} {
			f, err := m.tornado(i, swept)
			if err != nil {
				return nil, fmt.Errorf("indicator %s: %w", i.Name, err)
			}
			if f != nil {
				figures = append(figures, block{Figure: f})
			}
		}
		if len(figures) == 0 {
			chance = append(chance, i.Name)
			continue
		}
		blocks = append(append(blocks, block{Heading: i.Name + bracketed(unit(i.Unit))}), figures...)
	}
	if len(blocks)+len(chance) == 0 {
		return nil, nil
	}
	text := fmt.Sprintf("Over the runs of %s: a bar goes from the mean of the indicator in the fifth of the runs "+
		"in which the parameter is lowest to that in which it is "+
		"highest. rho is Spearman's rank correlation, from %s1 to 1. Parameters that are drawn independently of "+
		"each other go with an indicator because they move it, or by chance: p says how likely chance makes such "+
		"ranks, corrected for the number of parameters (Holm). What they leave unexplained is noise and their "+
		"interplay.",
		m.baseLabel(), minus)
	blocks = append([]block{{Class: "small", Text: text}}, blocks...)
	if len(chance) > 0 {
		blocks = append(blocks, block{Text: fmt.Sprintf("No parameter stands out from chance for %s: of %d parameters "+
			"some go with anything in %s. More draws would tell.", list(chance), len(m.r.Schema.Parameters),
			count(m.c.Arms[0].N, "run"))})
	}
	if len(still) > 0 {
		blocks = append(blocks, block{Text: "Not shown, since they or the parameters do not vary: " + list(still) +
			"."})
	}
	return blocks, nil
}

// tornado draws the drivers of an indicator that are drawn, or those that are swept:
// of many only those that are no chance; nil where there are none.
func (m *material) tornado(i *compare.Indicator, swept bool) (*figure, error) {
	of := slices.DeleteFunc(slices.Clone(i.Drivers), func(d compare.Driver) bool { return d.Swept != swept })
	if len(of) == 0 {
		return nil, nil
	}
	title := "What moves " + i.Name
	if swept {
		title += ", over all sweep points"
	}
	c := &chart.Tornado{Frame: chart.Frame{Name: m.ids.take("drivers", i.Name), XLabel: i.Name,
		XUnit: unit(i.Unit)}, Middle: of[0].Mean}
	t := &table{Caption: "What goes with " + i.Name, Head: []string{"parameter", "rho", percent(m.o.Confidence) +
		" interval", "p (Holm)",
		"parameter low", i.Name + " there", "parameter high", i.Name + " there"}}
	if n := len(of); n > mostListed {
		t.Caption += fmt.Sprintf(", the strongest %d of %d", mostListed, n)
	}
	for k, d := range of[:min(len(of), mostListed)] {
		t.Rows = append(t.Rows, textRow(d.Path, fixed(d.Rho, 2), fixed(d.Low, 2)+" to "+fixed(d.High, 2), chance(d.Adjusted),
			with(number(d.LowValue, 3), unit(d.Unit)), number(d.AtLow, 4),
			with(number(d.HighValue, 3), unit(d.Unit)), number(d.AtHigh, 4)))
		byChance := d.Adjusted > 1-m.o.Confidence
		if k >= mostDrivers || math.IsNaN(d.AtLow) || math.IsNaN(d.AtHigh) || byChance && len(of) > mostDrivers {
			continue
		}
		note := "rho " + fixed(d.Rho, 2)
		if byChance {
			note += " (the draws do not tell)"
		}
		c.Names, c.AtLow, c.AtHigh, c.Notes = append(c.Names, d.Parameter), append(c.AtLow, d.AtLow),
			append(c.AtHigh, d.AtHigh), append(c.Notes, note)
	}
	if len(c.Names) == 0 {
		return nil, nil
	}
	c.Height = rowsHigh(len(c.Names), 30)
	return figureOf(c.Name+"-figure", title, c, t)
}
