package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models/twin"
)

func fan(t *testing.T, more settings) twin.Twin {
	all := settings{"between": []string{"twin.north", "input.outdoor"}, "flow": "120 m3/h"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "fan", "thermal.ventilation", all)
}

// The flow halves, the heat recovery is switched by an event: piece by piece
// the room is an RC circuit.
func TestVentilationInSteps(t *testing.T) {
	s := &Study{
		Span:   9 * hour,
		Inputs: []Input{constant("outdoor", kelvin, "degC"), steps("air", "m3/h", 0, 120./3600, 3*3600, 60./3600)},
		Twins:  []twin.Twin{room(t, "north", nil), fan(t, settings{"flow": "input.air", "heat_recovery": 0.75})},
		Interventions: []Intervention{
			{Name: "bypass", From: 6 * hour, Until: 1 << 62, Set: []Assignment{{Path: "twin.fan.heat_recovery", Value: 0}}},
		},
		Record: record(30*minute, "twin.north.temperature", "twin.fan.heat_flow"),
	}
	_, _, rec := play(t, s)
	level, since := 20.0, 0.0
	loss := func(at float64) float64 {
		switch {
		case at < 3*3600:
			return 1.2 * 1006 * 120 / 3600 * 0.25
		case at < 6*3600:
			return 1.2 * 1006 * 60 / 3600 * 0.25
		}
		return 1.2 * 1006 * 60 / 3600
	}
	for i, at := range rec.times {
		now := at.Seconds()
		if i > 0 {
			level = decay(level, 0, now-since, roomC/(roomG+loss(since)))
			since = now
		}
		assert.InDelta(t, level+kelvin, rec.samples[i][0], 1e-9)
		assert.InDelta(t, loss(now)*level, rec.samples[i][1], 1e-6)
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-9)
	}
}

// A thermostat cools by night air: it drives the demand.
func TestVentilationIsDriven(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:   24 * hour,
		Inputs: []Input{constant("outdoor", kelvin+10, "degC")},
		Twins: []twin.Twin{
			room(t, "north", settings{"gains": "1500 W", "outdoor": "20 degC", "start": "24 degC"}), fan(t, settings{"flow": "1000 m3/h"}),
			newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.north.temperature", "drives": "twin.fan.demand", "setpoint": "24 degC", "band": "1 K", "mode": "cool"}),
		},
		Record: record(10*minute, "twin.north.temperature", "twin.fan.heat_flow!"),
	})
	require.Greater(t, len(rec.of("switch")), 10)
	for _, s := range rec.samples {
		assert.InDelta(t, 24+kelvin, s[0], 0.51)
	}
}

func TestVentilationNeedsAHeldFlow(t *testing.T) {
	ramp := steps("air", "m3/h", 0, 0.01, 3600, 0.02)
	ramp.Table.Linear = true
	_, problems := Build(&Study{
		Span:   hour,
		Inputs: []Input{constant("outdoor", kelvin, "degC"), ramp},
		Twins:  []twin.Twin{room(t, "north", nil), fan(t, settings{"flow": "input.air"})},
		Record: record(hour),
	})
	require.Len(t, problems, 1)
	assert.Equal(t, Problem{
		"twin.fan.flow", "input.air changes continuously, but flow changes in steps",
		`hold it: interpolate = "hold" for a record of instants, quantity = "mean" for one of means, or signal = "weekly"`,
	}, problems[0])
}

func pane(t *testing.T, more settings) twin.Twin {
	all := settings{"into": "twin.north", "area": "4 m2", "g_value": 0.6, "frame": 0.25, "irradiance": "input.sun"}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "window", "thermal.window", all)
}

// A sun that rises linearly and blinds that come down linearly: their product
// is followed to 1e-5 and its integral kept.
func TestWindowMultipliesForms(t *testing.T) {
	sun := steps("sun", "W/m2", 0, 0, 8*3600, 800)
	sun.Table.Linear = true
	blinds := steps("blinds", "1", 0, 0, 8*3600, 1)
	blinds.Table.Linear = true
	s := &Study{
		Span:   8 * hour,
		Inputs: []Input{sun, blinds, constant("outdoor", kelvin, "degC")},
		Twins: []twin.Twin{room(t, "north", settings{"heat_loss": "0 W/K"}),
			pane(t, settings{"shading": "input.blinds", "u_value": "1.1 W/(m2 K)", "outdoor": "input.outdoor"})},
		Record: record(30*minute, "twin.window.solar_gain", "twin.window.solar_gain!", "twin.window.heat_flow", "twin.north.temperature"),
	}
	_, _, rec := play(t, s)
	const area = 4 * 0.75 * 0.6
	integral := func(x float64) float64 { return area * 800 * (x*x/2 - x*x*x/3) } // of x (1-x), x = t/8h
	for i, at := range rec.times {
		x := at.Seconds() / (8 * 3600)
		assert.InDelta(t, area*800*x*(1-x), rec.samples[i][0], area*200*2e-5)
		if i > 0 {
			before := rec.times[i-1].Seconds() / (8 * 3600)
			assert.InDelta(t, (integral(x)-integral(before))/(x-before), rec.samples[i][1], area*200*2e-5)
		}
		assert.InDelta(t, 4.4*(rec.samples[i][3]-kelvin), rec.samples[i][2], 1e-9)
	}
	for _, b := range audited(t, s) {
		assert.Less(t, b.Error(), 1e-9)
	}
}

func TestWindowWithOneForm(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:          12 * hour,
		Inputs:        []Input{{Name: "sun", Unit: showIn("W/m2"), Sine: &Sine{Mean: 300, Amplitude: 300, Period: 86400}}},
		Twins:         []twin.Twin{room(t, "north", nil), pane(t, nil)},
		Interventions: []Intervention{{Name: "blinds", From: 6 * hour, Until: 1 << 62, Set: []Assignment{{Path: "twin.window.shading", Value: 0.5}}}},
		Record:        record(hour, "twin.window.solar_gain", "input.sun"),
	})
	for i, at := range rec.times {
		factor := 4 * 0.75 * 0.6
		if at >= 6*hour {
			factor /= 2
		}
		assert.InDelta(t, factor*rec.samples[i][1], rec.samples[i][0], 1e-9)
	}
}

func TestWindowProblems(t *testing.T) {
	for _, c := range []struct {
		more settings
		want string
	}{
		{settings{"u_value": "1 W/(m2 K)"}, "twin.window.u_value: u_value is given, but not outdoor"},
		{settings{"outdoor": "5 degC"}, "twin.window.outdoor: outdoor is given, but not u_value"},
	} {
		_, problems := Build(&Study{Span: hour, Inputs: []Input{constant("sun", 100, "W/m2")}, Twins: []twin.Twin{room(t, "north", nil), pane(t, c.more)}, Record: record(hour)})
		require.Len(t, problems, 1)
		assert.Equal(t, c.want, problems[0].Path+": "+problems[0].Summary)
	}
}
