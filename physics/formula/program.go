package formula

import (
	"math"
	"slices"
)

// Program is a formula made ready to be computed for arguments in a fixed
// order. It is immutable and may be shared.
type Program struct {
	code []instruction
	fast []quick // the same, for At
	deep int     // the most values that are waiting at a time
	args []int32 // 0, 1, 2, ... for each argument
}

// instruction works on a stack of values: it takes its arguments off the top
// and puts its result there.
type instruction struct {
	op    op
	n     int32 // how many arguments, or which argument of the program
	value float64
}

// Bind makes the program of a formula whose arguments come in that order of
// names. A name that is not in order is NaN.
func (f *Formula) Bind(order []string) Program {
	c := compile(f.root, order)
	p := program(c.code, len(order))
	p.deep = c.deep
	return p
}

// Number is the program of a number.
func Number(x float64) Program {
	return program([]instruction{{op: opNumber, value: x}}, 0)
}

// Argument is the program that gives its one argument.
func Argument() Program {
	return program([]instruction{{op: opName}}, 1)
}

func program(code []instruction, args int) Program {
	p := Program{code: code, deep: 1, fast: quicken(code), args: make([]int32, args)}
	for i := range p.args {
		p.args[i] = int32(i)
	}
	return p
}

// compile lays a tree out for a stack. What hangs on no name is computed here.
func compile(root *node, order []string) Program {
	var p Program
	height := 0
	var lay func(n *node) (fixed bool)
	lay = func(n *node) bool {
		start := len(p.code)
		fixed := n.op != opName
		for _, a := range n.args {
			inner := lay(a)
			fixed = fixed && inner
		}
		i := instruction{op: n.op, n: int32(len(n.args)), value: n.value}
		if n.op == opName {
			i.n = int32(slices.Index(order, n.name))
			if i.n < 0 {
				i = instruction{op: opNumber, value: math.NaN()}
			}
		}
		p.code = append(p.code, i)
		height += 1 - len(n.args)
		p.deep = max(p.deep, height+len(n.args))
		if fixed && n.op != opNumber {
			value := through(quicken(p.code[start:]), len(p.code)-start, nil, []int32(nil))
			p.code = append(p.code[:start], instruction{op: opNumber, value: value})
		}
		return fixed
	}
	lay(root)
	return p
}

// onStack is how deep a stack may be that costs no memory of its own.
const onStack = 32

// At is the value for the arguments, in SI; NaN where there is none.
func (p *Program) At(args []float64) float64 {
	if len(args) < len(p.args) {
		return math.NaN()
	}
	return through(p.fast, p.deep, args, p.args)
}

// Through is At where argument k is w[places[k]].
func Through[S ~int32](p *Program, w []float64, places []S) float64 {
	return through(p.fast, p.deep, w, places)
}

// apply computes one operation. Conditions are 1 and 0. What has no value, or
// one beyond all numbers, is NaN, and so is what hangs on it, except for what an
// if leaves aside.
func apply(o op, x []float64) float64 {
	switch o {
	case opAdd:
		return x[0] + x[1]
	case opSubtract:
		return x[0] - x[1]
	case opMultiply:
		return finite(x[0] * x[1])
	case opDivide:
		return finite(x[0] / x[1])
	case opPower:
		return finite(math.Pow(x[0], x[1]))
	case opNegate:
		return -x[0]
	case opMin:
		return slices.Min(x) // NaN if any is
	case opMax:
		return slices.Max(x)
	case opSum, opMean:
		sum := 0.0
		for _, v := range x {
			sum += v
		}
		if o == opMean {
			return sum / float64(len(x))
		}
		return sum
	case opAbs:
		return math.Abs(x[0])
	case opSqrt:
		return math.Sqrt(x[0])
	case opExp:
		return finite(math.Exp(x[0]))
	case opLog:
		return finite(math.Log(x[0]))
	case opSin:
		return math.Sin(x[0])
	case opCos:
		return math.Cos(x[0])
	case opTan:
		return math.Tan(x[0])
	case opAtan:
		return math.Atan(x[0])
	case opTanh:
		return math.Tanh(x[0])
	case opFloor:
		return math.Floor(x[0])
	case opClamp:
		if x[1] > x[2] {
			return math.NaN()
		}
		return slices.Max([]float64{x[1], slices.Min([]float64{x[0], x[2]})})
	case opIf:
		switch {
		case math.IsNaN(x[0]):
			return math.NaN()
		case x[0] != 0:
			return x[1]
		}
		return x[2]
	case opAnd:
		return x[0] * x[1]
	case opOr:
		return x[0] + x[1] - x[0]*x[1]
	case opNot:
		return 1 - x[0]
	case opSign:
		return compare(o, x[0])
	}
	return compare(o, x[0]-x[1])
}

// compare is the sign or the comparison of a difference, 1 or 0.
func compare(o op, difference float64) float64 {
	yes := false
	switch {
	case math.IsNaN(difference):
		return math.NaN()
	case o == opSign:
		return math.Copysign(1, difference) * math.Min(1, math.Ceil(math.Abs(difference)))
	case o == opLess:
		yes = difference < 0
	case o == opLessEqual:
		yes = difference <= 0
	case o == opGreater:
		yes = difference > 0
	case o == opGreaterEqual:
		yes = difference >= 0
	}
	if yes {
		return 1
	}
	return 0
}

func finite(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}
