package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

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
		f := a.pressed(w, "engage", p.Capacity, p.Engagement, p.Breakaway, p.Heats)
		a.rubs(w, p.Between, "", true, "mechanical.friction", f)
	})
}

// pressed is a friction with a capacity that is engaged in part. sticks is what it
// tells when it does.
func (a *assembly) pressed(w *twin.Wiring, sticks string, capacity twin.Quantity, engagement twin.Feed, breakaway twin.Quantity, heats twin.Spot) *physics.Friction {
	f := a.dry(w, true, sticks, heats)
	normal := a.Law.Quantity("twin." + w.Name + " (capacity)")
	a.Law.Add("twin."+w.Name, &product{One: a.number(capacity), Other: hybrid.Read(a.Slot(engagement.Signal)), Is: hybrid.Write(normal)})
	f.Normal, f.Static, f.Kinetic = hybrid.Read(normal), a.number(breakaway), hybrid.Read(a.Law.Constant(1))
	return f
}
