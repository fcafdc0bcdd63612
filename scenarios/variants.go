package scenarios

import (
	"fmt"
	"slices"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// variant is one alternative: the file with an overlay.
type variant struct {
	name, description string
	node              *source.Node  // nil for the file itself
	overlay           *source.Table // as it was written, checked
	root              *source.Table // the file with the overlay
}

// onlyVariant is the name of the file itself where it names no variants.
const onlyVariant = "base"

// variants reads [variant.*] and picks those that are to run, in the order of
// the file. base is the file as it stands.
func (l *loader) variants(root, base *source.Table, wanted []string) []*variant {
	var all []*variant
	for _, n := range l.named(root.Get("variant"), "variant") {
		f, ok := l.section(n, "[variant."+n.Name+"]")
		if !ok {
			continue
		}
		v := &variant{name: n.Name, node: n}
		v.description, _ = l.text(f.get("description"), "description")
		there := l.withFleets(base, f.table)
		v.overlay = l.overlay(there, l.matchedBy(there, f.table, f.what), f.what, "description")
		v.root = l.structure(base, v.overlay, nil)
		all = append(all, v)
	}
	if root.Get("variant") == nil {
		all = []*variant{{name: onlyVariant, overlay: source.NewTable(), root: base}}
	}
	if len(wanted) == 0 {
		return all
	}
	var names []string
	for _, v := range all {
		names = append(names, v.name)
	}
	known := true
	for i, w := range wanted {
		if !slices.Contains(names, w) {
			known = false
			at := diagnose.Position{File: variantFlag, Line: i + 1, Column: 1, Length: max(len([]rune(w)), 1)}
			l.fail(codeUnknownName, at, fmt.Sprintf("there is no variant %q", w), nearby(w, names), didYouMean(w, names))
		}
	}
	if !known {
		return all // nothing runs; the rest of the file can still be checked
	}
	return slices.DeleteFunc(all, func(v *variant) bool { return !slices.Contains(wanted, v.name) })
}
