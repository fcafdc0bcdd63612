package scenarios

import (
	"fmt"

	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/source"
)

// readEffects reads what the event sets, scales and adds to.
func (e *event) readEffects() {
	d, f := e.d, e.f
	set, scale, add := f.table.Get("set"), f.table.Get("scale"), f.table.Get("add")
	if set == nil && scale == nil && add == nil {
		e.need("set", `{ "twin.pump.available" = false }`)
		return
	}
	seen := map[string]string{}
	var patterns []reader
	for _, part := range []struct {
		node   *source.Node
		effect models.Effect
	}{{set, models.Replace}, {scale, models.Multiply}, {add, models.Increase}} {
		if part.node != nil {
			named, wide := d.assignments(part.node, e.path, part.effect, seen)
			e.Set = append(e.Set, named...)
			patterns = append(patterns, wide...)
		}
	}
	e.Set = append(e.Set, d.everywhere(patterns, seen)...)
}

// effectNames are the keys of the effects, with an example of each.
var effectNames = [...]struct{ key, example string }{
	models.Replace:  {"set", `{ "twin.pump.available" = false }`},
	models.Multiply: {"scale", `{ "twin.pump.cop" = 0.8 }`},
	models.Increase: {"add", `{ "twin.control.setpoint" = "-2 K" }`},
}

// assignments reads the table of one effect. seen are the paths that the event
// acts on, with the effect. Patterns are left for when all of these are known.
func (d *decoder) assignments(table *source.Node, event string, effect models.Effect, seen map[string]string) (out []models.Assignment, patterns []reader) {
	name := effectNames[effect].key
	t := table.Table()
	if t == nil {
		d.wrongType(table, name, "a table such as "+effectNames[effect].example)
		return nil, nil
	}
	leaves := source.Leaves(t, depthOfPath)
	if len(leaves) == 0 {
		d.fail(codeMissing, table.At, name+" is empty", "a table such as "+effectNames[effect].example, "")
	}
	for _, leaf := range leaves {
		r := reader{d, leaf, effect, event}
		if leaf.Err == nil && patterned(leaf.Path) {
			patterns = append(patterns, r)
			continue
		}
		a, ok := r.assignment()
		if !ok {
			continue
		}
		if first := seen[a.Path]; first != "" {
			summary := fmt.Sprintf("%s is %s by the same event", a.Path, map[bool]string{true: name + " twice", false: "in both " + first + " and " + name}[first == name])
			d.fail(codeConflict, leaf.Node.Key, summary, "", "")
			continue
		}
		seen[a.Path] = name
		a.Effect = effect
		out = append(out, a)
	}
	return out, patterns
}

// reader reads one path with its value.
type reader struct {
	*decoder
	leaf   source.Leaf
	effect models.Effect
	event  string
}

// name is the key that it reads below.
func (d *reader) name() string { return effectNames[d.effect].key }

// assignment reads the path, and the value by what the path is.
func (d *reader) assignment() (models.Assignment, bool) {
	leaf := d.leaf
	key := leaf.Node.Key
	if leaf.Err != nil {
		d.fail(codeReference, key, d.name()+": "+leaf.Err.Error(), "", "")
		return models.Assignment{}, false
	}
	path := joined(leaf.Path)
	if len(leaf.Path) == 2 && leaf.Path[0] == "input" {
		return d.input(path)
	}
	if len(leaf.Path) != 3 || leaf.Path[0] != "twin" {
		hint := ""
		if leaf.Path[0] == "input" && len(leaf.Path) == 3 {
			hint = fmt.Sprintf("set %q, the whole input", "input."+leaf.Path[1])
		}
		d.fail(codeNotSettable, key, fmt.Sprintf("an event cannot set %s", path), "twin.NAME.PARAMETER or input.NAME", hint)
		return models.Assignment{}, false
	}
	e := d.entity(leaf.Path[1])
	if e == nil {
		d.fail(codeUnknownName, key, fmt.Sprintf("%s: there is no twin %q", d.name(), leaf.Path[1]), nearby(leaf.Path[1], d.twinNames()), didYouMean(leaf.Path[1], d.twinNames()))
		return models.Assignment{}, false
	}
	if e.kind == nil {
		return models.Assignment{}, false
	}
	var changeable []string
	for i := range e.kind.Params {
		if e.kind.Params[i].Changeable {
			changeable = append(changeable, "twin."+e.name+"."+e.kind.Params[i].Name)
		}
	}
	p := e.kind.Param(leaf.Path[2])
	switch {
	case p == nil:
		d.fail(codeUnknownName, key, fmt.Sprintf("%s: twin.%s, %s, has no parameter %q", d.name(), e.name, article(e.kind), leaf.Path[2]), nearby(path, changeable), didYouMean(path, changeable))
		return models.Assignment{}, false
	case !p.Changeable:
		d.fail(codeNotSettable, key, fmt.Sprintf("%s cannot change during a run", path), oneOf(changeable), "")
		return models.Assignment{}, false
	case !settable(e, p):
		d.fail(codeNotSettable, key, fmt.Sprintf("%s is not given, so that it cannot change", path), "", fmt.Sprintf("give %s a value in [twin.%s]", p.Name, e.name))
		return models.Assignment{}, false
	}
	return d.parameter(path, p)
}

// parameter reads what becomes of a parameter.
func (d *reader) parameter(path string, p *twin.Param) (models.Assignment, bool) {
	n := d.leaf.Node
	a := models.Assignment{Path: path, Text: written(n)}
	b, u := bounds{p.Min, p.Max, p.Above}, unitOf(p.Unit)
	if p.Shape == twin.Flag {
		if d.effect != models.Replace {
			d.fail(codeNotSettable, n.Key, fmt.Sprintf("%s is true or false: there is nothing to %s", path, d.name()), "", "use set")
			return a, false
		}
		on, ok := d.flag(n, path)
		if on {
			a.Value = 1
		}
		return a, ok
	}
	var ok bool
	if a.Value, ok = d.value(path, u); !ok {
		return a, false
	}
	if d.effect == models.Replace {
		d.keep(path, a.Value, u, b)
		return a, d.within(n, path, a.Value, b, u)
	}
	d.keep(path, a.Value, d.unit(u), unbounded)
	return a, d.leaves(path, a.Value, b, u)
}

// leaves refuses an effect that takes a number out of its bounds by itself. What
// a controller drives, or an input, is seen to during the run.
func (d *reader) leaves(path string, x float64, b bounds, u unit.Unit) bool {
	before, fixed := d.numbers[path]
	if _, driven := d.drivers[path]; driven || !fixed {
		return true
	}
	after := before.value + x
	if d.effect == models.Multiply {
		after = before.value * x
	}
	wrong := b.wrong(after, shownUnit(u))
	if wrong != "" {
		d.fail(codeBounds, d.leaf.Node.At, fmt.Sprintf("%s would become %s", path, wrong), b.say(shownUnit(u)), "")
	}
	return wrong == ""
}

// input reads what becomes of a whole input.
func (d *reader) input(path string) (models.Assignment, bool) {
	t, wrong := d.resolveInput(d.leaf.Path)
	if wrong != nil {
		if wrong.summary != "" {
			d.fail(codeUnknownName, d.leaf.Node.Key, d.name()+": "+wrong.summary, wrong.expected, wrong.hint)
		}
		return models.Assignment{}, false
	}
	u := shownUnit(t.unit)
	x, ok := d.value(path, u)
	if ok {
		d.keep(path, x, d.unit(u), unbounded)
	}
	return models.Assignment{Path: path, Value: x, Text: written(d.leaf.Node)}, ok
}

// unit is that of the number that acts on a value in u.
func (d *reader) unit(u unit.Unit) unit.Unit {
	switch d.effect {
	case models.Multiply:
		return pure
	case models.Increase:
		return u.Difference()
	}
	return u
}

// value reads the number that acts on a value in u.
func (d *reader) value(path string, u unit.Unit) (float64, bool) {
	n := d.leaf.Node
	if d.effect == models.Multiply && u.Absolute {
		d.fail(codeTemperature, n.Key, fmt.Sprintf("%s is a temperature, which cannot be scaled", path), "", `use add, such as add = { `+fmt.Sprintf("%q", path)+` = "-2 K" }`)
		return 0, false
	}
	if isReference(n) && !isWrittenFlag(n) {
		d.noSignal(path, u)
		return 0, false
	}
	return d.quantity(n, path, d.unit(u))
}

// isWrittenFlag tells what was meant as true or false.
func isWrittenFlag(n *source.Node) bool { return n.Value == "true" || n.Value == "false" }

// noSignal says how to switch between signals, which no event does by itself.
func (d *reader) noSignal(path string, u unit.Unit) {
	n := d.leaf.Node
	text, _ := n.Value.(string)
	usual := "input.USUAL"
	if at := d.root.Lookup(path); at != nil && isReference(at) {
		usual = fmt.Sprint(at.Value)
	}
	d.fail(codeNotSettable, n.At, fmt.Sprintf("%s: an event takes a quantity, not the signal %s", path, text), d.unit(u).Describe(),
		fmt.Sprintf(`to switch between inputs, let the event set a constant input.switch from 0 to 1, and read expression = "if(input.switch > 0.5, %s, %s)"`, text, usual))
}

// keep notes the number, so that a draw finds it.
func (d *reader) keep(path string, x float64, u unit.Unit, b bounds) {
	d.note(d.event+"."+d.name()+"."+path, number{value: x, unit: u, bounds: b, at: d.leaf.Node.At})
}

// joined writes a path with dots; names that need it stand in quotes.
func joined(path []string) string {
	out := ""
	for i, p := range path {
		if i > 0 {
			out += "."
		}
		if validName(p) {
			out += p
		} else {
			out += fmt.Sprintf("%q", p)
		}
	}
	return out
}

// laidEvents writes out the quoted paths of events that both tables have, so
// that "twin.pump.cop" and twin.pump.cop meet when one is laid over the other.
// Events that name a path twice stay as they are, which is reported later.
func laidEvents(t, other *source.Table) *source.Table {
	n := t.Get("event")
	if n.Table() == nil || other.Get("event").Table() == nil {
		return t
	}
	events := source.NewTable()
	for _, e := range n.Table().Nodes() {
		if e.Table() != nil && other.Find("event", e.Name) != nil {
			if expanded, twice := source.Expand(e.Table()); len(twice) == 0 {
				wide := *e
				wide.Value = expanded
				e = &wide
			}
		}
		events.Put(e)
	}
	out, section := t.Copy(), *n
	section.Value = events
	out.Put(&section)
	return out
}
