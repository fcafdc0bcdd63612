package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

type conductanceParams struct {
	Between     twin.Spots    `par:"between,required,inputs,quantity" unit:"degC" length:"2" doc:"The two twins, or a twin and an input or temperature, between which heat flows."`
	Conductance twin.Quantity `par:"conductance,required,changeable" unit:"W/K" min:"0" doc:"Heat flow per kelvin between the two."`
}

// Conductance is the kind thermal.conductance.
func Conductance() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.conductance",
		Doc:      "A wall, window or air flow that conducts heat between two twins, or between a twin and a given temperature.",
		Equation: "heat_flow = conductance (T_first - T_second)",
		Source:   "Fourier's law, lumped",
		Variables: []twin.Variable{
			{Name: "heat_flow", Doc: "Heat flow from the first to the second.", Unit: "W", Flow: true, Class: engine.Dense},
		},
	}, wireConductance)
}

func wireConductance(w *twin.Wiring, p *conductanceParams) {
	if len(p.Between) != 2 {
		w.Wrong("between", "a conductance lies between two places", `write between = ["twin.a", "twin.b"]`)
		return
	}
	a := assemblyOf(w)
	a.ties = append(a.ties, tie{
		path: w.Path("between"), from: a.spot(w.Board, p.Between[0]), to: a.spot(w.Board, p.Between[1]),
		conductance: of(p.Conductance), flow: w.Own("heat_flow"),
	})
}
