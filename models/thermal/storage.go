package thermal

import (
	"slices"

	"whatif/engine"
	"whatif/models/twin"
)

type storageParams struct {
	Volume       twin.Quantity `par:"volume" unit:"l" above:"0" doc:"Volume of water, or of what density and specific_heat say; this or capacity."`
	Capacity     twin.Quantity `par:"capacity" unit:"J/K" above:"0" doc:"Heat capacity, instead of volume."`
	Density      twin.Quantity `par:"density" unit:"kg/m3" default:"988 kg/m3" above:"0" doc:"Density of what is stored; the default is water of 50 degC."`
	SpecificHeat twin.Quantity `par:"specific_heat" unit:"J/(kg K)" default:"4181 J/(kg K)" above:"0" doc:"Specific heat capacity of what is stored; the default is water of 50 degC."`
	Start        twin.Quantity `par:"start" unit:"degC" default:"50 degC" doc:"Temperature at the beginning of the run."`
	HeatLoss     twin.Quantity `par:"heat_loss,changeable" unit:"W/K" min:"0" doc:"Conductance to what stands around it. Needs ambient."`
	Ambient      twin.Spot     `par:"ambient,inputs,quantity" unit:"degC" doc:"Where it stands: a twin, which the loss then heats, an input or a temperature. Needs heat_loss."`
	Gains        twin.Total    `par:"gains,changeable" unit:"W" doc:"Heat into the storage; several add up. A heater or heat pump that serves it adds its own."`
	Tap          twin.Feed     `par:"tap,changeable" unit:"l/min" min:"0" doc:"Volume flow drawn at the storage's temperature and made up for at that of cold: a quantity, or an input that is held."`
	Cold         twin.Total    `par:"cold,changeable" unit:"degC" doc:"Temperature of the water that makes up for what is drawn. Needs tap."`
	Reference    twin.Quantity `par:"reference" unit:"degC" default:"10 degC" doc:"Temperature above which energy counts."`
}

// Storage is the kind thermal.storage.
func Storage() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.storage",
		Doc:  "A tank of one temperature, fully mixed, such as a hot water cylinder or a buffer. A heater or heat pump may serve it, and a thermostat sense it.",
		Equation: "C dT/dt = gains - heat_loss (T - ambient) - density specific_heat tap (T - cold), C = capacity or density specific_heat volume; " +
			"energy = C (T - reference)",
		Source: "heat balance of a fully mixed tank; EN 15332 for the standing loss",
		Variables: []twin.Variable{
			temperatureVariable("temperature", "Temperature of the storage.", ""),
			{Name: "energy", Doc: "Heat stored above the reference temperature.", Unit: "J", Class: engine.Dense},
			{Name: "standing_loss", Doc: "Heat flow to what stands around it.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "heat_loss"},
			{Name: "tap_heat", Doc: "Heat that what is drawn takes along, above that of the cold water.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "tap"},
		},
		Check: checkStorage,
	}, wireStorage)
}

func wireStorage(w *twin.Wiring, p *storageParams) {
	capacity := of(p.Capacity)
	if p.Volume.Given() {
		capacity = of(p.Density, p.SpecificHeat, p.Volume)
	}
	a := assemblyOf(w)
	here := w.Path("temperature")
	a.nodes = append(a.nodes, node{path: here, capacity: capacity, start: at(p.Start)})
	a.heats = append(a.heats, heat{here, p.Reference.Signal, w.Own("energy")})
	a.addGains(w.Path("gains"), here, p.Gains)
	if p.HeatLoss.Given() {
		a.ties = append(a.ties, tie{
			path: w.Path("ambient"), from: end{node: here}, to: a.spot(w.Board, p.Ambient),
			conductance: of(p.HeatLoss), flow: w.Own("standing_loss"),
		})
	}
	if p.Tap.Signal != engine.NoSignal && heldFeed(w, "tap", p.Tap) {
		a.ties = append(a.ties, tie{
			path: w.Path("cold"), from: end{node: here}, to: end{given: p.Cold},
			conductance: of(p.Density, p.SpecificHeat, twin.Quantity(p.Tap)), flow: w.Own("tap_heat"),
		})
	}
}

func checkStorage(t *twin.Twin) []twin.Fault {
	return slices.Concat(
		t.Either("volume", "capacity", `volume = "300 l"`),
		t.Together("heat_loss", `"2 W/K"`, "ambient", `"18 degC" or "twin.cellar"`),
		t.Together("tap", `"input.draw"`, "cold", `"10 degC"`),
	)
}
