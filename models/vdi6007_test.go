package models

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/models/twin"
)

// Test case 1 of VDI 6007-1 (2012): heat of 1 kW into the air of a heavy room from 6 to
// 18 h, every day for 60 days, 22 degC outside. The air stores nothing; the walls are
// reduced to two, which radiate to each other at 5 W/(m2 K). Parameters of room type S
// and hourly means of the air temperature as carried by the Modelica library Buildings,
// ThermalZones/ReducedOrder/Validation/VDI6007/TestCase1.mo; it asks for +-0.15 K.
func TestVDI6007Case1(t *testing.T) {
	const outerArea, innerArea = 10.5, 75.5
	node := func(name string, more settings) twin.Twin { return newTwin(t, name, "thermal.node", more) }
	tie := func(name, from, to string, conductance float64) twin.Twin {
		return newTwin(t, name, "thermal.conductance", settings{"between": []string{from, to}, "conductance": conductance})
	}
	const facade = 0.03895919557 + 1/(25*outerArea) // from the mass of the outer wall to outdoors
	_, _, rec := play(t, &Study{
		Span: 1440 * hour,
		Inputs: []Input{
			constant("outdoor", kelvin+22, "degC"),
			{Name: "machines", Unit: showIn("W"), Square: &Square{High: 1000, Period: 86400, Duty: 0.5, RisesAt: 21600, HasRise: true}},
		},
		Twins: []twin.Twin{
			node("air", settings{"gains": "input.machines"}),
			node("outer-surface", nil), node("inner-surface", nil),
			node("outer-mass", settings{"capacity": 1600848.94, "start": "22 degC"}),
			node("inner-mass", settings{"capacity": 14836354.6282, "start": "22 degC"}),
			tie("outer-film", "twin.air", "twin.outer-surface", 2.7*outerArea),
			tie("inner-film", "twin.air", "twin.inner-surface", 2.24*innerArea),
			tie("glow", "twin.outer-surface", "twin.inner-surface", 5*outerArea),
			tie("outer-depth", "twin.outer-surface", "twin.outer-mass", 1/0.00436791293674),
			tie("inner-depth", "twin.inner-surface", "twin.inner-mass", 1/0.000595693407511),
			tie("facade", "twin.outer-mass", "input.outdoor", 1/facade),
		},
		Record: record(hour, "twin.air.temperature!"),
	})
	days := map[int][]float64{
		0:  {22, 22, 22, 22, 22, 22, 27.7, 27.9, 28.1, 28.4, 28.6, 28.8, 29, 29.2, 29.4, 29.6, 29.8, 30, 24.5, 24.5, 24.5, 24.5, 24.5, 24.5},
		9:  {37.7, 37.6, 37.5, 37.5, 37.4, 37.3, 43, 43.2, 43.3, 43.5, 43.6, 43.8, 43.9, 44.1, 44.3, 44.4, 44.6, 44.7, 39.1, 39.1, 39, 38.9, 38.9, 38.8},
		59: {49.9, 49.8, 49.7, 49.6, 49.4, 49.3, 54.9, 55.1, 55.2, 55.3, 55.4, 55.5, 55.6, 55.7, 55.8, 55.9, 56.1, 56.2, 50.6, 50.4, 50.3, 50.2, 50.1, 50},
	}
	worst := 0.0
	for day, hours := range days {
		for h, want := range hours {
			got := rec.samples[24*day+h+1][0] - kelvin
			assert.InDelta(t, want, got, 0.15, "day %d, hour %d", day, h+1)
			worst = max(worst, max(want-got, got-want))
		}
	}
	t.Logf("off by %.3f K at most", worst)
}
