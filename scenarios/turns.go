package scenarios

import (
	"fmt"
	"math"
	"strconv"

	"whatif/physics/unit"
)

// misfit is the code of a mistake in which a unit stands where another one is due.
func misfit(is, want unit.Unit) string {
	if is.Dimension == want.Dimension && is.Absolute != want.Absolute {
		return codeTemperature
	}
	return codeDimension
}

// turned is a quantity that counts turns where an angular speed is due, or the other way
// round, as it should be written; "" for anything else.
func turned(q unit.Quantity, want unit.Unit) string {
	if q.Unit.Dimension != want.Dimension || q.Unit.Absolute != want.Absolute || q.Unit.Fits(want) {
		return ""
	}
	text := func(x float64, symbol string) string { return strconv.FormatFloat(x, 'g', 6, 64) + " " + symbol }
	if want.Counts() {
		return text(q.Value/(2*math.Pi), "Hz")
	}
	return text(q.Value*60, "rpm")
}

// turnsNotAngles is what is wrong with it.
func turnsNotAngles(name string, q unit.Quantity, want unit.Unit) string {
	return fmt.Sprintf("%s is %s, and %s is for %s", name, want.Describe(), q.Unit.Symbol,
		map[bool]string{true: "turns in a second, or other events", false: "angles in a time"}[q.Unit.Counts()])
}
