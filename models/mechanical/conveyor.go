package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type conveyorParams struct {
	Pulley twin.Spot     `par:"pulley,required" place:"speed" doc:"The shaft whose pulley moves the belt."`
	Radius twin.Quantity `par:"radius,required" unit:"m" above:"0" doc:"Radius of the pulley."`
	Mass   twin.Quantity `par:"mass,required" unit:"kg" above:"0" doc:"Mass of the belt and of all rollers, as if it moved along."`
}

// Conveyor is the kind mechanical.conveyor.
func Conveyor() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.conveyor",
		Doc: "A conveyor belt that a pulley moves without slip. It is a mass that others name: a mechanical.friction between it and a mechanical.mass " +
			"carries goods along, and lets them slip where the belt starts too fast.",
		Equation: "speed = radius speed_pulley; torque on the pulley = radius force",
		Source:   "kinematics of a belt that does not slip",
		Variables: append(motionVariables(false),
			dense("force", "Pull of the pulley on the belt.", "N"),
			dense("energy", "Kinetic energy of the belt.", "J")),
	}, wireConveyor)
}

func wireConveyor(w *twin.Wiring, p *conveyorParams) {
	a := assemblyOf(w)
	m := a.bring(w, false)
	m.inertia = p.Mass
	a.kinetic(w, m)
	a.later(func() {
		shaft := a.shaftAt(w, "pulley", p.Pulley)
		if shaft == nil {
			return
		}
		j := physics.Absent[physics.Joint]()
		j.Ratio, j.Force = a.number(p.Radius), a.inner(w, "taken from the belt")
		a.rigid = append(a.rigid, &rigid{twin: m.twin, by: w.Path("pulley"), first: m, second: shaft, joint: j, ratio: p.Radius})
		a.Law.Add(m.twin, &difference{One: none, Ratio: none, Other: hybrid.Read(j.Force), Is: a.shows(w, "force")})
	})
}
