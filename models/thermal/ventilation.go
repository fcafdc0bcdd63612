package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

type ventilationParams struct {
	Between      twin.Spots    `par:"between,required,inputs,quantity" unit:"degC" length:"2" doc:"The two places that exchange air: a room, and outdoors (an input or a temperature) or another room."`
	Flow         twin.Feed     `par:"flow,required,changeable" unit:"m3/h" min:"0" doc:"Volume flow of air each way at full demand: a quantity, or an input that is held between its changes."`
	Demand       twin.Feed     `par:"demand,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the flow asked for: a number, an input that is held, or driven by a controller."`
	HeatRecovery twin.Feed     `par:"heat_recovery,changeable" unit:"1" default:"0" min:"0" max:"1" doc:"Temperature ratio of the heat exchanger: part of the difference that does not get lost. A number, or an input that is held."`
	Density      twin.Quantity `par:"density,changeable" unit:"kg/m3" default:"1.2 kg/m3" above:"0" doc:"Density of the air; it falls by an eighth per 1000 m of altitude."`
	SpecificHeat twin.Quantity `par:"specific_heat,changeable" unit:"J/(kg K)" default:"1006 J/(kg K)" above:"0" doc:"Specific heat capacity of the air."`
}

// Ventilation is the kind thermal.ventilation.
func Ventilation() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.ventilation",
		Doc: "Air that two places exchange, as much each way: a fan, a window that is opened, infiltration. " +
			"A change of the flow makes a new law of the network, so that flow, demand and heat_recovery change in steps.",
		Equation: "heat_flow = density specific_heat flow demand (1 - heat_recovery) (T_first - T_second)",
		Source:   "heat balance of an air flow, EN ISO 13789; temperature ratio of heat recovery, EN 308",
		Variables: []twin.Variable{
			{Name: "heat_flow", Doc: "Heat flow with the air from the first place to the second.", Unit: "W", Flow: true, Class: engine.Dense},
		},
	}, wireVentilation)
}

func wireVentilation(w *twin.Wiring, p *ventilationParams) {
	if len(p.Between) != 2 {
		w.Wrong("between", "air is exchanged between two places", `write between = ["twin.a", "input.outdoor"]`)
		return
	}
	flow, demand, recovery := heldFeed(w, "flow", p.Flow), heldFeed(w, "demand", p.Demand), heldFeed(w, "heat_recovery", p.HeatRecovery)
	if !flow || !demand || !recovery {
		return
	}
	conductance := times(1, p.Density, p.SpecificHeat, twin.Quantity(p.Flow), twin.Quantity(p.Demand))
	conductance.less = []engine.Signal{p.HeatRecovery.Signal}
	a := assemblyOf(w)
	a.ties = append(a.ties, tie{
		path: w.Path("between"), from: a.spot(w.Board, p.Between[0]), to: a.spot(w.Board, p.Between[1]),
		conductance: conductance, flow: w.Own("heat_flow"),
	})
}

// heldFeed notes a parameter that shapes a network but does not change in
// steps.
func heldFeed(w *twin.Wiring, name string, f twin.Feed) bool {
	if f.Signal == engine.NoSignal {
		return true
	}
	switch w.Builder.ClassOf(f.Signal) {
	case engine.Held:
		return true
	case engine.Dense:
		w.Wrong(name, w.Builder.PathOf(f.Signal)+" changes continuously with the temperatures, but "+name+" changes in steps", "let a controller drive it, or take an input that is held")
	default:
		w.Wrong(name, w.Builder.PathOf(f.Signal)+" changes continuously, but "+name+" changes in steps",
			`hold it: interpolate = "hold" for a record of instants, quantity = "mean" for one of means, or signal = "weekly"`)
	}
	return false
}
