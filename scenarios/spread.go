package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/scenarios/source"
)

// byPattern is the origin of a reference that a pattern stands for.
type byPattern struct{ everyRow }

// spread replaces the patterns in a list of references by what they match, in
// the order of the alphabet. A pattern leaves out what the list has already, and
// what belongs to the twin that is being read.
func (d *decoder) spread(e *entity, p *twin.Param, n *source.Node) (*source.Node, bool) {
	list, isList := n.Value.([]*source.Node)
	if !isList {
		list = []*source.Node{n}
	}
	if !slices.ContainsFunc(list, isPatternNode) {
		return n, true
	}
	taken := map[string]bool{}
	for _, element := range list {
		if text, isText := element.Value.(string); isText && !isPatternNode(element) {
			taken[text] = true
		}
	}
	out, ok := []*source.Node{}, true
	for _, element := range list {
		if !isPatternNode(element) {
			out = append(out, element)
			continue
		}
		pattern, _ := element.Value.(string)
		known := d.candidates(p, strings.Count(pattern, "."))
		any := false
		for _, path := range known {
			if !matchPattern(pattern, path) || strings.HasPrefix(path, "twin."+e.name+".") || path == "twin."+e.name {
				continue
			}
			any = true
			if taken[path] {
				continue
			}
			taken[path] = true
			one := *element
			one.Value = path
			if one.At.Origin == nil {
				one.At.Origin = byPattern{}
			}
			out = append(out, &one)
		}
		if !any {
			ok = false
			d.fail(codeReference, element.At, fmt.Sprintf("%s: nothing matches %q", p.Name, pattern), nearby(pattern, known), didYouMean(pattern, known))
		}
	}
	all := *n
	all.Value = out
	return &all, ok
}

// isPatternNode reports whether a value is a pattern of references.
func isPatternNode(n *source.Node) bool {
	text, isText := n.Value.(string)
	return isText && isPattern(text) && isReference(n)
}

// takesPatterns tells the shapes of parameters that are lists of references.
func takesPatterns(s twin.Shape) bool {
	return s == twin.Sum || s == twin.Places || s == twin.Drive
}

// candidacy is what a pattern may stand for.
type candidacy struct {
	ports bool
	dots  int
	bare  string // the variable that a twin alone means, as Param.Bare
}

// candidates are the paths with so many dots that a pattern may stand for,
// sorted: ports for what drives, and otherwise the signals; a path of one dot is
// an input or a twin with the variable that a twin alone means.
func (d *decoder) candidates(p *twin.Param, dots int) []string {
	key := candidacy{dots: dots, bare: p.Bare}
	if p.Shape == twin.Drive {
		key = candidacy{ports: true}
	}
	if known, done := d.patterned[key]; done {
		return known
	}
	var out []string
	switch {
	case key.ports:
		out = d.ports()
	case dots == 1:
		out = prefixed("input.", d.inputNames)
		for _, e := range d.twins {
			if e.kind != nil && e.kind.Variable(p.BareVariable()) != nil {
				out = append(out, "twin."+e.name)
			}
		}
	case dots == 2:
		for _, e := range d.twins {
			out = append(out, prefixed("twin."+e.name+".", e.variables())...)
		}
	}
	slices.Sort(out)
	d.patterned[key] = out
	return out
}
