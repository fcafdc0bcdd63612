package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"whatif/results"
	"whatif/results/compare"
)

// wellKnown is how well a mean should be known, relative to it.
const wellKnown = 0.05

// enough says whether the draws suffice: how well the means are known, how many
// draws the least known of them would take, and whether differences are left that
// more draws might tell.
func enough(b *strings.Builder, found *compare.Comparison) {
	var worst *compare.Converged
	var all []float64
	of, arm, unclear := "", 0, 0
	for _, i := range found.Indicators {
		for k := range i.Converged {
			s := &i.Converged[k]
			if s.Relative >= 0 { // not for degC, whose 0 is not nothing
				all = append(all, s.Relative)
				if worst == nil || s.Relative > worst.Relative {
					worst, of, arm = s, i.Name, k
				}
			}
		}
		for _, d := range i.Differences {
			if d.Verdict == compare.Unclear {
				unclear++
			}
		}
	}
	var said []string
	switch {
	case worst == nil:
	case worst.Relative <= wellKnown:
		said = append(said, fmt.Sprintf("the means are known to %s or better", percent(worst.Relative)))
	default:
		slices.Sort(all)
		text := fmt.Sprintf("the mean of %s in %s is known to %s only", of, found.Arms[arm].Label, percent(worst.Relative))
		if half := results.Quantile(0.5, all); half < worst.Relative {
			text = fmt.Sprintf("half of the means are known to %s or better, but %s", percent(half), text)
		}
		if n := needed(worst); n > 0 {
			text += fmt.Sprintf("; %s would take about %s", percent(wellKnown), count(n, "draw"))
		}
		said = append(said, text)
	}
	if unclear > 0 {
		said = append(said, count(unclear, "difference")+" unclear: more draws may tell")
	}
	if len(said) > 0 {
		b.WriteString("\n" + hang("draws: ", strings.Join(said, "; ")))
	}
}

// needed is about how many draws would make a mean well known, with two digits; 0
// where nobody would run as many.
func needed(s *compare.Converged) int {
	n := float64(s.Draws[len(s.Draws)-1]) * math.Pow(s.Relative/wellKnown, 2)
	if !(n < 1e8) {
		return 0
	}
	step := math.Pow(10, math.Floor(math.Log10(n))-1)
	return int(math.Ceil(n/step) * max(step, 1))
}
