package scenarios

import (
	"fmt"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// matchedBy is a variant's table with its patterns written out: the same value
// at every path that matches in base, below what the variant writes out itself.
// Patterns change what is there and add nothing; those of fleets are left.
func (l *loader) matchedBy(base, t *source.Table, what string) *source.Table {
	expanded, twice := source.Expand(t)
	plain, wide := source.NewTable(), []source.Leaf{}
	for _, section := range expanded.Nodes() {
		if section.Name == "fleet" || section.Table() == nil {
			plain.Put(section)
			continue
		}
		kept := source.NewTable()
		for _, n := range section.Table().Nodes() {
			rest := *n
			if n.Table() != nil {
				own := source.NewTable()
				for _, key := range n.Table().Nodes() {
					if isPattern(n.Name) || isPattern(key.Name) {
						wide = append(wide, source.Leaf{Path: []string{section.Name, n.Name, key.Name}, Node: key})
					} else {
						own.Put(key)
					}
				}
				rest.Value = own
			}
			if !isPattern(n.Name) {
				kept.Put(&rest)
			} else if n.Table() == nil {
				wide = append(wide, source.Leaf{Path: []string{section.Name, n.Name}, Node: n})
			}
		}
		laid := *section
		laid.Value = kept
		plain.Put(&laid)
	}
	if len(wide) == 0 {
		return t
	}
	for _, n := range twice {
		l.fail(codeConflict, n.Key, fmt.Sprintf("%s sets %s twice", what, n.Name), "", "keep one of the two")
	}
	matched := source.NewTable()
	from := map[string]source.Leaf{}
	for _, leaf := range wide {
		if !l.pathOrPattern(leaf, what, []*source.Table{base}) {
			continue
		}
		overlay := l.matching(base, leaf.Path, leaf.Node)
		for _, path := range source.Leaves(overlay, depthOfPath) {
			name := joined(path.Path)
			if other, taken := from[name]; taken && plain.Find(path.Path...) == nil {
				l.add(diagnose.Diagnostic{Code: codeConflict, At: leaf.Node.Key, Summary: fmt.Sprintf("%s and %s both match %s", pathText(other.Path), pathText(leaf.Path), name),
					Hint: "write patterns that have no path in common", Related: []diagnose.Related{{At: other.Node.Key, Note: "the other"}}})
				break
			}
			from[name] = leaf
		}
		matched = source.Merge(matched, overlay)
	}
	return source.Merge(matched, plain)
}
