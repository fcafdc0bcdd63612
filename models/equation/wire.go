package equation

import (
	"slices"

	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// wiring is a law on its way to parts.
type wiring struct {
	*twin.Wiring
	law   *Law
	all   *coupled.Assembly
	path  string                 // twin.NAME
	slots map[string]hybrid.Slot // of the names that formulas use
	rates map[string]hybrid.Slot // of states
	turns map[string]string      // names of conditions that witnesses compute, by their text
	bare  map[string]hybrid.Slot // these conditions as they would be
	bent  map[string]bool        // kinks that are watched, by their texts
	paces map[string]hybrid.Slot // rates of what parameters lead to
}

// wire implements twin.Kind: every derivative, output and guard is a part.
func (l *Law) wire(w *twin.Wiring, _ *twin.Twin) error {
	x := &wiring{
		Wiring: w, law: l, all: coupled.Of(w.Board), path: "twin." + w.Name,
		slots: map[string]hybrid.Slot{}, rates: map[string]hybrid.Slot{}, turns: map[string]string{}, bent: map[string]bool{},
		bare: map[string]hybrid.Slot{}, paces: map[string]hybrid.Slot{},
	}
	x.givens()
	for i := range l.States {
		x.state(&l.States[i])
	}
	for i := range l.Modes {
		x.mode(l.Modes[i].Name)
	}
	for i := range l.Outputs {
		x.slots[l.Outputs[i].Name] = x.all.Slot(w.Own(l.Outputs[i].Name))
	}
	x.witnesses()
	for i := range l.States {
		x.compute(&l.States[i].Rate, x.rates[l.States[i].Name])
	}
	for i := range l.Outputs {
		x.compute(&l.Outputs[i].Value, x.slots[l.Outputs[i].Name])
	}
	for i := range l.Guards {
		x.guard(&l.Guards[i])
	}
	for i := range l.States {
		x.poles(l.States[i].Name+" (rate)", &l.States[i].Rate)
		x.kinks(&l.States[i].Rate)
	}
	for i := range l.Outputs {
		x.poles(l.Outputs[i].Name, &l.Outputs[i].Value)
		x.kinks(&l.Outputs[i].Value)
	}
	x.sound()
	return nil
}

// givens are the parameters and the time, as far as formulas use them.
func (x *wiring) givens() {
	used := x.law.used()
	if slices.Contains(used, Time) {
		x.slots[Time] = x.all.Slot(clockOf(x.Board))
	}
	for i := range x.law.Parameters {
		if name := x.law.Parameters[i].Name; slices.Contains(used, name) {
			x.slots[name] = x.all.Slot(x.parameter(name))
		}
	}
}

// parameter is the signal behind a parameter.
func (x *wiring) parameter(name string) engine.Signal {
	if signals := x.Params[x.Path(name)]; len(signals) > 0 {
		return signals[0]
	}
	return engine.NoSignal
}

// state declares a state with what it starts with.
func (x *wiring) state(s *State) {
	spec := hybrid.StateSpec{Path: x.Path(s.Name)}
	if s.Start.Formula == nil {
		// The unit in which the first value is written says which size matters.
		spec.Scale = s.Start.Unit.Scale
		first := x.all.First(twin.Quantity{Signal: x.parameter("start." + s.Name)})
		spec.Start = []hybrid.Term{{Slot: first, Weight: 1}}
	}
	value, rate := x.all.Law.State(spec)
	x.all.Law.Same(value, x.all.Slot(x.Own(s.Name)))
	x.slots[s.Name], x.rates[s.Name] = value, rate
	if s.Start.Formula != nil {
		x.begin(s.Start.Formula, "start."+s.Name, value)
	}
}

// mode declares a mode.
func (x *wiring) mode(name string) {
	value := x.all.Law.Memory(x.Path(name), 0)
	x.all.Law.Same(value, x.all.Slot(x.Own(name)))
	x.slots[name] = value
	first := x.all.First(twin.Quantity{Signal: x.parameter("mode." + name)})
	x.all.Law.Add(x.path, &begin{From: []hybrid.Read{hybrid.Read(first)}, To: hybrid.Change(value), law: formula.Argument()})
}

// begin lets a state start with what a formula of parameters gives.
func (x *wiring) begin(f *formula.Formula, key string, to hybrid.Slot) {
	part := &begin{To: hybrid.Change(to), law: f.Bind(f.Names())}
	for _, name := range f.Names() {
		signal := x.parameter(name)
		if x.Builder.ClassOf(signal) == engine.Dense {
			x.Wrong(key, name+" follows "+x.Builder.PathOf(signal)+", which is not known before the laws begin",
				"start with a quantity, or with parameters that follow inputs")
			return
		}
		part.From = append(part.From, hybrid.Read(x.all.First(twin.Quantity{Signal: signal})))
	}
	x.all.Law.Add(x.path, part)
}

// compute lets a value be computed all the time.
func (x *wiring) compute(v *Value, to hybrid.Slot) {
	if v.Formula != nil {
		v = &Value{Formula: v.Formula.Naming(x.turns)}
	}
	part := &compute{To: hybrid.Write(to), law: v.program()}
	turns := false
	for _, name := range v.names() {
		part.From = append(part.From, hybrid.Read(x.slots[name]))
		bare, is := x.bare[name]
		if turns = turns || is; !is {
			bare = x.slots[name]
		}
		part.Bare = append(part.Bare, hybrid.Read(bare))
	}
	if !turns {
		part.Bare = nil
	}
	x.all.Law.Add(x.path, part)
}

// sound watches outputs that may have no value and that nothing else would stumble over.
func (x *wiring) sound() {
	part := &sound{}
	for i := range x.law.Outputs {
		o := &x.law.Outputs[i]
		if p := o.Value.program(); p.Partial() {
			part.Of = append(part.Of, hybrid.Last(x.slots[o.Name]))
		}
	}
	if len(part.Of) > 0 {
		x.all.Law.Add(x.path, part)
	}
}

// names are those that the value hangs on.
func (v *Value) names() []string {
	if v.Formula == nil {
		return nil
	}
	return v.Formula.Names()
}

// program computes the value of its names.
func (v *Value) program() formula.Program {
	if v.Formula == nil {
		return formula.Number(v.Number)
	}
	return v.Formula.Bind(v.names())
}

// used lists the names that the law's formulas use, those of starts aside.
func (l *Law) used() []string {
	var list []string
	add := func(v *Value) { list = append(list, v.names()...) }
	for i := range l.States {
		add(&l.States[i].Rate)
	}
	for i := range l.Outputs {
		add(&l.Outputs[i].Value)
	}
	for i := range l.Guards {
		add(&l.Guards[i].When)
		for k := range l.Guards[i].Set {
			add(&l.Guards[i].Set[k].To)
		}
	}
	return list
}

// Unused lists the parameters that no formula names.
func (l *Law) Unused() []string {
	used := l.used()
	for i := range l.States {
		used = append(used, l.States[i].Start.names()...)
	}
	var list []string
	for i := range l.Parameters {
		if name := l.Parameters[i].Name; !slices.Contains(used, name) {
			list = append(list, name)
		}
	}
	return list
}
