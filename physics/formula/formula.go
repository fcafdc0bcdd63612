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

// String is the text of the formula.
func (f *Formula) String() string { return string(f.text) }

// number is a node's value where it hangs on no name.
func (n *node) number() (float64, bool) {
	p := compile(n, nil)
	for _, i := range p.code {
		if i.op == opName {
			return 0, false
		}
	}
	x := p.At(nil)
	return x, !math.IsNaN(x)
}
