package scenarios

import (
	"slices"

	"whatif/scenarios/source"
)

// Change is one value that a variant changes, as it is written.
type Change struct{ Path, From, To string }

// changes are what each variant changes, in the order of the file. A pattern
// stands as it was written; From is "" for one, and for what is added.
func (p *Plan) changes() [][]Change {
	resolved := p.base.Copy()
	if n := p.base.Get("twin"); n.Table() != nil {
		twins := *n
		quiet := p.aside(p.grid)
		twins.Value = newCopies(quiet.report, n.Table(), n.Table()).resolve()
		resolved.Put(&twins)
	}
	list := make([][]Change, len(p.variants))
	for i, v := range p.variants {
		if v.node == nil {
			continue
		}
		for _, leaf := range source.LeavesBy(v.node.Table(), p.depthIn(p.roots)) {
			if leaf.Err != nil || slices.Equal(leaf.Path, []string{"description"}) {
				continue
			}
			list[i] = append(list[i], Change{pathText(leaf.Path), p.stood(resolved, leaf.Path), spelled(leaf.Node)})
		}
	}
	return list
}

// stood is what the file has at a path, or the default of a parameter.
func (p *Plan) stood(file *source.Table, path []string) string {
	if n := file.Find(path...); n != nil {
		return spelled(n)
	}
	if len(path) != depthOfPath || path[0] != "twin" {
		return ""
	}
	k := p.kindOf(file.Get("twin").Table(), path[1], nil)
	if k == nil || k.Param(path[2]) == nil {
		return ""
	}
	return k.Param(path[2]).Default
}
