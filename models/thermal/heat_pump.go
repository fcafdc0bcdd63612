package thermal

import (
	"whatif/engine"
	"whatif/models/signal"
	"whatif/models/twin"
)

type operatingPoint struct {
	Source   twin.Fixed `par:"source,required" unit:"degC" doc:"Temperature of the source."`
	Capacity twin.Fixed `par:"capacity,required" unit:"W" above:"0" doc:"Heat delivered there at full demand."`
	COP      twin.Fixed `par:"cop" unit:"1" above:"0" doc:"Coefficient of performance there; at all points or at none."`
}

type heatPumpParams struct {
	HeatingCapacity twin.Quantity             `par:"heating_capacity,changeable" unit:"W" min:"0" doc:"Heat delivered at full demand; this or capacity_points."`
	COP             twin.Quantity             `par:"cop,changeable" unit:"1" above:"0" doc:"Coefficient of performance at full demand, heat per electric power; this, carnot_fraction, or a cop in capacity_points."`
	CarnotFraction  twin.Quantity             `par:"carnot_fraction,changeable" unit:"1" above:"0" max:"1" doc:"Part of the ideal coefficient of performance that it reaches. Needs supply_temperature and source."`
	Supply          twin.Feed                 `par:"supply_temperature,changeable" unit:"degC" doc:"Temperature at which it delivers, for carnot_fraction: a quantity, an input, or a temperature of a twin."`
	Source          twin.Feed                 `par:"source,changeable" unit:"degC" doc:"Temperature of the air, ground or water that it takes heat from: a quantity, an input, or a temperature of a twin. For carnot_fraction and capacity_points."`
	LeastLift       twin.Quantity             `par:"least_lift,changeable" unit:"K" default:"5 K" above:"0" doc:"Lift from source to supply below which the coefficient of performance rises no more."`
	CapacityPoints  twin.Rows[operatingPoint] `par:"capacity_points" doc:"Heat at full demand by the temperature of the source: straight lines between the points, held beyond them."`
	PartLoad        twin.Quantity             `par:"part_load,changeable" unit:"1" above:"0" max:"1" doc:"Degradation coefficient Cc: at part load the coefficient of performance is divided by Cc + (1 - Cc)/demand. EN 14825 takes 0.9 for water; no degradation where absent."`
	StandbyPower    twin.Quantity             `par:"standby_power,changeable" unit:"W" min:"0" doc:"Electric power while it is available and no heat is asked for; none where absent."`
	Follow          twin.Option               `par:"follow" choices:"readings|always" default:"readings" doc:"How the temperatures of twins that source and supply_temperature name are followed: by readings, one every so often, which keeps the physics linear; or always, solved together with them."`
	Every           twin.Quantity             `par:"every" unit:"s" default:"5 min" above:"0" doc:"How often the temperature of a twin that source or supply_temperature names is read, with follow = \"readings\"; it is held in between. Inputs are followed continuously."`
	Serves          twin.Spots                `par:"serves,required" unit:"degC" doc:"The twins that get the heat."`
	Shares          twin.Weights              `par:"shares" unit:"1" min:"0" max:"1" doc:"Share of the heat for each twin served, adding up to 1; equal where absent."`
	Demand          twin.Feed                 `par:"demand,port,changeable" unit:"1" default:"1" min:"0" max:"1" doc:"Part of the capacity asked for: a number, an input, or driven by a controller."`
	Available       twin.Toggle               `par:"available,changeable" default:"true" doc:"Whether it works; false during an outage."`
}

// always is the parameter and the choice with which temperatures of twins are followed
// at every moment.
var always = [2]string{"follow", "always"}

// HeatPump is the kind thermal.heat_pump.
func HeatPump() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "thermal.heat_pump",
		Doc: "A heat pump. Its coefficient of performance is fixed, or follows the temperatures as a part of the ideal one, or from points " +
			"as a data sheet has them.",
		Equation: "heat = capacity demand available; electric_power = heat/cop (part_load + (1 - part_load)/demand) + standby_power while there is no demand; " +
			"cop = carnot_fraction T_supply/max(T_supply - T_source, least_lift), temperatures in kelvin",
		Source: "EN 14511 for the coefficient of performance, EN 14825 for part load; Carnot for the ideal one",
		Variables: []twin.Variable{
			{Name: "heat", Doc: "Heat delivered to all twins served.", Unit: "W", Flow: true, Follows: "demand source", DenseWith: always},
			{Name: "electric_power", Doc: "Electric power drawn.", Unit: "W", Flow: true, Follows: "demand source supply_temperature", DenseWith: always},
			{Name: "cop", Doc: "Coefficient of performance at full demand, as the temperatures are.", Unit: "1", Follows: "source supply_temperature", DenseWith: always},
		},
		Check: checkHeatPump,
	}, wireHeatPump)
}

func wireHeatPump(w *twin.Wiring, p *heatPumpParams) {
	points := curveOf(p.CapacityPoints)
	if points == nil && !p.CarnotFraction.Given() && !p.PartLoad.Given() && !p.StandbyPower.Given() {
		addSource(w, source{
			capacity: p.HeatingCapacity.Signal, demand: p.Demand.Signal, available: p.Available.Signal, cop: p.COP.Signal,
			heat: w.Own("heat"), electric: w.Own("electric_power"), performance: w.Own("cop"),
		}, p.Serves, p.Shares)
		return
	}
	if !serve(w, w.Own("heat"), p.Demand.Signal, p.Serves, p.Shares) {
		return
	}
	pump := &pump{
		points: points, carnot: p.CarnotFraction.Given(),
		degrades: p.PartLoad.Given(), standby: p.StandbyPower.Given(),
	}
	if string(p.Follow) == always[1] {
		follow(w, p, pump)
		return
	}
	for i, s := range p.reads(read(w, "supply_temperature", p.Supply, p.Every), read(w, "source", p.Source, p.Every)) {
		pump.place[i] = -1
		if s != engine.NoSignal {
			pump.place[i] = len(pump.of)
			pump.of = append(pump.of, s)
		}
	}
	play := func(path, variable string, value func(x state) float64, reads ...int) {
		pump.blend(w, variable, value, reads).Add(w.Builder, path, false)
	}
	here := "twin." + w.Name
	play(here, "heat", pump.heat, demandAt, availableAt, capacityAt, sourceAt)
	play(here+".electric_power", "electric_power", pump.electric, everything()...)
	play(here+".cop", "cop", pump.performance, copAt, fractionAt, supplyAt, sourceAt, liftAt)
}

// reads are the signals of all readings, NoSignal for one that is not there.
func (p *heatPumpParams) reads(supply, source engine.Signal) []engine.Signal {
	return []engine.Signal{
		demandAt: p.Demand.Signal, availableAt: p.Available.Signal, capacityAt: p.HeatingCapacity.Signal, copAt: p.COP.Signal,
		fractionAt: p.CarnotFraction.Signal, supplyAt: supply, sourceAt: source,
		liftAt: p.LeastLift.Signal, partLoadAt: p.PartLoad.Signal, standbyAt: p.StandbyPower.Signal,
	}
}

// read is a temperature that a heat pump follows: that of a twin is read every
// so often and held.
func read(w *twin.Wiring, name string, f twin.Feed, every twin.Quantity) engine.Signal {
	if f.Signal == engine.NoSignal || w.Builder.ClassOf(f.Signal) != engine.Dense {
		return f.Signal
	}
	held := w.Builder.Held(w.Builder.PathOf(f.Signal)+" for "+w.Path(name), 0)
	signal.Reading{Of: f.Signal, Every: every.Signal, Out: held}.Add(w.Builder, "twin."+w.Name+"."+name)
	return held
}
