package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

// shaft is what moves as one: the motions that are joined rigidly, one to one. A mass
// on a line is one, too.
type shaft struct {
	members []*motion
	index   int            // in its group
	law     physics.Motion // once it is declared
}

// twin is the path of its first twin.
func (s *shaft) twin() string { return s.members[0].twin }

// unite makes one shaft of all motions that are joined one to one, in the order of
// their twins. What is given from outside is none.
func (a *assembly) unite() []*shaft {
	var list []*shaft
	for _, m := range a.motions {
		if m.given == nil {
			m.shaft = &shaft{members: []*motion{m}}
			list = append(list, m.shaft)
		}
	}
	for _, t := range a.rigid {
		if !t.shares() || t.first.shaft == t.second.shaft {
			continue
		}
		from, to := t.second.shaft, t.first.shaft
		if from.twin() < to.twin() {
			from, to = to, from
		}
		for _, m := range from.members {
			m.shaft = to
		}
		to.members = append(to.members, from.members...)
		from.members = nil
	}
	kept := list[:0]
	for _, s := range list {
		if len(s.members) > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

// declare makes the states of a shaft, which are those of all its members.
func (s *shaft) declare(a *assembly) {
	name := s.twin()
	m := physics.Absent[physics.Motion]()
	positions := s.start(a, func(m *motion) twin.Quantity { return m.startPosition })
	velocities := s.start(a, func(m *motion) twin.Quantity { return m.startSpeed })
	at, moves := a.Law.State(hybrid.StateSpec{Path: s.members[0].place(), Start: positions, Scale: fine})
	speed, speeds := a.Law.State(hybrid.StateSpec{Path: name + ".speed", Start: velocities, Scale: fine})
	force := s.members[0].force
	for _, x := range s.members {
		a.Law.Same(at, x.position)
		a.Law.Same(speed, x.velocity)
		a.Law.Same(force, x.force)
		if x.acceleration != hybrid.None {
			a.Law.Same(speeds, x.acceleration)
		}
	}
	m.Name, m.Force, m.Inertia = name, hybrid.Read(force), s.inertia(a)
	m.Position, m.PositionRate = hybrid.Change(at), hybrid.Add(moves)
	m.Velocity, m.Rate = hybrid.Change(speed), hybrid.Add(speeds)
	m.Massless = a.Law.Failure(name, "the inertia that moves with it is not above zero")
	s.law = m
}

// start is what a state begins with: what one of the members says.
func (s *shaft) start(a *assembly, of func(*motion) twin.Quantity) []hybrid.Term {
	for _, m := range s.members {
		if q := of(m); q.Given() {
			return []hybrid.Term{{Slot: a.First(q), Weight: 1}}
		}
	}
	return nil
}

// inertia is that of all members.
func (s *shaft) inertia(a *assembly) hybrid.Read {
	var parts []hybrid.Read
	for _, m := range s.members {
		if m.inertia.Given() {
			parts = append(parts, a.number(m.inertia))
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	sum := a.Law.Sum(s.twin() + " (inertia)")
	for _, p := range parts {
		a.Law.Add(s.twin(), &scaled{From: p, By: none, Factor: 1, To: hybrid.Add(sum)})
	}
	return hybrid.Read(sum)
}

// nominal is the inertia before a draw or an event changes it.
func (s *shaft) nominal(a *assembly) float64 {
	sum := 0.0
	for _, m := range s.members {
		if m.inertia.Given() {
			sum += a.board.Builder.InitialOf(m.inertia.Signal)
		}
	}
	return sum
}

// fine is how small a motion matters, in m, rad and per second: a thousandth, so that
// vibrations of a millimetre are as exact as what goes by metres.
const fine = 1e-3
