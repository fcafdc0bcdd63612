package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

// heated is a room with a 2 kW heater (to 40 degC) and its thermostat at 20
// degC with a band of 1 K.
func heated(t *testing.T, more settings) []twin.Twin {
	control := settings{"senses": "twin.north.temperature", "drives": "twin.heater.demand", "setpoint": "20 degC", "band": "1 K"}
	for k, v := range more {
		control[k] = v
	}
	return []twin.Twin{
		room(t, "north", nil),
		newTwin(t, "heater", "thermal.heater", settings{"power": "2 kW", "serves": []string{"twin.north"}}),
		newTwin(t, "control", "control.thermostat", control),
	}
}

// switches checks kinds, in turn from on, and instants in s.
func switches(t *testing.T, events []engine.Event, firstOn bool, want ...float64) {
	switchesWithin(t, 0, events, firstOn, want...)
}

// switchesWithin lets each switching be off by drift, in s, more than the one
// before.
func switchesWithin(t *testing.T, drift float64, events []engine.Event, firstOn bool, want ...float64) {
	t.Helper()
	require.GreaterOrEqual(t, len(events), len(want))
	on := firstOn
	for i, at := range want {
		kind := "switch_off"
		if on {
			kind = "switch_on"
		}
		assert.Equal(t, kind, events[i].Kind, "%d", i)
		assert.InDelta(t, at, events[i].Time.Seconds(), 3e-9+drift*float64(i), "%d", i)
		on = !on
	}
}

func TestThermostatDutyCycle(t *testing.T) {
	_, _, rec := play(t, &Study{Span: 24 * hour, Twins: heated(t, nil), Record: record(hour, "twin.control.on")})
	var want []float64
	at := reach(20, 0, 19.5, roomTau)
	for at < 86400 {
		want = append(want, at)
		at += reach(19.5, 40, 20.5, roomTau)
		if at < 86400 {
			want = append(want, at)
		}
		at += reach(20.5, 0, 19.5, roomTau)
	}
	events := rec.of("switch")
	require.Len(t, events, len(want))
	// Every cycle is the same, so that the last digit of 293 K (6e-14) counts in each.
	switchesWithin(t, 6.1e-11, events, true, want...)
	assert.Equal(t, "control", events[0].Twin)
	assert.Equal(t, "twin.control.on", events[0].Signal)
	assert.Equal(t, "degC", events[0].Unit)
	assert.InDelta(t, 19.5, events[0].Value, 1e-9)
	assert.InDelta(t, 20.5, events[1].Value, 1e-9)
}

func TestThermostatCools(t *testing.T) {
	twins := heated(t, settings{"mode": "cool", "setpoint": "24 degC"})
	twins[0] = room(t, "north", settings{"outdoor": "30 degC"})
	twins[1] = newTwin(t, "heater", "thermal.heater", settings{"power": "-1 kW", "serves": []string{"twin.north"}})
	_, _, rec := play(t, &Study{Span: 12 * hour, Twins: twins})
	up := reach(20, 30, 24.5, roomTau)
	down := up + reach(24.5, 10, 23.5, roomTau)
	switches(t, rec.of("switch"), true, up, down, down+reach(23.5, 30, 24.5, roomTau))
}

func TestThermostatDwell(t *testing.T) {
	_, _, rec := play(t, &Study{Span: 12 * hour, Twins: heated(t, settings{"min_on": "30 min", "min_off": "1 h"})})
	// Nothing is locked at the start; on for half an hour, beyond the band;
	// off until the hour is over, if that is later than the call.
	on := reach(20, 0, 19.5, roomTau)
	off := on + 1800
	peak := decay(19.5, 40, 1800, roomTau)
	again := off + max(3600, reach(peak, 0, 19.5, roomTau))
	low := decay(peak, 0, again-off, roomTau)
	require.Greater(t, peak, 20.5)
	require.Less(t, low, 19.5)
	then := again + max(1800, reach(low, 40, 20.5, roomTau))
	switches(t, rec.of("switch"), true, on, off, again, then)
}

// A switch waits for the dwell and happens only if the call still stands then.
func TestThermostatForgetsCall(t *testing.T) {
	at := func(again float64) []engine.Event {
		setpoint := steps("setpoint", "degC", 0, 20+kelvin, 600, 5+kelvin, 1200, again+kelvin, 3600, 5+kelvin)
		_, _, rec := play(t, &Study{
			Span: 2 * hour, Inputs: []Input{setpoint},
			Twins: heated(t, settings{"setpoint": "input.setpoint", "min_on": "30 min", "band": "0.1 K"}),
		})
		return rec.of("switch")
	}
	on := reach(20, 0, 19.95, roomTau)
	require.Less(t, on, 600.0)
	// The jump at 600 s calls off while the heater is locked on.
	stands := at(15)
	require.Len(t, stands, 2)
	switches(t, stands, true, on, on+1800)
	// A jump up calls on again before the dwell is over.
	forgotten := at(38)
	require.Len(t, forgotten, 2)
	switches(t, forgotten, true, on, 3600)
}

func TestThermostatSetpointJump(t *testing.T) {
	setpoint := steps("setpoint", "degC", 0, 15+kelvin, 3600, 25+kelvin, 7200, 10+kelvin)
	_, _, rec := play(t, &Study{
		Span: 4 * hour, Inputs: []Input{setpoint},
		Twins: heated(t, settings{"setpoint": "input.setpoint"}),
	})
	events := rec.of("switch")
	require.Len(t, events, 2)
	switches(t, events, true, 3600, 7200)
	assert.Equal(t, 3600*second, events[0].Time)
	assert.InDelta(t, decay(20, 0, 3600, roomTau), events[0].Value, 1e-9)
}

func TestThermostatStartsBelowBand(t *testing.T) {
	_, _, rec := play(t, &Study{Span: hour, Twins: heated(t, settings{"setpoint": "22 degC", "min_off": "1 h"})})
	events := rec.of("switch")
	require.NotEmpty(t, events)
	assert.Equal(t, engine.Time(0), events[0].Time)
	assert.Equal(t, "switch_on", events[0].Kind)
}

// A set-point that rises linearly: T falls while s rises.
func TestThermostatOnLinearSetpoint(t *testing.T) {
	ramp := steps("setpoint", "degC", 0, 10+kelvin, 36000, 30+kelvin)
	ramp.Table.Linear = true
	_, _, rec := play(t, &Study{Span: 5 * hour, Inputs: []Input{ramp}, Twins: heated(t, settings{"setpoint": "input.setpoint"})})
	events := rec.of("switch")
	require.NotEmpty(t, events)
	at := events[0].Time.Seconds()
	assert.InDelta(t, 10+20*at/36000-0.5, decay(20, 0, at, roomTau), 1e-10)
}
