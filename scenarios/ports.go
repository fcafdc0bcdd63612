package scenarios

import (
	"fmt"

	"whatif/models/twin"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// ports lists the ports of all twins, as a controller would name them.
func (d *decoder) ports() []string {
	var out []string
	for _, e := range d.twins {
		if e.kind == nil {
			continue
		}
		for i := range e.kind.Params {
			if p := &e.kind.Params[i]; p.Port {
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
			path, found = d.port(element, p.Name, ref)
		}
		if !found {
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
		d.drivers[path] = driver{e.name, element.At}
		refs = append(refs, path)
	}
	return refs, ok
}

// port follows a reference to a port.
func (d *decoder) port(n *source.Node, name, ref string) (string, bool) {
	parts, err := source.SplitPath(ref)
	wrong := func(summary string) (string, bool) {
		ports := d.ports()
		d.fail(codeReference, n.At, name+": "+summary, oneOf(ports), didYouMean(ref, ports))
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
		return wrong(fmt.Sprintf("twin.%s, a %s, has no port %q", e.name, e.kind.Name, parts[2]))
	case !p.Port:
		return wrong(fmt.Sprintf("%s of twin.%s cannot be driven", p.Name, e.name))
	}
	return "twin." + e.name + "." + p.Name, true
}
