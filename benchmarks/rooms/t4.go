package rooms

import (
	"fmt"

	"whatif/engine"
	"whatif/models"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// Constants of problem T4.
const (
	wallArea         = 40.0   // m2
	wallThickness    = 0.3    // m
	wallConductivity = 1.4    // W/(m K)
	wallHeat         = 2e6    // J/(m3 K)
	filmInside       = 8.0    // W/(m2 K)
	filmOutside      = 2.0    // W/(m2 K), insulated
	airCapacity      = 2e5    // J/K
	airLeakage       = 10.0   // W/K
	heaterPower      = 1500.0 // W
	airSetpoint      = 21.0   // degC, where the air also starts
	wallWarmest      = 19.0   // degC, of a straight line through the wall at the start
	wallDrop         = 8.0    // K along that line
)

// WallStudy returns problem T4, which is stiff: one air node and a concrete wall
// of that many cells, a thermostat of Band about 21 degC that starts on, a daily
// sinusoid outdoors. Every temperature is recorded each minute, the air first,
// then the cells from the room outward.
func WallStudy(cells, hours int) *models.Study {
	s := &models.Study{Span: engine.Time(hours) * 3600 * engine.Second}
	s.Record.Every = SampleEvery * engine.Second
	s.Inputs = []models.Input{{Name: "daily", Unit: unit.Must("degC").SI(), Sine: &models.Sine{
		Mean: OutdoorMean + kelvin, Amplitude: OutdoorAmplitude, Period: OutdoorPeriod, Phase: OutdoorPhase}}}
	var nodes, ties []twin.Twin
	node := func(name string, capacity, start float64) {
		nodes = append(nodes, twin.Twin{Name: name, Kind: "thermal.node", Settings: map[string]twin.Setting{
			"capacity": number(capacity), "start": number(start + kelvin)}})
		s.Record.Channels = append(s.Record.Channels, models.Channel{Path: "twin." + name + ".temperature"})
	}
	tie := func(from, to string, conductance float64) {
		name := fmt.Sprintf("tie%03d", len(ties))
		ties = append(ties, twin.Twin{Name: name, Kind: "thermal.conductance", Settings: map[string]twin.Setting{
			"between": refs(from, to), "conductance": number(conductance)}})
	}

	thickness := wallThickness / float64(cells)
	half := thickness / (2 * wallConductivity * wallArea) // K/W from the middle of a cell to its face
	node("air", airCapacity, airSetpoint)
	tie("twin.air", "input.daily", airLeakage)
	inner, conductance := "twin.air", 1/(1/(filmInside*wallArea)+half)
	for i := 1; i <= cells; i++ {
		name := fmt.Sprintf("cell%03d", i)
		node(name, wallHeat*thickness*wallArea, wallWarmest-wallDrop*float64(i)/float64(cells))
		tie(inner, "twin."+name, conductance)
		inner, conductance = "twin."+name, wallConductivity*wallArea/thickness
	}
	tie(inner, "input.daily", 1/(1/(filmOutside*wallArea)+half))

	s.Twins = append(append(append(s.Twins, nodes...), ties...),
		twin.Twin{Name: "heater", Kind: "thermal.heater", Settings: map[string]twin.Setting{
			"power": number(heaterPower), "serves": refs("twin.air"), "demand": number(1), "available": number(1)}},
		twin.Twin{Name: "control", Kind: "control.thermostat", Settings: map[string]twin.Setting{
			"senses": refs("twin.air.temperature"), "drives": refs("twin.heater.demand"),
			"setpoint": number(airSetpoint + kelvin), "band": number(Band), "mode": {Text: "heat"},
			"min_on": number(0), "min_off": number(0), "start_on": number(1)}})
	return s
}
