package chart

import (
	"fmt"
	"slices"
	"strings"
)

// mostTold is how many series an alternative text tells of.
const mostTold = 12

// told joins what is said of each series into a sentence.
func told(list []string) string {
	if len(list) == 0 {
		return "nothing is shown."
	}
	if n := len(list) - mostTold; n > 0 {
		list = append(list[:mostTold:mostTold], fmt.Sprintf("and %d more", n))
	}
	return strings.Join(list, "; ") + "."
}

// sized is a number with its unit.
func sized(v float64, unit string) string {
	if unit = clean(unit); unit != "" && unit != "1" {
		return four(v) + " " + unit
	}
	return four(v)
}

// alt tells of each series between which values it runs.
func (f *Fan) alt(list []Band) string {
	var sentences []string
	for k := range list {
		sentences = append(sentences, list[k].alt(f.YUnit, f.Points != nil && k == len(f.Bands)))
	}
	return told(sentences)
}

func (b *Band) alt(unit string, measured bool) string {
	line, all := newExtent(), newExtent()
	var mids []float64
	for _, v := range b.Mid {
		if drawn(v) {
			line.add(v)
			mids = append(mids, v)
		}
	}
	for _, values := range [][]float64{b.Q05, b.Q95} {
		all.add(values...)
	}
	if line.empty() {
		return named(b.Name) + ": no values"
	}
	slices.Sort(mids)
	verb := "runs"
	if measured {
		verb = "lies"
	}
	text := fmt.Sprintf("%s %s between %s and %s, half of the time below %s",
		named(b.Name), verb, four(line.low), sized(line.high, unit), sized(quantile(mids, 0.5), unit))
	if !all.empty() && (all.low != line.low || all.high != line.high) {
		text += fmt.Sprintf(", its band from %s to %s", four(all.low), sized(all.high, unit))
	}
	return text
}

// quantile is that of sorted values, between neighbours linearly.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	k := int(at)
	if k+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[k] + (sorted[k+1]-sorted[k])*(at-float64(k))
}
