package formula

// Pole is a place at which the value of a formula may grow beyond all bounds: where By
// passes zero.
type Pole struct {
	By   *Formula
	Text string // what divides by it, as it is written
}

// Poles lists what a formula divides by, factor by factor: divisors, what has a
// negative power, and the cosine in a tangent.
func (f *Formula) Poles() []Pole {
	var list []Pole
	var visit func(n *node)
	visit = func(n *node) {
		var by *node
		switch n.op {
		case opDivide:
			by = n.args[1]
		case opPower:
			if exponent, ok := constantOf(n.args[1]); ok && exponent < 0 {
				by = n.args[0]
			}
		case opTan:
			by = &node{op: opCos, args: n.args, from: n.from, to: n.to}
		}
		for _, factor := range by.factors() {
			list = append(list, Pole{f.part(factor), f.written(n)})
		}
		for _, a := range n.args {
			visit(a)
		}
	}
	visit(f.root)
	return list
}

// factors are those of which one passes zero where the node does, and which change
// their sign there, as a square does not.
func (n *node) factors() []*node {
	if n == nil {
		return nil
	}
	switch n.op {
	case opMultiply:
		return append(n.args[0].factors(), n.args[1].factors()...)
	case opDivide, opPower, opNegate, opAbs, opSqrt:
		return n.args[0].factors()
	}
	return []*node{n}
}

// written is a node with the brackets that its first part stands in.
func (f *Formula) written(n *node) string {
	open, from := 0, n.from
	for _, c := range f.text[n.from:n.to] {
		switch c {
		case '(':
			open++
		case ')':
			open--
		}
	}
	for ; open < 0 && from > 0; from-- {
		if f.text[from-1] == '(' {
			open++
		}
	}
	return string(f.text[from:n.to])
}
