package thermal

import (
	"fmt"
	"math"

	"whatif/engine"
	"whatif/models/twin"
	physics "whatif/physics/thermal"
)

type layer struct {
	Thickness    twin.Fixed `par:"thickness" unit:"m" above:"0" doc:"Thickness."`
	Conductivity twin.Fixed `par:"conductivity" unit:"W/(m K)" above:"0" doc:"Thermal conductivity."`
	Density      twin.Fixed `par:"density" unit:"kg/m3" above:"0" doc:"Density."`
	SpecificHeat twin.Fixed `par:"specific_heat" unit:"J/(kg K)" above:"0" doc:"Specific heat capacity."`
	Cells        twin.Fixed `par:"cells" unit:"1" min:"1" max:"100" doc:"Into how many parts it is cut. Where absent, chosen so that a swing over a day is followed to about 1 %; twice as many make that a quarter."`
	Resistance   twin.Fixed `par:"resistance" unit:"m2 K/W" above:"0" doc:"Instead of the others, for what stores no heat, such as a gap of air."`
}

type wallParams struct {
	Between     twin.Spots       `par:"between,required,inputs,quantity" unit:"degC" length:"2" doc:"The two twins, or a twin and an input or temperature, that it separates."`
	Area        twin.Quantity    `par:"area,required,changeable" unit:"m2" above:"0" doc:"Area of the wall."`
	Layers      twin.Rows[layer] `par:"layers,required" doc:"Its layers, from the first of between to the second."`
	Films       twin.Weights     `par:"films" unit:"W/(m2 K)" above:"0" length:"2" default:"[\"7.7 W/(m2 K)\", \"25 W/(m2 K)\"]" doc:"Surface coefficients, convection and radiation, at the first and the second place. The default is for a wall between a room and outdoors by ISO 6946."`
	FirstGains  twin.Total       `par:"first_gains,changeable" unit:"W" doc:"Heat into the surface at the first place, such as sun that it absorbs; several add up."`
	SecondGains twin.Total       `par:"second_gains,changeable" unit:"W" doc:"Heat into the surface at the second place; several add up."`
	Start       twin.Quantity    `par:"start" unit:"degC" doc:"Temperature of all layers at the beginning; where absent, as at rest between the two places as they begin."`
}

// Wall is the kind thermal.wall.
func Wall() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.wall",
		Doc: "A wall, roof or floor of layers that conduct and store heat. Each layer is cut into cells; the error falls with the square " +
			"of their number. The surfaces are points without capacity of their own.",
		Equation: "at rest heat_flow = area U (T_first - T_second), 1/U = 1/film_first + sum of thickness/conductivity or resistance + 1/film_second; " +
			"in a layer density specific_heat dT/dt = conductivity d2T/dx2",
		Source: "Fourier's law in one dimension; ISO 6946 for surface coefficients and U, ISO 13786 for periodic swings",
		Variables: []twin.Variable{
			temperatureVariable("first_surface_temperature", "Temperature of the surface at the first place.", ""),
			temperatureVariable("second_surface_temperature", "Temperature of the surface at the second place.", ""),
			{Name: "heat_flow", Doc: "Heat flow from the first place into the wall.", Unit: "W", Flow: true, Class: engine.Dense},
			{Name: "heat_flow_out", Doc: "Heat flow from the wall to the second place.", Unit: "W", Flow: true, Class: engine.Dense},
		},
		Check: checkWall,
	}, wireWall)
}

func wireWall(w *twin.Wiring, p *wallParams) {
	chain := physics.Wall(layersOf(p.Layers))
	a := assemblyOf(w)
	first, second := a.spot(w.Board, p.Between[0]), a.spot(w.Board, p.Between[1])
	paths := []string{w.Path("first_surface_temperature")}
	for i := 1; i < len(chain.Capacity)-1; i++ {
		paths = append(paths, w.Path(fmt.Sprintf("cell%04d", i)))
	}
	paths = append(paths, w.Path("second_surface_temperature"))

	rest := append(append([]float64{1 / p.Films[0]}, chain.Resistance...), 1/p.Films[1])
	total := 0.0
	for _, r := range rest {
		total += r
	}
	past := 0.0
	for i, path := range paths {
		past += rest[i]
		n := node{path: path, start: at(p.Start)}
		if c := chain.Capacity[i]; c > 0 {
			n.capacity = times(c, p.Area)
			if !p.Start.Given() {
				n.within = &profile{w.Path("start"), first, second, past / total}
			}
		}
		a.nodes = append(a.nodes, n)
	}
	between := w.Path("between")
	join := func(from, to end, resistance float64, flow engine.Signal) {
		a.ties = append(a.ties, tie{path: between, from: from, to: to, conductance: times(1/resistance, p.Area), flow: flow})
	}
	last := len(paths) - 1
	join(first, end{node: paths[0]}, 1/p.Films[0], w.Own("heat_flow"))
	for i, r := range chain.Resistance {
		join(end{node: paths[i]}, end{node: paths[i+1]}, r, engine.NoSignal)
	}
	join(end{node: paths[last]}, second, 1/p.Films[1], w.Own("heat_flow_out"))
	a.addGains(w.Path("first_gains"), paths[0], p.FirstGains)
	a.addGains(w.Path("second_gains"), paths[last], p.SecondGains)
}

func layersOf(rows twin.Rows[layer]) (layers []physics.Layer) {
	for _, row := range rows {
		l := physics.Layer{
			Resistance: row.Resistance.Value, Thickness: row.Thickness.Value, Conductivity: row.Conductivity.Value,
			Density: row.Density.Value, SpecificHeat: row.SpecificHeat.Value, Cells: int(row.Cells.Value),
		}
		if !row.Cells.Given && !row.Resistance.Given {
			l.Cells = l.DefaultCells()
		}
		layers = append(layers, l)
	}
	return layers
}

// checkWall notes layers that have neither a resistance nor what it takes to
// conduct and store heat.
func checkWall(t *twin.Twin) (faults []twin.Fault) {
	if len(t.Settings["between"].Refs) != 2 {
		faults = append(faults, twin.Fault{Path: "between", Summary: "a wall lies between two places", Hint: `write between = ["twin.a", "twin.b"]`})
	}
	if len(t.Settings["films"].Numbers) != 2 {
		faults = append(faults, twin.Fault{Path: "films", Summary: "a wall has two surfaces", Hint: `give a coefficient for each: films = ["7.7 W/(m2 K)", "25 W/(m2 K)"]`})
	}
	rows := t.Settings["layers"].Rows
	if len(rows) == 0 {
		faults = append(faults, twin.Fault{Path: "layers", Summary: "a wall has one layer at least",
			Hint: `such as layers = [{ thickness = "12 cm", conductivity = "0.8 W/(m K)", density = "1800 kg/m3", specific_heat = "1 kJ/(kg K)" }]`})
	}
	for i, row := range rows {
		if summary, hint := wrongLayer(row); summary != "" {
			faults = append(faults, twin.Fault{Path: fmt.Sprintf("layers.%d", i+1), Summary: fmt.Sprintf("layer %d %s", i+1, summary), Hint: hint})
		}
	}
	return faults
}

func wrongLayer(row map[string]float64) (summary, hint string) {
	_, gap := row["resistance"]
	for _, name := range []string{"thickness", "conductivity", "density", "specific_heat"} {
		switch _, given := row[name]; {
		case gap && given:
			return "has a resistance and a " + name, "a layer is given by its resistance alone, or by thickness, conductivity, density and specific_heat"
		case !gap && !given:
			return "has no " + name, "give thickness, conductivity, density and specific_heat, or for what stores no heat a resistance alone"
		}
	}
	if n := row["cells"]; n != math.Trunc(n) {
		return fmt.Sprintf("is cut into %g cells", n), "cells is a whole number"
	}
	return "", ""
}
