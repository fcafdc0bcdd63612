package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

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
		drivenBy(&b, i, all)
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
	with := "what they are without a change"
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
	share := "better in"
	if i.Better == "" {
		share = "lower in"
	}
	var t table
	t.add("", "median", "5 %", "95 %", "difference", "+-", "5 %", "95 %", share)
	for arm := range found.Arms {
		s := &i.Spreads[arm]
		cells := []string{found.Arms[arm].Label, digits(s.Median), digits(s.Q05), digits(s.Q95)}
		for k := range i.Differences {
			if d := &i.Differences[k]; d.Arm == arm {
				half := (d.High - d.Low) / 2
				n := decimals(half)
				cells = append(cells, signed(d.Mean, n), fixed(half, n), signed(d.Q05, n), signed(d.Q95, n), percent(d.BetterShare)+" "+string(d.Verdict))
			}
		}
		t.add(cells...)
	}
	t.write(b)
}

// enough says whether the draws suffice: how well the means are known, and whether
// differences are left that more draws might tell.
func enough(b *strings.Builder, found *compare.Comparison) {
	worst, of, arm, unclear := 0.0, "", 0, 0
	for _, i := range found.Indicators {
		for k, s := range i.Converged {
			if s.Relative > worst && !math.IsInf(s.Relative, 0) {
				worst, of, arm = s.Relative, i.Name, k
			}
		}
		for _, d := range i.Differences {
			if d.Verdict == compare.Unclear {
				unclear++
			}
		}
	}
	if of == "" {
		return
	}
	text := fmt.Sprintf("means are known to %s or better", percent(worst))
	if worst > wellKnown {
		text = fmt.Sprintf("the mean of %s in %s is known to %s only", of, found.Arms[arm].Label, percent(worst))
		for _, i := range found.Indicators {
			if i.Name == of && i.Converged[arm].Needed > 0 {
				text += fmt.Sprintf("; 1 %% would take about %s", count(i.Converged[arm].Needed, "draw"))
			}
		}
	}
	if unclear > 0 {
		text += fmt.Sprintf("; %s unclear, more draws may tell", count(unclear, "difference"))
	}
	b.WriteString("\n" + hang("draws: ", text))
}

// wellKnown is how well a mean should be known, relative to it.
const wellKnown = 0.05

// decimals is how many decimals show two digits of the half of an interval, and
// with it all that is known of what it belongs to; -1 where there is none.
func decimals(half float64) int {
	if !(half > 0) || math.IsInf(half, 0) {
		return -1
	}
	return min(max(0, 1-int(math.Floor(math.Log10(half)))), 9)
}

// fixed is a number with so many decimals, or, where these are not known, with
// four significant digits.
func fixed(x float64, decimals int) string {
	if decimals < 0 || math.IsNaN(x) || math.Abs(x) >= 1e7 {
		return digits(x)
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

// drivenBy names the parameters that go with an indicator.
func drivenBy(b *strings.Builder, i *compare.Indicator, all bool) {
	var names []string
	for _, d := range i.Drivers {
		if !all && (len(names) == mostDrivers || d.Adjusted > 0.05) {
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

// comparisonJSON prints all numbers for a program; what is not known is null.
func (c *console) comparisonJSON(found *compare.Comparison) error {
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(plain(reflect.ValueOf(*found)))
}

// plain turns a value into what JSON can hold: keys in snake case, null for
// numbers that are none.
func plain(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.Index(i))
		}
		return list
	case reflect.Struct:
		fields := ordered{}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Tag.Get("json") != "-" {
				fields = append(fields, member{snake(f.Name), plain(v.Field(i))})
			}
		}
		return fields
	}
	return v.Interface()
}

// ordered is an object whose members keep their order.
type ordered []member

type member struct {
	name  string
	value any
}

// MarshalJSON implements json.Marshaler.
func (o ordered) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, name...), ':'), value...)
	}
	return append(out, '}'), nil
}

// snake is a name of Go's as one of JSON's: HalfWidth is half_width, Q05 q05.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1]) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
