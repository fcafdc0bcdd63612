package unit

import (
	"math"
	"strings"
	"unicode"
)

// Limits keep scales far from overflow and the parser off the stack's end.
const (
	maxPower   = 9 // of one unit: m9
	maxNesting = 8
	minScale   = 1e-100
	maxScale   = 1e100
)

// Parse reads a unit: symbols with SI prefixes and whole powers ("m2", "m^2",
// "m²", "m-2"), multiplied by a space, "*" or "·", divided by "/". What follows
// a slash is one unit or a product in brackets: "W/(m2 K)". The empty text, "1"
// and "%" are dimensionless. The error is an *Error.
func Parse(s string) (Unit, error) {
	u, err := parseRunes([]rune(s))
	if err != nil {
		return Unit{}, err
	}
	return u, nil
}

// parser reads one unit. The scale is above/below * 10^exponent, so that it is
// rounded once.
type parser struct {
	text         []rune
	pos          int
	above, below float64
	exponent     int
	dimension    Dimension
	factors      int  // units read so far
	compound     bool // a slash, bracket or power was read
	// absolute is the first absolute temperature met, at runes from..to.
	absolute *symbol
	from, to int
}

func parseRunes(text []rune) (Unit, *Error) {
	p := parser{text: text, above: 1, below: 1}
	p.space()
	if p.pos == len(text) {
		return Unit{Symbol: "1", Scale: 1}, nil
	}
	canonical, err := p.product(1, 0)
	if err != nil {
		return Unit{}, err
	}
	if p.pos < len(text) { // product stops early only at a bracket
		return Unit{}, &Error{p.pos, 1, "this bracket closes nothing", ""}
	}
	if p.absolute != nil && (p.factors > 1 || p.compound) {
		return Unit{}, p.absoluteInCompound(canonical)
	}
	if p.exponent >= 0 {
		p.above *= math.Pow10(p.exponent)
	} else {
		p.below *= math.Pow10(-p.exponent)
	}
	u := Unit{Symbol: canonical, Dimension: p.dimension, Scale: p.above / p.below}
	if !(u.Scale >= minScale && u.Scale <= maxScale) {
		return Unit{}, &Error{0, len(text), "this unit is too large or too small to count in", ""}
	}
	if p.absolute != nil {
		u.Offset, u.Absolute = p.absolute.offset, true
	}
	return u, nil
}

// product reads factors up to the end or an unmatched closing bracket and
// returns their canonical text. sign is -1 below a slash.
func (p *parser) product(sign, depth int) (string, *Error) {
	var out strings.Builder
	if p.one() {
		out.WriteString("1")
	} else {
		text, err := p.factor(sign, depth)
		if err != nil {
			return "", err
		}
		out.WriteString(text)
	}
	for divided := false; ; {
		p.space()
		if p.pos == len(p.text) || p.text[p.pos] == ')' {
			return out.String(), nil
		}
		start := p.pos
		switch p.text[p.pos] {
		case '/':
			p.pos++
			divided, p.compound = true, true
			p.space()
			text, err := p.factor(-sign, depth)
			if err != nil {
				return "", err
			}
			out.WriteString("/" + text)
			continue
		case '*', '·', '⋅':
			p.pos++
			p.space()
		}
		if divided {
			return "", p.ambiguous(start, out.String())
		}
		text, err := p.factor(sign, depth)
		if err != nil {
			return "", err
		}
		out.WriteString(" " + text)
	}
}

// one reads a 1 that is the whole unit or what a slash divides.
func (p *parser) one() bool {
	if p.text[p.pos] != '1' {
		return false
	}
	next := p.pos + 1
	for next < len(p.text) && unicode.IsSpace(p.text[next]) {
		next++
	}
	if next < len(p.text) && p.text[next] != '/' {
		return false
	}
	p.pos = next
	return true
}

// factor reads a unit with its power, or a product in brackets.
func (p *parser) factor(sign, depth int) (string, *Error) {
	if p.pos == len(p.text) {
		return "", &Error{p.pos, 0, "a unit is missing at the end", ""}
	}
	start := p.pos
	if p.text[p.pos] == '(' {
		return p.bracket(sign, depth)
	}
	for p.pos < len(p.text) && symbolRune(p.text[p.pos]) {
		p.pos++
	}
	if p.pos == start {
		return "", p.unexpected()
	}
	text := respelled(string(p.text[start:p.pos]))
	sym, ok := lookup(text)
	if !ok {
		return "", p.unknown(start)
	}
	end := p.pos
	n, written, err := p.power()
	if err != nil {
		return "", err
	}
	if sym.absolute && p.absolute == nil {
		p.absolute, p.from, p.to = &sym, start, end
	}
	p.factors++
	p.compound = p.compound || n != 1
	n *= sign
	if p.dimension, ok = p.dimension.times(sym.dimension, n); !ok {
		return "", &Error{start, p.pos - start, "the powers of this unit add up to more than any quantity has", ""}
	}
	p.exponent += sym.exponent * n
	for i := n; i > 0; i-- {
		p.above *= sym.factor
	}
	for i := n; i < 0; i++ {
		p.below *= sym.factor
	}
	return text + written, nil
}

func (p *parser) bracket(sign, depth int) (string, *Error) {
	open := p.pos
	if depth == maxNesting {
		return "", &Error{open, 1, "brackets are nested too deeply", ""}
	}
	p.pos++
	p.space()
	if p.pos == len(p.text) || p.text[p.pos] == ')' {
		return "", &Error{open, p.pos - open, "a unit is missing after this bracket", ""}
	}
	factors := p.factors
	inner, err := p.product(sign, depth+1)
	if err != nil {
		return "", err
	}
	if p.pos == len(p.text) {
		return "", &Error{open, 1, "this bracket is not closed", ""}
	}
	p.pos++
	if n := p.pos; n < len(p.text) && (p.text[n] == '^' || powerRune(p.text[n])) {
		return "", &Error{n, 1, "a bracket cannot be raised to a power", "write the power at each unit, as in m2/s2"}
	}
	if p.factors-factors == 1 && !strings.ContainsAny(inner, "/") {
		return inner, nil
	}
	return "(" + inner + ")", nil
}

func (p *parser) space() {
	for p.pos < len(p.text) && unicode.IsSpace(p.text[p.pos]) {
		p.pos++
	}
}

// symbolRune tells the characters that unit symbols are made of, known or not.
func symbolRune(r rune) bool {
	return unicode.IsLetter(r) || strings.ContainsRune("%°℃℉€$£'\"_", r)
}
