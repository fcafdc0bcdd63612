package thermal

import (
	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

type radiationParams struct {
	Between          twin.Spots    `par:"between,required,inputs,quantity" unit:"degC" length:"2" doc:"The two places that see each other: twins, inputs or temperatures. Deep space is \"2.7 degK\"."`
	Area             twin.Quantity `par:"area,required,changeable" unit:"m2" min:"0" doc:"Area of the first surface."`
	Emissivity       twin.Quantity `par:"emissivity,required,changeable" unit:"1" above:"0" max:"1" doc:"Emissivity of the first surface in the infrared; 0.9 for most paints and building materials, 0.05 for polished metal."`
	SecondEmissivity twin.Quantity `par:"second_emissivity,changeable" unit:"1" above:"0" max:"1" doc:"Emissivity of the second surface; black, or very large, where absent."`
	SecondArea       twin.Quantity `par:"second_area,changeable" unit:"m2" above:"0" doc:"Area of the second surface where it encloses the first; as large as the first where absent. Needs second_emissivity."`
	ViewFactor       twin.Quantity `par:"view_factor,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of what leaves the first surface that meets the second."`
}

// Radiation is the kind thermal.radiation.
func Radiation() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.radiation",
		Doc: "Two surfaces that exchange heat by radiation: a radiator and the room, a spacecraft and deep space, two shells with a vacuum between. " +
			"Sun that is absorbed is not part of it: that is a gain.",
		Equation: "heat_flow = sigma area view_factor e (T_first^4 - T_second^4), temperatures in kelvin, sigma = 5.670374419e-8 W/(m2 K4); " +
			"e = emissivity, or 1/(1/emissivity + area/second_area (1/second_emissivity - 1))",
		Source: "Stefan and Boltzmann's law for grey diffuse surfaces; Incropera and DeWitt, Fundamentals of Heat and Mass Transfer, section 13.3",
		Variables: []twin.Variable{
			{Name: "heat_flow", Doc: "Heat flow from the first to the second.", Unit: "W", Flow: true, Class: engine.Dense},
		},
		Check: checkRadiation,
	}, wireRadiation)
}

func checkRadiation(t *twin.Twin) []twin.Fault {
	if t.Given("second_area") && !t.Given("second_emissivity") {
		return t.Together("second_emissivity", "0.9", "second_area", `"4 m2"`)
	}
	return nil
}

func wireRadiation(w *twin.Wiring, p *radiationParams) {
	c := coupled.Of(w.Board)
	law := physics.Radiation{
		Area: hybrid.Read(c.Of(p.Area)), ViewFactor: hybrid.Read(c.Of(p.ViewFactor)),
		Emissivity: hybrid.Read(c.Of(p.Emissivity)), Second: hybrid.Read(c.Of(p.SecondEmissivity)),
		SecondArea: hybrid.Read(c.Of(p.SecondArea)),
	}
	addBend(w, p.Between, func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part {
		law := law
		law.From, law.To, law.Flow = from, to, flow
		return &law
	})
}

// addBend lets heat flow between two places by a law that is not linear.
func addBend(w *twin.Wiring, between twin.Spots, law func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part) {
	if len(between) != 2 {
		w.Wrong("between", "heat flows between two places", `write between = ["twin.a", "twin.b"]`)
		return
	}
	a := assemblyOf(w)
	a.bends = append(a.bends, bend{
		path: w.Path("between"), from: a.spot(w.Board, between[0]), to: a.spot(w.Board, between[1]),
		flow: w.Own("heat_flow"), law: law,
	})
}
