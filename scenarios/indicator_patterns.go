package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models"
	"whatif/scenarios/condition"
	"whatif/scenarios/source"
)

// starred is a pattern in a key of an indicator: all of a reference, or a part
// of a condition.
type starred struct {
	node           *source.Node
	parts          []string // of the path; the second has a * in it
	whole          bool     // the text is but this
	offset, length int      // in runes, of a condition
}

func (s starred) name() string { return s.parts[1] }
func (s starred) text() string { return strings.Join(s.parts, ".") }

// bound is the name at this place where the * stands for a text, or where all
// patterns are the same and the name is known.
func (s starred) bound(text string, same bool) string {
	if same {
		return text
	}
	return strings.Replace(s.name(), "*", text, 1)
}

// with is the path with that name.
func (s starred) with(name string) []string {
	parts := slices.Clone(s.parts)
	parts[1] = name
	return parts
}

// starred finds the patterns of an indicator, the measure's own first. It is
// not ok where a * stands at no name, or a condition cannot be read, which is
// reported.
func (d *decoder) starred(f *fields) (list []starred, ok bool) {
	for _, key := range append(measures(), "during", "below", "above", "against") {
		n := f.table.Get(key)
		if n == nil {
			continue
		}
		text, isText := n.Value.(string)
		if !isText || !isPattern(text) {
			continue
		}
		if key == "during" || key == string(models.TimeWhile) || key == string(models.Count) {
			e, wrong := condition.ParsePattern(text)
			if wrong != nil {
				d.fail(codeCondition, inside(n, wrong.Offset, wrong.Length), key+": "+wrong.Summary, wrong.Expected, wrong.Hint)
				return nil, false
			}
			list = append(list, inCondition(n, e)...)
			continue
		}
		parts, err := source.SplitPath(text)
		if err != nil || !isReference(n) {
			continue // said where it is read
		}
		if len(parts) < 2 || !isPattern(parts[1]) || isPattern(parts[0]) || len(parts) > 2 && isPattern(strings.Join(parts[2:], "")) {
			d.fail(codeIndicator, n.At, fmt.Sprintf("%s: in %s a * stands for something else than a name", key, text), `a pattern such as "twin.h*.temperature" or "input.load-*"`, "")
			return nil, false
		}
		list = append(list, starred{node: n, parts: parts, whole: true})
	}
	return list, true
}

// inCondition lists the patterns of a condition.
func inCondition(n *source.Node, e *condition.Expr) []starred {
	var list []starred
	for _, arg := range e.Args {
		list = append(list, inCondition(n, arg)...)
	}
	for _, o := range []condition.Operand{e.Left, e.Right} {
		if o.IsPath && len(o.Parts) > 1 && isPattern(o.Parts[1]) {
			list = append(list, starred{node: n, parts: o.Parts, offset: o.Offset, length: o.Length})
		}
	}
	return list
}

// spelledFor are the keys of an indicator as one would write them for one of
// those that the patterns stand for.
func spelledFor(places []starred, text string) []*source.Node {
	same := !slices.ContainsFunc(places, func(s starred) bool { return s.name() != places[0].name() })
	var out []*source.Node
	for i, s := range places {
		path := joined(s.with(s.bound(text, same)))
		if s.whole {
			one := *s.node
			one.Value = path
			out = append(out, &one)
			continue
		}
		if i > 0 && places[i-1].node == s.node {
			continue // with the first of its condition
		}
		one := *s.node
		runes := []rune(one.Value.(string))
		end := len(runes)
		spelt := ""
		mine := slices.Clone(places[i:])
		mine = slices.DeleteFunc(mine, func(o starred) bool { return o.node != s.node })
		slices.SortFunc(mine, func(a, b starred) int { return b.offset - a.offset })
		for _, m := range mine { // from behind, so that the places before stay where they are
			spelt = joined(m.with(m.bound(text, same))) + string(runes[m.offset+m.length:end]) + spelt
			end = m.offset
		}
		one.Value = string(runes[:end]) + spelt
		out = append(out, &one)
	}
	return out
}

// quoted puts each text in quotes.
func quoted(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, fmt.Sprintf("%q", t))
	}
	return out
}
