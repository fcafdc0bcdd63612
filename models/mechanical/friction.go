package mechanical

import (
	"fmt"

	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type frictionParams struct {
	Between   twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two masses that rub on each other."`
	On        twin.Spot     `par:"on" place:"speed" doc:"The mass that rubs on the ground, in place of between."`
	Static    twin.Quantity `par:"static,changeable" unit:"N" min:"0" doc:"Greatest force while it sticks."`
	Kinetic   twin.Quantity `par:"kinetic,changeable" unit:"N" min:"0" doc:"Force while it slips, at most static; as static where absent."`
	Normal    twin.Total    `par:"normal,changeable" unit:"N" doc:"Force that presses the two together, in place of static: then the coefficients count."`
	StaticC   twin.Quantity `par:"static_coefficient,changeable" unit:"1" min:"0" doc:"Greatest force while it sticks, over normal."`
	KineticC  twin.Quantity `par:"kinetic_coefficient,changeable" unit:"1" min:"0" doc:"Force while it slips, over normal; as static_coefficient where absent."`
	Stribeck  twin.Quantity `par:"stribeck_speed,changeable" unit:"m/s" above:"0" doc:"Speed within which the force falls from static to kinetic; at once where absent."`
	Weakening twin.Quantity `par:"weakening,changeable" unit:"s/m" min:"0" doc:"In place of stribeck_speed: the force falls as 1/(1 + weakening speed)."`
	Viscous   twin.Quantity `par:"viscous,changeable" unit:"N s/m" min:"0" doc:"Force per speed besides; 0 where absent."`
	Heats     twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// Friction is the kind mechanical.friction.
func Friction() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.friction",
		Doc: "Dry friction between two masses, or between one and the ground: it sticks until the force that would hold it is too great, " +
			"and slips until the two have the same speed. Between shafts it is a mechanical.shaft_friction, a mechanical.clutch or a mechanical.brake.",
		Equation: "while it slips at speed v: force = kinetic + (static - kinetic) fall + viscous v, against v; fall = exp(-(v/stribeck_speed)^2) or 1/(1 + weakening v) or 0; " +
			"with normal, static and kinetic are its coefficients times normal",
		Source:    "Coulomb and Stribeck's friction; B. Armstrong-Helouvry, P. Dupont, C. Canudas de Wit, Automatica 30, 1994",
		Variables: frictionVariables(false),
		Events:    []twin.Event{{Kind: "stick", Unit: "N"}, {Kind: "slip", Unit: "N"}},
		Check:     checkFriction,
	}, wireFriction)
}

// frictionVariables are those of what sticks and slips.
func frictionVariables(turns bool) []twin.Variable {
	force := dense("force", "Force on the second; on the first it is against it.", "N")
	slip := dense("slip_speed", "Speed of the first less that of the second.", "m/s")
	if turns {
		force, slip.Unit = dense("torque", "Torque on the second; on the first it is against it.", "N m"), "rad/s"
	}
	return []twin.Variable{
		force, slip,
		dense("sticking", "1 while it sticks, otherwise 0.", "1"),
		flowing("heat", "Heat that it makes."),
	}
}

func checkFriction(t *twin.Twin) []twin.Fault {
	faults := append(checkEnds(t), t.Either("static", "normal", `static = "10 N"`)...)
	faults = append(faults, t.Together("normal", `"100 N"`, "static_coefficient", "0.6")...)
	if t.Given("kinetic_coefficient") && !t.Given("static_coefficient") {
		faults = append(faults, twin.Fault{Path: "kinetic_coefficient", Summary: "kinetic_coefficient is given, but not static_coefficient", Hint: "give static_coefficient, such as 0.6"})
	}
	if t.Given("normal") && t.Given("kinetic") {
		faults = append(faults, twin.Fault{Path: "kinetic", Summary: "kinetic is a force, and with normal coefficients count", Hint: "give kinetic_coefficient in its place"})
	}
	faults = append(faults, checkKinetic(t, "kinetic_coefficient", "static_coefficient")...)
	return append(append(faults, checkKinetic(t, "kinetic", "static")...), checkFall(t)...)
}

// checkKinetic notes a friction that is greater while it slips: it could neither stick
// nor slip.
func checkKinetic(t *twin.Twin, kinetic, static string) []twin.Fault {
	slips, sticks := t.Settings[kinetic], t.Settings[static]
	if !t.Given(kinetic) || !t.Given(static) || slips.IsRef || sticks.IsRef || slips.Number <= sticks.Number {
		return nil
	}
	return []twin.Fault{{Path: kinetic, Summary: fmt.Sprintf("%s, %g, is above %s, %g", kinetic, slips.Number, static, sticks.Number),
		Hint: "what slips is held by no more than what sticks: swap the two, or leave " + kinetic + " out"}}
}

// checkFall notes two laws of how a friction falls with the speed.
func checkFall(t *twin.Twin) []twin.Fault {
	if t.Given("stribeck_speed") && t.Given("weakening") {
		return []twin.Fault{{Path: "weakening", Summary: "stribeck_speed and weakening are both given", Hint: "keep one of the two"}}
	}
	return nil
}

func wireFriction(w *twin.Wiring, p *frictionParams) {
	a := assemblyOf(w)
	f := a.dry(w, false, "stick", p.Heats)
	f.Static, f.Kinetic = a.number(p.Static), a.number(p.Kinetic)
	if len(p.Normal) > 0 {
		f.Normal = hybrid.Read(a.Total(w.Path("normal"), p.Normal))
		f.Static, f.Kinetic = a.number(p.StaticC), a.number(p.KineticC)
	}
	f.Stribeck, f.Weakening, f.Viscous = a.number(p.Stribeck), a.number(p.Weakening), a.number(p.Viscous)
	a.rubs(w, p.Between, p.On, false, "mechanical.shaft_friction", f)
}

// dry is a friction of a twin, to be filled in. It tells when it slips, and, as sticks,
// when it does not.
func (a *assembly) dry(w *twin.Wiring, turns bool, sticks string, heats twin.Spot) *physics.Friction {
	f := physics.Absent[physics.Friction]()
	force := forceName(turns)
	f.Mode, f.Force, f.Sticking = a.mode(w), a.shows(w, force), a.shows(w, "sticking")
	f.Heat, f.Warms = a.shows(w, "heat"), a.warms(w, heats)
	unit := "N"
	if turns {
		unit = "N m"
	}
	f.Sticks, f.Slips = a.event(w, sticks, force, unit), a.event(w, "slip", force, unit)
	return &f
}

// rubs lets a friction lie between two motions, and shows how fast they slip.
func (a *assembly) rubs(w *twin.Wiring, between twin.Spots, on twin.Spot, turns bool, other string, f *physics.Friction) {
	a.later(func() {
		first, second, ok := a.ends(w, between, on, turns, other)
		if !ok {
			return
		}
		name, by := "twin."+w.Name, w.Path("between")
		if second == nil {
			by = w.Path("on")
		}
		a.loose = append(a.loose, &loose{twin: name, by: by, first: first, second: second, friction: f})
		a.Law.Add(name, &difference{One: first.speed(), Ratio: none, Other: second.speed(), Is: a.shows(w, "slip_speed")})
	})
}
