package thermal

import (
	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

type convectionParams struct {
	Between     twin.Spots    `par:"between,required,inputs,quantity" unit:"degC" length:"2" doc:"The surface and the air: twins, inputs or temperatures."`
	Area        twin.Quantity `par:"area,required,changeable" unit:"m2" min:"0" doc:"Area of the surface."`
	Surface     twin.Option   `par:"surface" choices:"wall|floor|ceiling" doc:"What the surface is, with the first place of between: it decides how strong the convection is, in W/(m2 K) at 1 K. A wall 1.31; a floor 1.52 where it is warmer than the air and 0.76 where colder; a ceiling the other way round. This or coefficient."`
	Coefficient twin.Quantity `par:"coefficient,changeable" unit:"W/(m2 K)" min:"0" doc:"Coefficient at a difference of 1 K. Needs exponent."`
	Exponent    twin.Quantity `par:"exponent,changeable" unit:"1" min:"0" max:"1" doc:"How it grows with the difference: 0.25 for laminar, 0.33 for turbulent flow, 0.3 for most radiators. Needs coefficient."`
}

// Convection is the kind thermal.convection.
func Convection() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.convection",
		Doc: "Natural convection between a surface and the air: the warmer, the better it carries. " +
			"Near equal temperatures the law is rounded, so that a little conductance is left.",
		Equation: "heat_flow = area h (T_first - T_second), h = coefficient (d/(1 K))^exponent, d = sqrt((T_first - T_second)^2 + (0.05 K)^2); exponent 1/3 with surface",
		Source: "the TARP algorithm for surfaces: G. N. Walton, Thermal Analysis Research Program, NBSIR 83-2655 (1983), from the ASHRAE Handbook of Fundamentals; " +
			"other coefficients in F. Alamdari and G. P. Hammond, Building Services Engineering Research and Technology 4 (1983) 106",
		Variables: []twin.Variable{
			{Name: "heat_flow", Doc: "Heat flow from the first to the second.", Unit: "W", Flow: true, Class: engine.Dense},
		},
		Check: func(t *twin.Twin) []twin.Fault {
			faults := t.Either("surface", "coefficient", `surface = "wall"`)
			if len(faults) > 0 {
				return faults
			}
			return t.Together("coefficient", `"1.5 W/(m2 K)"`, "exponent", "0.25")
		},
	}, wireConvection)
}

// TARP's coefficients at 1 K, in W/(m2 K): of a vertical surface, and of a horizontal
// one whose air rises (9.482/(7.238 - 1)) or lies still (1.81/(1.382 + 1)).
const (
	upright  = 1.31
	rising   = 9.482 / 6.238
	lying    = 1.81 / 2.382
	tarpRoot = 1. / 3
)

func wireConvection(w *twin.Wiring, p *convectionParams) {
	c := coupled.Of(w.Board)
	law := physics.Convection{Area: hybrid.Read(c.Of(p.Area))}
	preset := func(forth, back float64) {
		law.Forth, law.Back = hybrid.Read(c.Law.Constant(forth)), hybrid.Read(c.Law.Constant(back))
		law.Exponent = hybrid.Read(c.Law.Constant(tarpRoot))
	}
	switch p.Surface {
	case "wall":
		preset(upright, upright)
	case "floor":
		preset(rising, lying)
	case "ceiling":
		preset(lying, rising)
	default:
		law.Forth = hybrid.Read(c.Of(p.Coefficient))
		law.Back, law.Exponent = law.Forth, hybrid.Read(c.Of(p.Exponent))
	}
	addBend(w, p.Between, func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part {
		law := law
		law.From, law.To, law.Flow = from, to, flow
		return &law
	})
}
