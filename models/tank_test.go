package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

// layered is a tank of 300 l, 1.5 m high, at 60 degC.
func layered(t *testing.T, more settings) twin.Twin {
	all := settings{
		"volume": "300 l", "height": "1.5 m", "density": "1000 kg/m3", "specific_heat": "4200 J/(kg K)",
		"conductivity": "0 W/(m K)", "start": "60 degC",
	}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "tank", "thermal.tank", all)
}

// Layers through which water goes are mixed vessels in a row: the temperature on top
// falls as e^-x (1 + x + ... + x^(n-1)/(n-1)!), where x = n times the part of the volume
// that was drawn.
func TestDrawnThroughTheLayers(t *testing.T) {
	for _, n := range []int{3, 10, 40} {
		s := &Study{
			Span:   3 * hour,
			Twins:  []twin.Twin{layered(t, settings{"layers": float64(n), "tap": "2.5 l/min", "cold": []string{"12 degC", "-2 K"}})},
			Record: record(10*minute, "twin.tank.top", "twin.tank.mean", "twin.tank.energy", "twin.tank.tap_heat", "twin.tank.tap_heat!"),
		}
		_, _, rec := play(t, s)
		for i, now := range rec.times {
			x := float64(n) * now.Seconds() / 7200
			part, term := 0.0, math.Exp(-x)
			for k := range n {
				part += term
				term *= x / float64(k+1)
			}
			assert.InDelta(t, 10+50*part, rec.samples[i][0]-kelvin, 2e-5)
			assert.InDelta(t, tankC*(rec.samples[i][1]-kelvin-10), rec.samples[i][2], 1e-3)
			assert.InDelta(t, 175*50*part, rec.samples[i][3], 5e-3)
			if i > 0 {
				assert.InDelta(t, (rec.samples[i-1][2]-rec.samples[i][2])/600, rec.samples[i][4], 2e-2)
			}
		}
		for _, b := range audited(t, s) {
			assert.Less(t, b.Error(), 1e-6)
		}
	}
}

// At rest heat goes down as in a rod without ends, and outwards; warm stays on top.
func TestLayersAtRest(t *testing.T) {
	s := &Study{
		Span: 48 * hour,
		Twins: []twin.Twin{
			layered(t, settings{"start_bottom": "20 degC", "conductivity": "2 W/(m K)", "heat_loss": "2 W/K", "ambient": "twin.north"}),
			room(t, "north", nil),
		},
		Record: record(hour, "twin.tank.top", "twin.tank.middle", "twin.tank.bottom", "twin.tank.mean", "twin.tank.standing_loss", "twin.north.temperature"),
	}
	_, _, rec := play(t, s)
	assert.InDelta(t, 40, rec.samples[0][3]-kelvin, 1e-9)
	for i, x := range rec.samples {
		assert.Greater(t, x[0], x[1])
		assert.Greater(t, x[1], x[2])
		assert.InDelta(t, 2*(x[3]-x[5]), x[4], 1e-6)
		if i > 0 {
			assert.Less(t, x[0]-x[2], rec.samples[i-1][0]-rec.samples[i-1][2])
		}
	}
	list := audited(t, s)
	require.Len(t, list, 1) // with the room, which the loss heats
	assert.Less(t, list[0].Error(), 1e-6)
}

// Heated below, a tank turns over: it warms as one, its layers a part of a kelvin apart.
// Heated on top, the bottom stays cold.
func TestHeatedBelowAndAbove(t *testing.T) {
	heat := func(where string) ([][]float64, *Study) {
		s := &Study{
			Span: 2 * hour,
			Twins: []twin.Twin{
				layered(t, settings{"start": "20 degC", "conductivity": "0.64 W/(m K)"}),
				newTwin(t, "rod", "thermal.heater", settings{"power": "2 kW", "serves": "twin.tank." + where}),
			},
			Record: record(hour, "twin.tank.top", "twin.tank.bottom", "twin.tank.mean"),
		}
		_, _, rec := play(t, s)
		return rec.samples, s
	}
	below, s := heat("bottom")
	end := below[2]
	assert.InDelta(t, 20+2000*7200/tankC, end[2]-kelvin, 1e-4)
	assert.InDelta(t, end[2], end[0], 1.2)
	assert.InDelta(t, end[2], end[1], 1.2)
	assert.Greater(t, end[1], end[0])
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-6)
	}
	fine := func(n float64) float64 {
		_, _, rec := play(t, &Study{
			Span: hour, Record: record(hour, "twin.tank.top", "twin.tank.bottom"),
			Twins: []twin.Twin{
				layered(t, settings{"start": "20 degC", "layers": n}),
				newTwin(t, "rod", "thermal.heater", settings{"power": "2 kW", "serves": "twin.tank.bottom"}),
			},
		})
		return rec.samples[1][1] - rec.samples[1][0]
	}
	assert.InEpsilon(t, fine(10), fine(30), 0.15)
	above, _ := heat("top")
	assert.InDelta(t, end[2], above[2][2], 1e-4)
	assert.Less(t, above[2][1]-kelvin, 20.01)
	assert.Greater(t, above[2][0]-kelvin, 90.)
}

// Charged by one circuit and drawn from by another, in turns and at once, under a
// thermostat: energy is kept, and what comes in less what goes out is what is stored.
func TestTankChargedAndDrawn(t *testing.T) {
	s := &Study{
		Span: 24 * hour, Warmup: 2 * hour,
		Inputs: []Input{
			steps("draw", "l/min", 0, 0, 7*3600, 8e-3/60, 7.5*3600, 0, 12*3600, 4e-3/60, 13*3600, 0),
			steps("pump", "l/min", 0, 0, 6*3600, 3e-3/60, 12.5*3600, 6e-3/60, 14*3600, 0),
			{Name: "collector", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin + 50, Amplitude: 25, Period: 86400}},
		},
		Twins: []twin.Twin{
			layered(t, settings{
				"conductivity": "1 W/(m K)", "heat_loss": "2 W/K", "ambient": "input.collector",
				"tap": "input.draw", "cold": "10 degC", "charge": "input.pump", "charge_temperature": "input.collector",
			}),
			newTwin(t, "rod", "thermal.heater", settings{"power": "3 kW", "serves": []string{"twin.tank.middle", "twin.tank.top"}}),
			newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.tank.top", "drives": "twin.rod.demand", "setpoint": "55 degC", "band": "4 K"}),
		},
		Interventions: []Intervention{{Name: "scale", From: 10 * hour, Until: 1 << 62, Set: []Assignment{{Path: "twin.tank.conductivity", Value: 3}}}},
		Record:        record(hour, "twin.tank.energy", "twin.tank.charge_heat!", "twin.tank.tap_heat!", "twin.tank.standing_loss!", "twin.rod.heat!"),
	}
	_, _, rec := play(t, s)
	for i := 1; i < len(rec.samples); i++ {
		x := rec.samples[i]
		assert.InDelta(t, rec.samples[i-1][0]+3600*(x[1]-x[2]-x[3]+x[4]), x[0], 200)
	}
	for _, b := range audited(t, s) {
		assert.Greater(t, b.Gross, 1e8)
		assert.Less(t, b.Error(), 1e-6)
	}
}

func TestTankProblems(t *testing.T) {
	for _, c := range []struct {
		more settings
		want string
	}{
		{settings{"layers": 4.5}, "twin.tank.layers: a tank is cut into a whole number of layers"},
		{settings{"heat_loss": "2 W/K"}, "twin.tank.heat_loss: heat_loss is given, but not ambient"},
		{settings{"charge": "2 l/min"}, "twin.tank.charge: charge is given, but not charge_temperature"},
		{settings{"tap": "2 l/min", "cold": "twin.north"}, "twin.tank.cold: twin.north.temperature changes continuously with the temperatures"},
	} {
		_, problems := Build(&Study{Span: hour, Twins: []twin.Twin{layered(t, c.more), room(t, "north", nil)}})
		require.NotEmpty(t, problems)
		assert.Equal(t, c.want, problems[0].Path+": "+problems[0].Summary)
	}
	heated := newTwin(t, "rod", "thermal.heater", settings{"power": "2 kW", "serves": "twin.tank.mean"})
	_, problems := Build(&Study{Span: hour, Twins: []twin.Twin{layered(t, nil), heated}})
	require.Len(t, problems, 1)
	assert.Equal(t, "twin.tank.mean has no temperature of its own", problems[0].Summary)
}
