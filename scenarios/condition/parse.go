package condition

import (
	"unicode"

	"whatif/models"
)

// maxDepth bounds how deep brackets and nots are nested.
const maxDepth = 32

// Parse reads a condition. The error is nil when it is fine; otherwise it is
// the first mistake.
func Parse(text string) (*Expr, *Error) { return parse(text, false) }

// ParsePattern is Parse that takes a * in the second name of a path, such as
// twin.h*.temperature. What it stands for is for the caller to say.
func ParsePattern(text string) (*Expr, *Error) { return parse(text, true) }

func parse(text string, patterns bool) (*Expr, *Error) {
	p := &parser{text: []rune(text), patterns: patterns}
	if p.skip(); p.end() {
		return nil, &Error{0, len(p.text), "the condition is empty", "a comparison, such as twin.north.temperature < 18 degC", ""}
	}
	e, err := p.join(models.Or, 0)
	if err != nil {
		return nil, err
	}
	if p.skip(); !p.end() {
		return nil, p.notJoined(e)
	}
	return e, nil
}

// parser reads text from pos on. last is the end of what was read, before the
// spaces that follow.
type parser struct {
	text     []rune
	pos      int
	last     int
	patterns bool // a * may stand in the second name of a path
}

func (p *parser) end() bool { return p.pos >= len(p.text) }

// peek returns the rune n places on, 0 behind the end.
func (p *parser) peek(n int) rune {
	if p.pos+n >= len(p.text) {
		return 0
	}
	return p.text[p.pos+n]
}

func (p *parser) skip() {
	for !p.end() && unicode.IsSpace(p.text[p.pos]) {
		p.pos++
	}
}

// advance moves behind a token of n runes.
func (p *parser) advance(n int) {
	p.pos += n
	p.last = p.pos
}

func (p *parser) slice(from, to int) string { return string(p.text[from:to]) }

// keyword reads the word if it stands next.
func (p *parser) keyword(word string) bool {
	p.skip()
	if p.wordEnd() != p.pos+len(word) || p.slice(p.pos, p.wordEnd()) != word {
		return false
	}
	p.advance(len(word))
	return true
}

// wordEnd is the end of the run of letters, digits and other characters of
// names that begins at pos.
func (p *parser) wordEnd() int {
	end := p.pos
	for end < len(p.text) && (nameRune(p.text[end]) || p.text[end] == '.') {
		end++
	}
	return end
}

// join reads conditions joined by op: or binds weakest, then and, then not.
func (p *parser) join(op models.Op, depth int) (*Expr, *Error) {
	p.skip()
	start := p.pos
	var args []*Expr
	for {
		var arg *Expr
		var err *Error
		if op == models.Or {
			arg, err = p.join(models.And, depth)
		} else {
			arg, err = p.negation(depth, false)
		}
		if err != nil {
			return nil, err
		}
		if arg.Op == op { // a and (b and c) is a and b and c
			args = append(args, arg.Args...)
		} else {
			args = append(args, arg)
		}
		if !p.keyword(symbol(op)) {
			break
		}
	}
	if len(args) == 1 {
		return args[0], nil
	}
	return &Expr{Op: op, Args: args, Offset: start, Length: p.last - start}, nil
}

// negation reads not, brackets, or a comparison. A bracket right after not is no
// level of its own, so that String, which sets it, stays within the bound.
func (p *parser) negation(depth int, afterNot bool) (*Expr, *Error) {
	p.skip()
	start := p.pos
	if depth > maxDepth {
		return nil, &Error{start, min(1, len(p.text)-start), "the condition is nested too deeply", "", "name parts of it as alerts, and use alert.NAME"}
	}
	if p.keyword("not") {
		arg, err := p.negation(depth+1, true)
		if err != nil {
			return nil, err
		}
		return &Expr{Op: models.Not, Args: []*Expr{arg}, Offset: start, Length: p.last - start}, nil
	}
	if p.peek(0) != '(' {
		return p.comparison()
	}
	p.advance(1)
	if !afterNot {
		depth++
	}
	e, err := p.join(models.Or, depth)
	if err != nil {
		if quantity := p.bracketedOperand(start); quantity != nil {
			return nil, quantity
		}
		return nil, err
	}
	if p.skip(); p.end() {
		return nil, &Error{start, 1, "this bracket is not closed", "", ""}
	}
	if p.peek(0) != ')' {
		return nil, p.notJoined(e)
	}
	p.advance(1)
	if p.skip(); comparator(p.peek(0)) && e.Op == models.FlagSet {
		return nil, &Error{start, p.last - start, "brackets cannot stand around one side of a comparison", "", "write " + e.String() + " without them"}
	}
	return e, nil
}

// bracketedOperand is the error of "(18 degC) < signal", where the bracket at
// start holds a lone quantity; nil if it does not.
func (p *parser) bracketedOperand(start int) *Error {
	q := &parser{text: p.text, pos: start + 1}
	q.skip()
	if !startsQuantity(q.peek(0)) {
		return nil
	}
	operand, err := q.quantity()
	if err != nil {
		return nil
	}
	if q.skip(); q.peek(0) != ')' {
		return nil
	}
	q.advance(1)
	if q.skip(); !comparator(q.peek(0)) {
		return nil
	}
	return &Error{start, q.last - start, "brackets cannot stand around one side of a comparison", "", "write " + operand.String() + " without them"}
}

// comparison reads two operands with an operator between, or a flag.
func (p *parser) comparison() (*Expr, *Error) {
	start := p.pos
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	p.skip()
	op, n, err := p.operator(left)
	if err != nil {
		return nil, err
	}
	if n == 0 {
		return p.flag(left)
	}
	sign := p.pos
	p.advance(n)
	p.skip()
	right, err := p.operand()
	if err != nil {
		return nil, err
	}
	if p.skip(); comparator(p.peek(0)) {
		return nil, p.chained(left, op, right)
	}
	if !left.IsPath {
		if !right.IsPath {
			return nil, &Error{start, p.last - start, "two numbers are compared, so this never changes", "a signal on one side: " + expectSignal, ""}
		}
		left, right, op = right, left, mirror(op)
	}
	for _, o := range []Operand{left, right} {
		if o.IsPath && (o.Parts[0] == "alert" || o.Parts[0] == "event") {
			what := o.Parts[0]
			return nil, &Error{sign, n, "an " + what + " is on or off and cannot be compared", "", "write " + what + ".NAME or not " + what + ".NAME alone"}
		}
	}
	return &Expr{Op: op, Left: left, Right: right, Offset: start, Length: p.last - start}, nil
}

// flag makes a condition of a lone operand.
func (p *parser) flag(o Operand) (*Expr, *Error) {
	if !o.IsPath {
		return nil, &Error{o.Offset, o.Length, "a number alone is not a condition", "a comparison with a signal", ""}
	}
	if err := p.notCompared(o); err != nil {
		return nil, err
	}
	return &Expr{Op: models.FlagSet, Left: o, Offset: o.Offset, Length: o.Length}, nil
}
