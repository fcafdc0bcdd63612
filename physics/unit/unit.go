// Package unit reads and writes physical units and quantities and checks their
// dimensions. Inside the engine every number is in SI; units are for people.
//
// Temperatures come in two sorts that are told apart: an absolute temperature
// (degC, degF, degK) and a difference (K). Money is a dimension per currency,
// never converted. Angles are pure numbers, as in the SI (1 rad = 1), so that
// rpm is 2 pi/60 1/s while Hz is 1/s; the two are not taken for each other.
package unit

import (
	"math"
	"strings"
)

// Unit is a unit of measurement: SI value = x*Scale + Offset. Only absolute
// temperatures have an Offset. The zero Unit is not a unit; the dimensionless
// one is Must("1").
type Unit struct {
	Symbol        string // canonical text, which Parse reads back: "W/(m2 K)", "1"
	Dimension     Dimension
	Scale, Offset float64
	Absolute      bool // an absolute temperature, told apart from a difference (K)
}

// ToSI converts x in u to SI.
func (u Unit) ToSI(x float64) float64 {
	// Dividing by 100 is exact where multiplying by 0.01 is not: 57 % is 0.57.
	if inverse := 1 / u.Scale; u.Scale < 1 && inverse == math.Trunc(inverse) {
		return x/inverse + u.Offset
	}
	return float64(x*u.Scale) + u.Offset // the conversion forbids a fused multiply-add: same bits everywhere
}

// FromSI converts the SI value x to u.
func (u Unit) FromSI(x float64) float64 {
	return (x - u.Offset) / u.Scale
}

// Fits reports whether values in u and other can stand for the same quantity:
// same dimension, same absoluteness, and not turns beside angles: 10 Hz are ten turns
// in a second, 62.8 rad/s, though both are 1/s. What is in 1/s itself fits either.
func (u Unit) Fits(other Unit) bool {
	if u.Dimension != other.Dimension || u.Absolute != other.Absolute {
		return false
	}
	return !(u.Counts() && other.turns() || u.turns() && other.Counts())
}

// Counts reports whether u is a frequency by its name, such as kHz.
func (u Unit) Counts() bool {
	return strings.HasSuffix(u.Symbol, "Hz") && !strings.ContainsAny(u.Symbol, " /")
}

// turns reports whether u is an angular speed by its name.
func (u Unit) turns() bool {
	angle, _, over := strings.Cut(u.Symbol, "/")
	return u.Symbol == "rpm" || over && (angle == "rad" || angle == "deg" || angle == "mrad")
}

// SI returns the SI unit of the same dimension and absoluteness: W for kW,
// degK for degC, 1 for %.
func (u Unit) SI() Unit {
	if u.Absolute {
		return Unit{Symbol: "degK", Dimension: u.Dimension, Scale: 1, Absolute: true}
	}
	return Unit{Symbol: u.Dimension.SI(), Dimension: u.Dimension, Scale: 1}
}

// Difference returns the unit of differences between values in u: K for an
// absolute temperature, u itself otherwise. Standard deviations, bandwidths
// and amplitudes are differences.
func (u Unit) Difference() Unit {
	if u.Absolute {
		return Unit{Symbol: "K", Dimension: u.Dimension, Scale: 1}
	}
	return u
}

// Describe says in words what u measures, with an article: "a temperature
// (degC)", "a temperature difference (K)", "an energy (kWh)".
func (u Unit) Describe() string {
	if u.Absolute {
		return "a temperature (" + u.Symbol + ")"
	}
	name := u.Dimension.name()
	switch {
	case u.Symbol == "1":
		return "a pure number"
	case turning[u.Symbol] != "":
		name = turning[u.Symbol]
	case name == "":
		return "a quantity in " + u.Symbol
	}
	article := "a "
	switch name[0] {
	case 'a', 'e', 'i', 'o':
		article = "an "
	}
	return article + name + " (" + u.Symbol + ")"
}

// turning are the names of what turns, by the unit: its dimension is that of something
// else as well.
var turning = map[string]string{
	"deg": "angle", "rad": "angle", "rad/s": "angular speed", "rpm": "angular speed", "rad/s2": "angular acceleration",
	"N m": "torque", "Nm": "torque", "N m/rad": "torsional stiffness", "N m s/rad": "rotational damping",
	"N m/A": "torque constant", "s/rad": "time per angle",
}

// Must parses a unit written in code. It panics if s is no unit, which is a
// programmer's error; for text from users there is Parse.
func Must(s string) Unit {
	u, err := Parse(s)
	if err != nil {
		panic("unit.Must(" + s + "): " + err.Error())
	}
	return u
}
