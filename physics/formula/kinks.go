package formula

// Kink is a place at which the slope of a formula may jump: where By passes zero.
type Kink struct {
	By   *Formula
	Text string // what has it, as it is written
}

// mostBeside is of how many arguments of min and max each is watched beside each other.
const mostBeside = 4

// Kinks lists where min, max, abs and clamp go over from one argument to another.
func (f *Formula) Kinks() []Kink {
	var list []Kink
	add := func(n, by *node) { list = append(list, Kink{f.part(by), f.written(n)}) }
	less := func(n, a, b *node) {
		add(n, &node{op: opSubtract, args: []*node{a, b}, from: min(a.from, b.from), to: max(a.to, b.to)})
	}
	var visit func(n *node)
	visit = func(n *node) {
		switch {
		case n.op == opAbs:
			add(n, n.args[0])
		case n.op == opClamp:
			less(n, n.args[0], n.args[1])
			less(n, n.args[0], n.args[2])
		case (n.op == opMin || n.op == opMax) && len(n.args) <= mostBeside:
			for i, a := range n.args {
				for _, b := range n.args[:i] {
					less(n, b, a)
				}
			}
		}
		for _, a := range n.args {
			visit(a)
		}
	}
	visit(f.root)
	return list
}
