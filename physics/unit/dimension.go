package unit

import (
	"strconv"
	"strings"
)

// Dimension is the product of powers of the base quantities. Two dimensions
// are the same if they are ==; the zero value is the dimension of a pure
// number. Each currency is a dimension of its own.
type Dimension struct {
	length, mass, time, current, temperature, amount, luminous, euro, dollar int8
}

// maxExponent bounds the exponent of each base quantity; it is far from what
// any law needs and keeps int8 from overflowing.
const maxExponent = 20

type power struct {
	symbol   string
	exponent int8
}

// powers lists the base units with their exponents, in the order of writing.
func (d Dimension) powers() [9]power {
	return [9]power{
		{"EUR", d.euro}, {"USD", d.dollar}, {"kg", d.mass}, {"m", d.length}, {"A", d.current},
		{"mol", d.amount}, {"cd", d.luminous}, {"K", d.temperature}, {"s", d.time},
	}
}

// times returns the dimension of d multiplied by f to the power n; ok is false
// if an exponent goes out of bounds.
func (d Dimension) times(f Dimension, n int) (product Dimension, ok bool) {
	ok = true
	sum := func(a, b int8) int8 {
		e := int(a) + int(b)*n
		if e < -maxExponent || e > maxExponent {
			ok = false
			return 0
		}
		return int8(e)
	}
	product = Dimension{
		length:      sum(d.length, f.length),
		mass:        sum(d.mass, f.mass),
		time:        sum(d.time, f.time),
		current:     sum(d.current, f.current),
		temperature: sum(d.temperature, f.temperature),
		amount:      sum(d.amount, f.amount),
		luminous:    sum(d.luminous, f.luminous),
		euro:        sum(d.euro, f.euro),
		dollar:      sum(d.dollar, f.dollar),
	}
	return product, ok
}

// SI returns the symbol of the coherent SI unit: "W", "W/K", "1". Dimensions
// without a customary symbol are written in base units: "kg2 m/(K s)".
func (d Dimension) SI() string {
	if n, ok := names[d]; ok {
		return n.symbol
	}
	var above, below []string
	for _, p := range d.powers() {
		switch e := int(p.exponent); {
		case e == 1:
			above = append(above, p.symbol)
		case e > 1:
			above = append(above, p.symbol+strconv.Itoa(e))
		case e == -1:
			below = append(below, p.symbol)
		case e < -1:
			below = append(below, p.symbol+strconv.Itoa(-e))
		}
	}
	text := strings.Join(above, " ")
	if text == "" {
		text = "1"
	}
	switch len(below) {
	case 0:
		return text
	case 1:
		return text + "/" + below[0]
	}
	return text + "/(" + strings.Join(below, " ") + ")"
}

// String gives the human name, where there is one, with the SI symbol: "power
// (W)", "temperature difference (K)"; otherwise the SI symbol alone.
func (d Dimension) String() string {
	if name := d.name(); name != "" {
		return name + " (" + d.SI() + ")"
	}
	return d.SI()
}

// name is the human name of the dimension, or "".
func (d Dimension) name() string { return names[d].name }
