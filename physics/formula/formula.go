package formula

import (
	"math"
	"slices"

	"whatif/physics/unit"
)

// Limits of a formula.
const (
	mostRunes = 20000
	mostNodes = 2000
	mostDepth = 400
)

// Formula is a formula that was read. It is immutable.
type Formula struct {
	text []rune
	root *node
	uses []Use
}

// Use is a place at which a formula names something.
type Use struct {
	Name           string
	Offset, Length int // in runes
}

// op is what a node computes.
type op uint8

const (
	opNumber op = iota
	opName
	opAdd
	opSubtract
	opMultiply
	opDivide
	opPower
	opNegate
	opMin
	opMax
	opSum
	opMean
	opAbs
	opSign
	opSqrt
	opExp
	opLog
	opSin
	opCos
	opTan
	opAtan
	opTanh
	opFloor
	opClamp
	opIf
	opLess
	opLessEqual
	opGreater
	opGreaterEqual
	opAnd
	opOr
	opNot
)

// node is one operation with its arguments.
type node struct {
	op       op
	args     []*node
	value    float64   // of a number, in SI
	unit     unit.Unit // of a number, as it was written
	name     string
	bare     bool // a number without a unit
	from, to int  // in runes of the text
}

// Names lists what a formula names, each once, in the order of appearance.
func (f *Formula) Names() []string {
	var names []string
	for _, u := range f.uses {
		if !slices.Contains(names, u.Name) {
			names = append(names, u.Name)
		}
	}
	return names
}

// Uses lists every place at which a formula names something.
func (f *Formula) Uses() []Use { return slices.Clone(f.uses) }

// Comparison takes a formula that compares two values apart: left and right, and
// whether it asks if left is the greater. ok is false where it is anything else.
func (f *Formula) Comparison() (left, right *Formula, greater, ok bool) {
	switch f.root.op {
	case opGreater, opGreaterEqual:
		greater = true
	case opLess, opLessEqual:
	default:
		return nil, nil, false, false
	}
	return f.part(f.root.args[0]), f.part(f.root.args[1]), greater, true
}

// part is a node as a formula.
func (f *Formula) part(n *node) *Formula {
	out := &Formula{text: f.text, root: n}
	for _, u := range f.uses {
		if u.Offset >= n.from && u.Offset < n.to {
			out.uses = append(out.uses, u)
		}
	}
	return out
}

// Name is the name that the formula is, where it is nothing else; otherwise "".
func (f *Formula) Name() string { return f.root.name }

// Text is the formula as it is written; of a part of another, that part.
func (f *Formula) Text() string { return string(f.text[f.root.from:f.root.to]) }

// String is the text of the formula.
func (f *Formula) String() string { return string(f.text) }

// number is a node's value where it hangs on no name.
func (n *node) number() (float64, bool) {
	p := compile(n, nil)
	x := p.code[0].value // of a program that has no names one number is left
	return x, len(p.code) == 1 && !math.IsNaN(x)
}
