package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

// A loss that grows with the temperature, without heat: with d = T - outdoor and
// G = g + s d, C dd/dt = -(g + s d) d has the solution
// d = g/((g/d0 + s) e^(g t/C) - s).
func TestLossThatGrows(t *testing.T) {
	s := &Study{
		Span:   24 * hour,
		Twins:  []twin.Twin{room(t, "north", settings{"heat_loss_slope": "2 W/K2", "heat_loss_reference": "0 degC"})},
		Record: record(hour, "twin.north.temperature"),
	}
	_, _, rec := play(t, s)
	for i, now := range rec.times {
		d := roomG / ((roomG/20+2)*math.Exp(now.Seconds()/roomTau) - 2)
		assert.InDelta(t, d, rec.samples[i][0]-kelvin, 1e-5)
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-6)
	}
}

// Where the slope would make the loss a gain there is none.
func TestLossDoesNotTurnRound(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:   24 * hour,
		Twins:  []twin.Twin{room(t, "north", settings{"heat_loss_slope": "5 W/K2", "heat_loss_reference": "25 degC", "start": "14 degC"})},
		Record: record(hour, "twin.north.temperature"),
	})
	for _, x := range rec.column(0) {
		assert.InDelta(t, 14, x-kelvin, 1e-9)
	}
}

// A heat pump that always follows its twins takes no heat and no power but by its law, as
// they are at every moment; readings that come ever more often tend to the same.
func TestHeatPumpAlwaysFollows(t *testing.T) {
	study := func(more settings) *Study {
		all := settings{"source": "twin.ground", "supply_temperature": "twin.tank", "heating_capacity": "2 kW"}
		all["serves"] = "twin.tank"
		for k, v := range more {
			all[k] = v
		}
		return &Study{
			Span: 12 * hour, Inputs: []Input{dayAndNight(8)},
			Twins: []twin.Twin{
				tank(t, settings{"start": "30 degC", "heat_loss": "40 W/K", "ambient": "twin.north"}), carnot(t, all),
				room(t, "ground", settings{"start": "10 degC", "outdoor": "input.outdoor"}),
				room(t, "north", settings{"outdoor": "input.outdoor", "heat_loss_slope": "0.5 W/K2", "heat_loss_reference": "15 degC"}),
				newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.tank", "drives": "twin.pump.demand", "setpoint": "50 degC", "band": "5 K"}),
			},
			Record: record(10*minute, "twin.pump.electric_power", "twin.pump.cop", "twin.tank.temperature", "twin.ground.temperature", "twin.pump.heat", "twin.pump.electric_power!"),
		}
	}
	always := study(settings{"follow": choice("always")})
	_, _, rec := play(t, always)
	for _, x := range rec.samples {
		cop := 0.45 * x[2] / math.Max(x[2]-x[3], 5)
		assert.InEpsilon(t, cop, x[1], 1e-9)
		assert.InDelta(t, x[4]/cop, x[0], 1e-6)
	}
	_, _, often := play(t, study(settings{"every": "1 s"}))
	require.Equal(t, len(often.of("on")), len(rec.of("on")))
	for i := range rec.samples {
		assert.InDelta(t, often.samples[i][5], rec.samples[i][5], 0.5)
	}
	list := audited(t, always)
	require.Len(t, list, 2) // the tank and its room, and the ground
	for _, b := range list {
		assert.Less(t, b.Error(), 1e-6, b.Path)
	}
	m := mustBuild(t, always)
	islands := m.Engine.Islands()
	require.Len(t, islands, 1)
	assert.Len(t, islands[0].States, 3)
}

// By points of a data sheet, with capacity and performance of the source's temperature.
func TestPointsAlwaysFollow(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 6 * hour,
		Twins: []twin.Twin{room(t, "north", nil), room(t, "ground", settings{"start": "14 degC"}),
			carnot(t, settings{
				"capacity_points":  []row{{"source": "-7 degC", "capacity": "5 kW", "cop": "2.5"}, {"source": "7 degC", "capacity": "8 kW", "cop": "4"}},
				"heating_capacity": nil, "carnot_fraction": nil, "supply_temperature": nil, "source": "twin.ground", "follow": choice("always"),
			})},
		Record: record(10*minute, "twin.ground.temperature", "twin.pump.heat", "twin.pump.electric_power"),
	})
	for _, x := range rec.samples {
		part := math.Min((x[0]-kelvin+7)/14, 1)
		assert.InDelta(t, 5000+3000*part, x[1], 1e-6)
		assert.InDelta(t, (5000+3000*part)/(2.5+1.5*part), x[2], 1e-6)
	}
}
