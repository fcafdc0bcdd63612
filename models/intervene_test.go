package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

func set(path string, value float64, text string) []Assignment {
	return []Assignment{{Path: path, Value: value, Text: text}}
}

func TestOutage(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 12 * hour,
		Twins: []twin.Twin{
			room(t, "north", settings{"start": "20 degC"}),
			newTwin(t, "pump", "thermal.heat_pump", settings{"heating_capacity": "1 kW", "cop": 4.0, "serves": []string{"twin.north"}}),
		},
		Interventions: []Intervention{{Name: "outage", From: 3 * hour, Until: 5 * hour, Set: set("twin.pump.available", 0, "false")}},
		Record:        record(hour, "twin.north.temperature", "twin.pump.electric_power"),
	})
	// 1 kW holds the room at 20 degC.
	low := decay(20, 0, 7200, roomTau)
	for i, at := range rec.times {
		want, power := 20.0, 250.0
		switch {
		case at >= 5*hour:
			want = decay(low, 20, (at - 5*hour).Seconds(), roomTau)
		case at >= 3*hour:
			want, power = decay(20, 0, (at-3*hour).Seconds(), roomTau), 0
		}
		assert.InDelta(t, want+kelvin, rec.samples[i][0], 1e-10)
		assert.Equal(t, power, rec.samples[i][1])
	}
	assert.Equal(t, []engine.Event{
		{Time: 3 * hour, Seq: 0, Twin: "pump", Kind: "event_on", Signal: "event.outage", Value: 0, Unit: "1", Detail: "twin.pump.available = false"},
		{Time: 5 * hour, Seq: 1, Twin: "pump", Kind: "event_off", Signal: "event.outage", Value: 1, Unit: "1", Detail: "twin.pump.available = true"},
	}, rec.events)
}

func TestWindowChangesTheLaw(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 6 * hour, Twins: []twin.Twin{room(t, "north", nil)},
		Interventions: []Intervention{{Name: "window", From: hour, Until: 2 * hour, Set: set("twin.north.heat_loss", 250, "250 W/K")}},
		Record:        record(10*minute, "twin.north.temperature"),
	})
	opened := decay(20, 0, 3600, roomTau)
	closed := decay(opened, 0, 3600, roomC/250)
	for i, at := range rec.times {
		want := decay(20, 0, at.Seconds(), roomTau)
		switch {
		case at >= 2*hour:
			want = decay(closed, 0, (at - 2*hour).Seconds(), roomTau)
		case at >= hour:
			want = decay(opened, 0, (at - hour).Seconds(), roomC/250)
		}
		assert.InDelta(t, want+kelvin, rec.samples[i][0], 1e-9)
	}
	require.Len(t, rec.events, 2)
	assert.Equal(t, "W/K", rec.events[0].Unit)
	assert.Equal(t, 250.0, rec.events[0].Value)
	assert.Equal(t, "twin.north.heat_loss = 250 W/K", rec.events[0].Detail)
	assert.Equal(t, "twin.north.heat_loss = 50 W/K", rec.events[1].Detail)
}

func TestOverlappingInterventions(t *testing.T) {
	power := "twin.heater.power"
	_, _, rec := play(t, &Study{
		Span: 10 * hour,
		Twins: []twin.Twin{
			room(t, "north", nil),
			newTwin(t, "heater", "thermal.heater", settings{"power": "100 W", "serves": []string{"twin.north"}}),
		},
		Interventions: []Intervention{
			{Name: "a", From: 1 * hour, Until: 4 * hour, Set: set(power, 1000, "1 kW")},
			{Name: "b", From: 2 * hour, Until: 6 * hour, Set: set(power, 2000, "2 kW")},
			{Name: "c", From: 3 * hour, Until: 5 * hour, Set: set(power, 3000, "3 kW")},
			{Name: "d", From: 6 * hour, Until: 7 * hour, Set: set(power, 4000, "4 kW")}, // b ends as d begins
			{Name: "e", From: 8 * hour, Until: engine.Never, Set: set(power, 5000, "")},
			{Name: "f", From: 9 * hour, Until: 9 * hour, Set: set(power, 6000, "6 kW")}, // no duration
		},
		Record: record(30*minute, "twin.heater.heat"),
	})
	want := []float64{100, 100, 1000, 1000, 2000, 2000, 3000, 3000, 3000, 3000, 2000, 2000, 4000, 4000, 100, 100, 5000, 5000, 5000, 5000, 5000}
	assert.Equal(t, want, rec.column(0))

	type brief struct {
		hours  engine.Time
		kind   string
		signal string
		value  float64
	}
	var got []brief
	for _, e := range rec.events {
		got = append(got, brief{e.Time / hour, e.Kind, e.Signal, e.Value})
	}
	assert.Equal(t, []brief{
		{1, "event_on", "event.a", 1000}, {2, "event_on", "event.b", 2000}, {3, "event_on", "event.c", 3000},
		{4, "event_off", "event.a", 3000}, {5, "event_off", "event.c", 2000},
		{6, "event_off", "event.b", 100}, {6, "event_on", "event.d", 4000}, {7, "event_off", "event.d", 100},
		{8, "event_on", "event.e", 5000}, {9, "event_on", "event.f", 6000}, {9, "event_off", "event.f", 5000},
	}, got)
	assert.Equal(t, "twin.heater.power = 5000 W", rec.events[8].Detail)
}

// Interventions on a set-point that is an input, on a demand that a thermostat
// drives, on an input, and on a sum.
func TestInterventionsOnWiredPaths(t *testing.T) {
	twins := heated(t, settings{"setpoint": "input.setpoint"})
	twins[0] = room(t, "north", settings{"outdoor": []string{"input.outdoor", "2 K"}})
	s := &Study{
		Span:   20 * hour,
		Inputs: []Input{steps("setpoint", "degC", 0, kelvin-30), {Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin - 2, Amplitude: 0, Period: 86400}}},
		Twins:  twins,
		Interventions: []Intervention{
			{Name: "party", From: hour, Until: 2 * hour, Set: set("twin.control.setpoint", 30+kelvin, "30 degC")},
			{Name: "manual", From: 3 * hour, Until: 4 * hour, Set: set("twin.heater.demand", 0.5, "0.5")},
			{Name: "front", From: 5 * hour, Until: 6 * hour, Set: set("input.outdoor", kelvin-12, "-12 degC")},
			{Name: "tent", From: 7 * hour, Until: 8 * hour, Set: set("twin.north.outdoor", kelvin+10, "10 degC")},
		},
		Record: record(hour, "twin.north.temperature", "twin.heater.heat", "input.outdoor"),
	}
	_, _, rec := play(t, s)
	heat := []float64{0, 2000, 0, 1000, 0, 0, 0, 0, 0}
	ends := []float64{0, 40, 0, 20, 0, -10, 0, 10, 0}
	temperature := 20.0
	for i := range heat {
		assert.InDelta(t, temperature+kelvin, rec.samples[i][0], 1e-9, "%d h", i)
		assert.Equal(t, heat[i], rec.samples[i][1], "%d h", i)
		temperature = decay(temperature, ends[i], 3600, roomTau)
	}
	assert.InDelta(t, kelvin-12, rec.samples[5][2], 1e-12)
	events := rec.of("event")
	require.Len(t, events, 8)
	assert.Equal(t, "degC", events[0].Unit)
	assert.InDelta(t, 30, events[0].Value, 1e-9)
	assert.Equal(t, "", events[4].Twin)
	assert.InDelta(t, 0, events[7].Value, 1e-9, "the sum put back: -2 degC and 2 K")
}

func TestInterventionInForceAtTheStart(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * hour, Twins: []twin.Twin{room(t, "north", nil)},
		Interventions: []Intervention{{Name: "window", From: 0, Until: hour, Set: set("twin.north.heat_loss", 250, "250 W/K")}},
		Record:        record(hour, "twin.north.temperature"),
	})
	assert.InDelta(t, decay(20, 0, 3600, roomC/250)+kelvin, rec.samples[1][0], 1e-9)
	assert.Len(t, rec.events, 2)
}

// What is set on a gain that is absent is put back to nothing.
func TestInterventionOnAbsentGains(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 2 * hour, Twins: []twin.Twin{room(t, "north", settings{"start": "0 degC"})},
		Interventions: []Intervention{{Name: "feast", From: 0, Until: hour, Set: set("twin.north.gains", 500, "500 W")}},
		Record:        record(hour, "twin.north.temperature"),
	})
	assert.InDelta(t, decay(0, 10, 3600, roomTau)+kelvin, rec.samples[1][0], 1e-9)
	assert.InDelta(t, decay(decay(0, 10, 3600, roomTau), 0, 3600, roomTau)+kelvin, rec.samples[2][0], 1e-9)
}

func TestBandChangesWhileRunning(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span: 3 * hour, Twins: heated(t, settings{"band": "10 K"}),
		Interventions: []Intervention{{Name: "tight", From: hour, Until: engine.Never, Set: set("twin.control.band", 1, "1 K")}},
	})
	low := decay(20, 0, 3600, roomTau)
	require.Less(t, low, 19.5)
	switches(t, rec.of("switch"), true, 3600, 3600+reach(low, 40, 20.5, roomTau))
}
