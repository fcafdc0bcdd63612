package report

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"whatif/results"
	"whatif/results/chart"
)

const (
	mostBalances = 12 // zones that are drawn
	mostZones    = 40 // and of which there is a table
)

// balances shows where the heat of each zone comes from and goes, zone by zone,
// variants beside each other; nothing where no balance was asked for.
func (m *material) balances() ([]block, error) {
	if len(m.zones) == 0 {
		return nil, nil
	}
	blocks := []block{{Class: "small", Text: "Heat into a zone is positive, out of it negative; means of the " +
		"draws. What a zone holds more at " +
		"the end than at the beginning is stored, and counts as heat that left. All terms of a zone add up to " +
		"nothing but " +
		"rounding: by how much they miss that in the worst run is the closure."}}
	zones := m.byZone()
	for k, beside := range zones[:min(len(zones), mostZones)] {
		blocks = append(blocks, block{Heading: beside[0].Zone}, block{Table: m.balanceTable(beside)})
		if k >= mostBalances {
			continue
		}
		for n, z := range beside[:min(len(beside), mostOverlaid)] {
			figures, err := m.balanceFigures(z)
			if err != nil {
				return nil, fmt.Errorf("zone %s: %w", z.Zone, err)
			}
			if n == 0 {
				blocks = append(blocks, figures...)
			} else if len(figures) > 0 {
				blocks = append(blocks, block{Details: &details{"The same in " + m.groupLabel(z), figures}})
			}
		}
	}
	switch n := len(zones); {
	case n > mostZones:
		blocks = append(blocks, block{Text: fmt.Sprintf("Only the first %d of %d zones are shown, %d of them drawn; the table balance of the result has all.",
			mostZones, n, mostBalances)})
	case n > mostBalances:
		blocks = append(blocks, block{Text: fmt.Sprintf("Only the first %d of %d zones are drawn.", mostBalances, n)})
	}
	return blocks, nil
}

// byZone puts the balances of a zone together, in the order of the variants.
func (m *material) byZone() [][]*results.Zone {
	var list [][]*results.Zone
	place := map[string]int{}
	for k := range m.zones {
		z := &m.zones[k]
		at, there := place[z.Zone]
		if !there {
			at = len(list)
			place[z.Zone] = at
			list = append(list, nil)
		}
		list[at] = append(list[at], z)
	}
	return list
}

// groupLabel names the variant of a balance, with its sweep point.
func (m *material) groupLabel(z *results.Zone) string {
	text := m.r.Schema.Variants[z.Variant]
	if m.r.Info.Sweeps > 1 {
		text += ", " + m.point(z.Sweep)
	}
	return text
}

// balanceFigures are the bars by month, where there are several, and by hour of
// the day.
func (m *material) balanceFigures(z *results.Zone) ([]block, error) {
	label := z.Zone + ", " + m.groupLabel(z)
	var hours []string
	for h := range 24 {
		hours = append(hours, fmt.Sprintf("%02d", h))
	}
	var blocks []block
	for _, by := range []struct {
		what, axis string
		places     []string
		of         func(*results.Term) []float64
	}{
		{"by month", "month", z.Months, func(t *results.Term) []float64 { return t.ByMonth }},
		{"by hour of the day", "hour", hours, func(t *results.Term) []float64 { return t.ByHour[:] }},
	} {
		if len(by.places) < 2 {
			continue
		}
		c := &chart.Bars{Frame: chart.Frame{Name: m.ids.take("balance", label, by.axis), XLabel: by.axis,
			YLabel: "heat", YUnit: "kWh"}, Places: by.places}
		numbers := &table{Caption: label + " " + by.what + " [kWh]", Head: append([]string{"term"},
			by.places...)}
		c.Stacks = m.coloured(stacks(z, by.of))
		var series []string
		for _, stack := range c.Stacks {
			series = append(series, stack.Name)
		}
		for k := range z.Terms {
			line := row{Head: z.Terms[k].Name}
			for _, v := range by.of(&z.Terms[k]) {
				line.Cells = append(line.Cells, cell{Text: number(v, 3)})
			}
			numbers.Rows = append(numbers.Rows, line)
		}
		if len(c.Stacks) == 0 {
			continue
		}
		f, err := figureOf(c.Name+"-figure", label+": gains and losses "+by.what+", mean of the draws", c, numbers,
			series...)
		if err != nil {
			return nil, err
		}
		for k := range f.Legend {
			f.Legend[k].Colour = c.Stacks[k].Colour
		}
		blocks = append(blocks, block{Figure: f})
	}
	return blocks, nil
}

// coloured gives each term the colour that it has in the charts of other zones and
// variants, too, and to one whose colour is taken the next that is free. What the
// smallest make together has the last colour.
func (m *material) coloured(list []chart.Stack) []chart.Stack {
	taken := map[int]bool{}
	place := func(k, colour int) {
		for taken[colour] && len(taken) < chart.Colours {
			colour = (colour + 1) % chart.Colours
		}
		list[k].Colour, taken[colour] = colour, true
	}
	for k := range list {
		if list[k].Name == others {
			place(k, chart.Colours-1)
		}
	}
	for _, name := range m.sources {
		for k := range list {
			if list[k].Name == name {
				place(k, slices.Index(m.sources, name)%chart.Colours)
			}
		}
	}
	return list
}

// others are the smallest terms of a chart together.
const others = "others"

// termsBySize names the terms of all zones, the largest first.
func termsBySize(zones []results.Zone) []string {
	size := map[string]float64{}
	for k := range zones {
		for _, t := range zones[k].Terms {
			size[t.Name] += math.Abs(t.Total)
		}
	}
	return slices.SortedFunc(maps.Keys(size), func(a, b string) int {
		return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b))
	})
}

// mostStacks is how many colours can be told apart.
const mostStacks = chart.Colours

// stacks are the terms of a zone by month or hour; the smallest become one where
// there are more than colours.
func stacks(z *results.Zone, of func(*results.Term) []float64) []chart.Stack {
	terms := slices.Clone(z.Terms)
	size := func(t *results.Term) (sum float64) {
		for _, v := range of(t) {
			sum += math.Abs(v)
		}
		return sum
	}
	least := 0.0
	if len(terms) > mostStacks {
		var sizes []float64
		for k := range terms {
			sizes = append(sizes, size(&terms[k]))
		}
		slices.Sort(sizes)
		least = sizes[len(sizes)-mostStacks+1]
	}
	var list []chart.Stack
	rest := chart.Stack{Name: others}
	for k := range terms {
		values := of(&terms[k])
		if size(&terms[k]) >= least && len(list) < mostStacks {
			list = append(list, chart.Stack{Name: terms[k].Name, Values: values})
			continue
		}
		rest.Values = append(rest.Values, make([]float64, len(values)-len(rest.Values))...)
		for i, v := range values {
			rest.Values[i] += v
		}
	}
	if rest.Values != nil {
		list = append(list, rest)
	}
	return list
}

// balanceTable is the terms of a zone over the whole span, and what is counted
// beside heat, variants beside each other.
func (m *material) balanceTable(beside []*results.Zone) *table {
	t := &table{Caption: beside[0].Zone + ": heat over the whole span [kWh], below each mean 5 to 95 % of the draws",
		Head: []string{"term"}}
	var terms []string
	roles := map[string]string{}
	for _, z := range beside {
		t.Head = append(t.Head, m.groupLabel(z))
		for _, term := range z.Terms {
			if _, there := roles[term.Name]; !there {
				terms, roles[term.Name] = append(terms, term.Name), term.Role
			}
		}
	}
	for _, name := range terms {
		line := row{Head: name, Sub: roleName(roles[name])}
		for _, z := range beside {
			line.Cells = append(line.Cells, termCell(z, name))
		}
		t.Rows = append(t.Rows, line)
	}
	for _, c := range counted {
		line, any := row{Head: c.name}, false
		for _, z := range beside {
			v := c.of(z)
			any = any || !math.IsNaN(v)
			line.Cells = append(line.Cells, cell{Text: with(number(v, c.digits), c.unit)})
		}
		if any {
			t.Rows = append(t.Rows, line)
		}
	}
	return t
}

// termCell is the mean of a term and its spread.
func termCell(z *results.Zone, name string) cell {
	for _, t := range z.Terms {
		if t.Name != name {
			continue
		}
		c := cell{Text: signed(t.Total, decimals(t.Total, math.Abs(t.Total)/100))}
		if t.High-t.Low > rounding*math.Abs(t.Total) {
			c.Sub = span(t.Low, t.High, signed)
		}
		return c
	}
	return cell{Text: absent}
}

// counted is what a zone has beside heat.
var counted = []struct {
	name, unit string
	digits     int
	of         func(*results.Zone) float64
}{
	{"closure", "kWh", 2, func(z *results.Zone) float64 { return z.Closure }},
	{"closure, of all terms", "", 2, func(z *results.Zone) float64 { return z.Relative }},
	{"unmet hours of heating", "h", 3, func(z *results.Zone) float64 { return z.UnmetHeating }},
	{"unmet hours of cooling", "h", 3, func(z *results.Zone) float64 { return z.UnmetCooling }},
	{"too cold", "K h", 3, func(z *results.Zone) float64 { return z.UnmetHeatingDegrees }},
	{"too warm", "K h", 3, func(z *results.Zone) float64 { return z.UnmetCoolingDegrees }},
	{"heating degree-hours", "K h", 4, func(z *results.Zone) float64 { return z.HeatingDegrees }},
	{"cooling degree-hours", "K h", 4, func(z *results.Zone) float64 { return z.CoolingDegrees }},
}

// roleName is a role in words: heat may come in through a path of loss, too.
func roleName(role string) string {
	if role == results.Loss {
		return "exchange"
	}
	return role
}
