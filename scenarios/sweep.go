package scenarios

import (
	"fmt"

	"whatif/scenarios/source"
)

// Bounds of a plan; they keep its numbers within what can be counted and its
// structures within memory.
const (
	mostPoints = 100_000
	mostDraws  = 100_000_000
)

// axis is one swept path with its values.
type axis struct {
	path   []string
	key    *source.Node
	values []*source.Node
}

// sweep is the grid of all combinations of its axes; the last varies fastest.
type sweep struct{ axes []axis }

// points is the number of combinations; a sweep without axes has one.
func (s *sweep) points() int {
	n := 1
	for _, a := range s.axes {
		n *= len(a.values)
	}
	return n
}

// at is the value of every axis at a point.
func (s *sweep) at(point int) []*source.Node {
	values := make([]*source.Node, len(s.axes))
	for i := len(s.axes) - 1; i >= 0; i-- {
		n := len(s.axes[i].values)
		values[i] = s.axes[i].values[point%n]
		point /= n
	}
	return values
}

// position is where on an axis a point lies.
func (s *sweep) position(point, axis int) int {
	for i := len(s.axes) - 1; i > axis; i-- {
		point /= len(s.axes[i].values)
	}
	return point % len(s.axes[axis].values)
}

// readSweep reads [sweep]. tables are the variants, in which its paths must
// lead somewhere.
func (l *loader) readSweep(root *source.Table, tables []*source.Table) *sweep {
	s := &sweep{}
	n := root.Get("sweep")
	if n == nil {
		return s
	}
	f, ok := l.section(n, "[sweep]")
	if !ok {
		return s
	}
	l.choice(f.get("mode"), "mode", []string{"grid"})
	paths := f.table.Copy()
	paths.Drop("mode")
	seen := map[string]bool{}
	total := 1
	for _, leaf := range source.Leaves(paths, depthOfPath) {
		if !l.path(leaf, "[sweep]", tables) {
			continue
		}
		name := joined(leaf.Path)
		values, isList := leaf.Node.Value.([]*source.Node)
		switch {
		case !isList:
			l.wrongType(leaf.Node, name, "a list of values")
			continue
		case len(values) == 0:
			l.fail(codeSweep, leaf.Node.At, fmt.Sprintf("the sweep of %s has no values", name), "a list of at least one value", "")
			continue
		case seen[name]:
			l.fail(codeConflict, leaf.Node.Key, fmt.Sprintf("[sweep] has %s twice", name), "", "keep one of the two")
			continue
		}
		seen[name] = true
		if total *= len(values); total > mostPoints {
			l.fail(codeSize, leaf.Node.Key, fmt.Sprintf("the sweep has more than %d points", mostPoints), "", "sweep over fewer values")
			return &sweep{}
		}
		s.axes = append(s.axes, axis{leaf.Path, leaf.Node, values})
	}
	if len(paths.Nodes()) == 0 {
		l.fail(codeSweep, n.Key, "[sweep] has no paths", `a path with a list of values, such as "twin.control.band" = ["0.5 K", "1 K"]`, "")
	}
	return s
}
