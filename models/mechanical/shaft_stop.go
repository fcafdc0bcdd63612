package mechanical

import "whatif/models/twin"

type shaftStopParams struct {
	Between     twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two shafts, of which the first must not turn beyond the second."`
	On          twin.Spot     `par:"on" place:"speed" doc:"The shaft that meets the ground, in place of between."`
	Clearance   twin.Quantity `par:"clearance" unit:"rad" doc:"Of between: the gap where both angles are the same; 0 where absent."`
	At          twin.Quantity `par:"at" unit:"rad" doc:"Of on: the angle at which it meets the ground; 0 where absent."`
	Side        twin.Option   `par:"side" choices:"below|above" default:"below" doc:"Of on: whether the ground is at smaller angles, below, or at greater ones, above."`
	Restitution twin.Quantity `par:"restitution,changeable" unit:"1" default:"0" min:"0" max:"1" doc:"Speed after an impact over that before: 0 stays, 1 loses nothing."`
	RestSpeed   twin.Quantity `par:"rest_speed,changeable" unit:"rad/s" default:"1e-3 rad/s" above:"0" doc:"What would part more slowly than this after an impact stays in contact."`
}

// ShaftStop is the kind mechanical.shaft_stop.
func ShaftStop() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.shaft_stop",
		Doc:      "A rigid stop of a shaft: an end of travel, a dog between two shafts. Two of them make a play.",
		Equation: "gap = clearance - (angle_first - angle_second), not below 0; after an impact they part at restitution times the speed at which they met",
		Source:   "Newton's law of impact; Signorini's condition",
		Variables: []twin.Variable{
			dense("gap", "Angle between the two.", "rad"),
			dense("torque", "Torque between the two while they touch.", "N m"),
		},
		Events: stopEvents("rad/s", "N m"),
		Check:  checkStop,
	}, func(w *twin.Wiring, p *shaftStopParams) { wireStop(w, (*stopParams)(p), true, "mechanical.stop") })
}
