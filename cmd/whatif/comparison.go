package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fatih/color"

	"whatif/results/compare"
)

// comparison shows a comparison to a planner: what differs most first.
func (c *console) comparison(found *compare.Comparison, all bool) error {
	var b strings.Builder
	bold := func(s string) string { return paint(c.outColor, s, color.Bold) }
	fmt.Fprintf(&b, "%s: %s\n", bold(strings.Join(found.Names, " and ")), about(found))
	for _, i := range byEffect(found.Indicators) {
		c.compared(&b, found, i, bold)
		drivenBy(&b, i, 1-found.Confidence, all)
	}
	enough(&b, found)
	failedArms(&b, found)
	for _, note := range found.Notes {
		b.WriteString("\n" + hang("note: ", note))
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

// about says what is compared with what.
func about(found *compare.Comparison) string {
	if len(found.Arms) == 0 {
		return "no runs"
	}
	bases, pairs := map[string]bool{}, 0
	if len(found.Indicators) > 0 {
		for _, d := range found.Indicators[0].Differences {
			bases[found.Arms[d.Base].Label] = true
			pairs = max(pairs, d.Pairs)
		}
	}
	with := found.Arms[0].Variant + " at the same sweep point"
	switch {
	case len(bases) == 1:
		with = found.Arms[0].Label
		for name := range bases {
			with = name
		}
	case len(bases) == 0:
		return fmt.Sprintf("%s, nothing to compare it with", count(len(found.Arms), "variant"))
	case len(found.Names) == 2:
		with = "the same of A"
	}
	return fmt.Sprintf("differences to %s in %s", with, count(pairs, "draw"))
}

// byEffect sorts indicators by the greatest difference in any arm, in standard
// deviations; those that differ in every draw by the same come first.
func byEffect(indicators []compare.Indicator) []*compare.Indicator {
	size := func(i *compare.Indicator) float64 {
		most := 0.0
		for _, d := range i.Differences {
			if d.Verdict != compare.Same && d.Effect == d.Effect {
				most = max(most, math.Abs(d.Effect))
			}
		}
		return most
	}
	var list []*compare.Indicator
	for k := range indicators {
		list = append(list, &indicators[k])
	}
	slices.SortStableFunc(list, func(a, b *compare.Indicator) int { return cmp.Compare(size(b), size(a)) })
	return list
}

// compared shows one indicator.
func (c *console) compared(b *strings.Builder, found *compare.Comparison, i *compare.Indicator, bold func(string) string) {
	wish := map[string]string{"lower": ", less is better", "higher": ", more is better"}[i.Better]
	fmt.Fprintf(b, "\n%s%s%s\n", bold(i.Name), unitSuffix(i.Unit), wish)
	var values, differences, both table
	add := func(label string, own, other []string) {
		values.add(append([]string{label}, own...)...)
		if other != nil {
			differences.add(append([]string{label}, other...)...)
		}
		both.add(append(append([]string{label}, own...), other...)...)
	}
	add("", []string{"median", "5 %", "95 %"}, []string{"change", "+-", "5 %", "95 %", "of draws"})
	for arm := range found.Arms {
		s := &i.Spreads[arm]
		var other []string
		for k := range i.Differences {
			if d := &i.Differences[k]; d.Arm == arm {
				other = differing(d)
			}
		}
		add(found.Arms[arm].Label, []string{digits(s.Median), digits(s.Q05), digits(s.Q95)}, other)
	}
	if len(i.Differences) == 0 {
		values.write(b)
		return
	}
	if both.width()-both.widths()[0] <= screen { // labels may have lines of their own
		both.write(b)
		return
	}
	values.write(b)
	differences.write(b)
}

// differing is a difference in cells: its mean with the half of its interval, its
// spread over the draws, and what that says.
func differing(d *compare.Difference) []string {
	if d.Verdict == compare.Same {
		return []string{"0", "0", "0", "0", string(d.Verdict)} // but for rounding
	}
	half := (d.High - d.Low) / 2
	n, m := decimals(half), decimals((d.Q95-d.Q05)/2)
	return []string{signed(d.Mean, n), fixed(half, n), signed(d.Q05, m), signed(d.Q95, m), inDraws(d)}
}

// inDraws is the verdict, and in which share of the draws it is so.
func inDraws(d *compare.Difference) string {
	share := d.BetterShare
	switch d.Verdict {
	case compare.Worse, compare.Higher:
		share = d.WorseShare
	case compare.Better, compare.Lower:
	default:
		return string(d.Verdict)
	}
	return string(d.Verdict) + " " + percent(share)
}

// decimals is how many decimals show two digits of the half of an interval, and
// with it all that is known of what it belongs to; -1 where there is none.
func decimals(half float64) int {
	if !(half > 0) || math.IsInf(half, 0) {
		return -1
	}
	return max(0, 1-int(math.Floor(math.Log10(half))))
}

// mostDecimals are as many as a column has room for.
const mostDecimals = 6

// fixed is a number with so many decimals, or, where these are not known, with
// four significant digits.
func fixed(x float64, decimals int) string {
	switch {
	case decimals < 0, math.IsNaN(x), x == 0, math.Abs(x) >= 1e7:
		return digits(x)
	case decimals > mostDecimals:
		return strconv.FormatFloat(x, 'e', 1, 64)
	}
	return strconv.FormatFloat(x, 'f', decimals, 64)
}

// signed is fixed with a sign.
func signed(x float64, decimals int) string {
	if x > 0 {
		return "+" + fixed(x, decimals)
	}
	return fixed(x, decimals)
}

func percent(x float64) string {
	switch {
	case math.IsNaN(x):
		return "-"
	case x > 0 && x < 0.01:
		return fmt.Sprintf("%.2g %%", 100*x)
	}
	return fmt.Sprintf("%.0f %%", 100*x)
}

// mostDrivers is how many parameters are named unless all are asked for.
const mostDrivers = 3

// drivenBy names the parameters that go with an indicator: the strongest, and only
// those of which that is no chance, or all.
func drivenBy(b *strings.Builder, i *compare.Indicator, chance float64, all bool) {
	var names []string
	for _, d := range i.Drivers {
		if !all && (len(names) == mostDrivers || d.Adjusted >= chance) {
			break
		}
		names = append(names, fmt.Sprintf("%s (rho %+.2f)", d.Parameter, d.Rho))
	}
	if len(names) > 0 {
		b.WriteString(hang("  goes with ", strings.Join(names, ", ")))
	}
}

// failedArms counts failed runs.
func failedArms(b *strings.Builder, found *compare.Comparison) {
	var t table
	for _, a := range found.Arms {
		if a.Failed > 0 {
			t.add(a.Label, fmt.Sprintf("%d of %d", a.Failed, a.N+a.Failed))
		}
	}
	if len(t.rows) > 0 {
		b.WriteString("\nfailed runs, in no number above\n")
		t.write(b)
	}
}
