package equation

import (
	"slices"

	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// motion is how names move: what their rates make of formulas.
type motion struct {
	chain []link // outputs among the names, each after those that it hangs on
	time  int    // the place of the time among the names, or -1
}

// link is an output among the names.
type link struct {
	at  int
	law formula.Program
}

// few is how many names a motion has that needs no memory of its own.
const few = 32

// moving gives the values of the names and how fast they change, as far as that hangs on
// states and on the time.
func moving[S ~int32](m *motion, w []float64, from, pace []S, memory *[2 * few]float64) (values, rates []float64) {
	n := len(from)
	both := memory[:]
	if n > few {
		both = make([]float64, 2*n)
	}
	values, rates = both[:n], both[n:2*n]
	for i, s := range from {
		values[i], rates[i] = w[s], 0
		if r := pace[i]; r != S(hybrid.None) {
			rates[i] = w[r]
		}
	}
	if m.time >= 0 {
		rates[m.time] = 1
	}
	for i := range m.chain {
		l := &m.chain[i]
		rates[l.at] = l.law.Rate(values, rates)
	}
	return values, rates
}

// trace is the rate of a state that follows one side of a guard or condition, so that the
// solver sees it: otherwise, of a sine of a state that goes on evenly, a step might leave
// out whole swings, with all events in them.
type trace struct {
	From, Pace []hybrid.Read
	To         hybrid.Write
	motion     *motion
	law        formula.Program
}

// Evaluate implements hybrid.Part.
func (p *trace) Evaluate(w []float64) {
	var memory [2 * few]float64
	values, rates := moving(p.motion, w, p.From, p.Pace, &memory)
	rate := p.law.Rate(values, rates)
	if rate-rate != 0 { // at a pole there is nothing to see
		rate = 0
	}
	w[p.To] = rate
}

// traced is how large a swing is that matters, in SI: it is to be seen, not to be computed
// exactly.
const traced = 100

// trace lets the solver see one side of a comparison, if it may swing.
func (x *wiring) trace(f *formula.Formula) {
	names, outputs := x.law.behindNames(f.Names())
	waves := f.Waves(x.moves)
	for _, o := range outputs {
		if v := &x.law.output(o).Value; v.Formula != nil {
			waves = waves || v.Formula.Waves(x.moves)
		}
	}
	if !waves {
		return
	}
	_, rate := x.all.Law.State(hybrid.StateSpec{Path: x.path + ": " + f.Text(), Scale: traced})
	part := &trace{To: hybrid.Write(rate), motion: x.motion(names, outputs), law: f.Bind(names)}
	for _, name := range names {
		part.From = append(part.From, hybrid.Read(x.slots[name]))
		part.Pace = append(part.Pace, hybrid.Read(x.pace(name)))
	}
	x.all.Law.Add(x.path, part)
}

// motion is how names move, of which outputs are given in their order.
func (x *wiring) motion(names, outputs []string) *motion {
	m := &motion{time: slices.Index(names, Time)}
	for _, o := range outputs {
		m.chain = append(m.chain, link{slices.Index(names, o), x.law.output(o).Value.bound(names)})
	}
	return m
}

// pace is the rate of what a name is, where that is a state; otherwise None.
func (x *wiring) pace(name string) hybrid.Slot {
	switch {
	case x.law.state(name) != nil:
		return x.rates[name]
	case x.law.parameter(name) != nil && x.moves(name):
		if _, known := x.paces[name]; !known {
			x.paces[name] = x.all.Law.Rate(x.slots[name])
		}
		return x.paces[name]
	}
	return hybrid.None
}
