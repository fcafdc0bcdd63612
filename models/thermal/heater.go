package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

type heaterParams struct {
	Power     twin.Quantity `par:"power,required,changeable" unit:"W" doc:"Heat delivered at full demand; below 0 it cools."`
	Serves    twin.Spots    `par:"serves,required" unit:"degC" doc:"The twins that get the heat."`
	Shares    twin.Weights  `par:"shares" unit:"1" min:"0" max:"1" doc:"Share of the heat for each twin served, adding up to 1; equal where absent."`
	Demand    twin.Feed     `par:"demand,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the power asked for: a number, an input, or driven by a controller."`
	Available twin.Toggle   `par:"available,changeable" default:"true" doc:"Whether it works; false during an outage."`
}

// Heater is the kind thermal.heater.
func Heater() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.heater",
		Doc:      "A source of heat for one or more twins, such as a radiator or an electric heater.",
		Equation: "heat = power demand available",
		Source:   "definition",
		Variables: []twin.Variable{
			{Name: "heat", Doc: "Heat delivered to all twins served.", Unit: "W", Flow: true, Follows: "demand"},
		},
	}, wireHeater)
}

func wireHeater(w *twin.Wiring, p *heaterParams) {
	addSource(w, source{
		capacity: p.Power.Signal, demand: p.Demand.Signal, available: p.Available.Signal, cop: engine.NoSignal,
		heat: w.Own("heat"), electric: engine.NoSignal, performance: engine.NoSignal,
	}, p.Serves, p.Shares)
}
