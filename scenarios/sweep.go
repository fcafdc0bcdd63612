package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// Bounds of a plan; they keep its numbers within what can be counted and its
// structures within memory.
const (
	mostPoints = 100_000
	mostDraws  = 100_000_000
)

// axis is one swept path, or pattern of paths, with its values.
type axis struct {
	path   []string
	key    *source.Node
	values []*source.Node
}

// sweep is the grid of all combinations of its axes, of which the last varies
// fastest; or, where they are zipped, the first values of all axes, the second
// of all, and so on.
type sweep struct {
	axes   []axis
	zipped bool
}

// points is the number of combinations; a sweep without axes has one.
func (s *sweep) points() int {
	if s.zipped && len(s.axes) > 0 {
		return len(s.axes[0].values)
	}
	n := 1
	for _, a := range s.axes {
		n *= len(a.values)
	}
	return n
}

// at is the value of every axis at a point.
func (s *sweep) at(point int) []*source.Node {
	values := make([]*source.Node, len(s.axes))
	for i := range s.axes {
		values[i] = s.axes[i].values[s.position(point, i)]
	}
	return values
}

// position is where on an axis a point lies.
func (s *sweep) position(point, axis int) int {
	if s.zipped {
		return point
	}
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
	mode, _ := l.choice(f.get("mode"), "mode", []string{"grid", "zip"})
	s.zipped = mode == "zip"
	paths := f.table.Copy()
	paths.Drop("mode")
	seen := map[string]bool{}
	total := 1
	for _, leaf := range source.LeavesBy(paths, l.depthIn(tables)) {
		if !l.pathOrPattern(leaf, "[sweep]", tables) {
			continue
		}
		name := pathText(leaf.Path)
		values, ok := l.swept(leaf, name, tables)
		switch {
		case !ok:
			continue
		case seen[name]:
			l.fail(codeConflict, leaf.Node.Key, fmt.Sprintf("[sweep] has %s twice", name), "", "keep one of the two")
			continue
		}
		seen[name] = true
		if s.zipped {
			total = len(values)
		} else {
			total *= len(values)
		}
		if total > mostPoints {
			l.fail(codeSize, leaf.Node.Key, fmt.Sprintf("the sweep has more than %d points", mostPoints), "", "sweep over fewer values")
			return &sweep{}
		}
		s.axes = append(s.axes, axis{leaf.Path, leaf.Node, values})
	}
	l.paired(s)
	l.disjoint(s, tables)
	if len(paths.Nodes()) == 0 {
		l.fail(codeSweep, n.Key, "[sweep] has no paths", `a path with a list of values, such as "twin.control.band" = ["0.5 K", "1 K"]`, "")
	}
	return s
}

// paired refuses lists that cannot be zipped since their lengths differ.
func (l *loader) paired(s *sweep) {
	other := slices.IndexFunc(s.axes, func(a axis) bool { return len(a.values) != len(s.axes[0].values) })
	if !s.zipped || other < 0 {
		return
	}
	var lengths []string
	for _, a := range s.axes {
		lengths = append(lengths, fmt.Sprintf("%s has %d", pathText(a.path), len(a.values)))
	}
	l.fail(codeSweep, s.axes[other].key.At, "zip pairs lists of the same length: "+strings.Join(lengths, ", "), "", `give all lists as many values, or drop mode = "zip" to try all combinations`)
	s.axes = nil
}

// disjoint refuses two patterns that match the same path. A path that is
// written out wins over a pattern.
func (l *loader) disjoint(s *sweep, tables []*source.Table) {
	for i, a := range s.axes {
		for _, b := range s.axes[:i] {
			if !patterned(a.path) || !patterned(b.path) {
				continue
			}
			for _, t := range tables {
				one := source.Leaves(l.matching(t, a.path, a.key), depthOfPath)
				for _, leaf := range one {
					if matchPattern(pathText(b.path), joined(leaf.Path)) {
						l.add(diagnose.Diagnostic{Code: codeConflict, At: a.key.Key, Summary: fmt.Sprintf("%s and %s both match %s", pathText(a.path), pathText(b.path), joined(leaf.Path)),
							Hint: "write patterns that have no path in common", Related: []diagnose.Related{{At: b.key.Key, Note: "the other"}}})
						s.axes = nil
						return
					}
				}
			}
		}
	}
}

// lay lays the values of a point over a study's tables: patterns first, since a
// path that is written out wins over them.
func (s *sweep) lay(l *loader, t *source.Table, values []*source.Node) *source.Table {
	for _, patterns := range [2]bool{true, false} {
		for i, a := range s.axes {
			if patterned(a.path) == patterns {
				t = l.layPattern(t, a.path, values[i])
			}
		}
	}
	return t
}

// sets reports whether an axis sets a path.
func (a axis) sets(path string) bool {
	if patterned(a.path) {
		return matchPattern(pathText(a.path), path)
	}
	return joined(a.path) == path
}

// stands finds the number that a column of the runs table shows of a structure:
// that of its path or, of a pattern, of the first path that matches and is not
// swept by itself.
func (s *sweep) stands(path string, d *decoder) (number, bool) {
	n, ok := d.numbers[path]
	if ok || !isPattern(path) {
		return n, ok
	}
	first := ""
	for p := range d.numbers {
		if (first == "" || p < first) && matchPattern(path, p) && !slices.ContainsFunc(s.axes, func(a axis) bool { return !patterned(a.path) && a.sets(p) }) {
			first = p
		}
	}
	n, ok = d.numbers[first]
	return n, ok
}
