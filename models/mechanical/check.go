package mechanical

import "fmt"

// check notes what is wrong with shafts and what ties them, now that both are known.
func (a *assembly) check(shafts []*shaft) {
	for _, s := range shafts {
		a.checkShaft(s)
	}
	for _, t := range a.loose {
		a.checkLoose(t)
	}
	for i := range a.elastic {
		a.elastic[i].check(a)
	}
}

func (a *assembly) checkShaft(s *shaft) {
	massive := false
	for _, m := range s.members {
		massive = massive || m.inertia.Given()
	}
	if !massive {
		var names []string
		for _, m := range s.members {
			names = append(names, m.twin)
		}
		what, hint := "has no mass", `give it a mass, such as mass = "1 kg"`
		if s.members[0].turns {
			what, hint = "turns without inertia", `give it an inertia, such as inertia = "0.01 kg m2", or let it turn a mechanical.inertia`
		}
		a.fault(s.twin(), listed(names)+" "+what, hint)
	}
	for _, param := range []struct {
		name string
		of   func(*motion) bool
	}{
		{"start_speed", func(m *motion) bool { return m.startSpeed.Given() }},
		{"start_angle", func(m *motion) bool { return m.turns && m.startPosition.Given() }},
		{"start_position", func(m *motion) bool { return !m.turns && m.startPosition.Given() }},
	} {
		var who []*motion
		for _, m := range s.members {
			if param.of(m) {
				who = append(who, m)
			}
		}
		if len(who) > 1 {
			a.fault(who[1].twin+"."+param.name, fmt.Sprintf("%s is given by %s and %s, which move as one", param.name, who[0].twin, who[1].twin), "leave it out at one of them")
		}
	}
}

func (a *assembly) checkLoose(t *loose) {
	fixed := func(m *motion) bool { return m == nil || m.given != nil }
	switch {
	case fixed(t.first) && fixed(t.second):
		a.fault(t.by, "both ends move as they are told, so that there is nothing to act on", "name a mechanical.inertia or mechanical.mass at one end")
	case t.first != nil && t.second != nil && t.first.shaft == t.second.shaft && t.first.given == nil:
		a.fault(t.by, fmt.Sprintf("%s and %s are joined rigidly: nothing moves between them", t.first.twin, t.second.twin), "take the joint or this away")
	}
}
