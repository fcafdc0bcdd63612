package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/models/twin"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// everywhere is what the patterns of an event do: the same to every path that
// matches and that an event may act on. A path that is written out, which seen
// has, wins over them; two patterns with a path in common are refused.
func (d *decoder) everywhere(patterns []reader, seen map[string]string) []models.Assignment {
	var out []models.Assignment
	from := map[string]reader{}
	for _, r := range patterns {
		before := d.list.Errors()
		for _, path := range r.matches() {
			name := joined(path)
			if seen[name] != "" {
				continue
			}
			if other, taken := from[name]; taken {
				d.add(diagnose.Diagnostic{Code: codeConflict, At: r.leaf.Node.Key, Summary: fmt.Sprintf("%s and %s both match %s", pathText(other.leaf.Path), pathText(r.leaf.Path), name),
					Hint: "write patterns that have no path in common", Related: []diagnose.Related{{At: other.leaf.Node.Key, Note: "the other"}}})
				break
			}
			from[name] = r
			one := r
			one.leaf.Path = path
			a, ok := one.assignment()
			if d.list.Errors() > before {
				break // what is wrong for one is wrong for most
			}
			if ok {
				a.Effect = r.effect
				out = append(out, a)
			}
		}
	}
	return out
}

// matches are the paths that a pattern stands for, in the order of the
// alphabet. That there is none is reported.
func (d *reader) matches() [][]string {
	var out [][]string
	var known []string
	offer := func(path ...string) {
		known = append(known, joined(path))
		if len(path) == len(d.leaf.Path) && matchPattern(pathText(d.leaf.Path), strings.Join(path, ".")) {
			out = append(out, path)
		}
	}
	for _, e := range d.twins {
		if e.kind == nil {
			if len(d.leaf.Path) == depthOfPath && matchName(d.leaf.Path[1], e.name) {
				return nil // what is wrong with the twin is said there
			}
			continue
		}
		for i := range e.kind.Params {
			if p := &e.kind.Params[i]; p.Changeable && settable(e, p) {
				offer("twin", e.name, p.Name)
			}
		}
	}
	for _, name := range d.inputNames {
		offer("input", name)
	}
	if len(out) == 0 {
		d.noMatch(source.Leaf{Path: d.leaf.Path, Node: d.leaf.Node}, d.name(), known)
	}
	slices.SortFunc(out, slices.Compare[[]string])
	return out
}

// settable reports whether a parameter has a value that could change.
func settable(e *entity, p *twin.Param) bool {
	return e.fields.table.Get(p.Name) != nil || p.Default != "" || p.Shape == twin.Sum
}
