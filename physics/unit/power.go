package unit

import (
	"fmt"
	"strconv"
	"strings"
)

// power reads an optional whole exponent and returns it with its canonical
// text, "" for none.
func (p *parser) power() (int, string, *Error) {
	start := p.pos
	var digits strings.Builder
	caret := p.pos < len(p.text) && p.text[p.pos] == '^'
	if caret {
		p.pos++
	}
	for p.pos < len(p.text) {
		r := p.text[p.pos]
		if r >= '0' && r <= '9' || r == '-' {
			digits.WriteRune(r)
		} else if plain, ok := superscript(r); ok {
			digits.WriteRune(plain)
		} else {
			break
		}
		p.pos++
	}
	if digits.Len() == 0 && !caret {
		return 1, "", nil
	}
	n, err := strconv.Atoi(digits.String())
	fraction := p.pos < len(p.text) && (p.text[p.pos] == '.' || p.text[p.pos] == ',')
	switch {
	case err != nil || fraction:
		return 0, "", &Error{start, max(p.pos-start, 1), "a power must be a whole number", "write it as in m2 or m-2"}
	case n == 0 || n > maxPower || n < -maxPower:
		return 0, "", &Error{start, p.pos - start, fmt.Sprintf("a power must be between 1 and %d, or -1 and -%d", maxPower, maxPower), ""}
	case n == 1:
		return 1, "", nil
	}
	return n, strconv.Itoa(n), nil
}

func powerRune(r rune) bool {
	_, ok := superscript(r)
	return ok || r >= '0' && r <= '9'
}

// superscript returns the plain character of a superscript digit or minus.
func superscript(r rune) (rune, bool) {
	switch r {
	case '¹':
		return '1', true
	case '²':
		return '2', true
	case '³':
		return '3', true
	case '⁻':
		return '-', true
	case '⁰', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹':
		return '0' + (r - '⁰'), true
	}
	return 0, false
}
