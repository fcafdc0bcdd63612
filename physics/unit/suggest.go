package unit

import "strings"

// common lists the units that people most likely mean when only the case of
// their letters is wrong: mwh is rather MWh than mWh.
var common = [...]string{"kW", "kWh", "MW", "MWh", "MJ", "kJ", "GJ", "GWh", "J", "W", "K", "Wh", "kPa", "hPa", "Pa", "mbar", "bar", "Hz", "kHz", "kg", "km", "mm", "cm", "kN", "kV", "mA", "degC", "m", "s", "h", "d", "l", "g", "t", "min", "EUR", "USD", "ct"}

// aliases are words and signs that people write for a unit, in lower case.
var aliases = map[string]string{
	"c": "degC", "celsius": "degC", "°celsius": "degC", "degreec": "degC", "f": "degF", "fahrenheit": "degF",
	"kelvin": "K", "°k": "K", "°": "deg", "degree": "deg", "degrees": "deg", "radian": "rad", "radians": "rad",
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms",
	"mins": "min", "minute": "min", "minutes": "min", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"day": "d", "days": "d", "w": "W", "week": "wk", "weeks": "wk", "wks": "wk", "y": "yr", "year": "yr", "years": "yr", "yrs": "yr",
	"watt": "W", "watts": "W", "kilowatt": "kW", "kilowatts": "kW", "joule": "J", "joules": "J",
	"newton": "N", "newtons": "N", "pascal": "Pa", "pascals": "Pa", "bars": "bar", "hertz": "Hz",
	"volt": "V", "volts": "V", "amp": "A", "amps": "A", "ampere": "A", "amperes": "A", "ohms": "ohm",
	"metre": "m", "metres": "m", "meter": "m", "meters": "m",
	"litre": "l", "litres": "l", "liter": "l", "liters": "l", "gram": "g", "grams": "g", "kgs": "kg",
	"kilogram": "kg", "kilograms": "kg", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t",
	"percent": "%", "pct": "%", "pc": "%", "€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "dollar": "USD", "dollars": "USD",
	"cent": "ct", "cents": "ct", "moles": "mol", "candela": "cd",
}

// compounds are abbreviations of whole compound units.
var compounds = map[string]string{
	"kph": "km/h", "kmh": "km/h", "sqm": "m2", "qm": "m2", "cbm": "m3", "rev/min": "rpm",
	"deg c": "degC", "deg f": "degF", "deg k": "degK",
}

// Suggest returns the known unit nearest to s, symbol by symbol: "MJ/K" for
// "MJ/k", "h" for "hours"; s in canonical form if it is a unit already; "" if
// nothing is near.
func Suggest(s string) string {
	if known, ok := compounds[strings.ToLower(strings.TrimSpace(s))]; ok {
		return known
	}
	text := []rune(s)
	var out strings.Builder
	for i := 0; i < len(text); {
		if !symbolRune(text[i]) {
			out.WriteRune(text[i])
			i++
			continue
		}
		start := i
		for i < len(text) && symbolRune(text[i]) {
			i++
		}
		symbol := respelled(string(text[start:i]))
		if first, last, ok := runTogether(symbol); ok {
			symbol = first + " " + last
			if strings.HasSuffix(strings.TrimRight(out.String(), " "), "/") {
				symbol = "(" + symbol + ")"
			}
		} else if _, ok := lookup(symbol); !ok {
			if symbol = guess(symbol); symbol == "" {
				return ""
			}
		}
		out.WriteString(symbol)
	}
	guessed := out.String()
	// The corrected text has only known symbols, so this cannot come back here.
	u, err := Parse(guessed)
	if err != nil {
		guessed = replaceAbsolute(guessed)
		if u, err = Parse(guessed); err != nil {
			return ""
		}
	}
	return u.Symbol
}

// runTogether takes apart two units that are written without a space between
// them, as in textbooks: kgK, Kh. What is a unit as a whole, as mK, is not
// taken apart.
func runTogether(text string) (first, last string, ok bool) {
	if _, known := lookup(text); known {
		return "", "", false
	}
	return apart(text)
}

// apart is what runTogether does, whether the whole is a unit or not.
func apart(text string) (first, last string, ok bool) {
	if first, ok = strings.CutSuffix(text, "K"); ok {
		switch first {
		case "kg", "g", "t", "m", "l", "s", "h", "d", "mol":
			return first, "K", true
		}
	}
	if last, ok = strings.CutPrefix(text, "K"); ok {
		switch last {
		case "h", "d", "s":
			return "K", last, true
		}
	}
	return "", "", false
}

// Misread explains a unit that was read as something else than what was most
// likely meant, given what is wanted: W/mK, watt per millikelvin, where a
// thermal conductivity is. It is "" where there is nothing to explain.
func Misread(u, want Unit) string {
	const before, after = "mK", "m K"
	text := u.Symbol
	if i := strings.Index(text, before); i >= 0 && !strings.Contains(text[i+len(before):], before) {
		for _, meant := range []string{strings.Replace(text, before, after, 1), strings.Replace(text, before, "("+after+")", 1)} {
			if m, err := Parse(meant); err == nil && m.Fits(want) {
				return "mK is the millikelvin; for metre and kelvin write " + m.Symbol
			}
		}
	}
	return ""
}

// Reciprocal reports whether u measures one over what want does, as K/W does
// of W/K.
func Reciprocal(u, want Unit) bool {
	over, ok := Dimension{}.times(u.Dimension, -1)
	return ok && want.Dimension != Dimension{} && over == want.Dimension
}

// guess returns the known symbol nearest to an unknown one, or "".
func guess(symbol string) string {
	if len(symbol) > 32 {
		return ""
	}
	lower := strings.ToLower(symbol)
	if s, ok := aliases[lower]; ok {
		return s
	}
	if s := guessCase(symbol); s != "" {
		return s
	}
	limit := 0
	switch n := len([]rune(symbol)); {
	case n >= 6:
		limit = 2
	case n >= 3:
		limit = 1
	}
	best := ""
	try := func(known string) {
		if d := distance(lower, strings.ToLower(known)); d <= limit && d < len(known) {
			best, limit = known, d-1
		}
	}
	for _, known := range common {
		try(known)
	}
	for _, known := range symbols {
		try(known.text)
	}
	return best
}

// guessCase looks for the symbol that differs in the case of letters only:
// a common one first, then the one with the fewest differences.
func guessCase(symbol string) string {
	best, least := "", len(symbol)*2+1
	try := func(known string) {
		if !strings.EqualFold(known, symbol) {
			return
		}
		differences := 0
		for i := range min(len(known), len(symbol)) {
			if known[i] != symbol[i] {
				differences++
			}
		}
		if differences < least {
			best, least = known, differences
		}
	}
	for _, known := range common {
		try(known)
	}
	if best != "" {
		return best
	}
	for _, s := range symbols {
		try(s.text)
		for _, p := range prefixes {
			if s.prefixes >= p.set {
				try(p.text + s.text)
			}
		}
	}
	return best
}

// distance is the number of insertions, deletions, substitutions and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, row, next := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		next[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(t)]
}
