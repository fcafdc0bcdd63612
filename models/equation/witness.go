package equation

import (
	"math"
	"slices"

	"whatif/engine"
	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// witness computes a condition, or a sign, in the formulas of a law. It stays as it is until
// the solver has found the instant at which it turns round, so that no step goes over the
// jump of a derivative. Where a law goes to and fro across it without end, the error
// names it.
type witness struct {
	From        []hybrid.Read
	Held, Bare  hybrid.Write  // the condition as it stays, and as it would be
	Above       hybrid.Change // 1 where left is the greater, else 0
	Mark        hybrid.Change // the difference at the instant at which it turned round; 0 after a jump
	turn        formula.Turn
	left, right formula.Program
}

// Evaluate implements hybrid.Part.
func (p *witness) Evaluate(w []float64) {
	d := p.difference(w)
	w[p.Bare] = p.turn.Of(d)
	if d != 0 || w[p.Mark] != 0 { // nothing has a sign as long as it is zero
		d = 2*w[p.Above] - 1
	}
	w[p.Held] = p.turn.Of(d)
}

// GuardNames implements hybrid.Guarded.
func (p *witness) GuardNames() []string { return []string{"goes to and fro across " + p.turn.Text} }

func (p *witness) difference(w []float64) float64 {
	return formula.Through(&p.left, w, p.From) - formula.Through(&p.right, w, p.From)
}

// Guards implements hybrid.Guarded.
func (p *witness) Guards(w, g []float64) {
	g[0] = p.difference(w)
	if w[p.Above] == 0 {
		g[0] = -g[0]
	}
}

// React implements hybrid.Guarded.
func (p *witness) React(m *hybrid.Moment, _ int) {
	mark := p.difference(m.W)
	if mark == 0 {
		mark = math.SmallestNonzeroFloat64
	}
	m.W[p.Above], m.W[p.Mark] = 1-m.W[p.Above], mark
}

// Settle implements hybrid.Settler: after a jump the other side may be the one.
func (p *witness) Settle(m *hybrid.Moment) bool {
	d, mark, above := p.difference(m.W), m.W[p.Mark], m.W[p.Above] == 1
	switch {
	case above && d < min(0, 2*mark):
		m.W[p.Above] = 0
	case !above && d > max(0, 2*mark):
		m.W[p.Above] = 1
	case mark == 0 && d == 0 && above != p.turn.Above():
		m.W[p.Above] = 1 - m.W[p.Above]
	default:
		return false
	}
	m.W[p.Mark] = 0
	return true
}

// witnesses adds a witness for each condition of the law's derivatives and outputs that may
// turn round between events.
func (x *wiring) witnesses() {
	add := func(v *Value) {
		if v.Formula == nil {
			return
		}
		for _, turn := range v.Formula.Turns() {
			if names := turn.Names(); x.turns[turn.Text] == "" && slices.ContainsFunc(names, x.moves) {
				x.witness(turn, names)
			}
		}
	}
	for i := range x.law.States {
		add(&x.law.States[i].Rate)
	}
	for i := range x.law.Outputs {
		add(&x.law.Outputs[i].Value)
	}
}

// moves reports whether a name changes between events.
func (x *wiring) moves(name string) bool {
	if x.law.parameter(name) != nil {
		return x.Builder.ClassOf(x.parameter(name)) != engine.Held
	}
	return x.law.mode(name) == nil
}

// witness adds one, which formulas read by names that nothing else can have.
func (x *wiring) witness(turn formula.Turn, names []string) {
	where := x.path + ": " + turn.Text
	held, bare := x.all.Law.Quantity(where), x.all.Law.Quantity(where+" (bare)")
	x.turns[turn.Text] = "?" + turn.Text
	x.slots["?"+turn.Text], x.bare["?"+turn.Text] = held, bare
	part := &witness{
		Held: hybrid.Write(held), Bare: hybrid.Write(bare), turn: turn, left: turn.Left.Bind(names),
		right: turn.Right.Bind(names),
		Above: hybrid.Change(x.all.Law.Memory(where+" (side)", 0)), Mark: hybrid.Change(x.all.Law.Memory(where+" (mark)", 0)),
	}
	for _, name := range names {
		part.From = append(part.From, hybrid.Read(x.slots[name]))
	}
	x.all.Law.Add(x.path, part)
	x.trace(turn.Left)
	x.trace(turn.Right)
}
