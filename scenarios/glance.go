package scenarios

import (
	"slices"
	"strings"

	"whatif/scenarios/source"
)

// mostGlanced bounds the twins that are read again for the sweep's values
// alone, over all structures.
const mostGlanced = 1_000_000

// glance reads of the structures that check passed over what the sweep sets: all
// of its values are checked so, without reading every twin again at every point.
func (p *Plan) glance(checked []key) {
	points := p.chosen(p.roomFor(mostDecoded, mostGlanced))
	if len(points) <= len(checked) {
		return
	}
	done := map[key]bool{}
	for _, k := range checked {
		done[k] = true
	}
	structural := p.sweepsStructure()
	for _, k := range points {
		if done[k] {
			continue
		}
		d := newDecoder(p.loader, p.root(k))
		values, seen := p.grid.at(k.point), map[any]bool{}
		d.only = func(name string) bool {
			for a, n := range values {
				if of := d.concern(p.grid.axes[a].path, name, n); of != nil && !seen[of] {
					seen[of] = true
					return true
				}
			}
			return false
		}
		d.decodeInputs()
		d.decodeTwins()
		d.decodeEvents()
		d.decodeAlerts()
		if structural {
			d.decodeRecord()
			p.union.add(d)
		}
	}
}

// sweepsStructure reports whether an axis of the sweep may change which twins
// and variables there are.
func (p *Plan) sweepsStructure() bool {
	return slices.ContainsFunc(p.grid.axes, func(a axis) bool {
		last := a.path[len(a.path)-1]
		return isPattern(last) || slices.Contains([]string{"model", "like", "file", "where", "name"}, last)
	})
}

// concern is what a swept path reaches of a twin, nil for nothing. Where many
// twins of a kind get one value, they are one concern.
func (d *decoder) concern(path []string, name string, value *source.Node) any {
	type template struct {
		member
		key string
	}
	type alike struct{ path, kind string }
	of, made := d.fleets.members[name]
	switch {
	case isFleet(path) && len(path) == 5:
		if !made || of != (member{path[1], path[3]}) {
			return nil
		}
		if strings.Contains(written(value), "{") {
			return name
		}
		return template{of, path[4]}
	case isFleet(path):
		if !made || of.fleet != path[1] {
			return nil
		}
		return name
	case path[0] != "twin" || len(path) < 2 || !matchName(path[1], name):
		return nil
	case path[1] == name:
		return name
	}
	if d.byName[name].law != nil {
		return name
	}
	return alike{strings.Join(path, "."), d.byName[name].kind.Name}
}
