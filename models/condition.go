package models

import (
	"strings"

	"whatif/engine"
	"whatif/models/observe"
	"whatif/physics/unit"
)

// condition compiles a condition; at is where it stands, for problems.
// Comparisons of held signals are made when one of them changes, any other by
// an actor with a watch, one for each distinct comparison of the study.
func (w *wiring) condition(at string, c *Condition) observe.Condition {
	switch c.Op {
	case And, Or, Not:
		out := observe.Condition{Op: map[Op]observe.Op{And: observe.And, Or: observe.Or, Not: observe.Not}[c.Op]}
		for i := range c.Args {
			out.Args = append(out.Args, w.condition(at, &c.Args[i]))
		}
		if c.Op == Not && len(out.Args) != 1 {
			w.Fault(at, "not takes one condition", "")
			return observe.Condition{}
		}
		return out
	case FlagSet:
		return w.comparison(at, c, observe.Condition{Op: observe.Greater, Level: 0.5, Terms: w.terms(at, c.Left, 1)})
	}
	op := map[Op]observe.Op{Less: observe.Less, LessEqual: observe.LessEqual, Greater: observe.Greater, GreaterEqual: observe.GreaterEqual}[c.Op]
	out := observe.Condition{Op: op, Terms: append(w.terms(at, c.Left, 1), w.terms(at, c.Right, -1)...)}
	if c.Left.Path == "" {
		out.Level -= c.Left.Number
	}
	if c.Right.Path == "" {
		out.Level += c.Right.Number
	}
	return w.comparison(at, c, out)
}

// terms are the signals of an operand that is not a number.
func (w *wiring) terms(at string, o Operand, weight float64) []engine.Term {
	if o.Path == "" {
		return nil
	}
	signals := w.Params[o.Path]
	if s, ok := w.Signals[o.Path]; ok {
		signals = []engine.Signal{s}
	}
	if len(signals) == 0 {
		w.Fault(at, "there is no signal "+o.Path, "")
	}
	var terms []engine.Term
	for _, s := range signals {
		terms = append(terms, engine.Term{Signal: s, Weight: weight})
	}
	return terms
}

func (w *wiring) comparison(at string, c *Condition, leaf observe.Condition) observe.Condition {
	held := true
	for _, t := range leaf.Terms {
		held = held && w.Builder.ClassOf(t.Signal) == engine.Held
	}
	if held {
		return leaf
	}
	path := "condition:" + w.text(c)
	flag, ok := w.crossings[path]
	if !ok {
		flag = w.Builder.Held(path, 0)
		w.crossings[path] = flag
		observe.Crossing{Sum: w.Builder.Watch(leaf.Terms...), Op: leaf.Op, Level: leaf.Level, Out: flag}.Add(w.Builder, path)
	}
	return observe.Flag(flag)
}

// whenever compiles a condition that may be absent, which always holds.
func (w *wiring) whenever(at string, c *Condition) observe.Condition {
	if c == nil {
		return observe.Always()
	}
	return w.condition(at, c)
}

// text writes a condition as a planner would.
func (w *wiring) text(c *Condition) string {
	switch c.Op {
	case FlagSet:
		return c.Left.Path
	case Not:
		if len(c.Args) == 1 {
			return "not " + w.nested(&c.Args[0])
		}
	case And, Or:
		word := " and "
		if c.Op == Or {
			word = " or "
		}
		var parts []string
		for i := range c.Args {
			parts = append(parts, w.nested(&c.Args[i]))
		}
		return strings.Join(parts, word)
	}
	sign := map[Op]string{Less: "<", LessEqual: "<=", Greater: ">", GreaterEqual: ">="}[c.Op]
	return w.operand(c.Left, c.Right) + " " + sign + " " + w.operand(c.Right, c.Left)
}

func (w *wiring) nested(c *Condition) string {
	if c.Op == And || c.Op == Or {
		return "(" + w.text(c) + ")"
	}
	return w.text(c)
}

// operand writes an operand; a number in the unit of what it is compared with.
func (w *wiring) operand(o, other Operand) string {
	if o.Path != "" {
		return o.Path
	}
	return unit.Format(o.Number, w.shownAt(other.Path).unit)
}

// twinOf is the twin of the first signal in a condition that belongs to one,
// without "twin."; "" where none does.
func twinOf(c *Condition) string {
	for _, o := range [2]Operand{c.Left, c.Right} {
		if rest, ok := strings.CutPrefix(o.Path, "twin."); ok {
			name, _, _ := strings.Cut(rest, ".")
			return name
		}
	}
	for i := range c.Args {
		if name := twinOf(&c.Args[i]); name != "" {
			return name
		}
	}
	return ""
}
