package mechanical

import "whatif/models/twin"

type shaftFrictionParams struct {
	Between   twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two shafts that rub on each other."`
	On        twin.Spot     `par:"on" place:"speed" doc:"The shaft that rubs on the ground, in place of between."`
	Static    twin.Quantity `par:"static,required,changeable" unit:"N m" min:"0" doc:"Greatest torque while it sticks."`
	Kinetic   twin.Quantity `par:"kinetic,changeable" unit:"N m" min:"0" doc:"Torque while it slips, at most static; as static where absent."`
	Stribeck  twin.Quantity `par:"stribeck_speed,changeable" unit:"rad/s" above:"0" doc:"Speed within which the torque falls from static to kinetic; at once where absent."`
	Weakening twin.Quantity `par:"weakening,changeable" unit:"s/rad" min:"0" doc:"In place of stribeck_speed: the torque falls as 1/(1 + weakening speed)."`
	Viscous   twin.Quantity `par:"viscous,changeable" unit:"N m s/rad" min:"0" doc:"Torque per speed besides; 0 where absent."`
	Heats     twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// ShaftFriction is the kind mechanical.shaft_friction.
func ShaftFriction() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:      "mechanical.shaft_friction",
		Doc:       "Dry friction between two shafts, or between one and the ground, such as a seal or a bush: it sticks until the torque that would hold it is too great.",
		Equation:  "while it slips at speed v: torque = kinetic + (static - kinetic) fall + viscous v, against v; fall = exp(-(v/stribeck_speed)^2) or 1/(1 + weakening v) or 0",
		Source:    "Coulomb and Stribeck's friction; B. Armstrong-Helouvry, P. Dupont, C. Canudas de Wit, Automatica 30, 1994",
		Variables: frictionVariables(true),
		Events:    []twin.Event{{Kind: "stick", Unit: "N m"}, {Kind: "slip", Unit: "N m"}},
		Check: func(t *twin.Twin) []twin.Fault {
			return append(append(checkEnds(t), checkKinetic(t, "kinetic", "static")...), checkFall(t)...)
		},
	}, wireShaftFriction)
}

func wireShaftFriction(w *twin.Wiring, p *shaftFrictionParams) {
	a := assemblyOf(w)
	f := a.dry(w, true, "stick", p.Heats)
	f.Static, f.Kinetic = a.number(p.Static), a.number(p.Kinetic)
	f.Stribeck, f.Weakening, f.Viscous = a.number(p.Stribeck), a.number(p.Weakening), a.number(p.Viscous)
	a.rubs(w, p.Between, p.On, true, "mechanical.friction", f)
}
