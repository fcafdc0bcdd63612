package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"whatif/results/compare"
)

// answer says what wins, by how much and how sure that is.
func (m *material) answer() ([]block, error) {
	if len(m.r.Schema.Indicators) == 0 {
		return []block{{Text: "The scenario has no [indicator], so variants cannot be compared by one number each. " +
			"See the curves over time."}}, nil
	}
	if m.r.Runs.Len() == 0 || m.failed() == m.r.Runs.Len() {
		return []block{{Text: "No run reached its end: there is nothing to compare."}}, nil
	}
	var blocks []block
	if bests := m.bests(); len(bests) > 0 {
		blocks = append(blocks, block{Heading: "The best by each wish"}, block{List: bests})
	}
	if perArm := m.perArm(); len(perArm) > 0 {
		blocks = append(blocks, block{Heading: "Each beside " + m.baseLabel()}, block{List: perArm})
		blocks = append(blocks, block{Table: m.glance()}, block{Class: "small", Text: m.reading()})
	} else {
		blocks = append(blocks, block{Table: m.values()})
	}
	if list := m.alerts(); list != nil {
		blocks = append(blocks, block{Table: list})
	}
	for _, n := range m.c.Notes {
		blocks = append(blocks, block{Class: "remark", Text: n})
	}
	return blocks, nil
}

func (m *material) baseLabel() string {
	if len(m.c.Arms) == 0 {
		return "nothing"
	}
	if m.r.Info.Sweeps > 1 && !m.overlaid() {
		return m.c.Arms[0].Variant
	}
	return m.c.Arms[0].Label
}

// bests says of each indicator with a wish which variant fulfils it best.
func (m *material) bests() []item {
	var items []item
	if len(m.c.Arms) < 2 {
		return nil
	}
	for k := range m.c.Indicators {
		i := &m.c.Indicators[k]
		best := m.best(i)
		if best < 0 {
			continue
		}
		s := &i.Spreads[best]
		if allSame(i) {
			items = append(items, item{i.Name + " (" + i.Better + " is better):", "the same in all, in every draw."})
			continue
		}
		value := with(fixed(s.Mean, decimals(s.Mean, s.HalfWidth)), unit(i.Unit))
		if d := difference(i, best); d != nil && d.Verdict != compare.Same {
			value += fmt.Sprintf(", %s beside %s", change(d, i.Unit), m.c.Arms[d.Base].Label)
		}
		items = append(items, item{i.Name + " (" + i.Better + " is better):", m.howSure(k, best, value)})
	}
	return items
}

// allSame says whether no arm differs from the base in any draw.
func allSame(i *compare.Indicator) bool {
	return len(i.Differences) > 0 && !slices.ContainsFunc(i.Differences, func(d compare.Difference) bool {
		return d.Verdict != compare.Same
	})
}

// howSure says which arm is best, and whether that is so for sure.
func (m *material) howSure(indicator, best int, value string) string {
	name := m.c.Arms[best].Label
	rival := m.rivals[best]
	if rival == nil {
		return fmt.Sprintf("%s has the best mean, %s.", name, value)
	}
	var close, same, unknown []string
	i := &rival.Indicators[indicator]
	for k := range i.Differences {
		switch d := &i.Differences[k]; d.Verdict {
		case compare.Worse:
		case compare.Same:
			same = append(same, rival.Arms[d.Arm].Label)
		case compare.Unknown:
			unknown = append(unknown, rival.Arms[d.Arm].Label)
		default:
			close = append(close, rival.Arms[d.Arm].Label)
		}
	}
	equal := ""
	if len(same) > 0 {
		equal = " In every draw it is the same with " + some(same, 4) + "."
	}
	switch {
	case len(close) > 0:
		return fmt.Sprintf("the draws do not tell which is best. %s has the best mean, %s; it cannot be told from %s.%s",
			name, value, some(close, 4), equal)
	case len(unknown) > 0:
		return fmt.Sprintf("%s has the best mean, %s. There are too few draws to say how sure that is.%s", name, value, equal)
	case len(same) == len(i.Differences):
		return fmt.Sprintf("%s, %s.%s", name, value, equal)
	case len(same) > 0:
		return fmt.Sprintf("%s is best, with a mean of %s.%s That is sure: all others are worse, at %s confidence.",
			name, value, equal, percent(m.o.Confidence))
	}
	return fmt.Sprintf("%s is best, with a mean of %s. That is sure: all others are worse, at %s confidence.", name, value,
		percent(m.o.Confidence))
}

// difference is that of an arm, nil for an arm that is compared with nothing.
func difference(i *compare.Indicator, arm int) *compare.Difference {
	for k := range i.Differences {
		if i.Differences[k].Arm == arm {
			return &i.Differences[k]
		}
	}
	return nil
}

// compared are the arms that have differences, in order.
func (m *material) compared() []int {
	var arms []int
	for k := range m.c.Arms {
		if len(m.c.Indicators) > 0 && difference(&m.c.Indicators[0], k) != nil {
			arms = append(arms, k)
		}
	}
	return arms
}

// mostNamed is how many indicators a sentence names of each verdict.
const mostNamed = 6

// mostSentences is how many variants are told of in words; the table has all.
const mostSentences = 12

// verdictOrder is the order in which they are told.
var verdictOrder = []struct {
	verdict compare.Verdict
	words   string
}{
	{compare.Better, "better"}, {compare.Worse, "worse"}, {compare.Lower, "lower"}, {compare.Higher, "higher"},
	{compare.Unclear, "the draws do not tell"}, {compare.Same, "no different"}, {compare.Unknown,
		"too few draws to tell"},
}

// perArm tells in a sentence how each arm differs from the base.
func (m *material) perArm() []item {
	var items []item
	for _, arm := range m.compared() {
		if len(items) == mostSentences {
			items = append(items, item{"", "The others are in the table."})
			break
		}
		items = append(items, item{m.c.Arms[arm].Label + ":", m.sentence(arm)})
	}
	return items
}

// sentence tells of all indicators of an arm, what differs most first.
func (m *material) sentence(arm int) string {
	text := ""
	for _, v := range verdictOrder {
		type told struct {
			words  string
			effect float64
		}
		var all []told
		for k := range m.c.Indicators {
			i := &m.c.Indicators[k]
			d := difference(i, arm)
			if d == nil || d.Verdict != v.verdict {
				continue
			}
			words := i.Name
			if d.Verdict != compare.Same && d.Verdict != compare.Unclear && !math.IsNaN(d.Mean) {
				words += " " + short(d, i.Unit)
			}
			all = append(all, told{words, math.Abs(d.Effect)})
		}
		if len(all) == 0 {
			continue
		}
		slices.SortStableFunc(all, func(a, b told) int { return -cmp.Compare(a.effect, b.effect) })
		var words []string
		for _, t := range all {
			words = append(words, t.words)
		}
		if text != "" {
			text += "; "
		}
		text += v.words + ": " + some(words, mostNamed)
	}
	return text + "."
}
