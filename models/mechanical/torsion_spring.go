package mechanical

import "whatif/models/twin"

type torsionSpringParams struct {
	Between   twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two shafts that it lies between."`
	On        twin.Spot     `par:"on" place:"speed" doc:"The shaft that it ties to the ground, in place of between."`
	Stiffness twin.Quantity `par:"stiffness,required,changeable" unit:"N m/rad" min:"0" doc:"Torque per twist."`
	Rest      twin.Quantity `par:"rest,changeable" unit:"rad" doc:"Angle of the first less that of the second where it is without torque; 0 where absent."`
	Damping   twin.Quantity `par:"damping,changeable" unit:"N m s/rad" min:"0" doc:"Torque per relative speed, as of a damper beside the spring; 0 where absent."`
	Heats     twin.Spot     `par:"heats" unit:"degC" doc:"The twin that the heat of the damping warms."`
}

// TorsionSpring is the kind mechanical.torsion_spring.
func TorsionSpring() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.torsion_spring",
		Doc:      "A shaft that twists, or a torsion spring: between two shafts, or between one and the ground, with damping if need be.",
		Equation: "torque = stiffness (angle_first - angle_second - rest) + damping (speed_first - speed_second); it turns the first back and the second forward",
		Source:   "Hooke's law; viscous damping",
		Variables: []twin.Variable{
			dense("torque", "Torque on the second; on the first it is against it.", "N m"),
			dense("energy", "Energy stored.", "J"),
			dampingHeat(),
		},
		Check: checkSpring,
	}, func(w *twin.Wiring, p *torsionSpringParams) {
		wireSpringOf(w, (*springParams)(p), true, "mechanical.spring")
	})
}
