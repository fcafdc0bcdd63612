package mechanical

import (
	"whatif/models/twin"
	physics "whatif/physics/mechanical"
)

type damperParams struct {
	Between twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two masses that it lies between."`
	On      twin.Spot     `par:"on" place:"speed" doc:"The mass that it ties to the ground, in place of between."`
	Damping twin.Quantity `par:"damping,required,changeable" unit:"N s/m" min:"0" doc:"Force per relative speed."`
	Heats   twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its heat warms."`
}

// Damper is the kind mechanical.damper.
func Damper() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.damper",
		Doc:      "A viscous damper, such as an oil-filled strut, between two masses or between one and the ground. Between shafts it is a mechanical.torsion_damper.",
		Equation: "force = damping (speed_first - speed_second); heat = force (speed_first - speed_second)",
		Source:   "viscous damping",
		Variables: []twin.Variable{
			dense("force", "Force on the second; on the first it is against it.", "N"),
			flowing("heat", "Heat that it makes."),
		},
		Check: checkEnds,
	}, func(w *twin.Wiring, p *damperParams) { wireDamper(w, p, false, "mechanical.torsion_damper") })
}

func wireDamper(w *twin.Wiring, p *damperParams, turns bool, other string) {
	a := assemblyOf(w)
	a.later(func() {
		first, second, ok := a.ends(w, p.Between, p.On, turns, other)
		if !ok {
			return
		}
		d := physics.Absent[physics.Damper]()
		d.First, d.Second, d.Damping = first.speed(), second.speed(), a.number(p.Damping)
		d.OnFirst, d.OnSecond, d.Force = first.pull(), second.pull(), a.shows(w, forceName(turns))
		d.Heat, d.Warms = a.shows(w, "heat"), a.warms(w, p.Heats)
		a.Law.Add("twin."+w.Name, &d)
	})
}
