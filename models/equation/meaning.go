package equation

import (
	"fmt"
	"slices"
	"strings"

	"whatif/physics/formula"
	"whatif/physics/unit"
)

// Way is the chain of states and outputs whose meanings are being found, each for the one
// before.
type Way struct{ paths []string }

// Meaning is what a name of the law stands for. ok is false where there is no such name
// or something is wrong with it, which Check tells.
func (l *Law) Meaning(name string) (m formula.Meaning, ok bool) {
	if m, ok = l.known[name]; ok || l.unknown[name] {
		return m, ok
	}
	if l.known == nil {
		l.known, l.unknown = map[string]formula.Meaning{}, map[string]bool{}
	}
	switch {
	case name == Time:
		m, ok = formula.Meaning{Unit: unit.Must("s")}, true
	case l.parameter(name) != nil:
		m, ok = l.Given(name)
	case l.state(name) != nil:
		m, ok = l.stateMeaning(l.state(name))
	case l.mode(name) != nil:
		m, ok = l.judge("mode."+name, &l.mode(name).Start)
	case l.output(name) != nil:
		m, ok = l.outputMeaning(l.output(name))
	}
	if ok && !m.Condition {
		ok = l.spelt(name, m.Unit)
	}
	if ok {
		l.known[name] = m
	} else {
		l.unknown[name] = true
	}
	return m, ok
}

// stateMeaning is the unit of what a state starts with.
func (l *Law) stateMeaning(s *State) (m formula.Meaning, ok bool) {
	where := "start." + s.Name
	if !l.enter(s.Name, where, "what they start with hangs on each other in a circle", "") {
		return m, false
	}
	defer l.leave()
	m, ok = l.judgeWith(where, &s.Start, func(name string) (formula.Meaning, bool) {
		if l.parameter(name) == nil {
			return formula.Meaning{}, false
		}
		return l.Meaning(name)
	})
	if ok && m.Condition {
		l.wrong(Mistake{
			Where: where, Summary: s.Name + " begins as true or false, which no state is",
			Hint: "a mode may be true or false: mode." + s.Name,
		})
		s.Start.Broken = true
		return m, false
	}
	return m, ok
}

// outputMeaning judges the formula of an output.
func (l *Law) outputMeaning(o *Output) (formula.Meaning, bool) {
	where := "output." + o.Name
	if !l.enter(o.Name, where, "an algebraic loop: each hangs at once on the next",
		"let a state stand between them, such as der.y = \"(x - y) / '1 s'\"") {
		return formula.Meaning{}, false
	}
	defer l.leave()
	m, ok := l.judge(where, &o.Value)
	if ok && m.Condition {
		l.wrong(Mistake{
			Where: where, Summary: o.Name + " is true or false, and an output is a value",
			Expected: "a value, such as if(condition, then, otherwise)",
			Hint: "what is true or false is a mode, mode." +
				o.Name + ", which a guard sets at the instant at which that changes",
		})
		return formula.Meaning{}, false
	}
	if o.Unit == nil {
		return m, ok
	}
	stated := formula.Meaning{Unit: o.Unit.SI()}
	if ok && !m.Unit.Fits(stated.Unit) {
		l.misfit(where, o.Name, m, stated)
	}
	return stated, true
}

// enter goes on to a state or an output. Where the way has come by it before, that is
// noted as a mistake.
func (l *Law) enter(name, where, summary, hint string) bool {
	path := "twin." + l.Twin + "." + name
	if i := slices.Index(l.Way.paths, path); i >= 0 {
		around := append(slices.Clone(l.Way.paths[i:]), path)
		l.wrong(Mistake{Where: where, Summary: summary + ": " + strings.Join(around, " -> "), Hint: hint})
		return false
	}
	l.Way.paths = append(l.Way.paths, path)
	return true
}

func (l *Law) leave() { l.Way.paths = l.Way.paths[:len(l.Way.paths)-1] }

// judge is what a value means; what is wrong with a formula is noted, but for names that
// are not known.
func (l *Law) judge(where string, v *Value) (formula.Meaning, bool) {
	return l.judgeWith(where, v, l.Meaning)
}

func (l *Law) judgeWith(where string, v *Value, known func(string) (formula.Meaning, bool)) (formula.Meaning, bool) {
	if v.Formula == nil {
		return formula.Meaning{Unit: v.Unit.SI(), Condition: v.Flag}, !v.Broken
	}
	silent := false
	m, wrong := v.Formula.Judge(func(name string) (formula.Meaning, bool) {
		m, ok := known(name)
		silent = silent || !ok
		return m, ok
	})
	if wrong == nil || silent {
		return m, wrong == nil
	}
	sort := Plain
	switch {
	case wrong.Temperature:
		sort = Temperature
	case wrong.Dimension:
		sort = Dimension
	}
	l.wrong(Mistake{Where: where, Offset: wrong.Offset, Length: wrong.Length, Sort: sort, Summary: wrong.Summary,
		Hint: wrong.Hint})
	return m, false
}

// spelt refuses units that cannot be written, since their powers are too high.
func (l *Law) spelt(name string, u unit.Unit) bool {
	if _, err := unit.Parse(shown(u).Symbol); err == nil {
		return true
	}
	where := name
	switch {
	case l.state(name) != nil:
		where = "start." + name
	case l.mode(name) != nil:
		where = "mode." + name
	case l.output(name) != nil:
		where = "output." + name
	}
	l.wrong(Mistake{Where: where, Sort: Dimension,
		Summary: fmt.Sprintf("the powers of the unit of %s, %s, are beyond those of any quantity", name, u.Symbol)})
	return false
}

// shown is the unit in which a quantity is shown: degC for temperatures, SI for the rest.
func shown(u unit.Unit) unit.Unit {
	if u.Absolute {
		return unit.Must("degC")
	}
	return u.SI()
}

// say describes what something means.
func say(m formula.Meaning) string {
	if m.Condition {
		return "true or false"
	}
	return shown(m.Unit).Describe()
}

// misfit notes that a formula means something else than it must.
func (l *Law) misfit(where, what string, m, want formula.Meaning) {
	sort := Dimension
	if !m.Condition && !want.Condition && m.Unit.Dimension == want.Unit.Dimension {
		sort = Temperature
	}
	l.wrong(Mistake{Where: where, Sort: sort, Summary: fmt.Sprintf("%s is %s, not %s", what, say(m), say(want)),
		Expected: say(want)})
}

// wrong notes a mistake.
func (l *Law) wrong(m Mistake) { l.mistakes = append(l.mistakes, m) }
