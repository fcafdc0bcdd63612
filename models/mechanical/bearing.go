package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type bearingParams struct {
	On          twin.Spot     `par:"on,required" place:"speed" doc:"The shaft that it carries."`
	Load        twin.Total    `par:"load,changeable" unit:"N" doc:"Force that it carries; several add up. Without one only the oil brakes."`
	Coefficient twin.Quantity `par:"coefficient,changeable" unit:"1" default:"0.0015" min:"0" doc:"Friction coefficient of the load: 0.0015 for deep groove balls, 0.0018 for tapered rollers; 0.1 dry for a plain bearing."`
	Bore        twin.Quantity `par:"bore,changeable" unit:"m" above:"0" doc:"Diameter of the shaft in it; needed with a load."`
	Drag        twin.Quantity `par:"drag,changeable" unit:"N m s/rad" min:"0" doc:"Torque of the oil per speed, at reference_temperature; 0 where absent."`
	Thinning    twin.Quantity `par:"thinning,changeable" unit:"1/K" min:"0" doc:"How fast the oil's drag falls with the temperature: 0.03 1/K to 0.05 1/K for mineral oils; needs heats."`
	Reference   twin.Quantity `par:"reference_temperature,changeable" unit:"degC" default:"40 degC" doc:"Temperature at which the oil's drag is as given."`
	Heats       twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its friction warms, and whose temperature the oil has."`
}

// Bearing is the kind mechanical.bearing.
func Bearing() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.bearing",
		Doc:      "A bearing of a shaft: friction by its load, which also holds at rest, and drag of the oil, which thins as it warms.",
		Equation: "torque = coefficient load bore/2, against the speed, + drag exp(-thinning (T - reference_temperature)) speed; heat = torque speed",
		Source:   "SKF's estimate of the frictional moment; Petroff's law, with Reynolds' exponential for the viscosity",
		Variables: []twin.Variable{
			dense("torque", "Torque that it takes from the shaft.", "N m"),
			flowing("heat", "Heat of its friction."),
		},
		Check: checkBearing,
	}, wireBearing)
}

func checkBearing(t *twin.Twin) []twin.Fault {
	var faults []twin.Fault
	switch {
	case t.Given("load") && !t.Given("bore"):
		faults = append(faults, twin.Fault{Path: "load", Summary: "load is given, but not bore", Hint: `give the diameter of the shaft, such as bore = "40 mm"`})
	case !t.Given("load") && !t.Given("drag"):
		faults = append(faults, twin.Fault{Path: "drag", Summary: "it has no friction: neither load nor drag is given", Hint: `give one of them, such as drag = "0.01 N m s/rad"`})
	}
	if t.Given("thinning") && !t.Given("heats") {
		faults = append(faults, twin.Fault{Path: "thinning", Summary: "nothing says how warm the oil is", Hint: "give heats the thermal.node or thermal.room whose temperature it has"})
	}
	if t.Given("thinning") && !t.Given("drag") {
		faults = append(faults, twin.Fault{Path: "thinning", Summary: "there is no drag of the oil to fall", Hint: "give drag, or leave out thinning"})
	}
	return faults
}

func wireBearing(w *twin.Wiring, p *bearingParams) {
	a := assemblyOf(w)
	a.later(func() {
		m := a.shaftAt(w, "on", p.On)
		if m == nil {
			return
		}
		name := "twin." + w.Name
		total := hybrid.Add(a.Law.Sum(w.Path("torque")))
		a.Law.Same(hybrid.Slot(total), a.Slot(w.Own("torque")))
		warm := hybrid.Add(a.Law.Sum(w.Path("heat")))
		a.Law.Same(hybrid.Slot(warm), a.Slot(w.Own("heat")))
		b := physics.Absent[physics.Bearing]()
		b.Velocity, b.Drag, b.OnShaft = m.speed(), a.number(p.Drag), m.pull()
		if p.Thinning.Given() {
			b.Temperature = hybrid.Read(a.Node(p.Heats, w.Path("heats")).Temperature)
			b.Reference, b.Thinning = a.number(p.Reference), a.number(p.Thinning)
		}
		b.Torque, b.Heat = a.inner(w, "drag"), a.inner(w, "heat of the drag")
		b.Warms = a.warms(w, p.Heats)
		if len(p.Load) > 0 {
			b.Load = hybrid.Read(a.Total(w.Path("load"), p.Load))
			b.Coefficient, b.Bore = a.number(p.Coefficient), a.number(p.Bore)
			b.Level = a.inner(w, "friction of the load")
			a.carry(w, p, m, hybrid.Read(b.Level), total, warm)
		}
		a.Law.Add(name, &b)
		a.Law.Add(name, &scaled{From: hybrid.Read(b.Torque), By: none, Factor: 1, To: total})
		a.Law.Add(name, &scaled{From: hybrid.Read(b.Heat), By: none, Factor: 1, To: warm})
	})
}

// carry adds the friction of a bearing's load, which holds at rest.
func (a *assembly) carry(w *twin.Wiring, p *bearingParams, m *motion, level hybrid.Read, total, warm hybrid.Add) {
	name := "twin." + w.Name
	f := physics.Absent[physics.Friction]()
	f.Normal, f.Static, f.Mode = level, hybrid.Read(a.Law.Constant(1)), a.mode(w)
	f.Force, f.Heat = a.inner(w, "torque of the load"), a.inner(w, "heat of the load")
	f.Warms = a.warms(w, p.Heats)
	a.loose = append(a.loose, &loose{twin: name, by: w.Path("on"), first: m, friction: &f})
	a.Law.Add(name, &scaled{From: hybrid.Read(f.Force), By: none, Factor: 1, To: total})
	a.Law.Add(name, &scaled{From: hybrid.Read(f.Heat), By: none, Factor: 1, To: warm})
}
