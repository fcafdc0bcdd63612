// Package kind shows how a Go program adds a kind of twin of its own: one file with its
// parameters, its variables and its law. Scenarios then name it like any other.
package kind

import (
	"math"

	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// params is what a planner may write. The tags are all there is to say: names, units,
// bounds and defaults are decoded, checked and documented from them.
type params struct {
	In           twin.Spot     `par:"in,required" unit:"degC" doc:"The room or node whose air it lies in."`
	Mass         twin.Quantity `par:"mass,required" unit:"kg" above:"0" doc:"Mass of the material."`
	SpecificHeat twin.Quantity `par:"specific_heat" unit:"J/(kg K)" default:"2000 J/(kg K)" above:"0" doc:"Specific heat capacity, solid and liquid."`
	LatentHeat   twin.Quantity `par:"latent_heat,required" unit:"J/kg" min:"0" doc:"Heat of melting."`
	Melting      twin.Quantity `par:"melting_temperature,required" unit:"degC" doc:"Temperature at which half of it is molten."`
	Range        twin.Quantity `par:"melting_range" unit:"K" default:"1 K" above:"0" doc:"Width of the melting: a third of it melts in the middle half of this range."`
	Conductance  twin.Quantity `par:"conductance,required,changeable" unit:"W/K" min:"0" doc:"Heat flow per kelvin between the air and the material."`
	Start        twin.Quantity `par:"start" unit:"degC" default:"20 degC" doc:"Temperature at the beginning of the run."`
}

// PhaseChange is the kind own.phase_change: boards or bags of a material that melts
// near room temperature and so stores much heat within a few kelvin.
func PhaseChange() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "own.phase_change",
		Doc:      "A material in a room that melts, and freezes again, within a few kelvin: it stores much heat there.",
		Equation: "mass (specific_heat + latent_heat d melted/dT) dT/dt = conductance (air - T), melted = 1/(1 + exp(4 (melting_temperature - T)/melting_range))",
		Source:   "apparent heat capacity; Voller and Swaminathan, Numerical Heat Transfer B 19 (1991) 175",
		Variables: []twin.Variable{
			{Name: "temperature", Doc: "Temperature of the material.", Unit: "degC", Class: engine.Dense},
			{Name: "melted", Doc: "Part that is molten.", Unit: "1", Class: engine.Dense},
			{Name: "heat_flow", Doc: "Heat flow from the air into the material.", Unit: "W", Flow: true, Class: engine.Dense},
		},
	}, wire)
}

// wire adds one twin to its study: a state, and the part that moves it.
func wire(w *twin.Wiring, p *params) {
	study := coupled.Of(w.Board)
	temperature, rate := study.Law.State(hybrid.StateSpec{
		Path:   w.Path("temperature"),
		Start:  []hybrid.Term{{Slot: study.First(p.Start), Weight: 1}},
		Lowest: 0, Highest: 1e4, // K: outside, the run ends and names the twin
	})
	study.Law.Same(temperature, study.Slot(w.Own("temperature")))
	air := study.Node(p.In, w.Path("in"))
	study.Law.Add("twin."+w.Name, &material{
		Air: hybrid.Read(air.Temperature), Temperature: hybrid.Read(temperature),
		Mass: hybrid.Read(study.Of(p.Mass)), SpecificHeat: hybrid.Read(study.Of(p.SpecificHeat)),
		LatentHeat: hybrid.Read(study.Of(p.LatentHeat)), Melting: hybrid.Read(study.Of(p.Melting)),
		Range: hybrid.Read(study.Of(p.Range)), Conductance: hybrid.Read(study.Of(p.Conductance)),
		Rate: hybrid.Write(rate), Melted: hybrid.Write(study.Slot(w.Own("melted"))),
		Flow: hybrid.Write(study.Slot(w.Own("heat_flow"))), FromAir: hybrid.Add(air.Heat),
	})
}

// material is the law. The types of its fields say what it reads, what it writes and
// which sum it adds to; whatever else has to do with these quantities is solved
// together with it.
type material struct {
	Air, Temperature, Mass, SpecificHeat, LatentHeat, Melting, Range, Conductance hybrid.Read
	Rate, Melted, Flow                                                            hybrid.Write
	FromAir                                                                       hybrid.Add
}

// Evaluate computes the law, in SI.
func (m *material) Evaluate(w []float64) {
	steepness := 4 / w[m.Range]
	melted := 1 / (1 + math.Exp(steepness*(w[m.Melting]-w[m.Temperature])))
	capacity := w[m.Mass] * (w[m.SpecificHeat] + w[m.LatentHeat]*steepness*melted*(1-melted))
	flow := w[m.Conductance] * (w[m.Air] - w[m.Temperature])
	w[m.Rate] = flow / capacity
	w[m.Melted] = melted
	w[m.Flow] = flow
	w[m.FromAir] -= flow
}
