package mechanical

import "whatif/models/twin"

type torsionDamperParams struct {
	Between twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two shafts that it lies between."`
	On      twin.Spot     `par:"on" place:"speed" doc:"The shaft that it ties to the ground, in place of between."`
	Damping twin.Quantity `par:"damping,required,changeable" unit:"N m s/rad" min:"0" doc:"Torque per relative speed."`
	Heats   twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// TorsionDamper is the kind mechanical.torsion_damper.
func TorsionDamper() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.torsion_damper",
		Doc:      "A viscous damper between two shafts, or between one and the ground: a fluid coupling at small slip, an eddy current brake.",
		Equation: "torque = damping (speed_first - speed_second); heat = torque (speed_first - speed_second)",
		Source:   "viscous damping",
		Variables: []twin.Variable{
			dense("torque", "Torque on the second; on the first it is against it.", "N m"),
			flowing("heat", "Heat that it makes."),
		},
		Check: checkEnds,
	}, func(w *twin.Wiring, p *torsionDamperParams) {
		wireDamper(w, (*damperParams)(p), true, "mechanical.damper")
	})
}
