package unit

import "strings"

// symbol is an entry of the table of units: 1 of it is factor * 10^exponent in
// SI. Factors are exact where the unit is; the power of ten is kept apart so
// that a compound is rounded once.
type symbol struct {
	text      string
	dimension Dimension
	factor    float64
	exponent  int
	offset    float64
	absolute  bool
	prefixes  prefixSet
}

type prefixSet int

const (
	noPrefix    prefixSet = iota
	thousands             // p n u m k M G T
	everyPrefix           // c d da h as well
)

type prefix struct {
	text     string
	exponent int
	set      prefixSet // the least set it belongs to
}

// prefixes are those of the SI from pico to tera.
var prefixes = [...]prefix{
	{"p", -12, thousands}, {"n", -9, thousands}, {"u", -6, thousands}, {"m", -3, thousands},
	{"k", 3, thousands}, {"M", 6, thousands}, {"G", 9, thousands}, {"T", 12, thousands},
	{"c", -2, everyPrefix}, {"d", -1, everyPrefix}, {"da", 1, everyPrefix}, {"h", 2, everyPrefix},
}

const radPerDegree = 0.017453292519943295769 // pi/180

var (
	energy  = Dimension{mass: 1, length: 2, time: -2}
	seconds = Dimension{time: 1}
	kelvin  = Dimension{temperature: 1}
)

// symbols is the table of units. The year is the Julian year of 365.25 d.
var symbols = [...]symbol{
	{text: "m", dimension: Dimension{length: 1}, factor: 1, prefixes: everyPrefix},
	{text: "g", dimension: Dimension{mass: 1}, factor: 1, exponent: -3, prefixes: everyPrefix},
	{text: "t", dimension: Dimension{mass: 1}, factor: 1, exponent: 3, prefixes: thousands},
	{text: "l", dimension: Dimension{length: 3}, factor: 1, exponent: -3, prefixes: everyPrefix},
	{text: "L", dimension: Dimension{length: 3}, factor: 1, exponent: -3, prefixes: everyPrefix},

	{text: "s", dimension: seconds, factor: 1, prefixes: thousands},
	{text: "min", dimension: seconds, factor: 60},
	{text: "h", dimension: seconds, factor: 3600},
	{text: "d", dimension: seconds, factor: 86400},
	{text: "wk", dimension: seconds, factor: 604800},
	{text: "a", dimension: seconds, factor: 31557600},
	{text: "yr", dimension: seconds, factor: 31557600},

	{text: "K", dimension: kelvin, factor: 1, prefixes: thousands},
	{text: "degC", dimension: kelvin, factor: 1, offset: 273.15, absolute: true},
	{text: "degF", dimension: kelvin, factor: 5. / 9, offset: 459.67 * 5 / 9, absolute: true},
	{text: "degK", dimension: kelvin, factor: 1, absolute: true},

	{text: "J", dimension: energy, factor: 1, prefixes: thousands},
	{text: "Wh", dimension: energy, factor: 3600, prefixes: thousands},
	{text: "W", dimension: Dimension{mass: 1, length: 2, time: -3}, factor: 1, prefixes: thousands},
	{text: "N", dimension: Dimension{mass: 1, length: 1, time: -2}, factor: 1, prefixes: everyPrefix},
	{text: "Nm", dimension: energy, factor: 1, prefixes: thousands},
	{text: "Pa", dimension: Dimension{mass: 1, length: -1, time: -2}, factor: 1, prefixes: everyPrefix},
	{text: "bar", dimension: Dimension{mass: 1, length: -1, time: -2}, factor: 1, exponent: 5, prefixes: thousands},

	{text: "V", dimension: Dimension{mass: 1, length: 2, time: -3, current: -1}, factor: 1, prefixes: thousands},
	{text: "A", dimension: Dimension{current: 1}, factor: 1, prefixes: thousands},
	{text: "Ah", dimension: Dimension{current: 1, time: 1}, factor: 3600, prefixes: thousands},
	{text: "ohm", dimension: Dimension{mass: 1, length: 2, time: -3, current: -2}, factor: 1, prefixes: thousands},
	{text: "H", dimension: Dimension{mass: 1, length: 2, time: -2, current: -2}, factor: 1, prefixes: thousands},
	{text: "mol", dimension: Dimension{amount: 1}, factor: 1, prefixes: thousands},
	{text: "cd", dimension: Dimension{luminous: 1}, factor: 1},

	{text: "rad", factor: 1, prefixes: thousands},
	{text: "deg", factor: radPerDegree},
	{text: "Hz", dimension: Dimension{time: -1}, factor: 1, prefixes: thousands},
	{text: "rpm", dimension: Dimension{time: -1}, factor: radPerDegree * 6},
	{text: "%", factor: 1, exponent: -2},
	{text: "ppm", factor: 1, exponent: -6},

	{text: "EUR", dimension: Dimension{euro: 1}, factor: 1, prefixes: thousands},
	{text: "ct", dimension: Dimension{euro: 1}, factor: 1, exponent: -2},
	{text: "USD", dimension: Dimension{dollar: 1}, factor: 1, prefixes: thousands},
}

// spelling turns other characters for the same thing into ours.
var spelling = strings.NewReplacer("°C", "degC", "°F", "degF", "µ", "u", "μ", "u", "Ω", "ohm", "Ω", "ohm", "℃", "degC", "℉", "degF")

// respelled is a symbol in our characters. A degree sign alone is that of
// angles.
func respelled(text string) string {
	if text == "°" {
		return "deg"
	}
	return spelling.Replace(text)
}

// lookup finds a symbol, with its prefix taken into the exponent. A symbol as
// such goes before a prefixed one: cd is the candela, ct the cent.
func lookup(text string) (symbol, bool) {
	for _, s := range symbols {
		if s.text == text {
			return s, true
		}
	}
	for _, p := range prefixes {
		base, ok := strings.CutPrefix(text, p.text)
		if !ok {
			continue
		}
		for _, s := range symbols {
			if s.text == base && s.prefixes >= p.set {
				s.exponent += p.exponent
				s.text = text
				return s, true
			}
		}
	}
	return symbol{}, false
}
