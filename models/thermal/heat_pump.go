package thermal

import "whatif/models/twin"

type heatPumpParams struct {
	HeatingCapacity twin.Quantity `par:"heating_capacity,required,changeable" unit:"W" min:"0" doc:"Heat delivered at full demand."`
	COP             twin.Quantity `par:"cop,required,changeable" unit:"1" above:"0" doc:"Coefficient of performance: heat per electric power."`
	Serves          twin.Spots    `par:"serves,required" unit:"degC" doc:"The twins that get the heat."`
	Shares          twin.Weights  `par:"shares" unit:"1" min:"0" max:"1" doc:"Share of the heat for each twin served, adding up to 1; equal where absent."`
	Demand          twin.Feed     `par:"demand,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the capacity asked for: a number, an input, or driven by a controller."`
	Available       twin.Toggle   `par:"available,changeable" default:"true" doc:"Whether it works; false during an outage."`
}

// HeatPump is the kind thermal.heat_pump.
func HeatPump() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.heat_pump",
		Doc:      "A heat pump with a fixed coefficient of performance.",
		Equation: "heat = heating_capacity demand available; electric_power = heat / cop",
		Source:   "definition of the coefficient of performance, EN 14511",
		Variables: []twin.Variable{
			{Name: "heat", Doc: "Heat delivered to all twins served.", Unit: "W", Flow: true, Follows: "demand"},
			{Name: "electric_power", Doc: "Electric power drawn.", Unit: "W", Flow: true, Follows: "demand"},
		},
	}, wireHeatPump)
}

func wireHeatPump(w *twin.Wiring, p *heatPumpParams) {
	addSource(w, source{
		capacity: p.HeatingCapacity.Signal, demand: p.Demand.Signal, available: p.Available.Signal, cop: p.COP.Signal,
		heat: w.Own("heat"), electric: w.Own("electric_power"),
	}, p.Serves, p.Shares)
}
