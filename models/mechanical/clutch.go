package mechanical

import "whatif/models/twin"

type clutchParams struct {
	Between    twin.Spots    `par:"between,required" place:"speed" length:"2" doc:"The two shafts that it couples."`
	Capacity   twin.Quantity `par:"capacity,required,changeable" unit:"N m" min:"0" doc:"Torque at which it slips, fully engaged."`
	Engagement twin.Feed     `par:"engagement,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the capacity: 0 is open, 1 fully engaged."`
	Breakaway  twin.Quantity `par:"breakaway,changeable" unit:"1" default:"1" min:"1" doc:"Greatest torque while it sticks, over that while it slips."`
	Heats      twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// Clutch is the kind mechanical.clutch.
func Clutch() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:      "mechanical.clutch",
		Doc:       "A friction clutch between two shafts. It slips while they turn at different speeds, and couples them rigidly once they do not, as long as the torque stays within its capacity.",
		Equation:  "while it slips: torque = capacity engagement, against the slip; while it sticks: at most breakaway times that",
		Source:    "Coulomb's friction",
		Variables: frictionVariables(true),
		Events:    []twin.Event{{Kind: "engage", Unit: "N m"}, {Kind: "slip", Unit: "N m"}},
	}, func(w *twin.Wiring, p *clutchParams) {
		a := assemblyOf(w)
		f := a.pressed(w, "engage", &brakeParams{Capacity: p.Capacity, Engagement: p.Engagement, Breakaway: p.Breakaway, Heats: p.Heats})
		a.rubs(w, p.Between, "", true, "mechanical.friction", f)
	})
}
