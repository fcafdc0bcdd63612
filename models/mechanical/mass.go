package mechanical

import (
	"math"

	"whatif/models/twin"
	"whatif/physics/hybrid"
)

type massParams struct {
	Mass          twin.Quantity `par:"mass,required" unit:"kg" above:"0" doc:"Mass."`
	StartSpeed    twin.Quantity `par:"start_speed" unit:"m/s" doc:"Speed at the beginning of the run; where absent as what it is tied to rigidly has it, otherwise 0."`
	StartPosition twin.Quantity `par:"start_position" unit:"m" doc:"Position at the beginning of the run; 0 where absent."`
	Force         twin.Total    `par:"force,changeable" unit:"N" doc:"Force that acts on it from outside, forward where positive; several add up."`
	Incline       twin.Quantity `par:"incline,changeable" unit:"deg" doc:"How steeply its positive direction rises: its weight acts along it then. \"90 deg\" for what moves straight up and down; without weight where absent."`
	Gravity       twin.Quantity `par:"gravity,changeable" unit:"m/s2" default:"9.80665 m/s2" min:"0" doc:"Acceleration of gravity; counts with an incline."`
}

// Mass is the kind mechanical.mass.
func Mass() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.mass",
		Doc: "Something that moves along a straight line: a block, a carriage, a lift, a ball that falls. " +
			"Springs, frictions and stops name it by its twin; masses that a mechanical.joint joins move as one.",
		Equation:  "mass dspeed/dt = force - mass gravity sin(incline) + all that acts on it; dposition/dt = speed",
		Source:    "Newton's second law",
		Variables: append(motionVariables(false), dense("energy", "Kinetic energy of this mass.", "J")),
	}, wireMass)
}

func wireMass(w *twin.Wiring, p *massParams) {
	a := assemblyOf(w)
	m := a.bring(w, false)
	m.inertia, m.startSpeed, m.startPosition = p.Mass, p.StartSpeed, p.StartPosition
	a.push(m, p.Force)
	a.kinetic(w, m)
	if p.Incline.Given() {
		a.Law.Add(m.twin, &weight{Mass: a.number(p.Mass), Gravity: a.number(p.Gravity), Incline: a.number(p.Incline), On: m.pull()})
	}
}

// weight is the part of a weight that acts along an incline.
type weight struct {
	Mass, Gravity, Incline hybrid.Read
	On                     hybrid.Add
}

// Evaluate implements hybrid.Part.
func (p *weight) Evaluate(w []float64) {
	w[p.On] -= w[p.Mass] * w[p.Gravity] * math.Sin(w[p.Incline])
}
