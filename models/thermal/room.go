package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

type roomParams struct {
	Capacity          twin.Quantity `par:"capacity,required" unit:"J/K" above:"0" doc:"Heat capacity of the air and what follows it at once."`
	HeatLoss          twin.Quantity `par:"heat_loss,required,changeable" unit:"W/K" min:"0" doc:"Conductance from the air to outdoors: transmission and ventilation."`
	HeatLossSlope     twin.Quantity `par:"heat_loss_slope,changeable" unit:"W/K2" doc:"By how much heat_loss grows per kelvin that the air is warmer than heat_loss_reference: heat_loss + heat_loss_slope (T - heat_loss_reference), 0 at least, stands in its place. Needs heat_loss_reference."`
	HeatLossReference twin.Quantity `par:"heat_loss_reference,changeable" unit:"degC" doc:"Air temperature for which heat_loss is given. Needs heat_loss_slope."`
	Outdoor           twin.Total    `par:"outdoor,required,changeable" unit:"degC" doc:"Outdoor temperature: one temperature, and differences that add to it."`
	Gains             twin.Total    `par:"gains,changeable" unit:"W" doc:"Heat into the air, such as people, sun and devices; several add up."`
	Start             twin.Quantity `par:"start" unit:"degC" default:"20 degC" doc:"Air temperature at the beginning of the run."`
	MassCapacity      twin.Quantity `par:"mass_capacity" unit:"J/K" above:"0" doc:"Heat capacity of the heavy parts: walls, floor, furniture. Needs mass_coupling."`
	MassCoupling      twin.Quantity `par:"mass_coupling,changeable" unit:"W/K" min:"0" doc:"Conductance between the air and the heavy parts. Needs mass_capacity."`
	MassLoss          twin.Quantity `par:"mass_loss,changeable" unit:"W/K" min:"0" doc:"Conductance from the heavy parts to outdoors; 0 where absent. Needs mass_capacity."`
	MassStart         twin.Quantity `par:"mass_start" unit:"degC" doc:"Temperature of the heavy parts at the beginning; that of the air where absent. Needs mass_capacity."`
}

// Room is the kind thermal.room.
func Room() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.room",
		Doc:      "A room or zone: air of one temperature that loses heat to outdoors, and, where mass_capacity is given, heavy parts behind it.",
		Equation: "capacity dT/dt = heat_loss (outdoor - T) + mass_coupling (M - T) + gains; mass_capacity dM/dt = mass_coupling (T - M) + mass_loss (outdoor - M)",
		Source:   "1R1C and 3R2C grey-box models; Bacher and Madsen, Energy and Buildings 43 (2011) 1511",
		Variables: []twin.Variable{
			temperatureVariable("temperature", "Air temperature.", ""),
			temperatureVariable("mass_temperature", "Temperature of the heavy parts.", "mass_capacity"),
		},
		Check: func(t *twin.Twin) []twin.Fault {
			return t.Together("heat_loss_slope", `"0.5 W/K2"`, "heat_loss_reference", `"20 degC"`)
		},
	}, wireRoom)
}

func wireRoom(w *twin.Wiring, p *roomParams) {
	a := assemblyOf(w)
	air := w.Path("temperature")
	outdoor := end{given: p.Outdoor}
	a.nodes = append(a.nodes, node{path: air, capacity: of(p.Capacity), start: at(p.Start)})
	if p.HeatLossSlope.Given() {
		a.loseMore(w, p, air, outdoor)
	} else {
		a.ties = append(a.ties, tie{path: w.Path("outdoor"), from: end{node: air}, to: outdoor, conductance: of(p.HeatLoss), flow: engine.NoSignal})
	}
	a.addGains(w.Path("gains"), air, p.Gains)

	if !p.MassCapacity.Given() {
		orphan(w, "mass_coupling", p.MassCoupling)
		orphan(w, "mass_loss", p.MassLoss)
		orphan(w, "mass_start", p.MassStart)
		return
	}
	if !p.MassCoupling.Given() {
		w.Wrong("mass_coupling", "mass_capacity is given, but not what couples it to the air", `give mass_coupling, such as "200 W/K"`)
		return
	}
	mass := w.Path("mass_temperature")
	a.nodes = append(a.nodes, node{path: mass, capacity: of(p.MassCapacity), start: at(p.MassStart.Or(p.Start))})
	a.ties = append(a.ties, tie{path: w.Path("mass_coupling"), from: end{node: air}, to: end{node: mass}, conductance: of(p.MassCoupling), flow: engine.NoSignal})
	if p.MassLoss.Given() {
		a.ties = append(a.ties, tie{path: w.Path("outdoor"), from: end{node: mass}, to: outdoor, conductance: of(p.MassLoss), flow: engine.NoSignal})
	}
}

// orphan notes a parameter of the heavy parts where there are none.
func orphan(w *twin.Wiring, name string, q twin.Quantity) {
	if q.Given() {
		w.Wrong(name, name+" is given, but not mass_capacity", "give mass_capacity too, or leave out all that begins with mass_")
	}
}

// temperatureVariable is a temperature that physics computes; it is there only
// when the parameter named needs is given.
func temperatureVariable(name, doc, needs string) twin.Variable {
	return twin.Variable{Name: name, Doc: doc, Unit: "degC", Needs: needs, Class: engine.Dense}
}
