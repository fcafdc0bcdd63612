package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/scenarios/source"
)

// changeableSections are the sections that a variant or a sweep may change: what
// differs between runs. What measures them stays the same for all.
func changeableSections() []string { return []string{"input", "twin", "event", "alert", "fleet"} }

// depthOfPath is how many names the path of a value has: twin.NAME.PARAMETER.
const depthOfPath = 3

// makes are the keys by which an overlay may add something of its own to a
// section, rather than change what is there.
func makes(section string) []string {
	switch section {
	case "twin":
		return []string{"model", "like"}
	case "input":
		return append([]string{"file", "signal"}, derivations()...)
	case "event":
		return []string{"at", "every", "from", "when", "after"}
	case "fleet":
		return []string{"file"}
	}
	return []string{"when"}
}

// overlay checks that a table changes only what is there, or adds what is
// complete, and returns it without what is wrong. what names it, such as
// [variant.warmer]; own are keys that belong to the overlay itself.
func (r *report) overlay(base *source.Table, t *source.Table, what string, own ...string) *source.Table {
	expanded, twice := source.Expand(t)
	for _, n := range twice {
		r.fail(codeConflict, n.Key, fmt.Sprintf("%s sets %s twice", what, n.Name), "", "keep one of the two")
	}
	out := source.NewTable()
	for _, section := range expanded.Nodes() {
		switch {
		case slices.Contains(own, section.Name):
			continue
		case !slices.Contains(changeableSections(), section.Name):
			known := append(changeableSections(), own...)
			r.fail(codeUnknownKey, section.Key, fmt.Sprintf("%s cannot change %q", what, section.Name), oneOf(prefixedPaths(known, own)), didYouMean(section.Name, known))
			continue
		case section.Table() == nil:
			r.wrongType(section, section.Name, "a table")
			continue
		}
		kept := source.NewTable()
		for _, n := range section.Table().Nodes() {
			if r.known(base, section.Name, n) {
				kept.Put(n)
			}
		}
		laid := *section
		laid.Value = kept
		out.Put(&laid)
	}
	return out
}

// prefixedPaths shows sections as the paths that begin with them.
func prefixedPaths(known, own []string) []string {
	var out []string
	for _, k := range known {
		if !slices.Contains(own, k) {
			k += ".NAME"
		}
		out = append(out, k)
	}
	return out
}

// known reports whether an entry of an overlay changes something that is
// there, or adds something.
func (r *report) known(base *source.Table, section string, n *source.Node) bool {
	there := base.Get(section).Table()
	if under := there.Get(n.Name); under != nil {
		return section != "fleet" || r.knownTemplates(under, n)
	}
	if n.Table() != nil {
		for _, key := range makes(section) {
			if n.Table().Get(key) != nil {
				return true
			}
		}
	}
	expected, hint := r.alternatives(n.Name, there.Names)
	r.fail(codeUnknownName, n.Key, fmt.Sprintf("there is no %s %q to change", section, n.Name), expected, hint)
	return false
}

// path checks that a path of a sweep, a draw or the command line leads to
// something in one of the tables, as far as can be told without its value.
func (l *loader) path(leaf source.Leaf, what string, tables []*source.Table) bool {
	key := leaf.Node.Key
	if leaf.Err != nil {
		l.fail(codeReference, key, what+": "+leaf.Err.Error(), "", "")
		return false
	}
	section := leaf.Path[0]
	if isFleet(leaf.Path) && len(leaf.Path) > 2 {
		return l.fleetPath(leaf, what, tables)
	}
	if !slices.Contains(changeableSections(), section) {
		l.fail(codeUnknownName, key, fmt.Sprintf("%s cannot change %s", what, joined(leaf.Path)), oneOf(prefixedPaths(changeableSections(), nil)), didYouMean(section, changeableSections()))
		return false
	}
	if len(leaf.Path) < 3 {
		l.fail(codeUnknownName, key, fmt.Sprintf("%s: %s is not one value", what, joined(leaf.Path)), section+".NAME.KEY", "")
		return false
	}
	var names []string
	for _, t := range tables {
		there := t.Get(section).Table()
		if n := there.Get(leaf.Path[1]); n != nil {
			return l.parameterPath(leaf, what, t)
		}
		names = append(names, there.Names()...)
	}
	expected, hint := l.alternatives(leaf.Path[1], func() []string { return unique(names) })
	l.fail(codeUnknownName, key, fmt.Sprintf("%s: there is no %s %q", what, section, leaf.Path[1]), expected, hint)
	return false
}

// parameterPath checks the last name of a path to a twin.
func (l *loader) parameterPath(leaf source.Leaf, what string, t *source.Table) bool {
	if leaf.Path[0] != "twin" {
		return true // decoding the input, event or alert says what is wrong
	}
	k := l.kindOf(t.Get("twin").Table(), leaf.Path[1], nil)
	if k == nil {
		return true // said elsewhere
	}
	var known []string
	for i := range k.Params {
		known = append(known, k.Params[i].Name)
	}
	name := leaf.Path[2]
	if k.Open {
		name = strings.Join(leaf.Path[2:], ".")
	}
	if slices.Contains(known, name) || name == "model" || name == "like" {
		return true
	}
	l.fail(codeUnknownName, leaf.Node.Key, fmt.Sprintf("%s: twin.%s, %s, has no parameter %q", what, leaf.Path[1], article(k), name), nearby(name, known), didYouMean(name, known))
	return false
}

// kindOf is the kind of a twin, by its own model or that of what it is like.
func (l *loader) kindOf(twins *source.Table, name string, above []string) *twin.Kind {
	const longest = 10_000 // a circle ends too
	if len(above) > longest {
		return nil
	}
	t := twins.Get(name).Table()
	if n := t.Get("model"); n != nil {
		model, _ := n.Value.(string)
		return withNames(l.find(model), t)
	}
	if n := t.Get("like"); n != nil {
		ref, _ := n.Value.(string)
		if len(ref) > len("twin.") {
			return withNames(l.kindOf(twins, ref[len("twin."):], append(above, name)), t)
		}
	}
	return nil
}

// laid is a study's tables with an overlay laid over them, key by key. What
// would make no sense of that is seen to: an input that becomes another sort of
// signal starts anew, and of a twin that becomes another model only the
// parameters that the new one has stay.
func (l *loader) laid(base, overlay *source.Table) *source.Table {
	cleared := base.Copy()
	clear := func(section string, keep func(under, over *source.Table) func(key string) bool) {
		names := source.NewTable()
		for _, under := range base.Get(section).Table().Nodes() {
			kept := *under
			if over := overlay.Find(section, under.Name).Table(); over != nil && under.Table() != nil {
				if stays := keep(under.Table(), over); stays != nil {
					kept.Value = filter(under.Table(), stays)
				}
			}
			names.Put(&kept)
		}
		if n := base.Get(section); n.Table() != nil {
			out := *n
			out.Value = names
			cleared.Put(&out)
		}
	}
	clear("input", func(under, over *source.Table) func(string) bool {
		if sort(over) == "" || sort(over) == sort(under) {
			return nil
		}
		return func(string) bool { return false }
	})
	clear("twin", func(under, over *source.Table) func(string) bool {
		n := over.Get("model")
		if n == nil {
			return nil
		}
		model, _ := n.Value.(string)
		k := l.find(model)
		if k == nil {
			return nil
		}
		if before := l.modelOf(under); k.Open || before != nil && before.Open {
			if before == k {
				return nil
			}
			return func(string) bool { return false }
		}
		return func(key string) bool { return key == "like" || k.Param(key) != nil }
	})
	return source.Merge(laidEvents(cleared, overlay), laidEvents(overlay, base))
}

// modelOf is the kind that a twin's table names, or nil.
func (l *loader) modelOf(t *source.Table) *twin.Kind {
	n := t.Get("model")
	if n == nil {
		return nil
	}
	model, _ := n.Value.(string)
	return l.find(model)
}

// sort names the sort of an input: recorded, a kind of signal, or how it is
// computed of others; "" where an overlay leaves it as it is.
func sort(t *source.Table) string {
	if n := t.Get("signal"); n != nil {
		return written(n)
	}
	for _, key := range append([]string{"file"}, derivations()...) {
		if t.Get(key) != nil {
			return key
		}
	}
	return ""
}

// filter is a table without the keys that do not stay.
func filter(t *source.Table, stays func(string) bool) *source.Table {
	out := source.NewTable()
	for _, n := range t.Nodes() {
		if stays(n.Name) {
			out.Put(n)
		}
	}
	return out
}

// lay lays the value at a path over t where there is something of that name,
// so that a sweep over a twin that only one variant has leaves the others be.
func (l *loader) lay(t *source.Table, path []string, n *source.Node) *source.Table {
	if isFleet(path) || t.Find(path[0], path[1]) == nil {
		return t // fleets are laid over before they are expanded
	}
	return l.laid(t, source.Nest(path, n))
}
