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
		known := d.candidates(p.Shape, strings.Count(pattern, "."))
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

// candidates are the paths with so many dots that a pattern may stand for,
// sorted: ports for what drives, and otherwise the signals; a path of one dot is
// an input or a twin with a temperature.
func (d *decoder) candidates(s twin.Shape, dots int) []string {
	key := dots
	if s == twin.Drive {
		key = -1
	}
	if known, done := d.patterned[key]; done {
		return known
	}
	var out []string
	switch {
	case s == twin.Drive:
		out = d.ports()
	case dots == 1:
		out = prefixed("input.", d.inputNames)
		for _, e := range d.twins {
			if e.kind != nil && e.kind.Variable(twin.PlaceVariable) != nil {
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
