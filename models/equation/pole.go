package equation

import (
	"math"
	"slices"

	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// pole watches a divisor in a formula of the law. Where it passes zero the value of the
// formula grows beyond all bounds, which no step would see: on either side of that instant
// it is a number. Where the value stays as it is, as that of sin(x)/x or of a condition's
// other branch, nothing happens.
type pole struct {
	From  []hybrid.Last // the names that the formula uses
	Pace  []hybrid.Last // the rates of states among them; None for the others
	Above hybrid.Change // 1 where the divisor is above zero, else 0
	Mark  hybrid.Change // the divisor at the instant at which it passed zero; 0 after a jump
	lost  hybrid.Failure
	law   *poleLaw
}

// poleLaw is what never changes of a pole; the programs take From.
type poleLaw struct {
	value, by formula.Program
	text      string
	motion    *motion
}

// Evaluate implements hybrid.Part.
func (p *pole) Evaluate([]float64) {}

// GuardNames implements hybrid.Guarded.
func (p *pole) GuardNames() []string { return []string{"divides by next to nothing in " + p.law.text} }

// Guards implements hybrid.Guarded.
func (p *pole) Guards(w, g []float64) {
	g[0] = formula.Through(&p.law.by, w, p.From)
	if w[p.Above] == 0 {
		g[0] = -g[0]
	}
}

// React implements hybrid.Guarded.
func (p *pole) React(m *hybrid.Moment, _ int) {
	if p.unbounded(m.W) {
		m.Fail(p.lost, 0)
		return
	}
	mark := formula.Through(&p.law.by, m.W, p.From)
	if mark == 0 {
		mark = math.SmallestNonzeroFloat64
	}
	m.W[p.Above], m.W[p.Mark] = 1-m.W[p.Above], mark
}

// Settle implements hybrid.Settler: after a jump the other side may be the one.
func (p *pole) Settle(m *hybrid.Moment) bool {
	by, mark, above := formula.Through(&p.law.by, m.W, p.From), m.W[p.Mark], m.W[p.Above] == 1
	if above && by < min(0, 2*mark) || !above && by > max(0, 2*mark) {
		m.W[p.Above], m.W[p.Mark] = 1-m.W[p.Above], 0
		return true
	}
	return false
}

// Farther and grown say by how much farther the divisor is from zero at the place that a
// value is compared with, and how many times the value there makes a pole.
const farther, grown = 1e4, 10

// unbounded reports whether the value grows beyond bounds where the divisor is zero: it
// is far larger than a little way on.
func (p *pole) unbounded(w []float64) bool {
	var memory [2 * few]float64
	values, rates := moving(p.law.motion, w, p.From, p.Pace, &memory)
	value, by := p.law.value.At(values), p.law.by.At(values)
	if value-value != 0 {
		return true
	}
	rate := p.law.by.Rate(values, rates)
	if rate == 0 || rate-rate != 0 {
		return false
	}
	// Where the divisor is zero to the last digit, one digit is the least that it differs by.
	least := 0x1p-50 * math.Abs(rate)
	ahead := farther * max(math.Abs(by), least) / math.Abs(rate)
	for i := range values {
		values[i] += ahead * rates[i]
	}
	return math.Abs(value) > grown*math.Abs(p.law.value.At(values))
}

// poles watches what a value divides by, as far as that changes between events.
func (x *wiring) poles(of string, v *Value) {
	if v.Formula == nil {
		return
	}
	names, outputs := x.law.behindNames(v.Formula.Names())
	for _, found := range v.Formula.Poles() {
		if !slices.ContainsFunc(found.By.Names(), x.moves) {
			continue
		}
		where := x.path + ": " + of + " over " + found.By.Text()
		part := &pole{
			law:   &poleLaw{value: v.Formula.Bind(names), by: found.By.Bind(names), text: found.Text, motion: x.motion(names, outputs)},
			Above: hybrid.Change(x.all.Law.Memory(where+" (side)", 0)), Mark: hybrid.Change(x.all.Law.Memory(where+" (mark)", 0)),
			lost: x.all.Law.Failure(x.path, x.path+"."+of+" grows beyond all bounds: a division by zero in "+found.Text),
		}
		for _, name := range names {
			part.From = append(part.From, hybrid.Last(x.slots[name]))
			part.Pace = append(part.Pace, hybrid.Last(x.pace(name)))
		}
		x.all.Law.Add(x.path, part)
		x.trace(found.By)
	}
}
