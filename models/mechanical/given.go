package mechanical

import (
	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// given is a speed that comes from outside, whatever it takes.
type given struct{ speed, acceleration hybrid.Slot }

// bringGiven declares a motion whose speed is given: in steps, or as it goes between
// events. It is nil, with a fault, where the speed hangs on other physics.
func (a *assembly) bringGiven(w *twin.Wiring, speed twin.Feed, turns bool) *motion {
	class := a.board.Builder.ClassOf(speed.Signal)
	if class == engine.Dense {
		w.Wrong("speed", a.board.Builder.PathOf(speed.Signal)+" changes continuously with other physics",
			"tie the two by a mechanical.gear or mechanical.joint, or give a number, an input or what a controller drives")
		return nil
	}
	m := a.bring(w, turns)
	m.given = &given{speed: a.Slot(speed.Signal), acceleration: hybrid.None}
	if class == engine.Formed {
		m.given.acceleration = a.Slot(addSlope(w, speed.Signal))
	}
	return m
}

// declareGiven lets a given motion go its way, and shows what that takes.
func (m *motion) declareGiven(a *assembly) {
	at, moves := a.Law.State(hybrid.StateSpec{Path: m.place(), Scale: fine})
	a.Law.Same(at, m.position)
	speed := hybrid.Read(m.given.speed)
	a.Law.Add(m.twin, &difference{One: speed, Ratio: none, Other: none, Is: hybrid.Write(m.velocity)})
	a.Law.Add(m.twin, &scaled{From: m.speed(), By: none, Factor: 1, To: hybrid.Add(moves)})
}

// effort shows the force by which a given motion keeps its speed, and the power.
func (a *assembly) effort(w *twin.Wiring, m *motion, force string) {
	shown := a.shows(w, force)
	a.Law.Add(m.twin, &difference{One: none, Ratio: none, Other: hybrid.Read(m.force), Is: shown})
	a.Law.Add(m.twin, &product{One: hybrid.Read(shown), Other: m.speed(), Is: a.shows(w, "power")})
}
