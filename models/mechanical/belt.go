package mechanical

import (
	"whatif/models/twin"
	physics "whatif/physics/mechanical"
)

type beltParams struct {
	Between   twin.Spots    `par:"between,required" place:"speed" length:"2" doc:"The two shafts whose pulleys it runs over."`
	First     twin.Quantity `par:"first_radius,required" unit:"m" above:"0" doc:"Radius of the pulley on the first."`
	Second    twin.Quantity `par:"second_radius,required" unit:"m" above:"0" doc:"Radius of the pulley on the second."`
	Stiffness twin.Quantity `par:"stiffness,required,changeable" unit:"N/m" above:"0" doc:"Pull per stretch of the belt, both spans together."`
	Damping   twin.Quantity `par:"damping,changeable" unit:"N s/m" min:"0" doc:"Pull per rate of stretch; 0 where absent."`
	Heats     twin.Spot     `par:"heats" unit:"degC" doc:"The twin that the heat of the damping warms."`
}

// Belt is the kind mechanical.belt.
func Belt() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.belt",
		Doc:      "An elastic belt over two pulleys. It is pretensioned, so that it pulls either way, and does not slip.",
		Equation: "force = stiffness stretch + damping dstretch/dt, stretch = first_radius angle_first - second_radius angle_second; torques are force times radius",
		Source:   "Hooke's law; viscous damping",
		Variables: []twin.Variable{
			dense("force", "Pull of the tight span beyond that of the other; above 0 where the first drives forward.", "N"),
			dense("energy", "Energy stored.", "J"),
			flowing("heat", "Heat of the damping."),
		},
	}, wireBelt)
}

func wireBelt(w *twin.Wiring, p *beltParams) {
	a := assemblyOf(w)
	a.later(func() {
		first, second, ok := a.ends(w, p.Between, "", true, "")
		if !ok {
			return
		}
		b := physics.Absent[physics.Belt]()
		b.FirstPosition, b.SecondPosition = first.at(), second.at()
		b.FirstVelocity, b.SecondVelocity = first.speed(), second.speed()
		b.FirstRadius, b.SecondRadius = a.number(p.First), a.number(p.Second)
		b.Stiffness, b.Damping = a.number(p.Stiffness), a.number(p.Damping)
		b.OnFirst, b.OnSecond = first.pull(), second.pull()
		b.Force, b.Potential = a.shows(w, "force"), a.shows(w, "energy")
		b.Heat, b.Warms = a.shows(w, "heat"), a.warms(w, p.Heats)
		a.Law.Add("twin."+w.Name, &b)
		radius := func(q twin.Quantity) float64 { return a.board.Builder.InitialOf(q.Signal) }
		a.stiff(w.Path("stiffness"), p.Stiffness, first, second, radius(p.First), radius(p.Second))
	})
}
