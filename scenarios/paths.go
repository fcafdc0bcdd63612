package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// isReference tells a reference from a quantity: a quantity begins with a
// number.
func isReference(n *source.Node) bool {
	s, ok := n.Value.(string)
	if s = strings.TrimSpace(s); !ok || s == "" {
		return false
	}
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '"' || c == '\'' || c == '_'
}

// target is what a reference leads to.
type target struct {
	path string
	unit unit.Unit
	flag bool
}

// refer follows a reference to a signal: input.NAME or twin.NAME.VARIABLE; a
// twin alone means its temperature. Where it leads to nothing, that is
// reported, except if what it leads to is wrong itself.
func (d *decoder) refer(n *source.Node, name string) (target, bool) {
	return d.referWith(n, name, d.resolve)
}

// referPlace follows a reference to a place: as refer, but a twin alone means what the parameter says.
func (d *decoder) referPlace(n *source.Node, p *twin.Param) (target, bool) {
	return d.referWith(n, p.Name, func(ref string) (target, *unresolved) { return d.resolveAs(ref, p.BareVariable()) })
}

func (d *decoder) referWith(n *source.Node, name string, resolve func(string) (target, *unresolved)) (target, bool) {
	ref, ok := d.text(n, name)
	if !ok {
		return target{}, false
	}
	t, wrong := resolve(ref)
	if wrong != nil {
		if wrong.summary != "" {
			d.fail(codeReference, n.At, name+": "+wrong.summary, wrong.expected, wrong.hint)
		}
		return target{}, false
	}
	return t, true
}

// unresolved says why a reference leads nowhere; without a summary, that was
// reported elsewhere.
type unresolved struct{ summary, expected, hint string }

// resolve follows a path to a signal; a twin alone means its temperature.
func (d *decoder) resolve(ref string) (target, *unresolved) {
	return d.resolveAs(ref, twin.PlaceVariable)
}

// resolveAs is resolve where a twin alone means the variable bare.
func (d *decoder) resolveAs(ref, bare string) (target, *unresolved) {
	if isPattern(ref) {
		return target{}, &unresolved{fmt.Sprintf("%q is a pattern, and one thing is named here", ref), `a path such as "input.outdoor" or "twin.north.temperature"`, "patterns stand in lists, such as sums and serves"}
	}
	parts, err := source.SplitPath(ref)
	if err != nil {
		return target{}, &unresolved{err.Error(), `a path such as "input.outdoor" or "twin.north.temperature"`, ""}
	}
	switch parts[0] {
	case "input":
		return d.resolveInput(parts)
	case "twin":
		return d.resolveTwin(parts, bare)
	}
	hint := didYouMean(parts[0], []string{"input", "twin"})
	if d.entity(parts[0]) != nil {
		hint = fmt.Sprintf("did you mean %q?", "twin."+ref)
	}
	for _, in := range d.inputNames {
		if in == parts[0] {
			hint = fmt.Sprintf("did you mean %q?", "input."+ref)
		}
	}
	if len(parts) == 2 && (parts[0] == "alert" || parts[0] == "event") {
		return target{}, &unresolved{fmt.Sprintf("%s is on or off, and no signal", ref), `a path such as "input.outdoor" or "twin.north.temperature"`,
			fmt.Sprintf("a condition may name it, such as time_while = %q", ref)}
	}
	return target{}, &unresolved{fmt.Sprintf("%q is no path", ref), `a path such as "input.outdoor" or "twin.north.temperature"`, hint}
}

func (d *decoder) resolveInput(parts []string) (target, *unresolved) {
	if len(parts) != 2 {
		return target{}, &unresolved{fmt.Sprintf("%q is no signal", strings.Join(parts, ".")), `"input.NAME"`, ""}
	}
	u, ok := d.inputs[parts[1]]
	if !ok && !slices.Contains(d.inputNames, parts[1]) {
		expected, hint := d.alternatives(parts[1], func() []string { return d.inputNames })
		return target{}, &unresolved{fmt.Sprintf("there is no input %q", parts[1]), expected, hint}
	}
	if !ok {
		return target{}, &unresolved{}
	}
	return target{path: "input." + parts[1], unit: u}, nil
}

func (d *decoder) resolveTwin(parts []string, bare string) (target, *unresolved) {
	if len(parts) == 1 || len(parts) > 3 {
		return target{}, &unresolved{fmt.Sprintf("%q is no signal", strings.Join(parts, ".")), `"twin.NAME.VARIABLE"`, ""}
	}
	e := d.entity(parts[1])
	if e == nil {
		expected, hint := d.alternatives(parts[1], d.twinNames)
		return target{}, &unresolved{fmt.Sprintf("there is no twin %q", parts[1]), expected, hint}
	}
	if e.kind == nil {
		return target{}, &unresolved{}
	}
	variables := e.variables()
	name := bare
	if len(parts) == 3 {
		name = parts[2]
	}
	v := e.kind.Variable(name)
	switch {
	case v == nil && len(parts) == 2:
		return target{}, &unresolved{fmt.Sprintf("twin.%s is %s, which has no %s", e.name, article(e.kind), bare), "a twin with a " + bare + ", or a variable: " + oneOf(prefixed("twin."+e.name+".", variables)), ""}
	case v == nil && e.kind.Param(name) != nil:
		return target{}, &unresolved{fmt.Sprintf("%s is a parameter of twin.%s, not a variable", name, e.name), oneOf(variables), ""}
	case v == nil:
		return target{}, &unresolved{fmt.Sprintf("twin.%s, %s, has no variable %q", e.name, article(e.kind), name), nearby(name, variables), didYouMean(name, variables)}
	case !e.has(v):
		return target{}, &unresolved{fmt.Sprintf("twin.%s has no %s, since its %s is not given", e.name, name, v.Needs), oneOf(variables), "give twin." + e.name + " a " + v.Needs}
	}
	return target{path: "twin." + e.name + "." + name, unit: d.unitOf(v.Unit), flag: v.Flag}, nil
}

// resolveMeasured follows a path to whatever can be measured: a signal, or a
// parameter that is a number or a flag, as it stands at that moment of the run.
func (d *decoder) resolveMeasured(ref string) (target, *unresolved) {
	parts, err := source.SplitPath(ref)
	if err == nil && len(parts) == 3 && parts[0] == "twin" {
		if e := d.entity(parts[1]); e != nil && e.kind != nil && e.kind.Variable(parts[2]) == nil {
			if p := e.kind.Param(parts[2]); p != nil && isValue(p.Shape) && e.given(p.Name) {
				return target{path: "twin." + e.name + "." + p.Name, unit: unitOf(p.Unit), flag: p.Shape == twin.Flag}, nil
			}
		}
	}
	return d.resolve(ref)
}

// isValue tells the shapes of parameters that have a value at every moment.
func isValue(s twin.Shape) bool {
	return s == twin.Number || s == twin.Flag || s == twin.Signal || s == twin.Sum
}

// prefixed puts a prefix before every name.
func prefixed(prefix string, names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, prefix+n)
	}
	return out
}

// referTo follows a reference to a signal that measures u.
func (d *decoder) referTo(n *source.Node, name string, u unit.Unit) ([]string, bool) {
	t, ok := d.refer(n, name)
	if !ok {
		return nil, false
	}
	if !t.unit.Fits(u) {
		d.unfit(n, name, t, u)
		return nil, false
	}
	return []string{t.path}, true
}

// unfit reports a reference to something that measures something else.
func (d *decoder) unfit(n *source.Node, name string, t target, want unit.Unit) {
	d.fail(misfit(t.unit, want), n.At, fmt.Sprintf("%s: %s is %s", name, t.path, shownUnit(t.unit).Describe()), want.Describe(), d.meantTemperature(t, want))
}

// meantTemperature is the hint where an input with the unit K is used as a
// temperature; "" for anything else.
func (d *decoder) meantTemperature(t target, want unit.Unit) string {
	name, isInput := strings.CutPrefix(t.path, "input.")
	if !isInput || !want.Absolute || t.unit.Absolute || t.unit.Dimension != want.Dimension {
		return ""
	}
	return fmt.Sprintf(`in [input.%s] write unit = "degC", "degF" or "degK"`, name)
}

// shownUnit is the unit in which a signal is shown: degC for temperatures, deg
// for angles in deg, SI for the rest, in which a torque is no energy: N m.
func shownUnit(u unit.Unit) unit.Unit {
	switch {
	case u.Absolute:
		return degC
	case u.Symbol == degree.Symbol:
		return degree
	case turns(u):
		return u
	}
	return u.SI()
}

// turns tells the units of what turns, which in the SI are those of something else.
func turns(u unit.Unit) bool {
	return u.Scale == 1 && (u.Symbol == "N m" || strings.Contains(u.Symbol, "rad"))
}

// placesOf reads one place or a list of them.
//
// A quantity among them, given, has the path of the parameter for a reference.
func (d *decoder) placesOf(path string, p *twin.Param, n *source.Node) (refs []string, given *float64, ok bool) {
	list := []*source.Node{n}
	if p.Shape == twin.Places {
		if list, ok = d.listOf(n, p.Name, p.Length == 0); !ok {
			return nil, nil, false
		}
		if p.Length > 0 && len(list) != p.Length {
			d.fail(codeBounds, n.At, fmt.Sprintf("%s names %d, not %d", p.Name, len(list), p.Length), fmt.Sprintf("%d references", p.Length), "")
			return nil, nil, false
		}
		if len(list) == 0 {
			d.fail(codeMissing, n.At, p.Name+" is empty", parameterExpected(p), "")
			return nil, nil, false
		}
	}
	u := degC
	if p.Unit != "" {
		u = d.unitOf(p.Unit)
	}
	ok = true
	for _, e := range list {
		if p.Literal && !isReference(e) {
			x, read := d.quantity(e, p.Name, u)
			if read && given != nil {
				d.fail(codeConflict, e.At, p.Name+" has two given temperatures", "one quantity at most, and twins or inputs", "")
				read = false
			}
			given = &x
			refs, ok = append(refs, path), ok && read
			continue
		}
		if s, isText := e.Value.(string); isText && strings.HasPrefix(s, "input.") && !p.Inputs {
			d.fail(codeReference, e.At, fmt.Sprintf("%s: %s is an input, not a twin", p.Name, s), `a twin, such as "twin.north"`, "")
			ok = false
			continue
		}
		t, resolved := d.referPlace(e, p)
		if resolved && !t.unit.Fits(u) && !(p.Unit == "" && p.Bare != "") {
			d.unfit(e, p.Name, t, u)
			resolved = false
		}
		ok = ok && resolved
		if !resolved {
			continue
		}
		if slices.Contains(refs, t.path) {
			d.fail(codeConflict, e.At, fmt.Sprintf("%s names %s twice", p.Name, t.path), "", "")
			ok = false
		}
		refs = append(refs, t.path)
	}
	return refs, given, ok
}

// sensed reads a reference to a variable.
func (d *decoder) sensed(p *twin.Param, n *source.Node) ([]string, bool) {
	if s, isText := n.Value.(string); isText && strings.HasPrefix(s, "input.") && !p.Inputs {
		d.fail(codeReference, n.At, fmt.Sprintf("%s: %s is an input, not a variable of a twin", p.Name, s), `a variable, such as "twin.north.temperature"`, "")
		return nil, false
	}
	if p.Unit != "" {
		return d.referTo(n, p.Name, unitOf(p.Unit))
	}
	t, ok := d.refer(n, p.Name)
	return []string{t.path}, ok
}
