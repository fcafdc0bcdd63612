package scenarios

import (
	"slices"
	"strings"

	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// partly tells of mistakes that show in some variants only which these are.
type partly struct {
	variants []*variant
	found    map[mistakeOf][]int // the variants that make it, by number
}

// mistakeOf is what is the same in one mistake of several variants.
type mistakeOf struct {
	at            diagnose.Position
	code, summary string
}

func newPartly(all []*variant) *partly {
	return &partly{variants: all, found: map[mistakeOf][]int{}}
}

func mistakeIn(d *diagnose.Diagnostic) mistakeOf {
	return mistakeOf{withoutOrigin(d.At), d.Code, d.Summary}
}

// note remembers what is wrong in a variant.
func (p *partly) note(variant int, list []diagnose.Diagnostic) {
	for i := range list {
		m := mistakeIn(&list[i])
		if !slices.Contains(p.found[m], variant) {
			p.found[m] = append(p.found[m], variant)
		}
	}
}

// tell adds the names of the variants to the diagnostics that not all of them
// make, but for those that blame what a variant says itself, and those that the
// file makes without any variant.
func (p *partly) tell(list []diagnose.Diagnostic) {
	for i := range list {
		d := &list[i]
		by := p.found[mistakeIn(d)]
		if len(by) == 0 || len(by) == len(p.variants) || d.Severity != diagnose.Error {
			continue // of files only the first reading warns
		}
		var names []string
		for _, v := range by {
			names = append(names, p.variants[v].name)
		}
		first := p.variants[by[0]]
		if first.node == nil || slices.ContainsFunc(by, func(v int) bool { return p.plain(v) || holds(p.variants[v].node, d.At) }) {
			continue
		}
		note := "in variant " + names[0]
		if len(names) > 1 {
			note = "in the variants " + strings.Join(names, ", ")
		}
		d.Related = append(slices.Clone(d.Related), diagnose.Related{At: withoutOrigin(first.node.Key), Note: note})
	}
}

// plain reports whether a variant is the file as it stands.
func (p *partly) plain(v int) bool {
	return p.variants[v].node == nil || len(p.variants[v].overlay.Nodes()) == 0
}

// holds reports whether a place lies in what a node says.
func holds(n *source.Node, at diagnose.Position) bool {
	if n.At.Holds(at) || n.Key.Holds(at) {
		return true
	}
	if t := n.Table(); t != nil {
		return slices.ContainsFunc(t.Nodes(), func(inner *source.Node) bool { return holds(inner, at) })
	}
	list, _ := n.Value.([]*source.Node)
	return slices.ContainsFunc(list, func(inner *source.Node) bool { return holds(inner, at) })
}
