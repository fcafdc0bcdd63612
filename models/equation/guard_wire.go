package equation

import (
	"slices"

	"whatif/physics/formula"
	"whatif/physics/hybrid"
)

// guard adds a guard.
func (x *wiring) guard(g *Guard) {
	l := x.law
	left, right, greater, _ := g.When.Formula.Comparison()
	names, outputs := l.behind(g)
	law := &guardLaw{
		name: g.Name, left: left.Bind(names), right: right.Bind(names), greater: greater,
		motion: x.motion(names, outputs), touches: l.touches(g), unit: l.told(g),
	}
	part := &guard{law: law}
	for _, name := range names {
		part.From = append(part.From, hybrid.Last(x.slots[name]))
		part.Pace = append(part.Pace, hybrid.Last(x.pace(name)))
	}
	for i := range g.Set {
		law.to = append(law.to, g.Set[i].To.bound(names))
		part.Set = append(part.Set, hybrid.Change(x.slots[g.Set[i].Name]))
	}
	where := x.Path("guard." + g.Name)
	part.Side = hybrid.Change(x.all.Law.Memory(where+" (side)", waiting))
	part.Mark = hybrid.Change(x.all.Law.Memory(where+" (mark)", 0))
	signal := ""
	if name := left.Name(); name != "" && name != Time && l.parameter(name) == nil {
		signal = x.Path(name)
	}
	part.told = x.all.Law.Event(hybrid.EventSpec{Twin: x.Name, Kind: g.Name, Signal: signal, Unit: law.unit.Symbol})
	part.lost = x.all.Law.Failure(x.path,
		"its guard "+g.Name+" sets a value that is no number: a division by zero, the root of a negative number, or a number beyond all bounds")
	part.zeno = x.all.Law.Failure(x.path,
		"its guard "+g.Name+" happens ever faster, without end: let it set what brings this to rest, such as a mode that holds it still once it is slow")
	x.all.Law.Add(x.path, part)
	for _, side := range []*formula.Formula{left, right} {
		x.kinks(&Value{Formula: side})
		x.trace(side)
	}
}

// bound is the value's program of more names than its own.
func (v *Value) bound(names []string) formula.Program {
	if v.Formula == nil {
		return formula.Number(v.Number)
	}
	return v.Formula.Bind(names)
}

// behind lists the names that a guard's formulas hang on.
func (l *Law) behind(g *Guard) (names, outputs []string) {
	list := g.When.names()
	for i := range g.Set {
		list = append(list, g.Set[i].To.names()...)
	}
	return l.behindNames(list)
}

// behindNames lists names with all that they hang on, directly or by outputs, and the
// outputs among them, each after those that it hangs on.
func (l *Law) behindNames(list []string) (names, outputs []string) {
	var visit func(list []string)
	visit = func(list []string) {
		for _, name := range list {
			if slices.Contains(names, name) {
				continue
			}
			names = append(names, name)
			if o := l.output(name); o != nil {
				visit(o.Value.names())
				outputs = append(outputs, name)
			}
		}
	}
	visit(list)
	return names, outputs
}

// touches reports whether the comparison of a guard hangs on something that it sets.
func (l *Law) touches(g *Guard) bool {
	names, _ := l.behind(&Guard{When: g.When})
	return slices.ContainsFunc(g.Set, func(r Reset) bool { return slices.Contains(names, r.Name) })
}
