package formula

import (
	"math"
	"slices"
)

// dual is a value and its rate of change.
type dual struct{ value, rate float64 }

// Rate is how fast the value changes where the arguments are at args and change at
// rates, by the rules of differentiation. Where the value has a corner, it is the rate
// of one side; what steps has none, 0.
func (p *Program) Rate(args, rates []float64) float64 {
	var on [onStack]dual
	stack := on[:0]
	if p.deep > onStack {
		stack = make([]dual, 0, p.deep)
	}
	var memory [8]float64
	for k := range p.code {
		i := &p.code[k]
		switch i.op {
		case opNumber:
			stack = append(stack, dual{value: i.value})
		case opName:
			stack = append(stack, dual{args[i.n], rates[i.n]})
		default:
			top := len(stack) - int(i.n)
			x := stack[top:]
			values := memory[:0]
			for _, e := range x {
				values = append(values, e.value)
			}
			value := apply(i.op, values)
			stack[top] = dual{value, rateOf(i.op, x, value)}
			stack = stack[:top+1]
		}
	}
	return stack[0].rate
}

// rateOf differentiates one operation, whose value is known.
func rateOf(o op, x []dual, value float64) float64 {
	if !slices.ContainsFunc(x, func(e dual) bool { return e.rate != 0 }) {
		return 0
	}
	first := x[0]
	switch o {
	case opAdd, opSum, opMean:
		sum := 0.0
		for _, e := range x {
			sum += e.rate
		}
		if o == opMean {
			return sum / float64(len(x))
		}
		return sum
	case opSubtract:
		return first.rate - x[1].rate
	case opMultiply:
		return first.rate*x[1].value + first.value*x[1].rate
	case opDivide:
		return (first.rate - value*x[1].rate) / x[1].value
	case opPower:
		return powerRate(first, x[1], value)
	case opNegate:
		return -first.rate
	case opAbs:
		return math.Copysign(1, first.value) * first.rate
	case opSqrt:
		return first.rate / (2 * value)
	case opExp:
		return value * first.rate
	case opLog:
		return first.rate / first.value
	case opSin:
		return math.Cos(first.value) * first.rate
	case opCos:
		return -math.Sin(first.value) * first.rate
	case opTan:
		return (1 + value*value) * first.rate
	case opAtan:
		return first.rate / (1 + first.value*first.value)
	case opTanh:
		return (1 - value*value) * first.rate
	case opMin, opMax, opClamp:
		for _, e := range x {
			if e.value == value {
				return e.rate
			}
		}
	case opIf:
		if first.value != 0 {
			return x[1].rate
		}
		return x[2].rate
	}
	return 0
}

// powerRate is the rate of base^exponent.
func powerRate(base, exponent dual, value float64) float64 {
	rate := 0.0
	if base.rate != 0 {
		rate = exponent.value * math.Pow(base.value, exponent.value-1) * base.rate
	}
	if exponent.rate != 0 {
		rate += value * math.Log(base.value) * exponent.rate
	}
	return rate
}

// Partial reports whether there may be arguments for which the program has no value,
// though all of them are finite.
func (p *Program) Partial() bool {
	for _, i := range p.code {
		switch i.op {
		case opDivide, opPower, opSqrt, opExp, opLog, opClamp:
			return true
		}
	}
	return false
}
