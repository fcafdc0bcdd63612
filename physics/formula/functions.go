package formula

import (
	"fmt"
	"slices"
	"strings"
)

// binary is the operation of an operator between two operands.
func binary(operator string) (op, bool) {
	switch operator {
	case "+":
		return opAdd, true
	case "-":
		return opSubtract, true
	case "*":
		return opMultiply, true
	case "/":
		return opDivide, true
	case "^", "**":
		return opPower, true
	case "<":
		return opLess, true
	case "<=":
		return opLessEqual, true
	case ">":
		return opGreater, true
	case ">=":
		return opGreaterEqual, true
	case "and", "&&":
		return opAnd, true
	case "or", "||":
		return opOr, true
	}
	return 0, false
}

// function is a function on offer; most is 0 for any number of arguments.
type function struct {
	op          op
	least, most int
	shape       string
}

func functions() map[string]function {
	return map[string]function{
		"min": {opMin, 1, 0, "min(a, b, ...)"}, "max": {opMax, 1, 0, "max(a, b, ...)"},
		"sum": {opSum, 1, 0, "sum(a, b, ...)"}, "mean": {opMean, 1, 0, "mean(a, b, ...)"},
		"abs": {opAbs, 1, 1, "abs(x)"}, "sign": {opSign, 1, 1, "sign(x)"}, "sqrt": {opSqrt, 1, 1, "sqrt(x)"},
		"exp": {opExp, 1, 1, "exp(x)"}, "log": {opLog, 1, 1, "log(x)"}, "pow": {opPower, 2, 2, "pow(x, y)"},
		"sin": {opSin, 1, 1, "sin(angle)"}, "cos": {opCos, 1, 1, "cos(angle)"}, "tan": {opTan, 1, 1, "tan(angle)"},
		"atan": {opAtan, 1, 1, "atan(x)"}, "tanh": {opTanh, 1, 1, "tanh(x)"}, "floor": {opFloor, 1, 1, "floor(x)"},
		"clamp": {opClamp, 3, 3, "clamp(x, least, most)"}, "if": {opIf, 3, 3, "if(condition, then, otherwise)"},
	}
}

// Functions lists the functions on offer, as they are written.
func Functions() []string {
	var shapes []string
	for _, f := range functions() {
		shapes = append(shapes, f.shape)
	}
	slices.Sort(shapes)
	return shapes
}

// Reserved reports whether a word means something in every formula, so that nothing
// can be named by it.
func Reserved(word string) bool {
	if _, function := functions()[word]; function {
		return true
	}
	return slices.Contains(words, word)
}

// words are those of the grammar.
var words = []string{
	"and", "or", "not", "in", "if", "else", "let", "true", "false", "nil", "matches", "contains", "startsWith", "endsWith",
}

// call makes a node one of a function.
func (r *reader) call(out *node, name string, args int) *Error {
	f, ok := functions()[name]
	if !ok {
		return &Error{out.from, len([]rune(name)), fmt.Sprintf("there is no function %q", name), "there are " + strings.Join(Functions(), ", "), false, false}
	}
	if args < f.least || f.most > 0 && args > f.most {
		return &Error{out.from, out.to - out.from, fmt.Sprintf("%s has %d arguments", name, args), "write it as " + f.shape, false, false}
	}
	out.op = f.op
	return nil
}
