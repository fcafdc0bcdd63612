package condition

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"whatif/physics/unit"
)

// nameRune tells the characters of words: those of TOML's bare keys, and other
// letters, which are refused with a hint later.
func nameRune(r rune) bool { return bareRune(r) || unicode.IsLetter(r) }

// bareRune tells the characters of TOML's bare keys.
func bareRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// startsQuantity tells the characters that numbers begin with, dashes that
// were meant as a minus included.
func startsQuantity(r rune) bool {
	return r >= '0' && r <= '9' || r != 0 && strings.ContainsRune("+-.−–—", r)
}

// operand reads a signal or a quantity.
func (p *parser) operand() (Operand, *Error) {
	r := p.peek(0)
	switch {
	case p.end():
		return Operand{}, &Error{p.pos, 0, "the condition ends too early", expectOperand, ""}
	case startsQuantity(r):
		return p.quantity()
	case nameRune(r) || r == '"' || r == '\'':
		return p.signal()
	case r == '!' && p.peek(1) != '=':
		return Operand{}, &Error{p.pos, 1, "! is not known here", "", "write not"}
	case r == '(':
		return Operand{}, &Error{p.pos, 1, "brackets cannot stand around one side of a comparison", expectOperand, ""}
	case r == ')':
		return Operand{}, &Error{p.pos, 1, "something is missing before this bracket", expectOperand, ""}
	case comparator(r):
		return Operand{}, &Error{p.pos, 1, "a side of this comparison is missing", expectOperand, ""}
	}
	return Operand{}, &Error{p.pos, 1, fmt.Sprintf("%q cannot stand here", r), expectOperand, ""}
}

// quantity reads a number with its unit, which may hold spaces and brackets:
// up to a comparison, a joining word, a path, or a bracket opened before.
func (p *parser) quantity() (Operand, *Error) {
	start, stop := p.pos, len(p.text)
	var open []int
scan:
	for i := start; i < len(p.text); i++ {
		switch r := p.text[i]; {
		case comparator(r) || r == '&' || r == '|':
			stop = i
			break scan
		case r == '(':
			open = append(open, i)
		case r == ')' && len(open) == 0:
			stop = i
			break scan
		case r == ')':
			open = open[:len(open)-1]
		case unicode.IsLetter(r):
			end := i
			for end < len(p.text) && unicode.IsLetter(p.text[end]) {
				end++
			}
			if p.endsQuantity(i, end) {
				stop = i
				break scan
			}
			i = end - 1
		}
	}
	if len(open) > 0 && stop < len(p.text) { // the bracket does not belong to the unit
		stop = open[0]
	}
	for stop > start && unicode.IsSpace(p.text[stop-1]) {
		stop--
	}
	q, err := unit.ParseQuantity(p.slice(start, stop))
	if err != nil {
		return Operand{}, fromUnit(err, start, stop)
	}
	p.advance(stop - start)
	return Operand{Quantity: q, Offset: start, Length: stop - start}, nil
}

// endsQuantity reports whether the word text[from:to] cannot be of a unit.
func (p *parser) endsQuantity(from, to int) bool {
	switch word := p.slice(from, to); strings.ToLower(word) {
	case "and", "or", "not":
		return true
	case "twin", "input", "alert", "event":
		return to < len(p.text) && p.text[to] == '.'
	}
	return false
}

// fromUnit places an error of text[start:stop].
func fromUnit(err error, start, stop int) *Error {
	if e, ok := err.(*unit.Error); ok {
		return &Error{start + e.Offset, e.Length, e.Summary, "", e.Hint}
	}
	return &Error{start, stop - start, err.Error(), "", ""}
}

// signal reads a path.
func (p *parser) signal() (Operand, *Error) {
	start := p.pos
	if err := p.noSignal(); err != nil {
		return Operand{}, err
	}
	var parts []string
	for {
		name, err := p.name(len(parts))
		if err != nil {
			return Operand{}, err
		}
		parts = append(parts, name)
		if p.peek(0) != '.' {
			break
		}
		p.advance(1)
	}
	if err := checkParts(parts, start, p.last-start); err != nil {
		return Operand{}, err
	}
	return Operand{Path: Path(parts...), Parts: parts, IsPath: true, Offset: start, Length: p.last - start}, nil
}

// Path joins names to a path: each bare where TOML allows that, otherwise in
// double quotes.
func Path(names ...string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = name
		if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !bareRune(r) }) {
			quoted[i] = quote(name)
		}
	}
	return strings.Join(quoted, ".")
}

// quote writes a TOML basic string.
func quote(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range name {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, "\\u%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// What is said of a pattern where there must be none.
const (
	noPattern     = "a condition is about one signal, not a pattern"
	noPatternHint = "write the name of one, and join several with and or or"
)

// name reads the part of a path that comes after so many others.
func (p *parser) name(before int) (string, *Error) {
	start, starred := p.pos, p.patterns && before == 1
	if r := p.peek(0); r == '"' || r == '\'' {
		return p.quoted(r)
	}
	for !p.end() && (nameRune(p.text[p.pos]) || starred && p.text[p.pos] == '*') {
		p.pos++
	}
	p.last = p.pos
	name := p.slice(start, p.pos)
	if name == "" {
		e := &Error{start, min(1, len(p.text)-start), "a name is missing after the dot", "", ""}
		if p.peek(0) == '*' {
			e.Summary, e.Hint = noPattern, noPatternHint
		}
		return "", e
	}
	if before == 1 && !starred && p.peek(0) == '*' && p.peek(1) != ' ' {
		return "", &Error{start, p.pos + 1 - start, noPattern, "", noPatternHint}
	}
	if before > 0 && strings.ContainsFunc(name, func(r rune) bool { return !bareRune(r) && r != '*' }) {
		return "", &Error{start, p.pos - start, fmt.Sprintf("the name %s must be quoted", name), "", "write " + quote(name)}
	}
	return name, nil
}

// quoted reads a name in quotes: in double ones the escapes of TOML count, in
// single ones nothing does.
func (p *parser) quoted(mark rune) (string, *Error) {
	start := p.pos
	var name strings.Builder
	for p.pos++; ; p.pos++ {
		switch r := p.peek(0); {
		case p.end():
			return "", &Error{start, len(p.text) - start, "this quote is not closed", "", ""}
		case r == mark:
			p.advance(1)
			if name.Len() == 0 {
				return "", &Error{start, 2, "a name is empty", "", ""}
			}
			return name.String(), nil
		case r < ' ' && r != '\t' || r == 0x7f:
			return "", &Error{p.pos, 1, "a control character cannot stand in a name", "", ""}
		case r == '\\' && mark == '"':
			escaped, n := p.escape()
			if n == 0 {
				return "", &Error{p.pos, min(2, len(p.text)-p.pos), "this escape is not known", `\" \\ \t \n \r \uXXXX or \UXXXXXXXX`, ""}
			}
			name.WriteRune(escaped)
			p.pos += n - 1
		default:
			name.WriteRune(r)
		}
	}
}

// escape decodes the escape at pos and returns its length, 0 if it is none.
func (p *parser) escape() (rune, int) {
	digits := 0
	switch r := p.peek(1); r {
	case '"', '\\':
		return r, 2
	case 't':
		return '\t', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || p.pos+2+digits > len(p.text) {
		return 0, 0
	}
	code, err := strconv.ParseUint(p.slice(p.pos+2, p.pos+2+digits), 16, 32)
	if err != nil || code > unicode.MaxRune || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), 2 + digits
}
