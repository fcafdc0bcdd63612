package scenarios

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// mode is how a draw acts on the value of the variant.
type mode int

const (
	absolute mode = iota // takes its place
	scale                // is multiplied with it
	add                  // is added to it
)

// variation is one varied path.
type variation struct {
	path      string
	key       string // what its luck is keyed by: the path, or the pattern that shares it
	mode      mode
	law       law
	min, max  float64 // what is drawn outside is not taken
	low, high float64 // probabilities of less than min, and of max or less
	at        diagnose.Position
	unit      unit.Unit // of the value at the path
}

// variations reads the distributions, once the numbers of all studies are
// known: they say in which unit a path is measured.
func (l *loader) variations(s sampling, all []*decoder, p *Plan) []variation {
	var out []variation
	var patterns []source.Leaf
	for _, leaf := range s.vary {
		if leaf.Err == nil && patterned(leaf.Path) {
			patterns = append(patterns, leaf)
			continue
		}
		tables := make([]*source.Table, 0, len(all))
		for _, d := range all {
			tables = append(tables, d.root)
		}
		if !l.path(leaf, "[sample.vary]", tables) {
			continue
		}
		if isFleet(leaf.Path) {
			l.fail(codeNotANumber, leaf.Node.Key, "a draw varies the numbers of twins, not the template that makes them", "twin.NAME.PARAMETER", `a pattern names many twins, such as "twin.*.heat_loss"`)
			continue
		}
		path := joined(leaf.Path)
		n, found := number{}, false
		for _, d := range all {
			if n, found = d.numbers[path]; found {
				break
			}
		}
		if !found {
			l.notANumber(leaf, path, all)
			continue
		}
		if by := overwrittenBy(path, all); by != "" {
			l.fail(codeNotANumber, leaf.Node.Key, fmt.Sprintf("%s is driven by twin.%s, so that a draw of it has no effect", path, by), "", "draw a parameter of twin."+by+" instead")
			continue
		}
		if v, ok := l.variation(leaf.Node, path, n); ok && l.erases(v, leaf, p.variants, p.grid) {
			v.key = path // what is common to one path is its own
			out = append(out, v)
		}
	}
	written := map[string]bool{}
	for i := range out {
		written[out[i].path] = true
	}
	from := map[string]source.Leaf{}
	for _, leaf := range patterns {
		out = append(out, l.spread(leaf, s, all, p, written, from)...)
	}
	return out
}

// spread makes a variation of every path that a pattern matches, but for those
// that are written out. from tells which pattern a path came from.
func (l *loader) spread(leaf source.Leaf, s sampling, all []*decoder, p *Plan, written map[string]bool, from map[string]source.Leaf) []variation {
	if !l.patternShape(leaf, "[sample.vary]") {
		return nil
	}
	pattern := pathText(leaf.Path)
	numbers, known := map[string]number{}, map[string]bool{}
	for _, d := range all {
		for path, n := range d.numbers {
			if known[path] || !drawable(path) {
				continue
			}
			known[path] = true
			if matchPattern(pattern, path) {
				numbers[path] = n
			}
		}
	}
	if len(numbers) == 0 {
		l.noMatch(leaf, "[sample.vary]", slices.Collect(maps.Keys(known)))
		return nil
	}
	var out []variation
	told := map[int]bool{}
	for _, path := range slices.Sorted(maps.Keys(numbers)) {
		if written[path] {
			continue
		}
		if i := slices.IndexFunc(s.fixed, func(f setting) bool { return f.fixes(path) }); i >= 0 {
			if f := s.fixed[i]; !told[i] {
				l.warn(codeUnused, f.node.Key, fmt.Sprintf("%s is not drawn by %s, since --set fixes it", pathText(f.path), pattern), "")
			}
			told[i] = true
			continue
		}
		if other, taken := from[path]; taken {
			l.add(diagnose.Diagnostic{Code: codeConflict, At: leaf.Node.Key, Summary: fmt.Sprintf("%s and %s both match %s", pathText(other.Path), pattern, path),
				Hint: "write patterns that have no path in common", Related: []diagnose.Related{{At: other.Node.Key, Note: "the other"}}})
			return nil
		}
		from[path] = leaf
		v, ok := l.variation(leaf.Node, path, numbers[path])
		if !ok || !l.erases(v, source.Leaf{Path: strings.Split(path, "."), Node: leaf.Node}, p.variants, p.grid) {
			return nil
		}
		if v.key == sharedKey {
			v.key = pattern
		}
		out = append(out, v)
	}
	return out
}

// overwrittenBy is the controller that drives a port throughout the run in
// every study that has it; "" where a draw of it counts in one.
func overwrittenBy(path string, all []*decoder) (by string) {
	for _, d := range all {
		if _, has := d.numbers[path]; !has {
			continue
		}
		driver, driven := d.drivers[path]
		if !driven || !driver.whole {
			return ""
		}
		by = driver.twin
	}
	return by
}

// drawable reports whether a number is one that a draw can lay over a model.
func drawable(path string) bool {
	return !strings.HasPrefix(path, "event.") && !strings.HasPrefix(path, "alert.")
}

// sharedKey stands for the pattern where one draw serves all that it matches.
const sharedKey = "*"

// notANumber says why a path cannot be drawn, unless it is wrong itself.
func (l *loader) notANumber(leaf source.Leaf, path string, all []*decoder) {
	if leaf.Path[0] == "twin" {
		for _, d := range all {
			e := d.entity(leaf.Path[1])
			if e == nil {
				continue
			}
			if e.kind == nil {
				return // its model is not known, which is said already
			}
			n := e.fields.table.Get(leaf.Path[2])
			if p := e.kind.Param(leaf.Path[2]); n == nil && p != nil && p.Required {
				return // its absence is said already
			}
			if n == nil {
				l.fail(codeNotANumber, leaf.Node.Key, fmt.Sprintf("%s has no value that could vary", path), "", fmt.Sprintf("give %s a value in [twin.%s]", leaf.Path[2], leaf.Path[1]))
				return
			}
			if !slices.ContainsFunc(l.list, func(d diagnose.Diagnostic) bool { return n.At.Holds(d.At) }) {
				l.fail(codeNotANumber, leaf.Node.Key, fmt.Sprintf("%s is %s, which is no number that could vary", path, strings.TrimSpace(written(n))), "a path to a number", "")
			}
			return
		}
	}
	var known []string
	for _, d := range all {
		for p := range d.numbers {
			if strings.HasPrefix(p, leaf.Path[0]+"."+leaf.Path[1]+".") && !slices.Contains(known, p) {
				known = append(known, p)
			}
		}
	}
	slices.Sort(known)
	hint := didYouMean(path, known)
	for _, d := range all {
		if instead := d.drawnInstead(leaf.Path, known); instead != "" {
			hint = instead
			break
		}
	}
	l.fail(codeNotANumber, leaf.Node.Key, fmt.Sprintf("%s is no number that could vary", path), nearby(path, known), hint)
}

// drawnInstead says how an input varies that has no number of its own at the
// path; "" where there is nothing better to say than which numbers it has.
func (d *decoder) drawnInstead(path, known []string) string {
	input := d.root.Find("input", path[1])
	scale := "input." + path[1] + ".scale"
	switch {
	case path[0] != "input" || input == nil:
	case slices.Contains(known, scale) && path[len(path)-1] != "scale":
		return "draw " + scale + ", which multiplies all of its values"
	case isDerived(input.Table()):
		return `draw an input that it is computed of, such as a constant factor in product = ["input.NAME", "input.factor"]`
	}
	return ""
}

// variation reads the distribution of one path.
func (l *loader) variation(n *source.Node, path string, value number) (v variation, ok bool) {
	v = variation{path: path, key: path, min: math.Inf(-1), max: math.Inf(1), high: 1, at: n.Key, unit: value.unit}
	if !drawable(path) {
		l.fail(codeNotANumber, n.Key, fmt.Sprintf("%s cannot be drawn", path), "twin.NAME.PARAMETER or input.NAME.KEY", "sweep over it instead")
		return v, false
	}
	f, ok := l.section(n, "the draw of "+path)
	if !ok {
		return v, false
	}
	if shared, _ := l.flag(f.get("common"), "common"); shared {
		v.key = sharedKey
	}
	of, u := f, value.unit
	scaled, added := f.get("scale"), f.get("add")
	switch {
	case scaled != nil && added != nil:
		l.fail(codeConflict, added.Key, f.what+" has both scale and add", "", "keep one of the two")
		return v, false
	case scaled != nil && value.unit.Absolute:
		l.fail(codeDistribution, scaled.Key, fmt.Sprintf("%s is a temperature, which cannot be scaled", path), "", "use add, such as { add = { normal = { mean = \"0 K\", sd = \"1 K\" } } }")
		return v, false
	case scaled != nil:
		v.mode, u = scale, pure
		of, ok = l.section(scaled, "scale")
	case added != nil:
		v.mode, u = add, value.unit.Difference()
		of, ok = l.section(added, "add")
	}
	if !ok {
		return v, false
	}
	ok = l.lawOf(&v, of, u)
	ok = l.truncation(&v, f, of, u) && ok
	if of != f {
		of.done()
	}
	f.done()
	return v, ok && l.reachable(&v, n)
}

// lawOf reads the one distribution of a draw.
func (l *loader) lawOf(v *variation, f *fields, u unit.Unit) bool {
	var chosen *source.Node
	for _, kind := range laws() {
		n := f.get(kind)
		switch {
		case n == nil:
		case chosen != nil:
			l.fail(codeConflict, n.Key, fmt.Sprintf("%s has both %s and %s", f.what, chosen.Name, n.Name), "", "keep one of the two")
			return false
		default:
			chosen = n
		}
	}
	if chosen == nil && slices.ContainsFunc(f.table.Nodes(), func(n *source.Node) bool { return misspeltLaw(n.Name) }) {
		f.alias = lawAliases()
		return false // the keys that are not known say it
	}
	if chosen == nil {
		l.fail(codeDistribution, f.at, f.what+" has no distribution", oneOf(laws()), "such as { normal = { mean = 1.0, sd = 0.1 } }")
		return false
	}
	var ok bool
	v.law, ok = l.readLaw(chosen, chosen.Name, u)
	return ok
}

// lawAliases are what others call a distribution.
func lawAliases() map[string]string {
	return map[string]string{"norm": "normal", "gauss": "normal", "gaussian": "normal", "lognorm": "lognormal", "expon": "exponential", "triang": "triangular"}
}

// misspeltLaw reports whether a key is no known one, but like a distribution.
func misspeltLaw(key string) bool {
	known := []string{"common", "scale", "add", "min", "max"}
	if slices.Contains(known, key) {
		return false
	}
	_, other := lawAliases()[key]
	return other || slices.Contains(laws(), diagnose.Nearest(key, append(known, laws()...)))
}

// truncation reads min and max, which stand beside scale or add, or beside the
// distribution.
func (l *loader) truncation(v *variation, outer, inner *fields, u unit.Unit) bool {
	ok := true
	places := []*fields{outer}
	if inner != outer {
		places = append(places, inner)
	}
	for _, f := range places {
		if n := f.get("min"); n != nil {
			x, read := l.quantity(n, "min", u)
			v.min, ok = x, ok && read
		}
		if n := f.get("max"); n != nil {
			x, read := l.quantity(n, "max", u)
			v.max, ok = x, ok && read
		}
	}
	if ok && v.min >= v.max {
		at := outer.at
		if n := outer.table.Get("max"); n != nil {
			at = n.At
		}
		l.fail(codeDistribution, at, "max is not above min", "", "swap the two")
		return false
	}
	return ok
}

// leastAccepted is how likely a draw must be to fall between min and max. With
// it, that mostAttempts draws in a row do not is out of the question.
const leastAccepted = 0.01

// reachable refuses a truncation that hardly any draw would meet.
func (l *loader) reachable(v *variation, n *source.Node) bool {
	if v.law == nil {
		return false
	}
	if !math.IsInf(v.max, 1) {
		v.high = v.law.CDF(v.max)
	}
	if !math.IsInf(v.min, -1) {
		v.low = below(v.law, v.min)
	}
	if v.high-v.low >= leastAccepted {
		return true
	}
	l.fail(codeDistribution, n.Key, fmt.Sprintf("fewer than 1 draw in %.0f of %s falls between min and max", 1/leastAccepted, v.path), "", "choose min and max around the distribution")
	return false
}

// erases refuses a draw that would take the place of what a variant or a sweep
// sets.
func (l *loader) erases(v variation, leaf source.Leaf, variants []*variant, grid *sweep) bool {
	if v.mode != absolute {
		return true
	}
	refuse := func(at diagnose.Position, who string) bool {
		l.add(diagnose.Diagnostic{Code: codeConflict, At: leaf.Node.Key, Summary: fmt.Sprintf("the draw of %s would erase what %s sets", v.path, who),
			Hint: "use scale or add, which act on the value of the variant", Related: []diagnose.Related{{At: at, Note: "it is set here"}}})
		return false
	}
	for _, w := range variants {
		if n := w.overlay.Find(leaf.Path...); n != nil {
			return refuse(n.Key, "[variant."+w.name+"]")
		}
	}
	if template := l.templateOf(v.path); template != nil {
		for _, w := range variants {
			if n := w.overlay.Find(template...); n != nil {
				return refuse(n.Key, "[variant."+w.name+"]")
			}
		}
		for _, a := range grid.axes {
			if slices.Equal(a.path, template) {
				return refuse(a.key.Key, "[sweep]")
			}
		}
	}
	for _, a := range grid.axes {
		if a.sets(v.path) {
			return refuse(a.key.Key, "[sweep]")
		}
	}
	return true
}
