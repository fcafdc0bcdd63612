package thermal

import (
	"math"
	"slices"
	"strconv"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

type tankParams struct {
	Volume       twin.Quantity `par:"volume,required" unit:"l" above:"0" doc:"Volume of water, or of what density and specific_heat say."`
	Height       twin.Quantity `par:"height,required" unit:"m" above:"0" doc:"Height of the upright cylinder."`
	Layers       twin.Fixed    `par:"layers" unit:"1" default:"10" min:"3" max:"100" doc:"How many layers it is cut into, a whole number. The more, the sharper the boundary between warm and cold stays when water is drawn. Neither drawn nor set by an event."`
	Density      twin.Quantity `par:"density" unit:"kg/m3" default:"988 kg/m3" above:"0" doc:"Density of what is stored; the default is water of 50 degC."`
	SpecificHeat twin.Quantity `par:"specific_heat" unit:"J/(kg K)" default:"4181 J/(kg K)" above:"0" doc:"Specific heat capacity of what is stored; the default is water of 50 degC."`
	Conductivity twin.Quantity `par:"conductivity,changeable" unit:"W/(m K)" default:"0.64 W/(m K)" min:"0" doc:"Thermal conductivity downward. The default is water at rest; 1 to 2 W/(m K) counts the steel of the wall and the stir of inlets in."`
	Start        twin.Quantity `par:"start" unit:"degC" default:"50 degC" doc:"Temperature on top at the beginning of the run."`
	StartBottom  twin.Quantity `par:"start_bottom" unit:"degC" doc:"Temperature at the bottom at the beginning, in a straight line to that on top; the same where absent."`
	HeatLoss     twin.Quantity `par:"heat_loss,changeable" unit:"W/K" min:"0" doc:"Conductance of the whole tank to what stands around it, spread evenly. Needs ambient."`
	Ambient      twin.Spot     `par:"ambient,inputs,quantity" unit:"degC" doc:"Where it stands: a twin, which the loss then heats, an input or a temperature. Needs heat_loss."`
	Tap          twin.Feed     `par:"tap,changeable" unit:"l/min" min:"0" doc:"Volume flow drawn from the top and made up for at the bottom. Needs cold."`
	Cold         twin.Total    `par:"cold,changeable" unit:"degC" doc:"Temperature of the water that makes up for what is drawn. Needs tap."`
	Charge       twin.Feed     `par:"charge,changeable" unit:"l/min" min:"0" doc:"Volume flow of a circuit that charges the tank: in on top, out at the bottom. Needs charge_temperature."`
	ChargeTemp   twin.Total    `par:"charge_temperature,changeable" unit:"degC" doc:"Temperature at which the circuit brings its water. Needs charge."`
	Reference    twin.Quantity `par:"reference" unit:"degC" default:"10 degC" doc:"Temperature above which energy counts."`
}

// Tank is the kind thermal.tank.
func Tank() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.tank",
		Doc: "A stratified tank: warm water lies on cold. It is cut into layers; what is drawn leaves on top and cold water comes in below. A heater or heat pump " +
			"may serve twin.NAME.top, .middle or .bottom, and a thermostat sense them. Where it gets warmer below than above it turns over.",
		Equation: "C/layers dT_i/dt = flows from above and below + heat - heat_loss/layers (T_i - ambient), C = density specific_heat volume; " +
			"flow to the layer below = conductivity volume layers/height^2 (T_i - T_below) - density specific_heat (tap - charge) T_from, T_from = T_below where tap > charge, else T_i; " +
			"energy = sum of C/layers (T_i - reference)",
		Source: "multi-node tank: Duffie and Beckman, Solar Engineering of Thermal Processes, section 8.4",
		Variables: []twin.Variable{
			temperatureVariable("top", "Temperature of the uppermost layer, at which water is drawn.", ""),
			temperatureVariable("middle", "Temperature of the layer in the middle.", ""),
			temperatureVariable("bottom", "Temperature of the lowest layer, at which water goes back to what charges the tank.", ""),
			temperatureVariable("mean", "Mean temperature of all layers.", ""),
			{Name: "energy", Doc: "Heat stored above the reference temperature.", Unit: "J", Class: engine.Dense},
			{Name: "standing_loss", Doc: "Heat flow to what stands around it.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "heat_loss"},
			{Name: "tap_heat", Doc: "Heat that what is drawn takes along, above that of the cold water.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "tap"},
			{Name: "charge_heat", Doc: "Heat that the circuit brings: of what comes in on top, above that of what goes out at the bottom.", Unit: "W", Flow: true, Class: engine.Dense, Needs: "charge"},
		},
		Check: checkTank,
	}, wireTank)
}

func checkTank(t *twin.Twin) []twin.Fault {
	faults := slices.Concat(
		t.Together("heat_loss", `"2 W/K"`, "ambient", `"18 degC" or "twin.cellar"`),
		t.Together("tap", `"input.draw"`, "cold", `"10 degC"`),
		t.Together("charge", `"input.collector_flow"`, "charge_temperature", `"70 degC"`),
	)
	if n := t.Settings["layers"].Number; n != math.Trunc(n) {
		faults = append(faults, twin.Fault{Path: "layers", Summary: "a tank is cut into a whole number of layers", Hint: "layers = 10"})
	}
	return faults
}

func wireTank(w *twin.Wiring, p *tankParams) {
	t := tank{Wiring: w, p: p, layers: tankLayers(w, int(p.Layers.Value))}
	a := assemblyOf(w)
	count := float64(len(t.layers))
	first, last := p.Start.Signal, p.StartBottom.Or(p.Start).Signal
	for i, path := range t.layers {
		down := float64(i) / (count - 1)
		a.nodes = append(a.nodes, node{
			path: path, capacity: times(1/count, p.Density, p.SpecificHeat, p.Volume),
			start: []engine.Term{{Signal: first, Weight: 1 - down}, {Signal: last, Weight: down}},
		})
		if p.HeatLoss.Given() {
			a.ties = append(a.ties, tie{
				path: w.Path("ambient"), from: end{node: path}, to: a.spot(w.Board, p.Ambient),
				conductance: times(1/count, p.HeatLoss), flow: engine.NoSignal,
			})
		}
	}
	a.fittings = append(a.fittings, fitting{
		nodes: t.layers, add: t.fit,
		given: []reading{{w.Path("cold"), p.Cold}, {w.Path("charge_temperature"), p.ChargeTemp}},
		shown: []engine.Signal{
			w.Own("mean"), w.Own("energy"), w.Own("standing_loss"), w.Own("tap_heat"), w.Own("charge_heat"),
		},
	})
}

// tankLayers are the paths of the layers from the top down; three have names.
func tankLayers(w *twin.Wiring, count int) []string {
	var list []string
	for i := range count {
		name := "layer_" + strconv.Itoa(i+1)
		switch i {
		case 0:
			name = "top"
		case count / 2:
			name = "middle"
		case count - 1:
			name = "bottom"
		}
		list = append(list, w.Path(name))
	}
	return list
}

// tank is a tank while its network is made.
type tank struct {
	*twin.Wiring
	p      *tankParams
	layers []string
}

// fit adds the flows between the layers, those of water in and out, and what is shown.
func (t tank) fit(n *bent) {
	here := "twin." + t.Name
	add := func(p hybrid.Part) { n.Law.Add(here, p) }
	quantity := func(name string) hybrid.Slot { return n.Law.Quantity(here + " (" + name + ")") }
	read := func(q twin.Quantity) hybrid.Read { return hybrid.Read(n.Of(q)) }

	conductance := quantity("conductance")
	add(&physics.LayerConductance{
		Conductivity: read(t.p.Conductivity), Volume: read(t.p.Volume), Height: read(t.p.Height),
		Layers: float64(len(t.layers)), Conductance: hybrid.Write(conductance),
	})
	carrying := func(name string, flow twin.Feed) hybrid.Read {
		rate := quantity(name)
		add(&physics.Carrying{
			Density: read(t.p.Density), SpecificHeat: read(t.p.SpecificHeat),
			Flow: hybrid.Read(n.Slot(flow.Signal)), Rate: hybrid.Write(rate),
		})
		return hybrid.Read(rate)
	}
	draw, charge := carrying("draw", t.p.Tap), carrying("charge", t.p.Charge)
	for i := 1; i < len(t.layers); i++ {
		upper, lower := n.nodes[t.layers[i-1]], n.nodes[t.layers[i]]
		flow := quantity("flow below layer " + strconv.Itoa(i))
		add(&physics.Interface{
			Upper: hybrid.Read(upper.temperature), Lower: hybrid.Read(lower.temperature),
			Conductance: hybrid.Read(conductance), Capacity: hybrid.Read(upper.capacity), Layers: float64(len(t.layers)),
			Draw: draw, Charge: charge, Reference: read(t.p.Reference), Flow: hybrid.Write(flow),
		})
		add(&physics.Exchange{Flow: hybrid.Read(flow), Out: hybrid.Add(upper.heat), In: hybrid.Add(lower.heat)})
	}
	if t.p.Tap.Signal != engine.NoSignal {
		t.stream(n, "tap_heat", draw, t.layers[len(t.layers)-1], t.layers[0], t.p.Cold, -1)
	}
	if t.p.Charge.Signal != engine.NoSignal {
		t.stream(n, "charge_heat", charge, t.layers[0], t.layers[len(t.layers)-1], t.p.ChargeTemp, 1)
	}
	t.show(n, add)
}

// stream is water that comes in at one layer and goes out at another. What it brings is
// shown as a variable, or, where sign is -1, what it takes.
func (t tank) stream(n *bent, variable string, rate hybrid.Read, in, out string, temperature twin.Total, sign float64) {
	here := "twin." + t.Name
	into, from := n.nodes[in], n.nodes[out]
	carried := func(name string, temperature hybrid.Slot) hybrid.Slot {
		flow := n.Law.Quantity(t.Path(variable) + " (" + name + ")")
		n.Law.Add(here, &physics.Carried{
			Rate: rate, Temperature: hybrid.Read(temperature),
			Reference: hybrid.Read(n.Of(t.p.Reference)), Flow: hybrid.Write(flow),
		})
		return flow
	}
	brought, taken := carried("in", n.Total(t.Path(variable), temperature)), carried("out", from.temperature)
	n.Law.Add(here, &physics.Inflow{Flow: hybrid.Read(brought), Share: 1, In: hybrid.Add(into.heat)})
	n.Law.Add(here, &physics.Inflow{Flow: hybrid.Read(taken), Share: -1, In: hybrid.Add(from.heat)})
	into.account.note(brought, 1)
	into.account.note(taken, -1)
	role := twin.GainRole
	if sign < 0 {
		role = twin.LossRole
	}
	n.into(in, variable, role, brought, 1)
	n.into(out, variable, role, taken, -1)
	shown := physics.Difference{
		First: hybrid.Read(brought), Second: hybrid.Read(taken), Is: hybrid.Write(n.Slot(t.Own(variable))),
	}
	if sign < 0 {
		shown.First, shown.Second = shown.Second, shown.First
	}
	n.Law.Add(here, &shown)
}

// show adds the mean temperature, the energy and the standing loss.
func (t tank) show(n *bent, add func(hybrid.Part)) {
	var capacities, temperatures []hybrid.Read
	for _, path := range t.layers {
		at := n.nodes[path]
		capacities = append(capacities, hybrid.Read(at.capacity))
		temperatures = append(temperatures, hybrid.Read(at.temperature))
	}
	mean := n.Slot(t.Own("mean"))
	add(&physics.Mean{Of: temperatures, Is: hybrid.Write(mean)})
	add(&physics.Stored{
		Capacity: capacities, Temperature: temperatures,
		Reference: hybrid.Read(n.Of(t.p.Reference)), Heat: hybrid.Write(n.Slot(t.Own("energy"))),
	})
	if t.p.HeatLoss.Given() {
		around := n.temperature(t.Path("ambient"), assemblyOf(t.Wiring).spot(t.Board, t.p.Ambient))
		add(&physics.Conduction{
			Conductance: hybrid.Read(n.Of(t.p.HeatLoss)), From: hybrid.Read(mean), To: around,
			Flow: hybrid.Write(n.Slot(t.Own("standing_loss"))),
		})
	}
}
