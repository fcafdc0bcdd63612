package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"whatif/models/twin"
	"whatif/scenarios/source"
)

// knownTemplates reports whether an overlay of a fleet changes templates that
// are there, or adds whole ones.
func (r *report) knownTemplates(under, over *source.Node) bool {
	there, ok := under.Table().Get("twin").Table(), true
	for _, n := range over.Table().Get("twin").Table().Nodes() {
		if there.Get(n.Name) != nil || n.Table().Get("model") != nil || n.Table().Get("like") != nil {
			continue
		}
		r.fail(codeUnknownName, n.Key, fmt.Sprintf("fleet.%s has no twin %q to change", under.Name, n.Name), nearby(n.Name, there.Names()), didYouMean(n.Name, there.Names()))
		ok = false
	}
	return ok
}

// fleetPath checks that a path of a sweep, a draw or the command line leads to
// a key of a fleet or to a parameter of one of its templates.
func (l *loader) fleetPath(leaf source.Leaf, what string, tables []*source.Table) bool {
	key, path := leaf.Node.Key, leaf.Path
	var fleets, templates []string
	for _, t := range tables {
		fleet := t.Find("fleet", path[1]).Table()
		if fleet == nil {
			fleets = append(fleets, t.Get("fleet").Table().Names()...)
			continue
		}
		if path[2] != "twin" {
			if keys := []string{"file", "name", "where", "twin"}; len(path) > 3 || !slices.Contains(keys, path[2]) {
				l.fail(codeUnknownName, key, fmt.Sprintf("%s: fleet.%s has no %s", what, path[1], joined(path[2:])), nearby(path[2], keys), didYouMean(path[2], keys))
				return false
			}
			return true
		}
		if len(path) != 5 {
			l.fail(codeUnknownName, key, fmt.Sprintf("%s: %s is not one value", what, joined(path)), `fleet.NAME.twin."{id}".PARAMETER`, "")
			return false
		}
		there := fleet.Get("twin").Table()
		if there.Get(path[3]) == nil {
			templates = append(templates, there.Names()...)
			continue
		}
		return l.templateParameter(leaf, what, t, there)
	}
	fleets, templates = unique(fleets), unique(templates)
	if len(templates) > 0 {
		l.fail(codeUnknownName, key, fmt.Sprintf("%s: fleet.%s has no twin %q", what, path[1], path[3]), nearby(path[3], templates), didYouMean(path[3], templates))
		return false
	}
	l.fail(codeUnknownName, key, fmt.Sprintf("%s: there is no fleet %q", what, path[1]), nearby(path[1], fleets), didYouMean(path[1], fleets))
	return false
}

// templateParameter checks the last name of a path to a template.
func (l *loader) templateParameter(leaf source.Leaf, what string, t, templates *source.Table) bool {
	k := l.kindOfTemplate(t, templates.Get(leaf.Path[3]).Table())
	if k == nil {
		return true // said elsewhere
	}
	known := parameterNames(k)
	last := leaf.Path[4]
	if slices.Contains(known, last) || last == "model" || last == "like" {
		return true
	}
	l.fail(codeUnknownName, leaf.Node.Key, fmt.Sprintf("%s: %s, %s, has no parameter %q", what, templatePath(leaf.Path[1], leaf.Path[3]), article(k), last), nearby(last, known), didYouMean(last, known))
	return false
}

// kindOfTemplate is the kind of the twins that a template makes, where it is
// the same for all.
func (l *loader) kindOfTemplate(t, template *source.Table) *twin.Kind {
	alone := source.NewTable()
	for _, n := range t.Get("twin").Table().Nodes() {
		alone.Put(n)
	}
	const itself = "{}" // no name of a twin
	alone.Put(&source.Node{Name: itself, Value: template})
	return l.kindOf(alone, itself, nil)
}

// templateOf is the path to what a template says at a path to a member, nil
// where no template made the twin.
func (l *loader) templateOf(path string) []string {
	parts := strings.Split(path, ".")
	if len(parts) != depthOfPath || parts[0] != "twin" {
		return nil
	}
	of, made := l.fleets.members[parts[1]]
	if !made {
		return nil
	}
	return []string{"fleet", of.fleet, "twin", of.template, parts[2]}
}

// unique are the names without those that occurred before.
func unique(names []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(names, func(n string) bool {
		again := seen[n]
		seen[n] = true
		return again
	})
}

// noteTemplate notes a number that a template gives to all of its twins alike,
// as that of the template.
func (d *decoder) noteTemplate(name, key string, n *source.Node) {
	if n.At.Origin != (everyRow{}) {
		return
	}
	if of, ok := d.fleets.members[name]; ok {
		path := templatePath(of.fleet, of.template) + "." + key
		if _, known := d.numbers[path]; !known {
			d.numbers[path] = d.numbers["twin."+name+"."+key]
		}
	}
}

func parameterNames(k *twin.Kind) []string {
	var names []string
	for i := range k.Params {
		names = append(names, k.Params[i].Name)
	}
	return names
}

// fleetPart is what an overlay says of fleets, and otherPart the rest of it.
func fleetPart(overlay *source.Table) *source.Table {
	out := source.NewTable()
	if n := overlay.Get("fleet"); n.Table() != nil {
		out.Put(n)
	}
	return out
}

func otherPart(overlay *source.Table) *source.Table {
	out := overlay.Copy()
	out.Drop("fleet")
	return out
}

// structure is the file with an overlay: first what the overlay, and then what
// more says of fleets, then the twins that the fleets make, then the rest of the
// overlay, so that what names one member wins over its template.
func (l *loader) structure(base, overlay *source.Table, more []*source.Table) *source.Table {
	fleets := fleetPart(overlay)
	if fleets.Get("fleet") == nil && len(more) == 0 {
		return l.laid(base, overlay)
	}
	plain := l.laidFleets(l.fleets.plain, fleets)
	for _, m := range more {
		plain = l.laidFleets(plain, m)
	}
	return l.laid(l.expanded(plain), otherPart(overlay))
}

// withFleets is the file as a variant's own fleets make it, to check against
// what else the variant changes.
func (l *loader) withFleets(base, variant *source.Table) *source.Table {
	expanded, _ := source.Expand(variant)
	fleets := fleetPart(expanded)
	if fleets.Get("fleet") == nil {
		return base
	}
	quiet := *l
	quiet.report = &report{}
	out := quiet.expanded(quiet.laidFleets(l.fleets.plain, fleets))
	if n := base.Get("fleet"); n != nil {
		out.Put(n) // what it says of fleets is checked against the file
	} else {
		out.Drop("fleet")
	}
	return out
}

// laidFleets lays an overlay of fleets over a study's tables; of a template that
// becomes another model only the parameters that the new one has stay.
func (l *loader) laidFleets(base, overlay *source.Table) *source.Table {
	under := base
	for _, fleet := range overlay.Get("fleet").Table().Nodes() {
		for _, over := range fleet.Table().Get("twin").Table().Nodes() {
			model, isText := "", false
			if n := over.Table().Get("model"); n != nil {
				model, isText = n.Value.(string)
			}
			k, before := l.find(model), base.Find("fleet", fleet.Name, "twin", over.Name)
			if !isText || k == nil || before.Table() == nil {
				continue
			}
			kept := *before
			kept.Value = filter(before.Table(), func(key string) bool { return key == "like" || k.Param(key) != nil })
			under = replaced(under, []string{"fleet", fleet.Name, "twin"}, &kept)
		}
	}
	return source.Merge(under, overlay)
}

// replaced is t with a node in place of the one of its name below a path.
func replaced(t *source.Table, path []string, n *source.Node) *source.Table {
	out := t.Copy()
	if len(path) == 0 {
		out.Put(n)
		return out
	}
	below := *t.Get(path[0])
	below.Value = replaced(below.Table(), path[1:], n)
	out.Put(&below)
	return out
}
