package mechanical

import (
	"whatif/models/twin"
)

type inertiaParams struct {
	Inertia    twin.Quantity `par:"inertia,required" unit:"kg m2" above:"0" doc:"Moment of inertia about the axis."`
	StartSpeed twin.Quantity `par:"start_speed" unit:"rad/s" doc:"Speed at the beginning of the run; where absent as what it is tied to rigidly has it, otherwise 0."`
	StartAngle twin.Quantity `par:"start_angle" unit:"rad" doc:"Angle at the beginning of the run; 0 where absent."`
	Torque     twin.Total    `par:"torque,changeable" unit:"N m" doc:"Torque that acts on it from outside, forward where positive; several add up."`
}

// Inertia is the kind mechanical.inertia.
func Inertia() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.inertia",
		Doc: "A shaft with a flywheel, a rotor or whatever else turns about an axis. Springs, gears, loads and machines name it by its twin; " +
			"inertias that a mechanical.joint joins turn as one.",
		Equation: "inertia dspeed/dt = torque + all that acts on the shaft; dangle/dt = speed",
		Source:   "Newton and Euler's law of rotation about a fixed axis",
		Variables: append(motionVariables(true),
			dense("energy", "Kinetic energy of this inertia.", "J")),
	}, wireInertia)
}

func wireInertia(w *twin.Wiring, p *inertiaParams) {
	a := assemblyOf(w)
	m := a.bring(w, true)
	m.inertia, m.startSpeed, m.startPosition = p.Inertia, p.StartSpeed, p.StartAngle
	a.push(m, p.Torque)
	a.kinetic(w, m)
}
