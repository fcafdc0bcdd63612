package unit

import (
	"fmt"
	"strings"
	"unicode"
)

func (p *parser) absoluteInCompound(canonical string) *Error {
	hint := "write " + replaceAbsolute(canonical)
	if p.absolute.text == "degF" {
		hint += ", with the number converted: a difference of 1 degF is 5/9 K"
	}
	return &Error{p.from, p.to - p.from, p.absolute.text + " is an absolute temperature and cannot be part of another unit", hint}
}

// replaceAbsolute writes K for every absolute temperature.
func replaceAbsolute(text string) string {
	return strings.NewReplacer("degC", "K", "degF", "K", "degK", "K").Replace(text)
}

// ambiguous is the error of a factor after a slash: is it above or below? The
// hint shows both ways where there is one slash only.
func (p *parser) ambiguous(start int, before string) *Error {
	e := &Error{start, len(p.text) - start, "it is unclear whether this stands above or below the slash", "put what is below the slash in brackets, as in W/(m2 K)"}
	rest := strings.TrimSpace(string(p.text[p.pos:]))
	above, below, _ := strings.Cut(before, "/")
	if !strings.ContainsAny(below+rest, "/()*·⋅") {
		e.Hint = fmt.Sprintf("write %s/(%s %s) or %s %s/%s", above, below, rest, above, rest, below)
		if start > 0 && start == p.pos && !unicode.IsSpace(p.text[start-1]) { // W/m2K, as in textbooks
			e.Hint = fmt.Sprintf("write %s/(%s %s)", above, below, rest)
		}
	}
	return e
}

// unexpected is the error of a character that begins no unit.
func (p *parser) unexpected() *Error {
	r := p.text[p.pos]
	e := &Error{p.pos, 1, fmt.Sprintf("%q cannot stand here in a unit", r), ""}
	switch {
	case r == '/':
		e.Summary = "a unit is missing before this slash"
		e.Hint = "write 1 above the slash, as in 1/h"
		if p.pos > 0 {
			e.Summary, e.Hint = "two slashes follow each other", "write one, as in W/K"
		}
	case r == ')':
		e.Summary = "a unit is missing before this bracket"
		if p.pos == 0 {
			e.Summary = "this bracket closes nothing"
		}
	case r >= '0' && r <= '9':
		e.Summary = "a number cannot stand here in a unit"
		e.Hint = "only 1 may, above a slash, as in 1/h"
	case r == '.' || r == '×':
		e.Hint = "multiply with a space, as in W h"
	}
	return e
}

// unknown is the error of the symbol from start to the current position.
func (p *parser) unknown(start int) *Error {
	text := string(p.text[start:p.pos])
	e := &Error{Offset: start, Length: p.pos - start, Summary: fmt.Sprintf("unknown unit %q", text)}
	switch text {
	case "C":
		e.Summary = "C alone is the coulomb, not a temperature"
		e.Hint = "write degC for a temperature, K for a difference, A s for a charge"
	case "F":
		e.Summary = "F alone is the farad, not a temperature"
		e.Hint = "write degF for a temperature, A s/V for a capacitance"
	default:
		if s := Suggest(string(p.text)); s != "" {
			e.Hint = "did you mean " + s + "?"
		}
	}
	return e
}
