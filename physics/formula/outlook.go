package formula

import (
	"math"

	"whatif/physics/linear"
)

// entry is a value on its way through a program that goes on as a form, or,
// without ok, in a way that no form tells.
type entry struct {
	form linear.Input
	ok   bool
}

// outlook is one look ahead. until is how long, in s, the decisions that were
// taken on the way hold.
type outlook struct{ until float64 }

// Form is Outlook where what it tells holds for good, as long as the arguments
// go on as they do.
func (p *Program) Form(args []linear.Input) (out linear.Input, ok bool) {
	out, until, ok := p.Outlook(args)
	return out, ok && math.IsInf(until, 1)
}

// Outlook tells exactly how the value goes on from now, where the arguments go
// on as they do: as out, until a time in s from now, at which a comparison, a
// minimum or the like may turn out another way. Where no form tells it, ok is
// false; no known decision turns out another way before until all the same.
func (p *Program) Outlook(args []linear.Input) (out linear.Input, until float64, ok bool) {
	var memory [onStack]entry
	stack := memory[:0]
	if p.deep > onStack {
		stack = make([]entry, 0, p.deep)
	}
	l := outlook{until: math.Inf(1)}
	for k := range p.code {
		i := &p.code[k]
		switch i.op {
		case opNumber:
			stack = append(stack, constant(i.value))
		case opName:
			if int(i.n) >= len(args) {
				stack = append(stack, constant(math.NaN()))
			} else {
				stack = append(stack, entry{args[i.n], true})
			}
		default:
			top := len(stack) - int(i.n)
			stack[top] = l.apply(i.op, stack[top:])
			stack = stack[:top+1]
		}
	}
	return stack[0].form, l.until, stack[0].ok
}

func constant(x float64) entry { return entry{linear.Input{Level: x}, true} }

// apply computes one operation on forms.
func (l *outlook) apply(o op, x []entry) entry {
	if fixed, ok := constants(o, x); ok {
		return fixed
	}
	switch o {
	case opAdd:
		return plus(x[0], x[1], 1)
	case opSubtract:
		return plus(x[0], x[1], -1)
	case opSum, opMean:
		sum := x[0]
		for _, e := range x[1:] {
			sum = plus(sum, e, 1)
		}
		if o == opMean {
			sum.form = sum.form.Scaled(1 / float64(len(x)))
		}
		return sum
	case opNegate:
		return entry{x[0].form.Scaled(-1), x[0].ok}
	case opMultiply:
		return times(x[0], x[1])
	case opDivide:
		if k, fixed := x[1].constant(); fixed {
			return entry{x[0].form.Scaled(1 / k), x[0].ok && k != 0}
		}
		if l.pole(x[1]) {
			return constant(math.NaN())
		}
	case opMin, opMax:
		return l.extreme(o, x)
	case opClamp:
		low := l.extreme(opMin, []entry{x[0], x[2]})
		if l.sign(plus(x[2], x[1], -1), x[2], x[1]) == -1 {
			return entry{}
		}
		return l.extreme(opMax, []entry{x[1], low})
	case opAbs:
		switch l.sign(x[0], x[0], x[0]) {
		case -1:
			return entry{x[0].form.Scaled(-1), true}
		case 1, 0:
			return x[0]
		}
	case opIf:
		return choose(x)
	case opAnd, opOr:
		// One side may decide alone, unless the other has no value.
		return entry{}
	case opSign:
		if s := l.sign(x[0], x[0], x[0]); s != undecided {
			return constant(float64(s))
		}
	case opLess, opLessEqual, opGreater, opGreaterEqual:
		if s := l.sign(plus(x[0], x[1], -1), x[0], x[1]); s != undecided {
			return constant(compare(o, float64(s)))
		}
	}
	return entry{}
}

// constants computes an operation on values that do not change.
func constants(o op, x []entry) (entry, bool) {
	var memory [8]float64
	values := memory[:0]
	for _, e := range x {
		v, ok := e.constant()
		if !ok {
			return entry{}, false
		}
		values = append(values, v)
	}
	return constant(apply(o, values)), true
}

func (e entry) constant() (float64, bool) {
	if !e.ok {
		return 0, false
	}
	return e.form.Constant()
}

// plus adds k times b to a.
func plus(a, b entry, k float64) entry {
	if !a.ok || !b.ok {
		return entry{}
	}
	sum, ok := a.form.Plus(b.form.Scaled(k))
	return entry{sum, ok}
}

func times(a, b entry) entry {
	if _, fixed := b.constant(); fixed {
		a, b = b, a
	}
	k, fixed := a.constant()
	if !fixed || !b.ok {
		return entry{}
	}
	return entry{b.form.Scaled(k), true}
}

// choose is an if of which the condition is known.
func choose(x []entry) entry {
	yes, known := x[0].constant()
	switch {
	case !known:
		return entry{}
	case math.IsNaN(yes):
		return constant(math.NaN())
	case yes != 0:
		return x[1]
	}
	return x[2]
}

const undecided = 2

// sign is that of a difference just after now; it holds until l.until.
func (l *outlook) sign(difference, a, b entry) int {
	if !difference.ok {
		return undecided
	}
	size := func(in linear.Input) float64 { return math.Abs(in.Level) + math.Abs(in.Amplitude) }
	if x := difference.form; math.IsNaN(x.Level + x.Slope + x.Amplitude + x.Phase) {
		return undecided
	}
	sign, until := difference.form.NextSign(1e-13 * (size(a.form) + size(b.form)))
	l.until = math.Min(l.until, until)
	return sign
}

// instant is how much later than a crossing it is looked at, in s, at the most:
// the clock counts nanoseconds.
const instant = 2e-9

// pole reports whether a denominator goes through zero now; the next time that it
// does ends the outlook.
func (l *outlook) pole(x entry) bool {
	if l.sign(x, x, x) == undecided {
		return false
	}
	return math.Abs(x.form.At(0)) <= instant*math.Abs(x.form.Rate(0))
}

// extreme is the least or the greatest of several forms.
func (l *outlook) extreme(o op, x []entry) entry {
	best := x[0]
	for _, e := range x[1:] {
		s := l.sign(plus(e, best, -1), e, best)
		if s == undecided {
			return entry{}
		}
		if s == -1 && o == opMin || s == 1 && o == opMax {
			best = e
		}
	}
	return best
}
