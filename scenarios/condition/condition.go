// Package condition reads the conditions of scenarios, such as
//
//	twin.north.temperature < 18 degC and not twin.control.on
//
// into a tree that keeps the place of every part, so that whatever is found
// wrong with it later can be shown under a caret. Whether the signals exist and
// the dimensions fit is for the caller to check.
//
//	condition  = conjunction { "or" conjunction }
//	conjunction = negation { "and" negation }
//	negation   = "not" negation | "(" condition ")" | comparison | flag
//	comparison = operand ( "<" | "<=" | ">" | ">=" ) operand
//	operand    = signal | quantity
//	flag       = signal
//	signal     = "twin." NAME "." VARIABLE | "input." NAME | "alert." NAME | "event." NAME
//
// A name is a bare or quoted key as in TOML. A quantity is what package unit
// reads.
package condition

import (
	"strings"

	"whatif/models"
	"whatif/physics/unit"
)

// Expr is a condition. And and Or have two or more Args, none of them of the
// same Op; Not has one. A comparison has a path on the Left and a path or a
// quantity on the Right: "18 degC < signal" is turned round. FlagSet has a path
// on the Left.
type Expr struct {
	Op             models.Op
	Args           []*Expr
	Left, Right    Operand
	Offset, Length int // in runes of the text
}

// Operand is one side of a comparison.
type Operand struct {
	// Path is the canonical text of a signal's path: each name bare where TOML
	// allows that, otherwise in double quotes.
	Path     string
	Parts    []string      // the names of Path, unquoted
	Quantity unit.Quantity // of a literal; a bare number has the unit 1
	IsPath   bool

	Offset, Length int // in runes of the text
}

// String writes the condition in canonical form: it parses to an Expr with the
// same String.
func (e *Expr) String() string {
	switch e.Op {
	case models.Or, models.And:
		var args []string
		for _, arg := range e.Args {
			text := arg.String()
			if e.Op == models.And && arg.Op == models.Or {
				text = "(" + text + ")"
			}
			args = append(args, text)
		}
		return strings.Join(args, " "+symbol(e.Op)+" ")
	case models.Not:
		text := e.Args[0].String()
		if op := e.Args[0].Op; op != models.FlagSet && op != models.Not {
			text = "(" + text + ")"
		}
		return "not " + text
	case models.FlagSet:
		return e.Left.String()
	}
	return e.Left.String() + " " + symbol(e.Op) + " " + e.Right.String()
}

// String writes the path, or the quantity in its unit.
func (o Operand) String() string {
	if o.IsPath {
		return o.Path
	}
	return o.Quantity.String()
}

// symbol is how an operator is written.
func symbol(op models.Op) string {
	switch op {
	case models.Less:
		return "<"
	case models.LessEqual:
		return "<="
	case models.Greater:
		return ">"
	case models.GreaterEqual:
		return ">="
	case models.And:
		return "and"
	case models.Or:
		return "or"
	case models.Not:
		return "not"
	}
	return ""
}

// mirror is the operator that holds for (b, a) when op holds for (a, b).
func mirror(op models.Op) models.Op {
	switch op {
	case models.Less:
		return models.Greater
	case models.LessEqual:
		return models.GreaterEqual
	case models.Greater:
		return models.Less
	case models.GreaterEqual:
		return models.LessEqual
	}
	return op
}
