package mechanical

import (
	"fmt"

	"whatif/models/twin"
)

// motionAt is the motion at a place that a parameter names; nil, with a fault, where
// there is none.
func (a *assembly) motionAt(place twin.Spot, by string) *motion {
	m := a.places[string(place)]
	if m == nil {
		a.fault(by, fmt.Sprintf("%s is no motion", place),
			"name a twin that moves: a mechanical.inertia or mechanical.mass, a motor, a drive")
	}
	return m
}

// shaftAt is the shaft at a place that a machine names; nil, with a fault, where there
// is none.
func (a *assembly) shaftAt(w *twin.Wiring, param string, place twin.Spot) *motion {
	m := a.motionAt(place, w.Path(param))
	if m == nil || !a.suits(w.Path(param), m, true, "") {
		return nil
	}
	return m
}

// suits reports whether a motion turns, or moves along a line, as it should. other is
// the kind for those that do not.
func (a *assembly) suits(by string, m *motion, turns bool, other string) bool {
	if m.turns == turns {
		return true
	}
	is, wanted := "moves along a line", "a shaft"
	if m.turns {
		is, wanted = "turns", "a mass"
	}
	hint := fmt.Sprintf("name %s; a mechanical.joint with a radius ties a shaft to a mass", wanted)
	if other != "" {
		hint = fmt.Sprintf("use a %s, or name %s; a mechanical.joint with a radius ties a shaft to a mass", other, wanted)
	}
	a.fault(by, fmt.Sprintf("%s %s, but %s is expected", m.twin, is, wanted), hint)
	return false
}

// checkEnds notes where neither or both of between and on are given.
func checkEnds(t *twin.Twin) []twin.Fault {
	return t.Either("between", "on", `between = ["twin.a", "twin.b"], or on = "twin.a" for what is tied to the ground`)
}

// ends are the two motions that something lies between; the second is nil, the ground,
// where it names one alone. other is the kind for motions of the other sort.
func (a *assembly) ends(w *twin.Wiring, between twin.Spots, on twin.Spot, turns bool, other string) (first, second *motion, ok bool) {
	by := w.Path("between")
	switch {
	case len(between) == 2:
		first, second = a.motionAt(between[0], by), a.motionAt(between[1], by)
		if first == nil || second == nil {
			return nil, nil, false
		}
		if first == second {
			a.fault(by, "both ends are "+first.twin, "name two different twins")
			return nil, nil, false
		}
	case on != "":
		by = w.Path("on")
		if first = a.motionAt(on, by); first == nil {
			return nil, nil, false
		}
	default:
		a.fault(by, "it lies between two places", `write between = ["twin.a", "twin.b"]`)
		return nil, nil, false
	}
	for _, m := range []*motion{first, second} {
		if m != nil && !a.suits(by, m, turns, other) {
			return nil, nil, false
		}
	}
	return first, second, true
}
