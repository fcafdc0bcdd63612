package condition

import (
	"fmt"
	"strings"
	"unicode"

	"whatif/models"
	"whatif/physics/unit"
)

// comparator tells the characters that comparisons, known or not, begin with.
func comparator(r rune) bool {
	return r != 0 && strings.ContainsRune("<>=!≤≥≠", r)
}

// operator recognises an operator at pos and returns its length, 0 if none
// stands there.
func (p *parser) operator(left Operand) (models.Op, int, *Error) {
	n := 0
	for comparator(p.peek(n)) {
		n++
	}
	sign := p.slice(p.pos, p.pos+n)
	switch sign {
	case "":
		return 0, 0, nil
	case "<":
		return models.Less, 1, nil
	case "<=":
		return models.LessEqual, 2, nil
	case ">":
		return models.Greater, 1, nil
	case ">=":
		return models.GreaterEqual, 2, nil
	}
	e := &Error{p.pos, n, sign + " is not known here", expectCompare, ""}
	switch sign {
	case "≤", "=<":
		e.Hint = "write <="
	case "≥", "=>":
		e.Hint = "write >="
	case "=", "==", "===", "!=", "!==", "<>", "≠", "!":
		e.Summary = sign + " cannot compare two quantities"
		e.Expected, e.Hint = "", "compare with < <= > >=; two real numbers are never exactly equal"
		if set, ok := p.truth(n); ok && left.IsPath {
			if strings.ContainsAny(sign, "!<≠") {
				set = !set
			}
			e.Summary = "a flag is not compared"
			e.Hint = "write " + left.Path
			if !set {
				e.Hint = "write not " + left.Path
			}
		}
	}
	return 0, 0, e
}

// truth reads the true or false that follows n runes on, without moving.
func (p *parser) truth(n int) (set, ok bool) {
	q := &parser{text: p.text, pos: p.pos + n}
	q.skip()
	switch strings.ToLower(q.slice(q.pos, q.wordEnd())) {
	case "true", "on":
		return true, true
	case "false", "off":
		return false, true
	}
	return false, false
}

// chained is the error of a second operator, as in 18 degC < signal < 20 degC.
func (p *parser) chained(first Operand, op models.Op, middle Operand) *Error {
	start := p.pos
	next, n, err := p.operator(middle)
	if err != nil {
		return err
	}
	e := &Error{start, n, "comparisons cannot be chained", "", "write x > 18 degC and x < 20 degC"}
	p.advance(n)
	p.skip()
	if last, err := p.operand(); err == nil {
		e.Hint = "write " + compare(first, op, middle) + " and " + compare(middle, next, last)
	}
	return e
}

// compare writes a comparison with a path on the left.
func compare(left Operand, op models.Op, right Operand) string {
	if !left.IsPath && right.IsPath {
		left, right, op = right, left, mirror(op)
	}
	return left.String() + " " + symbol(op) + " " + right.String()
}

// notJoined is the error of what follows the complete condition e, where and,
// or, or the end should be.
func (p *parser) notJoined(e *Expr) *Error {
	r := p.peek(0)
	end := p.wordEnd()
	word := p.slice(p.pos, end)
	fault := &Error{p.pos, max(end-p.pos, 1), fmt.Sprintf("%q cannot stand here", r), expectJoin, ""}
	if word != "" {
		fault.Summary = fmt.Sprintf("%q cannot stand here", word)
	}
	switch {
	case r == ')':
		fault.Summary, fault.Expected = "this bracket closes nothing", ""
	case r == '&' || r == '|':
		sign := string(r)
		if p.peek(1) == r {
			sign += sign
		}
		fault.Length = len(sign)
		fault.Summary, fault.Expected = sign+" is not known here", ""
		fault.Hint = map[rune]string{'&': "write and", '|': "write or"}[r]
	case comparator(r):
		fault.Summary, fault.Expected = "a condition cannot be compared", expectJoin
	case r == ',' || r == ';':
		fault.Summary, fault.Hint = "conditions are not listed with "+string(r), "join them with and or or"
	case strings.EqualFold(word, "and") || strings.EqualFold(word, "or"):
		fault.Summary, fault.Expected = word+" is written in small letters", ""
		fault.Hint = "write " + strings.ToLower(word)
	case r == '(' || nameRune(r) && isStart(word):
		fault.Summary, fault.Hint = "two conditions follow each other", "join them with and or or"
	}
	return fault
}

// isStart reports whether a condition may begin with word.
func isStart(word string) bool {
	first, _, dotted := strings.Cut(word, ".")
	return word == "not" || dotted && (first == "twin" || first == "input" || first == "alert" || first == "event")
}

// verb is the operator that a word is written for, or "".
func verb(word string) string {
	switch strings.ToLower(word) {
	case "above", "over", "exceeds", "gt":
		return ">"
	case "below", "under", "lt":
		return "<"
	case "ge", "gte":
		return ">="
	case "le", "lte":
		return "<="
	}
	return ""
}

// notCompared looks at what follows the path o where no operator does. It
// returns nil where o may be a flag.
func (p *parser) notCompared(o Operand) *Error {
	r, word := p.peek(0), p.slice(p.pos, p.wordEnd())
	fault := &Error{p.pos, max(len([]rune(word)), 1), fmt.Sprintf("%q cannot follow a signal", word), expectCompare, ""}
	switch {
	case strings.EqualFold(word, "is") || strings.EqualFold(word, "equals") || strings.EqualFold(word, "eq"):
		fault.Hint = "compare with < <= > >=; a flag stands alone: " + o.Path
	case verb(word) != "":
		fault.Hint = "write " + verb(word)
	case r == '*' || r == '/' || r == '%' || r == '^' || (r == '+' || r == '-') && !digit(p.peek(1)):
		fault.Summary = "a condition compares signals and does not calculate with them"
	case startsQuantity(r):
		fault.Summary = "a comparison is missing between the signal and the quantity"
	default:
		return nil
	}
	return fault
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// noSignal looks at the word at pos, where a signal should begin, and says so
// if it cannot.
func (p *parser) noSignal() *Error {
	end := p.wordEnd()
	word := p.slice(p.pos, end)
	fault := &Error{p.pos, end - p.pos, "", expectOperand, ""}
	switch strings.ToLower(word) {
	case "and", "or":
		fault.Summary = word + " needs a condition on both sides"
		return fault
	case "not":
		fault.Summary = "not stands before a whole condition, not inside a comparison"
		if word != "not" {
			fault.Summary, fault.Expected, fault.Hint = word+" is written in small letters", "", "write not"
		}
		return fault
	case "true", "false":
		fault.Summary = word + " is not a signal"
		fault.Hint = "a flag stands alone: twin.control.on, or not twin.control.on"
		return fault
	case "nan", "inf", "infinity":
		fault.Summary = word + " is not a number that can be compared with"
		return fault
	}
	return nil
}

// checkParts says what is wrong with the names of a path, if anything.
func checkParts(parts []string, offset, length int) *Error {
	written := Path(parts...)
	fault := &Error{offset, length, "", expectSignal, ""}
	switch parts[0] {
	case "twin":
		switch len(parts) {
		case 3:
			return nil
		case 1:
			fault.Summary = "the name of the twin and its variable are missing"
		case 2:
			fault.Summary = "the variable of " + written + " is missing"
			fault.Hint = "write it as in " + written + ".temperature"
		default:
			fault.Summary = fmt.Sprintf("%s has more names than twin.NAME.VARIABLE", written)
			fault.Hint = "quote a name that has a dot in it"
		}
	case "input", "alert", "event":
		switch len(parts) {
		case 2:
			return nil
		case 1:
			fault.Summary = "the name of the " + parts[0] + " is missing"
		default:
			fault.Summary = fmt.Sprintf("%s has more names than %s.NAME", written, parts[0])
			fault.Hint = "quote a name that has a dot in it"
		}
	default:
		fault.Summary = written + " is not a signal"
		if s := nearSignal(parts); s != "" {
			fault.Hint = "did you mean " + s + "?"
		} else if _, err := unit.Parse(written); err == nil && len(parts) == 1 {
			fault.Hint = "write a number before the unit"
		}
	}
	return fault
}

// nearSignal guesses the path that was meant: a first name in another case or
// number, or one left out.
func nearSignal(parts []string) string {
	first := strings.TrimRightFunc(strings.ToLower(parts[0]), unicode.IsSpace)
	switch strings.TrimSuffix(first, "s") {
	case "twin", "input", "alert", "event":
		return Path(append([]string{strings.TrimSuffix(first, "s")}, parts[1:]...)...)
	}
	if len(parts) == 2 {
		return Path(append([]string{"twin"}, parts...)...)
	}
	return ""
}
