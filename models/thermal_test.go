package models

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

func TestRoomFollowsRCStep(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:   24 * hour,
		Twins:  []twin.Twin{room(t, "north", nil)},
		Record: record(10*minute, "twin.north.temperature"),
	})
	require.Len(t, rec.samples, 145)
	for i, at := range rec.times {
		assert.InDelta(t, decay(20, 0, at.Seconds(), roomTau)+kelvin, rec.samples[i][0], 1e-10)
	}
}

func TestOutdoorAddsDifferencesAndGains(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:   12 * hour,
		Inputs: []Input{constant("outdoor", 5+kelvin, "degC"), constant("people", 300, "W")},
		Twins:  []twin.Twin{room(t, "north", settings{"outdoor": []string{"input.outdoor", "-2 K"}, "gains": []string{"input.people", "200 W"}})},
		Record: record(hour, "twin.north.temperature"),
	})
	for i, at := range rec.times {
		assert.InDelta(t, decay(20, 3+500/roomG, at.Seconds(), roomTau)+kelvin, rec.samples[i][0], 1e-10)
	}
}

// Two equal rooms: their mean decays with C/G, their difference with
// C/(G + 2 U).
func TestTwoRoomsCoupled(t *testing.T) {
	const u = 45.0
	_, _, rec := play(t, &Study{
		Span: 24 * hour,
		Twins: []twin.Twin{
			room(t, "north", nil), room(t, "south", settings{"start": "10 degC"}),
			newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "twin.south"}, "conductance": "45 W/K"}),
		},
		Record: record(10*minute, "twin.north.temperature", "twin.south.temperature", "twin.wall.heat_flow", "twin.wall.heat_flow!"),
	})
	rate := (roomG + 2*u) / roomC
	for i, at := range rec.times {
		mean := decay(15, 0, at.Seconds(), roomTau)
		diff := 10 * math.Exp(-rate*at.Seconds())
		assert.InDelta(t, mean+diff/2+kelvin, rec.samples[i][0], 1e-10)
		assert.InDelta(t, mean-diff/2+kelvin, rec.samples[i][1], 1e-10)
		assert.InDelta(t, u*diff, rec.samples[i][2], 1e-8)
		if i > 0 {
			before := 10 * math.Exp(-rate*rec.times[i-1].Seconds())
			assert.InDelta(t, u*(before-diff)/rate/600, rec.samples[i][3], 1e-8)
		}
	}
}

// The heavy parts: x' = A x with the two rates of the characteristic equation.
func TestRoomWithMass(t *testing.T) {
	const c1, c2, g, h, k = 1e6, 2e7, 50.0, 200.0, 30.0
	_, _, rec := play(t, &Study{
		Span: 48 * hour,
		Twins: []twin.Twin{room(t, "north", settings{
			"mass_capacity": "20 MJ/K", "mass_coupling": "200 W/K", "mass_loss": "30 W/K", "mass_start": "12 degC",
		})},
		Record: record(hour, "twin.north.temperature", "twin.north.mass_temperature"),
	})
	a, b, c, d := -(g+h)/c1, h/c1, h/c2, -(h+k)/c2
	root := math.Sqrt((a-d)*(a-d) + 4*b*c)
	l1, l2 := (a+d+root)/2, (a+d-root)/2
	for i, at := range rec.times {
		// exp(A t) by Sylvester's formula.
		s := at.Seconds()
		e1, e2 := math.Exp(l1*s), math.Exp(l2*s)
		f1, f2 := (e1-e2)/(l1-l2), (l1*e2-l2*e1)/(l1-l2)
		air := f1*(a*20+b*12) + f2*20
		mass := f1*(c*20+d*12) + f2*12
		assert.InDelta(t, air+kelvin, rec.samples[i][0], 1e-9)
		assert.InDelta(t, mass+kelvin, rec.samples[i][1], 1e-9)
	}
}

func TestMasslessNode(t *testing.T) {
	_, _, rec := play(t, &Study{
		Span:   6 * hour,
		Inputs: []Input{constant("ground", 10+kelvin, "degC")},
		Twins: []twin.Twin{
			room(t, "north", nil),
			newTwin(t, "surface", "thermal.node", settings{"gains": "120 W"}),
			newTwin(t, "inner", "thermal.conductance", settings{"between": []string{"twin.north", "twin.surface"}, "conductance": "60 W/K"}),
			newTwin(t, "outer", "thermal.conductance", settings{"between": []string{"input.ground", "twin.surface"}, "conductance": "20 W/K"}),
		},
		Record: record(10*minute, "twin.north.temperature", "twin.surface.temperature", "twin.outer.heat_flow"),
	})
	// Ground and gain as they look from the room, through the surface.
	series := 60.0 * 20 / 80
	total := roomG + series
	end := (series*10 + 120*60.0/80) / total
	for i, at := range rec.times {
		air := decay(20, end, at.Seconds(), roomC/total)
		surface := (60*air + 20*10 + 120) / 80
		assert.InDelta(t, air+kelvin, rec.samples[i][0], 1e-10)
		assert.InDelta(t, surface+kelvin, rec.samples[i][1], 1e-10)
		assert.InDelta(t, 20*(10-surface), rec.samples[i][2], 1e-8)
	}
}

func TestHeatPumpSharesHeat(t *testing.T) {
	_, r, rec := play(t, &Study{
		Span: 6 * hour,
		Twins: []twin.Twin{
			room(t, "north", nil), room(t, "south", nil),
			newTwin(t, "pump", "thermal.heat_pump", settings{
				"heating_capacity": "2 kW", "cop": 4.0, "demand": 0.5,
				"serves": []string{"twin.north", "twin.south"}, "shares": []float64{0.75, 0.25},
			}),
		},
		Record: record(hour, "twin.north.temperature", "twin.south.temperature", "twin.pump.heat", "twin.pump.electric_power!"),
	})
	for i, at := range rec.times {
		assert.InDelta(t, decay(20, 750/roomG, at.Seconds(), roomTau)+kelvin, rec.samples[i][0], 1e-10)
		assert.InDelta(t, decay(20, 250/roomG, at.Seconds(), roomTau)+kelvin, rec.samples[i][1], 1e-10)
		assert.Equal(t, 1000.0, rec.samples[i][2])
		if i > 0 {
			assert.InDelta(t, 250, rec.samples[i][3], 1e-9)
		}
	}
	assert.Zero(t, r.Events())
}

// A demand that rises linearly: C T' = G (0 - T) + P t/span.
func TestDemandByLinearInput(t *testing.T) {
	ramp := steps("ramp", "1", 0, 0, 6*3600, 1)
	ramp.Table.Linear = true
	_, _, rec := play(t, &Study{
		Span:   6 * hour,
		Inputs: []Input{ramp},
		Twins: []twin.Twin{
			room(t, "north", settings{"start": "0 degC"}),
			newTwin(t, "heater", "thermal.heater", settings{"power": "1 kW", "demand": "input.ramp", "serves": []string{"twin.north"}}),
			room(t, "south", settings{"start": "0 degC", "gains": "twin.heater.heat"}),
		},
		Record: record(30*minute, "twin.north.temperature", "twin.heater.heat!", "twin.south.temperature"),
	})
	slope := 1000.0 / (6 * 3600)
	for i, at := range rec.times {
		s := at.Seconds()
		want := slope / roomG * (s - roomTau*(1-math.Exp(-s/roomTau)))
		assert.InDelta(t, want+kelvin, rec.samples[i][0], 1e-10)
		assert.InDelta(t, want+kelvin, rec.samples[i][2], 1e-10)
		if i > 0 {
			assert.InDelta(t, slope*(s-900), rec.samples[i][1], 1e-9)
		}
	}
}

func TestDrawsLayNumbersOverParameters(t *testing.T) {
	s := &Study{Span: 6 * hour, Twins: []twin.Twin{room(t, "north", nil)}, Record: record(hour, "twin.north.temperature")}
	m := mustBuild(t, s)
	loss, ok := m.Slot("twin.north.heat_loss")
	require.True(t, ok)
	start, ok := m.Slot("twin.north.start")
	require.True(t, ok)
	_, ok = m.Slot("twin.north.gains")
	assert.False(t, ok)
	_, _, rec := playWith(t, s, engine.Numbers{Set: []engine.Number{{Signal: loss, Value: 80}, {Signal: start, Value: 18 + kelvin}}})
	for i, at := range rec.times {
		assert.InDelta(t, decay(18, 0, at.Seconds(), roomC/80)+kelvin, rec.samples[i][0], 1e-10)
	}
}

func TestUnconnectedTwinLeavesSamplesAlone(t *testing.T) {
	study := func(more ...twin.Twin) *Study {
		return &Study{
			Span: 48 * hour, Warmup: 5 * hour,
			Inputs: []Input{
				{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin, Amplitude: 5, Period: 86400}},
				{Name: "gusts", Unit: showIn("W"), Noise: &Noise{SD: 80, Timescale: 1200, Every: 2 * minute}},
			},
			Twins: append(more,
				room(t, "north", settings{"outdoor": "input.outdoor", "gains": "input.gusts"}),
				room(t, "south", settings{"outdoor": "input.outdoor"}),
				newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "twin.south"}, "conductance": "45 W/K"}),
				newTwin(t, "heater", "thermal.heater", settings{"power": "2 kW", "serves": []string{"twin.north"}}),
				newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.north.temperature", "drives": "twin.heater.demand", "setpoint": "21 degC", "band": "1 K"}),
			),
			Record: record(10*minute, "twin.north.temperature", "twin.south.temperature", "twin.heater.heat!", "input.gusts"),
		}
	}
	_, _, plain := play(t, study())
	_, _, more := play(t, study(room(t, "attic", settings{"gains": "input.gusts"}), room(t, "zoo", nil)))
	require.NotEmpty(t, plain.events)
	assert.Equal(t, plain.events, more.events)
	for i := range plain.samples {
		for k := range plain.samples[i] {
			assert.Equal(t, math.Float64bits(plain.samples[i][k]), math.Float64bits(more.samples[i][k]))
		}
	}
}

func TestOrderOfTheStudyDoesNotMatter(t *testing.T) {
	study := func() *Study {
		return &Study{
			Span: 24 * hour,
			Inputs: []Input{
				{Name: "gusts", Unit: showIn("W"), Noise: &Noise{SD: 80, Timescale: 1200, Every: 2 * minute}},
				constant("people", 200, "W"),
			},
			Twins: append(heated(t, nil),
				room(t, "south", settings{"gains": []string{"input.people", "input.gusts"}}),
				newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "twin.south"}, "conductance": "45 W/K"}),
			),
			Alerts: []Alert{
				{Name: "a", When: is("twin.south.temperature", Less, 15+kelvin)},
				{Name: "b", When: is("twin.north.temperature", Less, 20+kelvin), For: minute},
			},
			Record: record(hour, "twin.north.temperature", "twin.south.temperature"),
		}
	}
	_, first, plain := play(t, study())
	turned := study()
	slices.Reverse(turned.Twins)
	slices.Reverse(turned.Inputs)
	slices.Reverse(turned.Alerts)
	_, second, other := play(t, turned)
	require.NotEmpty(t, plain.of("alert"))
	assert.Equal(t, first.Fingerprint(), second.Fingerprint())
	assert.Equal(t, plain.samples, other.samples)
	require.Len(t, other.events, len(plain.events))
	for i := range plain.events {
		assert.Equal(t, plain.events[i].Time, other.events[i].Time)
		assert.Equal(t, plain.events[i].Signal, other.events[i].Signal)
	}
}

func TestEnergyBalance(t *testing.T) {
	s := &Study{
		Span: 72 * hour, Warmup: 12 * hour,
		Inputs: []Input{
			{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin, Amplitude: 5, Period: 86400}},
			{Name: "gusts", Unit: showIn("W"), Noise: &Noise{SD: 80, Timescale: 1200, Every: 10 * minute}},
		},
		Twins: []twin.Twin{
			room(t, "north", settings{"outdoor": []string{"input.outdoor", "1 K"}, "gains": "input.gusts", "mass_capacity": "20 MJ/K", "mass_coupling": "200 W/K", "mass_loss": "10 W/K"}),
			room(t, "south", settings{"outdoor": "input.outdoor"}),
			room(t, "shed", settings{"outdoor": "input.outdoor"}),
			newTwin(t, "surface", "thermal.node", nil),
			newTwin(t, "wall", "thermal.conductance", settings{"between": []string{"twin.north", "twin.surface"}, "conductance": "45 W/K"}),
			newTwin(t, "plaster", "thermal.conductance", settings{"between": []string{"twin.surface", "twin.south"}, "conductance": "90 W/K"}),
			newTwin(t, "heater", "thermal.heater", settings{"power": "3 kW", "serves": []string{"twin.north", "twin.south"}}),
			newTwin(t, "thermostat", "control.thermostat", settings{"senses": "twin.north.temperature", "drives": "twin.heater.demand", "setpoint": "21 degC", "band": "1 K"}),
		},
		Interventions: []Intervention{{Name: "window", From: 10 * hour, Until: 12 * hour, Set: []Assignment{{Path: "twin.south.heat_loss", Value: 200}}}},
	}
	m, problems := BuildAudited(s)
	require.Empty(t, problems)
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{Seed: 3}, nil)
	balances := m.Audit(r)
	require.NoError(t, r.Advance(s.Span))
	list := balances()
	require.Len(t, list, 2)
	for _, b := range list {
		assert.Greater(t, b.Gross, 1e7, b.Path)
		assert.Less(t, b.Error(), 1e-9, b.Path)
	}
	assert.Equal(t, "twin.north", list[0].Path)
	assert.Equal(t, "twin.shed", list[1].Path)
}
