package mechanical

import "whatif/models/twin"

type dragParams struct {
	On        twin.Spot     `par:"on,required" place:"speed" doc:"The mass that it slows down."`
	Constant  twin.Quantity `par:"constant,changeable" unit:"N" doc:"Force that it always takes in the same direction."`
	Linear    twin.Quantity `par:"linear,changeable" unit:"N s/m" doc:"Force per speed."`
	Quadratic twin.Quantity `par:"quadratic,changeable" unit:"N s2/m2" doc:"Force per square of the speed, as of the air."`
	Profile   twin.Feed     `par:"profile,port,changeable" unit:"N" doc:"Force besides, over time: an input such as a record, a number, or driven by a controller."`
}

// Drag is the kind mechanical.drag.
func Drag() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.drag",
		Doc: "What slows a mass down: a constant force, one that grows with the speed or its square, such as that of the air, or a record. " +
			"What sticks at rest is a mechanical.friction; what acts on a shaft is a mechanical.load.",
		Equation: "force = constant + linear speed + quadratic speed |speed| + profile, against the mass",
		Source:   "definition; drag of the air for the quadratic term: density area coefficient/2",
		Variables: []twin.Variable{
			dense("force", "Force that it takes.", "N"),
			flowing("power", "Power that it takes."),
		},
		Check: checkLoad,
	}, func(w *twin.Wiring, p *dragParams) { wireLoad(w, (*loadParams)(p), false, "mechanical.load") })
}
