package chart

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// greatest is the largest number that is drawn; larger ones and infinite ones are
// left out, as is what is not a number. Differences of those drawn are finite.
const greatest = 1e300

// least is the size of a number below which a range is that of 0: finer scales
// have no finite inverse.
const least = 1e-200

func drawn(v float64) bool { return math.Abs(v) <= greatest }

// extent is the range of the numbers seen.
type extent struct{ low, high float64 }

func newExtent() extent { return extent{math.Inf(1), math.Inf(-1)} }

func (e *extent) add(values ...float64) {
	for _, v := range values {
		if drawn(v) {
			e.low, e.high = min(e.low, v), max(e.high, v)
		}
	}
}

func (e extent) empty() bool { return e.low > e.high }

// level is the range, or its middle where its ends differ by rounding alone: ticks
// as fine as that would be read as a difference.
func (e extent) level() extent {
	if e.empty() || e.high-e.low > max(math.Abs(e.low), math.Abs(e.high))*1e-9 {
		return e
	}
	middle := e.low + (e.high-e.low)/2
	return extent{middle, middle}
}

// wide is the range with an end on each side that is not drawn to the same place:
// one value has a tenth of itself around it, none has 0 to 1.
func (e extent) wide() extent {
	size := max(math.Abs(e.low), math.Abs(e.high))
	switch {
	case e.empty():
		return extent{0, 1}
	case size < least: // as good as 0
		return extent{-1, 1}
	}
	if e.low == e.high {
		return extent{e.low - size/10, e.high + size/10}
	}
	if fine := size * 1e-9; e.high-e.low < fine { // finer than numbers can tell
		return extent{e.low - fine, e.high + fine}
	}
	return e
}

// padded is the range with some room at its ends, which does not reach past 0.
func (e extent) padded(share float64) extent {
	w := e.level().wide()
	room := (w.high - w.low) * share
	p := extent{w.low - room, w.high + room}
	if w.low >= 0 {
		p.low = max(p.low, 0)
	}
	if w.high <= 0 {
		p.high = min(p.high, 0)
	}
	return p
}

// loose is the range with some room at its ends.
func (e extent) loose(share float64) extent {
	w := e.level().wide()
	room := (w.high - w.low) * share
	return extent{w.low - room, w.high + room}
}

// mostTicks is a bound that no readable axis comes near.
const mostTicks = 200

// numeric sets a range with ticks at round numbers, about as many as asked for.
// Ticks of large or small numbers are in powers of ten, which the heading has.
func (a *scale) numeric(e extent, count int) {
	a.low, a.high = e.low, e.high
	step := roundStep((e.high - e.low) / float64(max(count, 2)))
	factor := powerOf(max(math.Abs(e.low), math.Abs(e.high)), step)
	a.ticks = nil
	first := math.Ceil(e.low/step - 1e-9)
	for k := first; k*step <= e.high+step*1e-9 && len(a.ticks) < mostTicks; k++ {
		a.ticks = append(a.ticks, plot.Tick{Value: k * step, Label: decimal(k*step, step, factor)})
	}
	if factor != 0 {
		power := "10" + raised(factor)
		if a.Unit != "" && a.Unit != "1" {
			power += " " + a.Unit
		}
		a.heading = strings.TrimSpace(a.Label + " [" + power + "]")
	}
}

// roundStep is the next of 1, 2 and 5 times a power of ten that is not far below.
func roundStep(v float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*ten >= v*0.7 {
			return m * ten
		}
	}
	return 10 * ten
}

// powerOf is the power of ten, a multiple of three, that ticks up to a size are
// written in: 0 for those that read well as they are, and where the steps are so
// small beside the size that it would only move the digits.
func powerOf(size, step float64) int {
	if size >= 0.01 && size < 1e5 || step < size*1e-6 {
		return 0
	}
	return 3 * int(math.Floor(math.Log10(size*1.0001)/3))
}

// decimal is a tick in 10^factor, with the decimals that the step needs.
func decimal(v, step float64, factor int) string {
	if factor != 0 {
		v, step = v/math.Pow(10, float64(factor)), step/math.Pow(10, float64(factor))
	}
	digits := int(math.Ceil(-math.Log10(step) - 1e-6))
	if math.Abs(v) >= 1e15 || digits > 12 {
		return signed(strconv.FormatFloat(v, 'g', 6, 64))
	}
	text := strconv.FormatFloat(v, 'f', max(digits, 0), 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return signed(grouped(text))
}

// signed has a minus instead of a hyphen.
func signed(text string) string { return strings.ReplaceAll(text, "-", "−") }

// grouped parts the thousands of five and more digits.
func grouped(text string) string {
	start := strings.IndexAny(text, "0123456789")
	end := strings.IndexByte(text, '.')
	if end < 0 {
		end = len(text)
	}
	if end-start < 5 {
		return text
	}
	for k := end - 3; k > start; k -= 3 {
		text = text[:k] + "\u202f" + text[k:]
	}
	return text
}

// raised is an exponent in small digits above the line.
func raised(n int) string {
	small := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, r := range strconv.Itoa(n) {
		if r == '-' {
			b.WriteRune('⁻')
			continue
		}
		b.WriteRune(small[r-'0'])
	}
	return b.String()
}

// four is a number in a sentence: four digits, and no fewer than there are before
// the point.
func four(v float64) string {
	size := math.Abs(v)
	switch {
	case !drawn(v):
		return "–"
	case v == 0:
		return "0"
	case size >= 1e6 || size < 1e-3:
		digits, power, _ := strings.Cut(strconv.FormatFloat(v, 'e', 3, 64), "e")
		n, _ := strconv.Atoi(power)
		return signed(digits) + " × 10" + raised(n)
	}
	text := strconv.FormatFloat(v, 'f', max(3-int(math.Floor(math.Log10(size))), 0), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return signed(grouped(text))
}
