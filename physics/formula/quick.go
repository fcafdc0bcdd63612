package formula

import "math"

// quick is an instruction as At computes it: the commonest operations take their
// right side where it stands, from the arguments or from the instruction, and whole
// powers are products.
type quick struct {
	op    quickOp
	other op    // of quickOther
	n     int32 // which argument; of quickOther how many it takes
	value float64
}

type quickOp uint8

const (
	quickOther quickOp = iota // whatever apply computes
	quickNumber
	quickName
	quickAdd
	quickAddNumber
	quickAddName
	quickSubtract
	quickSubtractNumber
	quickSubtractName
	quickMultiply
	quickMultiplyNumber
	quickMultiplyName
	quickDivide
	quickDivideNumber
	quickDivideName
	quickNegate
	quickSquare
	quickCube
	quickSqrt
	quickChoose
	quickLess
	quickGreater
)

// plainly are the operations that have a quick one; those of two sides are followed by
// the same with a number and with an argument on the right.
var plainly = map[op]quickOp{
	opNumber: quickNumber, opName: quickName, opNegate: quickNegate, opSqrt: quickSqrt, opIf: quickChoose,
	opAdd: quickAdd, opSubtract: quickSubtract, opMultiply: quickMultiply, opDivide: quickDivide,
	opLess: quickLess, opGreater: quickGreater,
}

// quicken is the code as At computes it.
func quicken(code []instruction) []quick {
	out := make([]quick, 0, len(code))
	for _, i := range code {
		q := quick{op: plainly[i.op], other: i.op, n: i.n, value: i.value}
		last := len(out) - 1
		switch {
		case i.op == opPower && out[last].op == quickNumber && out[last].value == 2:
			out, q = out[:last], quick{op: quickSquare}
		case i.op == opPower && out[last].op == quickNumber && out[last].value == 3:
			out, q = out[:last], quick{op: quickCube}
		case q.op >= quickAdd && q.op <= quickDivide && (out[last].op == quickNumber || out[last].op == quickName):
			right := out[last]
			q.op, q.n, q.value = q.op+right.op, right.n, right.value // quickNumber is 1, quickName 2
			out = out[:last]
		}
		out = append(out, q)
	}
	return out
}

// through computes code on a stack that becomes no deeper than deep. Argument k is
// w[places[k]].
func through[S ~int32](code []quick, deep int, w []float64, places []S) float64 {
	var memory [onStack]float64
	stack := memory[:]
	if deep > onStack {
		stack = make([]float64, deep)
	}
	top := -1
	for k := range code {
		i := &code[k]
		switch i.op {
		case quickNumber:
			top++
			stack[top] = i.value
		case quickName:
			top++
			stack[top] = w[places[i.n]]
		case quickAdd:
			top--
			stack[top] += stack[top+1]
		case quickAddNumber:
			stack[top] += i.value
		case quickAddName:
			stack[top] += w[places[i.n]]
		case quickSubtract:
			top--
			stack[top] -= stack[top+1]
		case quickSubtractNumber:
			stack[top] -= i.value
		case quickSubtractName:
			stack[top] -= w[places[i.n]]
		case quickMultiply:
			top--
			stack[top] = finite(stack[top] * stack[top+1])
		case quickMultiplyNumber:
			stack[top] = finite(stack[top] * i.value)
		case quickMultiplyName:
			stack[top] = finite(stack[top] * w[places[i.n]])
		case quickDivide:
			top--
			stack[top] = finite(stack[top] / stack[top+1])
		case quickDivideNumber:
			stack[top] = finite(stack[top] / i.value)
		case quickDivideName:
			stack[top] = finite(stack[top] / w[places[i.n]])
		case quickNegate:
			stack[top] = -stack[top]
		case quickSquare:
			stack[top] = finite(stack[top] * stack[top])
		case quickCube: // in the order of math.Pow
			stack[top] = finite(stack[top] * (stack[top] * stack[top]))
		case quickSqrt:
			stack[top] = math.Sqrt(stack[top])
		case quickChoose:
			top -= 2
			stack[top] = chosen(stack[top], stack[top+1], stack[top+2])
		case quickLess:
			top--
			stack[top] = truth(stack[top] < stack[top+1], stack[top]-stack[top+1])
		case quickGreater:
			top--
			stack[top] = truth(stack[top] > stack[top+1], stack[top]-stack[top+1])
		default:
			first := top + 1 - int(i.n)
			stack[first] = apply(i.other, stack[first:top+1])
			top = first
		}
	}
	return stack[0]
}

// chosen is an if.
func chosen(condition, then, otherwise float64) float64 {
	switch {
	case condition != condition:
		return condition
	case condition != 0:
		return then
	}
	return otherwise
}

// truth is a comparison as a number; it is none where the difference is none.
func truth(yes bool, difference float64) float64 {
	switch {
	case difference != difference:
		return math.NaN()
	case yes:
		return 1
	}
	return 0
}
