package equation

import (
	"math"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/formula"
	"whatif/physics/unit"
)

// Name is what a twin with a law of its own names as its model.
const Name = "equation"

// Kind is the kind of the law's twin. It knows all names, even where Check found
// mistakes; what has no meaning is a pure number then.
func (l *Law) Kind() *twin.Kind {
	k := &twin.Kind{Name: Name, Doc: "A law of one's own.", Wire: l.wire}
	for i := range l.Parameters {
		p := &l.Parameters[i]
		shape := twin.Signal
		if p.Flag {
			shape = twin.Flag
		}
		k.Params = append(k.Params, twin.Param{
			Name: p.Name, Doc: "A parameter.", Shape: shape, Unit: l.unitText(p.Name), Required: true,
			Min: math.Inf(-1), Max: math.Inf(1),
			Port: p.Port, Changeable: true,
		})
	}
	for i := range l.States {
		s := &l.States[i]
		if s.Start.Formula == nil && !s.Start.Broken {
			k.Params = append(k.Params, l.first("start."+s.Name, s.Name, false))
		}
		k.Variables = append(k.Variables, l.variable(s.Name, "A state, with "+meaningOf(&s.Rate)+" for its rate."))
	}
	for i := range l.Outputs {
		o := &l.Outputs[i]
		doc := o.Doc
		if doc == "" {
			doc = meaningOf(&o.Value) + "."
		}
		v := l.variable(o.Name, doc)
		v.Flow = v.Unit == "W"
		k.Variables = append(k.Variables, v)
	}
	for i := range l.Modes {
		m := &l.Modes[i]
		if !m.Start.Broken {
			k.Params = append(k.Params, l.first("mode."+m.Name, m.Name, m.Start.Flag))
		}
		k.Variables = append(k.Variables, l.variable(m.Name, "A mode, which guards set."))
	}
	for i := range l.Guards {
		k.Events = append(k.Events, twin.Event{Kind: l.Guards[i].Name, Unit: l.told(&l.Guards[i]).Symbol})
	}
	return k
}

// first is the parameter that a state or a mode begins with.
func (l *Law) first(name, of string, flag bool) twin.Param {
	p := twin.Param{
		Name: name, Doc: "What " + of + " begins with.", Shape: twin.Number, Unit: l.unitText(of), Required: true,
		Min: math.Inf(-1), Max: math.Inf(1),
	}
	if flag {
		p.Shape = twin.Flag
	}
	return p
}

func (l *Law) variable(name, doc string) twin.Variable {
	m, _ := l.Meaning(name)
	return twin.Variable{Name: name, Doc: doc, Unit: l.unitText(name), Flag: m.Condition, Class: engine.Dense}
}

// unitText is the unit of a name as the catalogue has it.
func (l *Law) unitText(name string) string {
	m, ok := l.Meaning(name)
	if !ok || m.Condition {
		return "1"
	}
	return shown(m.Unit).Symbol
}

// meaningOf is a value as it was written, as far as that is known.
func meaningOf(v *Value) string {
	if v.Formula == nil {
		return "a number"
	}
	return v.Formula.String()
}

// told is the unit in which a guard's event tells the left side of its comparison.
func (l *Law) told(g *Guard) unit.Unit {
	pure := unit.Must("1")
	if g.When.Formula == nil {
		return pure
	}
	left, _, _, ok := g.When.Formula.Comparison()
	if !ok {
		return pure
	}
	m, wrong := left.Judge(func(name string) (formula.Meaning, bool) { return l.Meaning(name) })
	if wrong != nil || m.Condition {
		return pure
	}
	if _, err := unit.Parse(shown(m.Unit).Symbol); err != nil {
		return pure
	}
	return shown(m.Unit)
}
