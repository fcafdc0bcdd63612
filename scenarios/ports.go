package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/physics/unit"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// ports lists the ports of all twins, as a controller would name them.
func (d *decoder) ports() []string {
	return d.portsBy(func(*twin.Param) bool { return true })
}

// portsFor lists the ports that a controller may drive by p.
func (d *decoder) portsFor(e *entity, p *twin.Param) []string {
	writes, _, known := d.writes(e, p)
	return d.portsBy(func(p *twin.Param) bool { return !known || writes.Fits(unitOf(p.Unit)) })
}

func (d *decoder) portsBy(fits func(p *twin.Param) bool) []string {
	var out []string
	for _, e := range d.twins {
		if e.kind == nil {
			continue
		}
		for i := range e.kind.Params {
			if p := &e.kind.Params[i]; p.Port && fits(p) {
				out = append(out, "twin."+e.name+"."+p.Name)
			}
		}
	}
	return out
}

// driver is who drives a port, and where that is written.
type driver struct {
	twin string
	at   diagnose.Position
	// whole says that it sets the port from the beginning of the run to its end,
	// so that a number written there never counts. A schedule may not act yet.
	whole bool
}

// overwritten warns of numbers at ports whose drivers leave nothing of them.
func (d *decoder) overwritten() {
	for _, path := range slices.Sorted(maps.Keys(d.drivers)) {
		by := d.drivers[path]
		parts := strings.Split(path, ".")
		n := d.entity(parts[1]).fields.table.Get(parts[2])
		if n == nil || !by.whole || isReference(n) {
			continue
		}
		d.add(diagnose.Diagnostic{Code: codeUnused, Severity: diagnose.Warning, At: n.At, Summary: fmt.Sprintf("%s has no effect: twin.%s drives it", parts[2], by.twin),
			Hint: "leave it out, or do not drive it", Related: []diagnose.Related{{At: by.at, Note: "it is driven here"}}})
	}
}

// driven reads the ports that a controller drives: one, or a list.
func (d *decoder) driven(e *entity, p *twin.Param, n *source.Node) (refs []string, ok bool) {
	list, ok := d.listOf(n, p.Name, true)
	if len(list) == 0 && ok {
		d.fail(codeMissing, n.At, p.Name+" is empty", parameterExpected(p), "")
		return nil, false
	}
	for _, element := range list {
		ref, read := d.text(element, p.Name)
		path, found := "", false
		if read {
			path, found = d.port(e, p, element, ref)
		}
		if !found || !d.portFits(e, p, element, path) {
			ok = false
			continue
		}
		if first, taken := d.drivers[path]; taken {
			summary := fmt.Sprintf("%s is driven twice, by twin.%s and twin.%s", path, first.twin, e.name)
			if first.twin == e.name {
				summary = fmt.Sprintf("%s lists %s twice", p.Name, path)
			}
			d.add(diagnose.Diagnostic{Code: codeDriven, At: element.At, Summary: summary,
				Hint: "a port has one driver", Related: []diagnose.Related{{At: first.at, Note: "it is driven here already"}}})
			ok = false
			continue
		}
		d.drivers[path] = driver{e.name, element.At, p.Unit != ""}
		refs = append(refs, path)
	}
	return refs, ok
}

// writes is the unit of what a controller writes to the ports of p, and that in
// words. A controller that drives ports of any dimension passes on what it
// follows; ok is false where nobody knows what that is.
func (d *decoder) writes(e *entity, p *twin.Param) (u unit.Unit, what string, ok bool) {
	if p.Unit != "" {
		return unitOf(p.Unit), "a " + e.kind.Name + " drives what is a pure number", true
	}
	i := slices.IndexFunc(e.kind.Params, func(q twin.Param) bool { return q.Shape == twin.Sense && q.Unit == "" })
	if i < 0 {
		return u, "", false
	}
	follows := e.fields.table.Get(e.kind.Params[i].Name)
	if follows == nil {
		return u, "", false // said already
	}
	ref, _ := follows.Value.(string)
	t, wrong := d.resolve(ref)
	if wrong != nil {
		return u, "", false // said where it is written
	}
	return t.unit, fmt.Sprintf("%s is %s", t.path, shownUnit(t.unit).Describe()), true
}

// portFits refuses a port of another dimension than what its driver writes.
func (d *decoder) portFits(e *entity, p *twin.Param, n *source.Node, path string) bool {
	writes, what, ok := d.writes(e, p)
	parts := strings.Split(path, ".")
	u := unitOf(d.entity(parts[1]).kind.Param(parts[2]).Unit)
	if !ok || writes.Fits(u) {
		return true
	}
	d.fail(codeDimension, n.At, fmt.Sprintf("%s: %s is %s, but %s", p.Name, path, shownUnit(u).Describe(), what), oneOf(d.portsFor(e, p)), "")
	return false
}

// port follows a reference to a port.
func (d *decoder) port(by *entity, of *twin.Param, n *source.Node, ref string) (string, bool) {
	name := of.Name
	parts, err := source.SplitPath(ref)
	wrong := func(summary string) (string, bool) {
		expected, hint := d.alternatives(ref, func() []string { return d.portsFor(by, of) })
		d.fail(codeReference, n.At, name+": "+summary, expected, hint)
		return "", false
	}
	if err != nil {
		return wrong(err.Error())
	}
	if len(parts) != 3 || parts[0] != "twin" {
		return wrong(fmt.Sprintf("%q is no port", ref))
	}
	e := d.entity(parts[1])
	if e == nil {
		return wrong(fmt.Sprintf("there is no twin %q", parts[1]))
	}
	if e.kind == nil {
		return "", false
	}
	p := e.kind.Param(parts[2])
	switch {
	case p == nil && e.kind.Variable(parts[2]) != nil:
		return wrong(fmt.Sprintf("%s is a variable of twin.%s, not a port", parts[2], e.name))
	case p == nil:
		return wrong(fmt.Sprintf("twin.%s, %s, has no port %q", e.name, article(e.kind), parts[2]))
	case !p.Port:
		return wrong(fmt.Sprintf("%s of twin.%s cannot be driven", p.Name, e.name))
	}
	return "twin." + e.name + "." + p.Name, true
}
