package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type loadParams struct {
	On        twin.Spot     `par:"on,required" place:"speed" doc:"The shaft that it loads."`
	Constant  twin.Quantity `par:"constant,changeable" unit:"N m" doc:"Torque that it always takes in the same direction, as the weight at a hoist."`
	Linear    twin.Quantity `par:"linear,changeable" unit:"N m s/rad" doc:"Torque per speed."`
	Quadratic twin.Quantity `par:"quadratic,changeable" unit:"N m s2/rad2" doc:"Torque per square of the speed, as of a fan."`
	Profile   twin.Feed     `par:"profile,port,changeable" unit:"N m" doc:"Torque besides, over time: an input such as a record, a number, or driven by a controller."`
}

// Load is the kind mechanical.load.
func Load() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.load",
		Doc: "What a driven machine asks of a shaft: a constant torque, one that grows with the speed or its square, or a record. " +
			"What turns round with the speed and holds at rest is a mechanical.shaft_friction; what acts on a mass is a mechanical.drag.",
		Equation: "torque = constant + linear speed + quadratic speed |speed| + profile, against the shaft",
		Source:   "definition; the fan law for the quadratic term",
		Variables: []twin.Variable{
			dense("torque", "Torque that it takes.", "N m"),
			flowing("power", "Power that it takes."),
		},
		Check: checkLoad,
	}, func(w *twin.Wiring, p *loadParams) { wireLoad(w, p, true, "mechanical.drag") })
}

func checkLoad(t *twin.Twin) []twin.Fault {
	for _, name := range []string{"constant", "linear", "quadratic", "profile"} {
		if t.Given(name) {
			return nil
		}
	}
	return []twin.Fault{{Path: "constant", Summary: "it takes nothing", Hint: "give constant, linear, quadratic or profile"}}
}

func wireLoad(w *twin.Wiring, p *loadParams, turns bool, other string) {
	a := assemblyOf(w)
	a.later(func() {
		m := a.motionAt(p.On, w.Path("on"))
		if m == nil || !a.suits(w.Path("on"), m, turns, other) {
			return
		}
		name := "twin." + w.Name
		l := physics.Absent[physics.Load]()
		l.Velocity = m.speed()
		l.Constant, l.Linear, l.Quadratic = a.number(p.Constant), a.number(p.Linear), a.number(p.Quadratic)
		if profile := a.feed(p.Profile); profile != none {
			sum := hybrid.Add(a.Law.Sum(name + " (constant and profile)"))
			for _, part := range []hybrid.Read{l.Constant, profile} {
				if part != none {
					a.Law.Add(name, &scaled{From: part, By: none, Factor: 1, To: sum})
				}
			}
			l.Constant = hybrid.Read(sum)
		}
		l.OnMotion, l.Taken, l.Power = m.pull(), a.shows(w, forceName(turns)), a.shows(w, "power")
		a.Law.Add(name, &l)
	})
}
