package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/scenarios/source"
)

// patterned reports whether a path is a pattern: a * in it stands for any run of
// characters of one name.
func patterned(path []string) bool { return slices.ContainsFunc(path, isPattern) }

// pathText writes a path, or a pattern, with dots.
func pathText(path []string) string {
	if patterned(path) {
		return strings.Join(path, ".")
	}
	return joined(path)
}

// matching is the overlay that a pattern means in a study's tables: the value
// at every path that matches and that something could stand at. Of a twin these
// are the parameters of its kind, of everything else the keys that it has.
func (l *loader) matching(t *source.Table, pattern []string, value *source.Node) *source.Table {
	out, section := source.NewTable(), source.NewTable()
	if len(pattern) != depthOfPath {
		return out
	}
	for _, n := range t.Get(pattern[0]).Table().Nodes() {
		if !matchName(pattern[1], n.Name) {
			continue
		}
		entry := source.NewTable()
		for _, key := range l.keysOf(t, pattern[0], n) {
			if matchName(pattern[2], key) {
				laid := *value
				laid.Name = key
				entry.Put(&laid)
			}
		}
		if len(entry.Nodes()) > 0 {
			section.Put(&source.Node{Name: n.Name, Key: value.Key, At: value.Key, Value: entry})
		}
	}
	if len(section.Nodes()) > 0 {
		out.Put(&source.Node{Name: pattern[0], Key: value.Key, At: value.Key, Value: section})
	}
	return out
}

// keysOf are the names that could end a path to an entry of a section.
func (l *loader) keysOf(t *source.Table, section string, n *source.Node) []string {
	if section != "twin" {
		return n.Table().Names()
	}
	var names []string
	if k := l.kindOf(t.Get("twin").Table(), n.Name, nil); k != nil {
		for i := range k.Params {
			if name := k.Params[i].Name; !strings.Contains(name, ".") {
				names = append(names, name)
			}
		}
	}
	return names
}

// layPattern is lay for a path that may be a pattern.
func (l *loader) layPattern(t *source.Table, path []string, n *source.Node) *source.Table {
	if !patterned(path) {
		return l.lay(t, path, n)
	}
	overlay := l.matching(t, path, n)
	if len(overlay.Nodes()) == 0 {
		return t
	}
	return l.laid(t, overlay)
}

// pathOrPattern is path for a path that may be a pattern: it must match
// something in one of the tables.
func (l *loader) pathOrPattern(leaf source.Leaf, what string, tables []*source.Table) bool {
	if leaf.Err != nil || !patterned(leaf.Path) {
		return l.path(leaf, what, tables)
	}
	if !l.patternShape(leaf, what) {
		return false
	}
	var known []string
	for _, t := range tables {
		if len(l.matching(t, leaf.Path, leaf.Node).Nodes()) > 0 {
			return true
		}
		for _, n := range t.Get(leaf.Path[0]).Table().Nodes() {
			for _, key := range l.keysOf(t, leaf.Path[0], n) {
				known = append(known, joined([]string{leaf.Path[0], n.Name, key}))
			}
		}
	}
	l.noMatch(leaf, what, known)
	return false
}

// patternShape refuses a pattern that is not SECTION.NAME.KEY with a section
// written out.
func (l *loader) patternShape(leaf source.Leaf, what string) bool {
	section := leaf.Path[0]
	switch {
	case !slices.Contains(changeableSections(), section):
		l.fail(codeUnknownName, leaf.Node.Key, fmt.Sprintf("%s cannot change %s", what, pathText(leaf.Path)), oneOf(prefixedPaths(changeableSections(), nil)), didYouMean(section, changeableSections()))
		return false
	case len(leaf.Path) != depthOfPath:
		l.fail(codeUnknownName, leaf.Node.Key, fmt.Sprintf("%s: %s does not match single values", what, pathText(leaf.Path)), section+".NAME.KEY, where * stands for any part of a name", "")
		return false
	}
	return true
}

// noMatch reports a pattern that matches nothing.
func (l *loader) noMatch(leaf source.Leaf, what string, known []string) {
	slices.Sort(known)
	known = slices.Compact(known)
	l.fail(codeUnknownName, leaf.Node.Key, fmt.Sprintf("%s: nothing matches %s", what, pathText(leaf.Path)), nearby(pathText(leaf.Path), known), didYouMean(pathText(leaf.Path), known))
}
