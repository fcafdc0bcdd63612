package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"whatif/results/compare"
)

const (
	minus  = "\u2212"
	thin   = "\u202f" // between groups of digits and before a unit: it does not break
	absent = "\u2013" // for a number that there is none of
)

// number renders a number with so many significant digits.
func number(x float64, digits int) string {
	switch {
	case math.IsNaN(x):
		return absent
	case math.IsInf(x, 0):
		return sign(x) + "\u221e"
	case x == 0:
		return "0"
	}
	exponent := int(math.Floor(math.Log10(math.Abs(x))))
	if exponent < -4 || exponent > 8 {
		return strings.ReplaceAll(strconv.FormatFloat(x, 'e', digits-1, 64), "-", minus)
	}
	return fixed(x, digits-1-exponent)
}

// mostDecimals are as many as are read at a glance; numbers that have no room in
// them, or many digits before the point, are told by powers of ten.
const mostDecimals, mostWhole = 8, 1e9

// fixed renders a number with so many decimals, its thousands apart. Below 0 there
// are none, and digits before the point are not known either.
func fixed(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return number(x, 1)
	}
	if x == 0 {
		return "0"
	}
	if decimals > mostDecimals || math.Abs(x) >= mostWhole {
		known := decimals + int(math.Floor(math.Log10(math.Abs(x))))
		if known < 0 { // nothing of it
			return "0"
		}
		return strings.ReplaceAll(strconv.FormatFloat(x, 'e', min(known, 14), 64), "-", minus)
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', max(0, decimals), 64)
	whole, rest, _ := strings.Cut(text, ".")
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && len(whole) > 4 && (len(whole)-i)%3 == 0 {
			b.WriteString(thin)
		}
		b.WriteRune(c)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	if strings.Trim(text, "0.") == "" {
		return b.String() // no minus before a zero
	}
	return sign(x) + b.String()
}

func sign(x float64) string {
	if x < 0 {
		return minus
	}
	return ""
}

// rounding is the width, relative to a number, that is one of rounding alone.
const rounding = 1e-9

// decimals is how many show two significant digits of a width; of a width that
// is 0 or unknown, four of the number.
func decimals(x, width float64) int {
	digits := 2
	if width <= rounding*math.Abs(x) || math.IsNaN(width) || math.IsInf(width, 0) {
		width, digits = math.Abs(x), 4
	}
	if width == 0 || math.IsNaN(width) || math.IsInf(width, 0) {
		return 0
	}
	return digits - 1 - int(math.Floor(math.Log10(width)))
}

// signed is a difference: with its sign, also where it is more.
func signed(x float64, decimals int) string {
	text := fixed(x, decimals)
	if x > 0 && strings.Trim(text, "0.") != "" {
		return "+" + text
	}
	return text
}

// percent renders a share.
func percent(share float64) string {
	if math.IsNaN(share) {
		return absent
	}
	p := 100 * share
	switch {
	case p > 99.5 && p < 100:
		return "over 99" + thin + "%"
	case p > 0 && p < 0.5:
		return "under 1" + thin + "%"
	}
	return fixed(p, 0) + thin + "%"
}

// chance renders the p of a test.
func chance(p float64) string {
	if p < 0.0001 {
		return "< 0.0001"
	}
	return number(p, 2)
}

// unit is how a unit is shown.
func unit(symbol string) string {
	switch symbol {
	case "1", "":
		return ""
	case "degC":
		return "°C"
	}
	return symbol
}

// apart is the unit of a difference of numbers in a unit: of percentages it is
// percentage points.
func apart(symbol string) string {
	switch symbol {
	case "degC":
		return "K"
	case "%":
		return "points"
	}
	return unit(symbol)
}

// with puts a unit behind a number.
func with(text, unit string) string {
	if unit == "" || text == absent {
		return text
	}
	return text + thin + unit
}

// bracketed is a unit for the head of a table or an axis.
func bracketed(unit string) string {
	if unit == "" {
		return ""
	}
	return " [" + unit + "]"
}

// change is a mean difference with what it is of the base.
func change(d *compare.Difference, symbol string) string {
	n := decimals(d.Mean, (d.High-d.Low)/2)
	text := with(signed(d.Mean, n), apart(symbol))
	if tellsShare(symbol) && math.Abs(d.Relative) < mostRelative && math.Abs(d.Relative) >= leastRelative {
		text += " (" + relative(d.Relative) + ")"
	}
	return text
}

// mostRelative is the largest change, of the base, that is told as a share of it:
// beyond that the base is next to nothing.
const mostRelative = 10

// tellsShare says whether a change in a unit is told as a share of the base.
func tellsShare(symbol string) bool { return symbol != "degC" && symbol != "%" }

// short is a mean difference in a sentence: of the base where that says
// something, else by itself.
func short(d *compare.Difference, symbol string) string {
	if tellsShare(symbol) && math.Abs(d.Relative) <= 1 && math.Abs(d.Relative) >= leastRelative {
		return relative(d.Relative)
	}
	return with(signed(d.Mean, decimals(d.Mean, math.Abs(d.Mean))), apart(symbol))
}

// leastRelative is the smallest change that is told as a share of the base.
const leastRelative = 1e-5

// relative is a part of the base, with its sign.
func relative(x float64) string {
	n := 0
	switch size := math.Abs(x); {
	case size < 0.00095:
		n = 3
	case size < 0.0095:
		n = 2
	case size < 0.0995:
		n = 1
	}
	return signed(100*x, n) + thin + "%"
}

// span is an interval of numbers, as precise as its width allows.
func span(low, high float64, show func(float64, int) string) string {
	if math.IsNaN(low) || math.IsNaN(high) {
		return absent
	}
	size := math.Max(math.Abs(low), math.Abs(high))
	n := decimals(size, (high-low)/2)
	if high-low <= rounding*size {
		return show(high, n)
	}
	return show(low, n) + " to " + show(high, n)
}

// count renders "1 run", "2 runs".
func count[N int | int64](n N, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fixed(float64(n), 0) + " " + what + "s"
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// some names the first words of a list, and how many more there are.
func some(words []string, most int) string {
	if len(words) <= most {
		return list(words)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}

// duration renders seconds in the largest unit that gives a round number.
func duration(seconds float64) string {
	if hours := seconds / 3600; hours > 48 && hours == math.Trunc(hours) && math.Mod(hours, 24) > 0 {
		return fixed(math.Trunc(hours/24), 0) + thin + "d " + fixed(math.Mod(hours, 24), 0) + thin + "h"
	}
	for _, u := range []struct {
		seconds float64
		name    string
	}{{86400, "d"}, {3600, "h"}, {60, "min"}} {
		if n := seconds / u.seconds; n >= 1 && n == math.Trunc(n) {
			return fixed(n, 0) + thin + u.name
		}
	}
	return number(seconds, 4) + thin + "s"
}
