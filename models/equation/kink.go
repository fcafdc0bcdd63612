package equation

import (
	"math"
	"slices"

	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// kink watches where min, max, abs or clamp goes over from one argument to another, so
// that a step ends there. Nothing else happens; but over a kink a step would be wrong, and
// over two of them it would leave out what lies in between.
type kink struct {
	From  []hybrid.Last
	Above hybrid.Change // 1 where the one is the greater, else 0
	Mark  hybrid.Change // the difference at the instant at which it passed zero; 0 after a jump
	law   *kinkLaw
}

// kinkLaw is what never changes of a kink; the program takes From.
type kinkLaw struct {
	by   formula.Program
	text string
}

// Evaluate implements hybrid.Part.
func (p *kink) Evaluate([]float64) {}

// GuardNames implements hybrid.Guarded.
func (p *kink) GuardNames() []string {
	return []string{"goes to and fro across the kink of " + p.law.text}
}

// Guards implements hybrid.Guarded.
func (p *kink) Guards(w, g []float64) {
	g[0] = formula.Through(&p.law.by, w, p.From)
	if w[p.Above] == 0 {
		g[0] = -g[0]
	}
}

// Waits implements hybrid.Waiter: nothing changes for others.
func (p *kink) Waits([]float64, int) bool { return true }

// React implements hybrid.Guarded.
func (p *kink) React(m *hybrid.Moment, _ int) {
	mark := formula.Through(&p.law.by, m.W, p.From)
	if mark == 0 {
		mark = math.SmallestNonzeroFloat64
	}
	m.W[p.Above], m.W[p.Mark] = 1-m.W[p.Above], mark
}

// Settle implements hybrid.Settler: after a jump the other side may be the one.
func (p *kink) Settle(m *hybrid.Moment) bool {
	by, mark, above := formula.Through(&p.law.by, m.W, p.From), m.W[p.Mark], m.W[p.Above] == 1
	if above && by < min(0, 2*mark) || !above && by > max(0, 2*mark) {
		m.W[p.Above], m.W[p.Mark] = 1-m.W[p.Above], 0
		return true
	}
	return false
}

// kinks watches those of a value that change between events.
func (x *wiring) kinks(v *Value) {
	if v.Formula == nil {
		return
	}
	for _, found := range v.Formula.Kinks() {
		names, _ := x.law.behindNames(found.By.Names())
		where := x.path + ": " + found.By.Text()
		if !slices.ContainsFunc(found.By.Names(), x.moves) || x.bent[where] {
			continue
		}
		x.bent[where] = true
		part := &kink{
			law:   &kinkLaw{by: found.By.Bind(names), text: found.Text},
			Above: hybrid.Change(x.all.Law.Memory(where+" (kink)", 0)), Mark: hybrid.Change(x.all.Law.Memory(where+" (kink's mark)", 0)),
		}
		for _, name := range names {
			part.From = append(part.From, hybrid.Last(x.slots[name]))
		}
		x.all.Law.Add(x.path, part)
		x.trace(found.By)
	}
}
