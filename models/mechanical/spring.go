package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type springParams struct {
	Between   twin.Spots    `par:"between" place:"speed" length:"2" doc:"The two masses that it lies between."`
	On        twin.Spot     `par:"on" place:"speed" doc:"The mass that it ties to the ground, in place of between."`
	Stiffness twin.Quantity `par:"stiffness,required,changeable" unit:"N/m" min:"0" doc:"Force per deflection."`
	Rest      twin.Quantity `par:"rest,changeable" unit:"m" doc:"Position of the first less that of the second where it is without force; 0 where absent."`
	Damping   twin.Quantity `par:"damping,changeable" unit:"N s/m" min:"0" doc:"Force per relative speed, as of a damper beside the spring; 0 where absent."`
	Heats     twin.Spot     `par:"heats" unit:"degC" doc:"The twin that the heat of the damping warms."`
}

// Spring is the kind mechanical.spring.
func Spring() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.spring",
		Doc:      "A spring between two masses, or between one and the ground, with damping if need be. Between shafts it is a mechanical.torsion_spring.",
		Equation: "force = stiffness (position_first - position_second - rest) + damping (speed_first - speed_second); it pulls the first back and the second forward",
		Source:   "Hooke's law; viscous damping",
		Variables: []twin.Variable{
			dense("force", "Force on the second; on the first it is against it.", "N"),
			dense("energy", "Energy stored.", "J"),
			dampingHeat(),
		},
		Check: checkSpring,
	}, wireSpring)
}

// dampingHeat is the heat of a damping that may be absent.
func dampingHeat() twin.Variable {
	v := flowing("heat", "Heat of the damping.")
	v.Needs = "damping"
	return v
}

func checkSpring(t *twin.Twin) []twin.Fault {
	return append(checkEnds(t), checkHeats(t, "damping", "a damping")...)
}

// checkHeats notes a twin that is to be warmed by what a parameter makes, where that is
// absent.
func checkHeats(t *twin.Twin, param, what string) []twin.Fault {
	if t.Given("heats") && !t.Given(param) {
		return []twin.Fault{{Path: "heats", Summary: "it makes no heat without " + what, Hint: "give " + param + ", or leave out heats"}}
	}
	return nil
}

func wireSpring(w *twin.Wiring, p *springParams) {
	wireSpringOf(w, p, false, "mechanical.torsion_spring")
}

func wireSpringOf(w *twin.Wiring, p *springParams, turns bool, other string) {
	a := assemblyOf(w)
	a.later(func() {
		first, second, ok := a.ends(w, p.Between, p.On, turns, other)
		if !ok {
			return
		}
		a.stiff(w.Path("stiffness"), p.Stiffness, first, second)
		// Both parts show a force of their own; the spring's variable is their sum.
		total := hybrid.Add(a.Law.Sum(w.Path("force")))
		a.Law.Same(hybrid.Slot(total), hybrid.Slot(a.shows(w, forceName(turns))))
		name := "twin." + w.Name
		s := physics.Absent[physics.Spring]()
		s.First, s.Second, s.Stiffness, s.Rest = first.at(), second.at(), a.number(p.Stiffness), a.number(p.Rest)
		s.OnFirst, s.OnSecond, s.Potential = first.pull(), second.pull(), a.shows(w, "energy")
		s.Force = a.inner(w, "elastic force")
		a.Law.Add(name, &s)
		a.Law.Add(name, &scaled{From: hybrid.Read(s.Force), By: none, Factor: 1, To: total})
		if !p.Damping.Given() {
			return
		}
		d := physics.Absent[physics.Damper]()
		d.First, d.Second, d.Damping = first.speed(), second.speed(), a.number(p.Damping)
		d.OnFirst, d.OnSecond = first.pull(), second.pull()
		d.Force = a.inner(w, "viscous force")
		d.Heat, d.Warms = a.shows(w, "heat"), a.warms(w, p.Heats)
		a.Law.Add(name, &d)
		a.Law.Add(name, &scaled{From: hybrid.Read(d.Force), By: none, Factor: 1, To: total})
	})
}

// forceName is what the variable of a force is called between shafts or masses.
func forceName(turns bool) string {
	if turns {
		return "torque"
	}
	return "force"
}
