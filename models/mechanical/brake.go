package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type brakeParams struct {
	On         twin.Spot     `par:"on,required" place:"speed" doc:"The shaft that it brakes."`
	Capacity   twin.Quantity `par:"capacity,required,changeable" unit:"N m" min:"0" doc:"Braking torque, fully engaged."`
	Engagement twin.Feed     `par:"engagement,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the capacity: 0 is open, 1 fully engaged."`
	Breakaway  twin.Quantity `par:"breakaway,changeable" unit:"1" default:"1" min:"1" doc:"Greatest torque while it holds, over that while it slips."`
	Heats      twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// Brake is the kind mechanical.brake.
func Brake() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.brake",
		Doc:      "A friction brake on a shaft. It slows the shaft down, and holds it at rest as long as the torque stays within its capacity.",
		Equation: "while it slips: torque = capacity engagement, against the speed; while it holds: at most breakaway times that",
		Source:   "Coulomb's friction",
		Variables: []twin.Variable{
			dense("torque", "Torque that the brake takes from the shaft, above 0 against a positive speed.", "N m"),
			dense("sticking", "1 while it holds, otherwise 0.", "1"),
			flowing("heat", "Heat that it makes."),
		},
		Events: []twin.Event{{Kind: "hold", Unit: "N m"}, {Kind: "slip", Unit: "N m"}},
	}, func(w *twin.Wiring, p *brakeParams) {
		a := assemblyOf(w)
		f := a.pressed(w, "hold", p)
		a.later(func() {
			if m := a.shaftAt(w, "on", p.On); m != nil {
				a.loose = append(a.loose, &loose{twin: "twin." + w.Name, by: w.Path("on"), first: m, friction: f})
			}
		})
	})
}

// pressed is a friction with a capacity that is engaged in part, as of a brake or a clutch. sticks is what it
// tells when it does.
func (a *assembly) pressed(w *twin.Wiring, sticks string, p *brakeParams) *physics.Friction {
	f := a.dry(w, true, sticks, p.Heats)
	capacity := a.inner(w, "capacity")
	a.Law.Add("twin."+w.Name, &product{One: a.number(p.Capacity), Other: a.feed(p.Engagement), Is: capacity})
	f.Normal, f.Static, f.Kinetic = hybrid.Read(capacity), a.number(p.Breakaway), hybrid.Read(a.Law.Constant(1))
	return f
}
