package unit

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Quantity is a number with its unit.
type Quantity struct {
	Value float64 // in SI
	Unit  Unit    // as it was written
}

// String writes q in its unit, see Format.
func (q Quantity) String() string { return Format(q.Value, q.Unit) }

// ParseQuantity reads a number and a unit: "2.4 MJ/K", "-5 degC", "1e3 W",
// "50 %", "0.5"; or a duration in parts, largest first: "2 d 3 h", "1 h 30
// min", whose unit is that of its last part. The value is finite. The error is
// an *Error.
func ParseQuantity(s string) (Quantity, error) {
	text := []rune(s)
	parts, err := splitParts(text)
	if err != nil {
		return Quantity{}, err
	}
	var total Quantity
	for i, part := range parts {
		q, err := part.quantity(text)
		if err != nil {
			return Quantity{}, err
		}
		if len(parts) > 1 {
			if err := part.checkDuration(q, total, i == 0, text); err != nil {
				return Quantity{}, err
			}
		}
		total = Quantity{Value: total.Value + q.Value, Unit: q.Unit}
	}
	if math.IsInf(total.Value, 0) {
		return Quantity{}, &Error{0, len(text), "this quantity is too large", ""}
	}
	return total, nil
}

// part is one number with its unit: text[number:unit] and text[unit:end].
type part struct {
	number, unit, end int
	value             float64
}

// splitParts cuts text into numbers with units. There is at least one.
func splitParts(text []rune) ([]part, *Error) {
	pos, end := 0, len(text)
	for end > 0 && unicode.IsSpace(text[end-1]) {
		end--
	}
	for pos < end && unicode.IsSpace(text[pos]) {
		pos++
	}
	if pos == end {
		return nil, &Error{0, len(text), "a quantity is missing", "write a number and a unit, such as 55 W/K"}
	}
	var parts []part
	for pos < end {
		p := part{number: pos}
		var err *Error
		if p.value, p.unit, err = scanNumber(text[:end], pos); err != nil {
			return nil, err
		}
		for p.unit < end && unicode.IsSpace(text[p.unit]) {
			p.unit++
		}
		if err := secondNumber(text[:end], p); err != nil {
			return nil, err
		}
		// The unit goes to the end, or to a number after a space.
		p.end = p.unit
		pos = end
		for i := p.unit; i < end; i++ {
			if !unicode.IsSpace(text[i]) {
				p.end = i + 1
			} else if i+1 < end && i > p.unit && startsNumber(text[i+1:end]) && text[p.end-1] != '/' {
				pos = i + 1
				break
			}
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// startsNumber reports whether text begins as a number does; a sign counts
// only before a digit.
func startsNumber(text []rune) bool {
	if len(text) > 1 && (text[0] == '-' || text[0] == '+' || text[0] == '−' || text[0] == '.') {
		text = text[1:]
	}
	return digit(text[0])
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// quantity reads the unit of p and applies it.
func (p part) quantity(text []rune) (Quantity, *Error) {
	u, err := parseRunes(text[p.unit:p.end])
	if err != nil {
		e := *err
		e.Offset += p.unit
		return Quantity{}, &e
	}
	q := Quantity{Value: u.ToSI(p.value), Unit: u}
	if math.IsInf(q.Value, 0) {
		return Quantity{}, &Error{p.number, p.end - p.number, "this quantity is too large", ""}
	}
	return q, nil
}

// checkDuration refuses a part that cannot belong to a duration such as "2 d
// 3 h"; before is the sum of the parts so far.
func (p part) checkDuration(q, before Quantity, first bool, text []rune) *Error {
	whole := string(text[p.number:p.end])
	switch {
	case !clockUnit(q.Unit):
		return &Error{p.number, p.end - p.number, fmt.Sprintf("%q cannot be a part of a duration", whole), "only times are written in parts, such as 2 d 3 h; write any other quantity as one number with one unit"}
	case text[p.number] == '-' || text[p.number] == '+':
		return &Error{p.number, 1, "a duration in parts has no sign", "write a negative one as one number, such as -1.5 h"}
	case !first && q.Unit.Scale >= before.Unit.Scale:
		return &Error{p.unit, p.end - p.unit, "the parts of a duration go from large to small, each unit once", "write it as in 2 d 3 h 30 min"}
	}
	return nil
}

// clockUnit tells the plain units of time, such as h, from the likes of 1/Hz.
func clockUnit(u Unit) bool {
	return u.Dimension == seconds && !strings.ContainsAny(u.Symbol, "/ ()-0123456789")
}

// scanNumber reads a decimal number from text[start:] and returns it with the
// position behind it.
func scanNumber(text []rune, start int) (float64, int, *Error) {
	pos := start
	if text[pos] == '-' || text[pos] == '+' {
		pos++
	}
	digits := 0
	scan := func() {
		for ; pos < len(text) && digit(text[pos]); pos++ {
			digits++
		}
	}
	scan()
	if pos < len(text) && text[pos] == '.' {
		pos++
		scan()
	}
	if digits == 0 {
		return 0, 0, noNumber(text, start)
	}
	if pos < len(text) && (text[pos] == 'e' || text[pos] == 'E') {
		mantissa := pos
		pos++
		if pos < len(text) && (text[pos] == '-' || text[pos] == '+') {
			pos++
		}
		exponent := pos
		scan()
		if pos == exponent { // the e begins the unit
			pos = mantissa
		}
	}
	if err := grouped(text, start, pos); err != nil {
		return 0, 0, err
	}
	v, err := strconv.ParseFloat(string(text[start:pos]), 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, 0, &Error{start, pos - start, "this number is too large", ""}
	}
	return v, pos, nil
}
