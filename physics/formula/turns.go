package formula

import "slices"

// Turn is a place at which the value of a formula may jump: where Left passes Right.
type Turn struct {
	Left, Right *Formula
	Text        string // as it is written
	op          op
}

// Of is what the comparison, or the sign, is where Left is so much greater than Right: 1
// or 0, or a sign.
func (t *Turn) Of(difference float64) float64 { return compare(t.op, difference) }

// Above reports whether the comparison of two that are the same is as where Left is the
// greater.
func (t *Turn) Above() bool { return t.op == opGreaterEqual || t.op == opLess }

// Names lists what either side names, each once.
func (t *Turn) Names() []string {
	names := t.Left.Names()
	for _, name := range t.Right.Names() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Turns lists the comparisons and signs in a formula.
func (f *Formula) Turns() []Turn {
	var list []Turn
	var visit func(n *node)
	visit = func(n *node) {
		text := string(f.text[n.from:n.to])
		switch n.op {
		case opLess, opLessEqual, opGreater, opGreaterEqual:
			list = append(list, Turn{f.part(n.args[0]), f.part(n.args[1]), text, n.op})
		case opSign:
			list = append(list, Turn{f.part(n.args[0]), &Formula{text: f.text, root: &node{op: opNumber}}, text, n.op})
		}
		for _, a := range n.args {
			visit(a)
		}
	}
	visit(f.root)
	return list
}

// Naming is the formula with names in place of turns, by their texts.
func (f *Formula) Naming(turns map[string]string) *Formula {
	if len(turns) == 0 {
		return f
	}
	out := &Formula{text: f.text}
	var clone func(n *node) *node
	clone = func(n *node) *node {
		c := *n
		if name := turns[string(f.text[n.from:n.to])]; name != "" && (n.op == opSign || n.op >= opLess && n.op <= opGreaterEqual) {
			c = node{op: opName, name: name, from: n.from, to: n.to}
		}
		if c.op == opName {
			out.uses = append(out.uses, Use{c.name, c.from, c.to - c.from})
		}
		c.args = nil
		if c.op != opName {
			for _, a := range n.args {
				c.args = append(c.args, clone(a))
			}
		}
		return &c
	}
	out.root = clone(f.root)
	return out
}

// Waves reports whether the value may swing to and fro while its names go on evenly: it
// has the sine, cosine or tangent of a name that moves.
func (f *Formula) Waves(moves func(name string) bool) bool {
	var waves func(n *node, inside bool) bool
	waves = func(n *node, inside bool) bool {
		if n.op == opName {
			return inside && moves(n.name)
		}
		inside = inside || n.op == opSin || n.op == opCos || n.op == opTan
		return slices.ContainsFunc(n.args, func(a *node) bool { return waves(a, inside) })
	}
	return waves(f.root, false)
}
