package scenarios

import (
	"fmt"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/scenarios/source"
)

// decodeEvents reads [event.*], the interventions.
func (d *decoder) decodeEvents() {
	for _, n := range d.named(d.root.Get("event"), "event") {
		f, ok := d.section(n, "[event."+n.Name+"]")
		if !ok {
			continue
		}
		path := "event." + n.Name
		d.places[path] = n.Key
		e := models.Intervention{Name: n.Name, Until: engine.Never}
		at := f.need("at", `"2 d 3 h"`)
		from, known := d.instant(at, "at", d.clock)
		if known && d.headerSound {
			d.inSpan(at, from)
		}
		e.From = from
		if at != nil {
			d.note(path+".at", number{value: from.Seconds(), unit: second, bounds: unbounded, at: at.At})
		}
		if length := f.get("for"); length != nil {
			if t, ok := d.duration(length, "for", false); ok {
				e.Until = from + t
				if known && d.headerSound && e.Until > d.span {
					d.warn(codeTime, length.At, fmt.Sprintf("the event ends at %s, after the span", d.clock.say(e.Until)), "")
				}
				d.note(path+".for", number{value: t.Seconds(), unit: second, bounds: positive, at: length.At})
			}
		}
		if set := f.need("set", `{ "twin.pump.available" = false }`); set != nil {
			e.Set = d.assignments(set)
		}
		f.done()
		d.study.Interventions = append(d.study.Interventions, e)
	}
}

// inSpan reports an event outside the time that is simulated.
func (d *decoder) inSpan(n *source.Node, t engine.Time) {
	switch {
	case t < -d.warmup:
		d.fail(codeTime, n.At, fmt.Sprintf("the event begins at %s, before the simulation does", d.clock.say(t)), "a time from "+d.clock.say(-d.warmup)+" to "+d.clock.say(d.span), "")
	case t >= d.span:
		d.fail(codeTime, n.At, fmt.Sprintf("the event begins at %s, when the span is over", d.clock.say(t)), "a time before "+d.clock.say(d.span), "")
	}
}

// assignments reads what an event sets.
func (d *decoder) assignments(set *source.Node) []models.Assignment {
	t := set.Table()
	if t == nil {
		d.wrongType(set, "set", `a table such as { "twin.pump.available" = false }`)
		return nil
	}
	var out []models.Assignment
	seen := map[string]bool{}
	leaves := source.Leaves(t, depthOfPath)
	if len(leaves) == 0 {
		d.fail(codeMissing, set.At, "set is empty", `a table such as { "twin.pump.available" = false }`, "")
	}
	for _, leaf := range leaves {
		a, ok := d.assignment(leaf)
		if ok && seen[a.Path] {
			d.fail(codeConflict, leaf.Node.Key, a.Path+" is set twice by the same event", "", "")
			continue
		}
		seen[a.Path] = true
		if ok {
			out = append(out, a)
		}
	}
	return out
}

// assignment reads one path with its value.
func (d *decoder) assignment(leaf source.Leaf) (models.Assignment, bool) {
	key := leaf.Node.Key
	if leaf.Err != nil {
		d.fail(codeReference, key, "set: "+leaf.Err.Error(), "", "")
		return models.Assignment{}, false
	}
	path := joined(leaf.Path)
	if len(leaf.Path) == 2 && leaf.Path[0] == "input" {
		return d.assignInput(leaf, path)
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
		d.fail(codeUnknownName, key, fmt.Sprintf("set: there is no twin %q", leaf.Path[1]), oneOf(d.twinNames()), didYouMean(leaf.Path[1], d.twinNames()))
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
		d.fail(codeUnknownName, key, fmt.Sprintf("set: twin.%s, a %s, has no parameter %q", e.name, e.kind.Name, leaf.Path[2]), oneOf(changeable), didYouMean(path, changeable))
		return models.Assignment{}, false
	case !p.Changeable:
		d.fail(codeNotSettable, key, fmt.Sprintf("%s cannot change during a run", path), oneOf(changeable), "")
		return models.Assignment{}, false
	case e.fields.table.Get(p.Name) == nil && p.Default == "" && p.Shape != twin.Sum:
		d.fail(codeNotSettable, key, fmt.Sprintf("%s is not given, so that it cannot change", path), "", fmt.Sprintf("give %s a value in [twin.%s]", p.Name, e.name))
		return models.Assignment{}, false
	}
	a := models.Assignment{Path: path, Text: written(leaf.Node)}
	if p.Shape == twin.Flag {
		on, ok := d.flag(leaf.Node, path)
		if on {
			a.Value = 1
		}
		return a, ok
	}
	u := unitOf(p.Unit)
	x, ok := d.quantity(leaf.Node, path, u)
	a.Value = x
	return a, ok && d.within(leaf.Node, path, x, bounds{p.Min, p.Max, p.Above}, u)
}

// assignInput reads the value that an event puts in place of an input.
func (d *decoder) assignInput(leaf source.Leaf, path string) (models.Assignment, bool) {
	t, wrong := d.resolveInput(leaf.Path)
	if wrong != nil {
		if wrong.summary != "" {
			d.fail(codeUnknownName, leaf.Node.Key, "set: "+wrong.summary, wrong.expected, wrong.hint)
		}
		return models.Assignment{}, false
	}
	x, ok := d.quantity(leaf.Node, path, shownUnit(t.unit))
	return models.Assignment{Path: path, Value: x, Text: written(leaf.Node)}, ok
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
