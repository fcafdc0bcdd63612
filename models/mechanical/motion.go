package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// motion is what a twin brings that moves: a shaft, or a mass on a line.
type motion struct {
	twin  string // twin.rotor
	turns bool
	// Quantities of its own, which become those of its shaft.
	position, velocity, acceleration, force hybrid.Slot

	inertia       twin.Quantity // absent where it brings none
	startPosition twin.Quantity
	startSpeed    twin.Quantity
	given         *given // where its speed is given; nil otherwise
	shaft         *shaft // once motions are united
}

// bring declares the motion of a twin, of which it shows the position and the speed.
func (a *assembly) bring(w *twin.Wiring, turns bool) *motion {
	m := &motion{
		twin: "twin." + w.Name, turns: turns, velocity: a.Slot(w.Own("speed")),
		inertia: absent, startPosition: absent, startSpeed: absent,
	}
	m.position = a.Slot(w.Own(positionName(turns)))
	m.acceleration = a.Slot(w.Own("acceleration"))
	m.force = a.Law.Sum(m.twin + " (force)")
	a.motions = append(a.motions, m)
	a.places[w.Path("speed")] = m
	return m
}

// positionName is what the variable of a position is called.
func positionName(turns bool) string {
	if turns {
		return "angle"
	}
	return "position"
}

// place is the path of its position.
func (m *motion) place() string { return m.twin + "." + positionName(m.turns) }

// absent is a parameter that is not given.
var absent = twin.Quantity{Signal: -1}

// at, speed and pull are the quantities of a motion as parts take them; those of the
// ground, nil, are None.
func (m *motion) at() hybrid.Read {
	if m == nil {
		return hybrid.Read(hybrid.None)
	}
	return hybrid.Read(m.position)
}

func (m *motion) speed() hybrid.Read {
	if m == nil {
		return hybrid.Read(hybrid.None)
	}
	return hybrid.Read(m.velocity)
}

func (m *motion) pull() hybrid.Add {
	if m == nil {
		return hybrid.Add(hybrid.None)
	}
	return hybrid.Add(m.force)
}

// push adds what acts on a motion: each signal of a sum, forward where positive.
func (a *assembly) push(m *motion, signals twin.Total) {
	for _, s := range signals {
		a.Law.Add(m.twin, &scaled{From: hybrid.Read(a.Slot(s)), By: none, Factor: 1, To: m.pull()})
	}
}

// kinetic shows the kinetic energy of a twin's own inertia.
func (a *assembly) kinetic(w *twin.Wiring, m *motion) {
	a.Law.Add(m.twin, &kineticEnergy{Inertia: a.number(m.inertia), Speed: m.speed(), Is: a.shows(w, "energy")})
}
