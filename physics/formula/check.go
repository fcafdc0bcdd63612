package formula

import (
	"fmt"
	"math"

	"whatif/physics/unit"
)

// Meaning is what a name or a formula stands for: a value in a unit, or, where
// Condition, something that is true or false.
type Meaning struct {
	Unit      unit.Unit
	Condition bool
}

// kind is what a node is: a value in a unit, or a condition.
type kind struct {
	unit      unit.Unit
	condition bool
}

// checker finds the units of nodes.
type checker struct {
	known func(name string) (Meaning, bool)
	text  []rune
}

// Check finds the SI unit of a formula whose names are measured in the units
// that known tells, and the first place where units do not fit together. A name
// that is not known is an error.
func (f *Formula) Check(known func(name string) (unit.Unit, bool)) (unit.Unit, *Error) {
	m, wrong := f.Judge(func(name string) (Meaning, bool) {
		u, ok := known(name)
		return Meaning{Unit: u}, ok
	})
	if wrong == nil && m.Condition {
		c := checker{nil, f.text}
		wrong = c.fail(f.root, "this is a condition, not a value", "write if(condition, then, otherwise)")
	}
	return m.Unit, wrong
}

// Judge is Check for a formula that may be a condition, of names that may be true or
// false.
func (f *Formula) Judge(known func(name string) (Meaning, bool)) (Meaning, *Error) {
	c := checker{known, f.text}
	k, wrong := c.kind(f.root)
	if wrong == nil {
		wrong = c.void(f.root)
	}
	if wrong != nil {
		return Meaning{}, wrong
	}
	return Meaning{k.unit, k.condition}, nil
}

func (c *checker) fail(n *node, summary, hint string) *Error {
	return &Error{Offset: n.from, Length: n.to - n.from, Summary: summary, Hint: hint}
}

// unfit is an error of dimensions.
func (c *checker) unfit(n *node, summary, hint string) *Error {
	e := c.fail(n, summary, hint)
	e.Dimension = true
	return e
}

// confused is an error of temperatures and differences.
func (c *checker) confused(n *node, summary, hint string) *Error {
	e := c.fail(n, summary, hint)
	e.Temperature = true
	return e
}

// say shows a node as it is written, shortened where it is long.
func (c *checker) say(n *node) string {
	text := c.text[n.from:n.to]
	if len(text) > 30 {
		return string(text[:29]) + "…"
	}
	return string(text)
}

// describe says what a value measures; temperatures are shown in degC.
func describe(u unit.Unit) string {
	if u.Absolute {
		return unit.Must("degC").Describe()
	}
	return u.Describe()
}

func pure() kind { return kind{unit: unit.Must("1")} }

// value is the unit of a node that has to be a value.
func (c *checker) value(n *node) (unit.Unit, *Error) {
	k, wrong := c.kind(n)
	switch {
	case wrong == nil && k.condition && n.op == opName:
		wrong = c.fail(n, n.name+" is true or false, not a value", "write if("+n.name+", then, otherwise)")
	case wrong == nil && k.condition:
		wrong = c.fail(n, c.say(n)+" is a condition, not a value", "write if(condition, then, otherwise)")
	}
	return k.unit, wrong
}

// condition checks a node that has to be a condition.
func (c *checker) condition(n *node) *Error {
	k, wrong := c.kind(n)
	if wrong == nil && !k.condition {
		wrong = c.fail(n, c.say(n)+" is a value, not a condition", "compare it with something: < <= > >=")
	}
	return wrong
}

// relative is the unit of a node that must not be an absolute temperature; what
// says what is done with it.
func (c *checker) relative(n *node, what string) (unit.Unit, *Error) {
	u, wrong := c.value(n)
	if wrong == nil && u.Absolute {
		wrong = c.confused(n, c.say(n)+" is a temperature, which cannot be "+what, "take a difference first, such as ("+c.say(n)+" - '20 degC')")
	}
	return u, wrong
}

// number checks a node that has to be a pure number.
func (c *checker) number(n *node, what string) *Error {
	u, wrong := c.value(n)
	if wrong == nil && !u.Fits(unit.Must("1")) {
		wrong = c.unfit(n, fmt.Sprintf("%s is of pure numbers, but %s is %s", what, c.say(n), describe(u)), "divide by a quantity of its unit")
	}
	return wrong
}

// same is the unit that all nodes share.
func (c *checker) same(nodes []*node, what string) (unit.Unit, *Error) {
	first, wrong := c.value(nodes[0])
	if wrong != nil {
		return first, wrong
	}
	for _, n := range nodes[1:] {
		u, wrong := c.value(n)
		if wrong != nil {
			return u, wrong
		}
		if !u.Fits(first) {
			return u, c.mismatch(n, u, nodes[0], first, what)
		}
	}
	return first, nil
}

// mismatch says that two nodes measure different things.
func (c *checker) mismatch(n *node, u unit.Unit, other *node, want unit.Unit, what string) *Error {
	e := c.unfit(n, fmt.Sprintf("%s: %s is %s, but %s is %s", what, c.say(n), describe(u), c.say(other), describe(want)), "")
	if u.Dimension == want.Dimension {
		e.Dimension, e.Temperature = false, true
	} else if n.bare && n.op == opNumber {
		symbol := want.Symbol
		if want.Absolute {
			symbol = "degC"
		}
		e.Hint = fmt.Sprintf("write it with its unit in quotes: '%s %s'", c.say(n), symbol)
	}
	return e
}

func (c *checker) kind(n *node) (kind, *Error) {
	switch n.op {
	case opNumber:
		return kind{unit: n.unit.SI()}, nil
	case opName:
		m, ok := c.known(n.name)
		switch {
		case !ok:
			return kind{}, c.fail(n, fmt.Sprintf("there is no %s", n.name), "")
		case m.Condition:
			return kind{condition: true}, nil
		}
		return kind{unit: m.Unit.SI()}, nil
	case opAdd, opSum:
		return c.sum(n)
	case opSubtract:
		return c.difference(n)
	case opMultiply, opDivide:
		return c.product(n)
	case opPower:
		return c.power(n)
	case opNegate, opAbs:
		u, wrong := c.relative(n.args[0], "turned round")
		return kind{unit: u}, wrong
	case opSign:
		_, wrong := c.relative(n.args[0], "above or below zero")
		return pure(), wrong
	case opSqrt:
		return c.root(n)
	case opExp, opLog, opSin, opCos, opTan, opAtan, opTanh, opFloor:
		what := map[op]string{
			opExp: "exp", opLog: "log", opSin: "sin", opCos: "cos", opTan: "tan", opAtan: "atan", opTanh: "tanh", opFloor: "floor",
		}[n.op]
		return pure(), c.number(n.args[0], what)
	case opMin, opMax, opMean, opClamp:
		what := map[op]string{opMin: "min", opMax: "max", opMean: "mean", opClamp: "clamp"}[n.op]
		u, wrong := c.same(n.args, what+" compares")
		return kind{unit: u}, wrong
	case opIf:
		if wrong := c.condition(n.args[0]); wrong != nil {
			return kind{}, wrong
		}
		u, wrong := c.same(n.args[1:], "if gives the one or the other")
		return kind{unit: u}, wrong
	case opLess, opLessEqual, opGreater, opGreaterEqual:
		_, wrong := c.same(n.args, "this compares")
		return kind{condition: true}, wrong
	}
	for _, a := range n.args { // and, or, not
		if wrong := c.condition(a); wrong != nil {
			return kind{}, wrong
		}
	}
	return kind{condition: true}, nil
}

// sum adds: one absolute temperature at most, to which differences add.
func (c *checker) sum(n *node) (kind, *Error) {
	var total unit.Unit
	var absolute *node
	for i, a := range n.args {
		u, wrong := c.value(a)
		if wrong != nil {
			return kind{}, wrong
		}
		switch {
		case i > 0 && u.Dimension != total.Dimension:
			return kind{}, c.mismatch(a, u, n.args[0], total, "this adds")
		case u.Absolute && absolute != nil:
			return kind{}, c.confused(a, fmt.Sprintf("%s and %s are two temperatures, which cannot be added", c.say(absolute), c.say(a)), "add a difference (K), or take their mean(a, b)")
		case u.Absolute:
			absolute = a
			total = u
		case absolute == nil:
			total = u
		}
	}
	return kind{unit: total}, nil
}

// difference subtracts: a temperature from a temperature is a difference.
func (c *checker) difference(n *node) (kind, *Error) {
	left, wrong := c.value(n.args[0])
	if wrong != nil {
		return kind{}, wrong
	}
	right, wrong := c.value(n.args[1])
	switch {
	case wrong != nil:
		return kind{}, wrong
	case left.Dimension != right.Dimension:
		return kind{}, c.mismatch(n.args[1], right, n.args[0], left, "this subtracts")
	case right.Absolute && !left.Absolute:
		return kind{}, c.confused(n.args[1], fmt.Sprintf("%s is a temperature, which cannot be taken from the difference %s", c.say(n.args[1]), c.say(n.args[0])), "")
	case right.Absolute:
		return kind{unit: left.Difference().SI()}, nil
	}
	return kind{unit: left}, nil
}

func (c *checker) product(n *node) (kind, *Error) {
	left, wrong := c.relative(n.args[0], "multiplied or divided")
	if wrong != nil {
		return kind{}, wrong
	}
	right, wrong := c.relative(n.args[1], "multiplied or divided")
	if wrong != nil {
		return kind{}, wrong
	}
	sign := 1
	if n.op == opDivide {
		sign = -1
	}
	u, ok := left.Times(right, sign)
	if !ok {
		return kind{}, c.unfit(n, "the powers of this unit are beyond those of any quantity", "")
	}
	return kind{unit: u}, nil
}

// power raises a pure number to any power, and a quantity to a fixed one that
// leaves whole powers of its unit.
func (c *checker) power(n *node) (kind, *Error) {
	if wrong := c.number(n.args[1], "a power"); wrong != nil {
		return kind{}, wrong
	}
	base, wrong := c.relative(n.args[0], "raised to a power")
	if wrong != nil || base.Fits(unit.Must("1")) {
		return pure(), wrong
	}
	e, fixed := n.args[1].number()
	if !fixed {
		return kind{}, c.unfit(n.args[1], fmt.Sprintf("the power of %s must be a number", describe(base)), "")
	}
	for denominator := 1; denominator <= 6; denominator++ {
		whole := e * float64(denominator)
		if whole != math.Trunc(whole) || math.Abs(whole) > 100 {
			continue
		}
		if root, ok := base.Root(denominator); ok {
			if u, ok := unit.Must("1").Times(root, int(whole)); ok {
				return kind{unit: u}, nil
			}
		}
	}
	return kind{}, c.unfit(n, fmt.Sprintf("%s to the power of %s has no unit", describe(base), c.say(n.args[1])), "")
}

func (c *checker) root(n *node) (kind, *Error) {
	base, wrong := c.relative(n.args[0], "taken the root of")
	if wrong != nil {
		return kind{}, wrong
	}
	u, ok := base.Root(2)
	if !ok {
		return kind{}, c.unfit(n.args[0], fmt.Sprintf("the square root of %s has no unit", describe(base)), "")
	}
	return kind{unit: u}, nil
}
