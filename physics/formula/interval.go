package formula

import "math"

// Interval is all values from Low to High, which may be infinite.
type Interval struct{ Low, High float64 }

// Everything is the interval of all values.
func Everything() Interval { return Interval{math.Inf(-1), math.Inf(1)} }

// Range bounds the values of a formula for arguments anywhere in theirs. It may
// be wider than what the formula really takes, since each argument is looked at
// alone wherever it occurs.
func (p *Program) Range(args []Interval) Interval {
	stack := make([]Interval, 0, p.deep+1)
	for _, i := range p.code {
		switch i.op {
		case opNumber:
			if math.IsNaN(i.value) {
				return Everything()
			}
			stack = append(stack, Interval{i.value, i.value})
		case opName:
			if int(i.n) >= len(args) {
				return Everything()
			}
			stack = append(stack, args[i.n])
		default:
			top := len(stack) - int(i.n)
			r := within(i.op, stack[top:])
			if math.IsNaN(r.Low) || math.IsNaN(r.High) {
				r = Everything()
			}
			stack[top] = r
			stack = stack[:top+1]
		}
	}
	return stack[0]
}

// within bounds one operation.
func within(o op, x []Interval) Interval {
	switch o {
	case opAdd, opSum:
		sum := x[0]
		for _, v := range x[1:] {
			sum = Interval{sum.Low + v.Low, sum.High + v.High}
		}
		return sum
	case opMean:
		sum := within(opSum, x)
		n := float64(len(x))
		return Interval{sum.Low / n, sum.High / n}
	case opSubtract:
		return Interval{x[0].Low - x[1].High, x[0].High - x[1].Low}
	case opNegate:
		return Interval{-x[0].High, -x[0].Low}
	case opMultiply:
		return corners(x[0], x[1], func(a, b float64) float64 {
			if a == 0 || b == 0 {
				return 0 // also where the other is infinite
			}
			return a * b
		})
	case opDivide:
		if x[1].Low > 0 || x[1].High < 0 {
			return corners(x[0], x[1], func(a, b float64) float64 { return a / b })
		}
	case opMin:
		least := x[0]
		for _, v := range x[1:] {
			least = Interval{math.Min(least.Low, v.Low), math.Min(least.High, v.High)}
		}
		return least
	case opMax:
		most := x[0]
		for _, v := range x[1:] {
			most = Interval{math.Max(most.Low, v.Low), math.Max(most.High, v.High)}
		}
		return most
	case opClamp:
		return within(opMax, []Interval{x[1], within(opMin, []Interval{x[0], x[2]})})
	case opIf:
		return Interval{math.Min(x[1].Low, x[2].Low), math.Max(x[1].High, x[2].High)}
	case opAbs:
		switch {
		case x[0].Low >= 0:
			return x[0]
		case x[0].High <= 0:
			return within(opNegate, x)
		}
		return Interval{0, math.Max(-x[0].Low, x[0].High)}
	case opSqrt:
		return Interval{math.Sqrt(math.Max(0, x[0].Low)), math.Sqrt(math.Max(0, x[0].High))}
	case opExp:
		return Interval{math.Exp(x[0].Low), math.Exp(x[0].High)}
	case opPower:
		if x[0].Low >= 0 && x[1].Low >= 0 {
			return corners(x[0], x[1], math.Pow)
		}
		if x[1].Low == x[1].High && math.Mod(x[1].Low, 2) == 0 && x[1].Low >= 0 {
			size := within(opAbs, x[:1])
			return corners(size, x[1], math.Pow)
		}
	case opFloor:
		return Interval{math.Floor(x[0].Low), math.Floor(x[0].High)}
	case opAtan:
		return Interval{math.Atan(x[0].Low), math.Atan(x[0].High)}
	case opTanh:
		return Interval{math.Tanh(x[0].Low), math.Tanh(x[0].High)}
	case opSin, opCos, opSign:
		return Interval{-1, 1}
	case opLess, opLessEqual, opGreater, opGreaterEqual, opAnd, opOr, opNot:
		return Interval{0, 1}
	}
	return Everything()
}

// corners bounds an operation that is monotonic in each of its arguments.
func corners(a, b Interval, f func(a, b float64) float64) Interval {
	out := Interval{math.Inf(1), math.Inf(-1)}
	for _, x := range [2]float64{a.Low, a.High} {
		for _, y := range [2]float64{b.Low, b.High} {
			v := f(x, y)
			if math.IsNaN(v) {
				return Everything()
			}
			out.Low, out.High = math.Min(out.Low, v), math.Max(out.High, v)
		}
	}
	return out
}
