package main

import (
	"math"
	"strconv"

	"github.com/rivo/uniseg"
)

// valueAxis is the vertical axis of a plot: a row for each multiple of a round
// step.
type valueAxis struct {
	low, step float64
	rows      int // above the lowest
}

// newValueAxis fits the axis to the values of all lines; NaN is none. Without a
// value it is empty.
func newValueAxis(lines [][]float64) valueAxis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, line := range lines {
		for _, x := range line {
			if plottable(x) {
				low, high = min(low, x), max(high, x)
			}
		}
	}
	if low > high {
		return valueAxis{}
	}
	// A constant is drawn in the middle; so is what differs by rounding alone.
	if flat := max(math.Abs(low), math.Abs(high), 1e-140) * 1e-9; high-low <= flat {
		margin := max(math.Abs(low)*0.01, 1e-6)
		low, high = low-margin, high+margin
	}
	step := roundUp(high/plotRows - low/plotRows)
	first, last := math.Floor(low/step), math.Ceil(high/step)
	return valueAxis{low: first * step, step: step, rows: int(last - first)}
}

// roundUp returns the least of 1, 2, 2.5 and 5 times a power of ten that is not
// below x.
func roundUp(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= x {
			return m * power
		}
	}
	return 10 * power
}

func (a valueAxis) empty() bool { return a.rows == 0 }

// row is where a value lies, counted from the lowest row.
func (a valueAxis) row(x float64) float64 {
	return min(max((x-a.low)/a.step, 0), float64(a.rows)) // NaN stays
}

// label writes the value of a row, with as many digits as the step has.
func (a valueAxis) label(row float64) string {
	x := a.low + math.Round(row)*a.step
	if most := max(math.Abs(a.low), math.Abs(a.low+float64(a.rows)*a.step)); most >= 1e6 || most < 1e-3 {
		return strconv.FormatFloat(x, 'e', 2, 64)
	}
	decimals := 0
	for s := a.step; decimals < 9 && math.Abs(s-math.Round(s)) > 1e-9*s; s *= 10 {
		decimals++
	}
	if math.Abs(x) < a.step/2 {
		x = 0 // never -0
	}
	return strconv.FormatFloat(x, 'f', decimals, 64)
}

// labelWidth is how many columns the widest label takes.
func (a valueAxis) labelWidth() int {
	width := 0
	for row := range a.rows + 1 {
		width = max(width, uniseg.StringWidth(a.label(float64(row))))
	}
	return width
}
