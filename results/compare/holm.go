package compare

import "slices"

// adjust corrects the probabilities of all comparisons for their number: S. Holm,
// Scandinavian Journal of Statistics 6 (1979) 65. Then it pronounces the verdicts.
func (c *comparing) adjust() {
	var all []*Difference
	var of []*Indicator
	for j := range c.Indicators {
		for k := range c.Indicators[j].Differences {
			if d := &c.Indicators[j].Differences[k]; d.P == d.P {
				all, of = append(all, d), append(of, &c.Indicators[j])
			}
		}
	}
	p := make([]float64, len(all))
	for k, d := range all {
		p[k] = d.P
	}
	for k, adjusted := range holm(p) {
		all[k].Adjusted = adjusted
		all[k].pronounce(of[k].Better, c.Confidence)
	}
}

// holm returns the probabilities after Holm's correction.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	out, worst := make([]float64, len(p)), 0.0
	for rank, i := range order {
		worst = max(worst, min(1, p[i]*float64(len(p)-rank)))
		out[i] = worst
	}
	return out
}

// pronounce says what can be said at that confidence.
func (d *Difference) pronounce(better string, confidence float64) {
	switch below := d.Mean < 0; {
	case d.Verdict == Same:
	case d.Adjusted >= 1-confidence:
		d.Verdict = Unclear
	case better == "" && below:
		d.Verdict = Lower
	case better == "":
		d.Verdict = Higher
	case below == (better == "lower"):
		d.Verdict = Better
	default:
		d.Verdict = Worse
	}
}
