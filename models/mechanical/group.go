package mechanical

import (
	"fmt"

	"whatif/physics/connect"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

// loose is a friction or a stop between two motions; the second is nil at the ground.
type loose struct {
	twin          string
	by            string // its parameter that names them
	first, second *motion
	friction      *physics.Friction // one of the two, without its pair
	stop          *physics.Stop
}

// group adds each shaft to the law: alone, or within the group of all that rigid ties,
// frictions and stops tie.
func (a *assembly) group(shafts []*shaft) {
	number := map[*shaft]int{}
	for i, s := range shafts {
		number[s] = i
	}
	net := connect.New(len(shafts))
	tied := make([]bool, len(shafts))
	tie := func(x, y *motion) {
		last := -1
		for _, m := range []*motion{x, y} {
			if m == nil || m.given != nil {
				continue
			}
			i := number[m.shaft]
			tied[i] = true
			if last >= 0 {
				net.Join(last, i)
			}
			last = i
		}
	}
	for _, t := range a.rigid {
		if !t.shares() {
			tie(t.first, t.second)
		}
	}
	for _, t := range a.loose {
		tie(t.first, t.second)
	}
	groups := map[int]*physics.Group{}
	var order []int
	for i, s := range shafts {
		if !tied[i] {
			alone := s.law
			a.Law.Add(s.twin(), &alone)
			continue
		}
		first := net.First(i)
		g := groups[first]
		if g == nil {
			g = a.newGroup(s.twin())
			groups[first] = g
			order = append(order, first)
		}
		s.index = len(g.Motions)
		g.Motions = append(g.Motions, s.law)
	}
	of := func(x, y *motion) *physics.Group {
		for _, m := range []*motion{x, y} {
			if m != nil && m.given == nil {
				return groups[net.First(number[m.shaft])]
			}
		}
		return nil
	}
	for _, t := range a.rigid {
		if !t.shares() {
			a.join(of(t.first, t.second), t)
		}
	}
	for _, t := range a.loose {
		a.touch(of(t.first, t.second), t)
	}
	for _, first := range order {
		a.Law.Add(shafts[first].twin(), groups[first])
	}
}

func (a *assembly) newGroup(twin string) *physics.Group {
	g := physics.NewGroup()
	g.Jammed = a.Law.Failure(twin, "what is tied to it rigidly is forced against itself: two given speeds, or a stop that cannot give way")
	g.Undecided = a.Law.Failure(twin, "nothing says which of the contacts tied to it stick and which slip")
	return g
}

// join adds a rigid tie to a group.
func (a *assembly) join(g *physics.Group, t *rigid) {
	j := t.joint
	if j.Force == hybrid.Write(hybrid.None) && (t.first.given != nil || t.second.given != nil) {
		j.Force = hybrid.Write(a.Law.Quantity(t.twin + " (force)"))
	}
	j.Pair = pair(t.twin, t.first, t.second)
	a.react(t.twin, t.first, t.second, j.Force, j.Ratio)
	g.Joints = append(g.Joints, j)
}

// touch adds a friction or a stop to a group.
func (a *assembly) touch(g *physics.Group, t *loose) {
	between := pair(t.twin, t.first, t.second)
	if f := t.friction; f != nil {
		f.Pair = between
		a.react(t.twin, t.first, t.second, f.Force, none)
		g.Frictions = append(g.Frictions, *f)
		return
	}
	s := t.stop
	s.Pair = between
	s.Overlap = a.Law.Failure(t.twin, "the two begin within one another: their gap is below zero at the start")
	for _, m := range []*motion{t.first, t.second} {
		if m != nil && m.given != nil {
			s.Place = m.at()
		}
	}
	a.react(t.twin, t.first, t.second, s.Force, none)
	g.Stops = append(g.Stops, *s)
}

// pair places a tie within its group.
func pair(name string, first, second *motion) physics.Pair {
	p := physics.Between(name, place(first), place(second))
	for _, m := range []*motion{first, second} {
		if m != nil && m.given != nil {
			p.Speed, p.Acceleration = hybrid.Read(m.given.speed), hybrid.Read(m.given.acceleration)
		}
	}
	return p
}

// place is the index of a motion within its group; the ground, and what is given, have
// none.
func place(m *motion) int {
	if m == nil || m.given != nil {
		return physics.Given
	}
	return m.shaft.index
}

// react lets a motion that is given feel what ties it: a force that pushes the second
// forward and the first back, by ratio times as much at the second.
func (a *assembly) react(twin string, first, second *motion, force hybrid.Write, ratio hybrid.Read) {
	if first != nil && first.given != nil {
		a.Law.Add(twin, &scaled{From: hybrid.Read(force), By: none, Factor: -1, To: first.pull()})
	}
	if second != nil && second.given != nil {
		a.Law.Add(twin, &scaled{From: hybrid.Read(force), By: ratio, Factor: 1, To: second.pull()})
	}
}

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
