package equation

import (
	"fmt"
	"slices"

	"whatif/physics/formula"
	"whatif/physics/unit"
)

// Check finds what is wrong with the law, and what its names mean.
func (l *Law) Check() []Mistake {
	l.checkNames()
	for i := range l.Outputs {
		l.Meaning(l.Outputs[i].Name)
	}
	for i := range l.States {
		l.checkRate(&l.States[i])
	}
	for i := range l.Modes {
		l.Meaning(l.Modes[i].Name)
	}
	for i := range l.Guards {
		l.checkGuard(&l.Guards[i])
	}
	return l.mistakes
}

// checkRate holds a derivative against the unit of its state.
func (l *Law) checkRate(s *State) {
	of, ok := l.Meaning(s.Name)
	where := "der." + s.Name
	m, judged := l.judge(where, &s.Rate)
	if !ok || !judged {
		return
	}
	if v := &s.Rate; v.Formula == nil && v.Number == 0 && !m.Condition && m.Unit.Fits(unit.Must("1")) {
		return // nothing is nothing in any unit
	}
	per, ok := of.Unit.Difference().Times(unit.Must("s"), -1)
	if !ok {
		l.wrong(Mistake{Where: where, Sort: Dimension,
			Summary: fmt.Sprintf("nothing measures what %s changes per second", s.Name)})
		return
	}
	if want := (formula.Meaning{Unit: per}); m.Condition || !m.Unit.Fits(per) {
		l.misfit(where, "what "+s.Name+" changes per second", m, want)
	}
}

// checkGuard checks what a guard compares and sets.
func (l *Law) checkGuard(g *Guard) {
	where := "guard." + g.Name
	if g.When.Formula != nil {
		if _, _, _, ok := g.When.Formula.Comparison(); ok {
			l.judge(where+".when", &g.When)
		} else {
			l.wrong(Mistake{
				Where: where + ".when", Summary: "when is no comparison of two values",
				Expected: "a comparison, such as level > '2 m'",
				Hint:     "the instant at which one value passes another is sought; conditions that are joined are guards of their own",
			})
		}
	}
	for i := range g.Set {
		l.checkReset(where+".set.", &g.Set[i])
	}
}

func (l *Law) checkReset(where string, r *Reset) {
	where += r.Name
	if l.state(r.Name) == nil && l.mode(r.Name) == nil {
		l.noTarget(where, r.Name)
		return
	}
	of, ok := l.Meaning(r.Name)
	m, judged := l.judge(where, &r.To)
	if ok && judged && (m.Condition != of.Condition || !m.Condition && !m.Unit.Fits(of.Unit)) {
		l.misfit(where, "what is set for "+r.Name, m, of)
	}
}

// noTarget says that a guard sets what is no state or mode.
func (l *Law) noTarget(where, name string) {
	var known []string
	for i := range l.States {
		known = append(known, l.States[i].Name)
	}
	for i := range l.Modes {
		known = append(known, l.Modes[i].Name)
	}
	what, hint := "there is no state or mode "+name, ""
	switch {
	case l.parameter(name) != nil:
		what, hint = name+" is a parameter, which no guard sets", "a number that guards set is a mode: mode."+name
	case l.output(name) != nil:
		what, hint = name+" is an output, which is computed and not set", "set the states that it hangs on"
	}
	l.wrong(Mistake{Where: where, Key: true, Sort: Unknown, Summary: what, Hint: hint, Name: name, Known: known})
}

// checkNames finds names in formulas that there are not.
func (l *Law) checkNames() {
	all := append(l.names(), Time)
	var parameters []string
	for i := range l.Parameters {
		parameters = append(parameters, l.Parameters[i].Name)
	}
	for i := range l.States {
		l.namesIn("start."+l.States[i].Name, &l.States[i].Start, parameters)
		l.namesIn("der."+l.States[i].Name, &l.States[i].Rate, all)
	}
	for i := range l.Outputs {
		l.namesIn("output."+l.Outputs[i].Name, &l.Outputs[i].Value, all)
	}
	for i := range l.Guards {
		g := &l.Guards[i]
		l.namesIn("guard."+g.Name+".when", &g.When, all)
		for k := range g.Set {
			l.namesIn("guard."+g.Name+".set."+g.Set[k].Name, &g.Set[k].To, all)
		}
	}
}

// namesIn checks the names of one formula.
func (l *Law) namesIn(where string, v *Value, known []string) {
	if v.Formula == nil {
		return
	}
	for _, u := range v.Formula.Uses() {
		if slices.Contains(known, u.Name) {
			continue
		}
		m := Mistake{
			Where: where, Offset: u.Offset, Length: u.Length, Sort: Unknown,
			Summary: fmt.Sprintf("twin.%s has no %s", l.Twin, u.Name), Name: u.Name, Known: known,
		}
		if slices.Contains(append(l.names(), Time), u.Name) {
			m.Summary = u.Name + " is not known before the law begins"
			m.Hint = "what a state starts with may name parameters only"
		}
		l.wrong(m)
	}
}
