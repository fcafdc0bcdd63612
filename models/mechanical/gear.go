package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type gearParams struct {
	Between    twin.Spots    `par:"between,required" place:"speed" length:"2" doc:"The two shafts that it ties, such as a motor and what it drives."`
	Ratio      twin.Quantity `par:"ratio,required" unit:"1" doc:"Speed of the first over that of the second; below 0 where they turn against each other."`
	Efficiency twin.Quantity `par:"efficiency,changeable" unit:"1" above:"0" max:"1" doc:"Of a rigid gear: power that comes out over what goes in, whichever way it flows; loses nothing where absent."`
	Stiffness  twin.Quantity `par:"stiffness,changeable" unit:"N m/rad" above:"0" doc:"Torque on the second per twist, seen there; the gear is rigid where absent."`
	Damping    twin.Quantity `par:"damping,changeable" unit:"N m s/rad" min:"0" doc:"Torque on the second per rate of twist, seen there; needs a stiffness."`
	Backlash   twin.Quantity `par:"backlash" unit:"rad" above:"0" doc:"Play, seen at the second: how far it can turn while the first stands still; needs a stiffness."`
	Heats      twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its losses warm."`
}

// Gear is the kind mechanical.gear.
func Gear() *twin.Kind {
	deflection := dense("deflection", "Angle of the first, seen at the second, less that of the second; play and twist.", "rad")
	energy := dense("energy", "Energy stored in teeth and shafts.", "J")
	deflection.Needs, energy.Needs = "stiffness", "stiffness"
	return twin.Define(twin.Kind{
		Name: "mechanical.gear",
		Doc: "A pair of gears, or a coupling where the ratio is 1. Without a stiffness it is rigid, and may have an efficiency; " +
			"with one it is elastic, and may have backlash and damping.",
		Equation: "rigid: speed_first = ratio speed_second, torque_second = efficiency ratio torque where power flows forward, torque = efficiency torque_second/ratio where it flows back; " +
			"elastic: twist = angle_first/ratio - angle_second, beyond half the backlash: torque_second = stiffness (twist -+ backlash/2) + damping dtwist/dt, torque = torque_second/ratio",
		Source: "kinematics of gears; dead-zone model of backlash, M. Nordin, P.-O. Gutman, Automatica 38, 2002",
		Variables: []twin.Variable{
			dense("torque", "Torque that it takes from the first.", "N m"),
			flowing("heat", "Power lost."),
			deflection, energy,
		},
		Events: []twin.Event{{Kind: "contact", Unit: "rad"}, {Kind: "release", Unit: "rad"}},
		Check:  checkGear,
	}, wireGear)
}

func checkGear(t *twin.Twin) []twin.Fault {
	faults := checkRatio(t)
	for _, name := range []string{"backlash", "damping"} {
		if t.Given(name) && !t.Given("stiffness") {
			faults = append(faults, twin.Fault{Path: name, Summary: name + " is given, but not stiffness", Hint: `give the stiffness of the teeth and shafts, such as stiffness = "5000 N m/rad"`})
		}
	}
	if t.Given("stiffness") && t.Given("efficiency") {
		faults = append(faults, twin.Fault{Path: "efficiency", Summary: "an elastic gear loses by its damping", Hint: "leave out efficiency, or stiffness"})
	}
	return faults
}

func wireGear(w *twin.Wiring, p *gearParams) {
	a := assemblyOf(w)
	a.later(func() {
		first, second, ok := a.ends(w, p.Between, "", true, "")
		if !ok {
			return
		}
		switch {
		case !p.Stiffness.Given():
			a.mesh(w, p, first, second)
		case p.Backlash.Given():
			a.playing(w, p, first, second)
		default:
			a.elasticGear(w, p, first, second)
		}
	})
}

// mesh ties two shafts rigidly.
func (a *assembly) mesh(w *twin.Wiring, p *gearParams, first, second *motion) {
	j := physics.Absent[physics.Joint]()
	j.Ratio, j.Efficiency = a.number(p.Ratio), a.number(p.Efficiency)
	if p.Efficiency.Given() {
		j.Mode = a.mode(w)
	}
	j.Force, j.Heat, j.Warms = a.shows(w, "torque"), a.shows(w, "heat"), a.warms(w, p.Heats)
	a.rigid = append(a.rigid, &rigid{twin: "twin." + w.Name, by: w.Path("between"), first: first, second: second, joint: j, ratio: p.Ratio})
}

// playing ties two shafts by teeth with play.
func (a *assembly) playing(w *twin.Wiring, p *gearParams, first, second *motion) {
	name := "twin." + w.Name
	half := a.Law.Sum(name + " (half the play)")
	a.Law.Add(name, &scaled{From: a.number(p.Backlash), By: none, Factor: 0.5, To: hybrid.Add(half)})
	g := physics.Absent[physics.Backlash]()
	g.FirstPosition, g.SecondPosition = first.at(), second.at()
	g.FirstVelocity, g.SecondVelocity = first.speed(), second.speed()
	g.Ratio, g.Half = a.number(p.Ratio), hybrid.Read(half)
	g.Stiffness, g.Damping = a.number(p.Stiffness), a.number(p.Damping)
	g.OnFirst, g.OnSecond, g.Mode = first.pull(), second.pull(), a.mode(w)
	g.Potential, g.Heat, g.Warms = a.shows(w, "energy"), a.shows(w, "heat"), a.warms(w, p.Heats)
	g.Meets, g.Parts = a.event(w, "contact", "deflection", "rad"), a.event(w, "release", "deflection", "rad")
	g.Force = a.inner(w, "torque on the second")
	a.Law.Add(name, &g)
	a.twist(w, p, first, second, g.Force)
}

// elasticGear ties two shafts by what is only elastic: a belt with the radii 1/ratio
// and 1.
func (a *assembly) elasticGear(w *twin.Wiring, p *gearParams, first, second *motion) {
	name := "twin." + w.Name
	lever := a.inner(w, "1/ratio")
	a.Law.Add(name, &quotient{Of: none, Over: a.number(p.Ratio), Is: lever})
	b := physics.Absent[physics.Belt]()
	b.FirstPosition, b.SecondPosition = first.at(), second.at()
	b.FirstVelocity, b.SecondVelocity = first.speed(), second.speed()
	b.FirstRadius, b.SecondRadius = hybrid.Read(lever), hybrid.Read(a.Law.Constant(1))
	b.Stiffness, b.Damping = a.number(p.Stiffness), a.number(p.Damping)
	b.OnFirst, b.OnSecond = first.pull(), second.pull()
	b.Potential, b.Heat, b.Warms = a.shows(w, "energy"), a.shows(w, "heat"), a.warms(w, p.Heats)
	b.Force = a.inner(w, "torque on the second")
	a.Law.Add(name, &b)
	a.twist(w, p, first, second, b.Force)
}

// twist shows the torque and the deflection of an elastic gear.
func (a *assembly) twist(w *twin.Wiring, p *gearParams, first, second *motion, torque hybrid.Write) {
	name := "twin." + w.Name
	a.Law.Add(name, &quotient{Of: hybrid.Read(torque), Over: a.number(p.Ratio), Is: a.shows(w, "torque")})
	a.Law.Add(name, &difference{One: first.at(), Ratio: a.number(p.Ratio), Other: second.at(), Is: a.shows(w, "deflection")})
	a.stiff(w.Path("stiffness"), p.Stiffness, first, second, 1/a.board.Builder.InitialOf(p.Ratio.Signal), 1)
}
