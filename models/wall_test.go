package models

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
)

// brick and wool are the layers of most walls here.
func brickAndWool() []row {
	return []row{
		{"thickness": "24 cm", "conductivity": "0.8 W/(m K)", "density": "1800 kg/m3", "specific_heat": "1 kJ/(kg K)"},
		{"thickness": "12 cm", "conductivity": "0.04 W/(m K)", "density": "30 kg/m3", "specific_heat": "1.4 kJ/(kg K)"},
		{"resistance": "0.18 m2 K/W"},
	}
}

func facade(t *testing.T, more settings) twin.Twin {
	all := settings{"between": []string{"twin.north", "input.outdoor"}, "area": "10 m2", "layers": brickAndWool()}
	for k, v := range more {
		all[k] = v
	}
	return newTwin(t, "facade", "thermal.wall", all)
}

// audited runs a study and returns the balances of its blocks.
func audited(t *testing.T, s *Study) []Balance {
	t.Helper()
	m, problems := BuildAudited(s)
	require.Empty(t, problems)
	r := m.Engine.NewRun()
	r.Reset(engine.Numbers{Seed: 3}, nil)
	balances := m.Audit(r)
	require.NoError(t, r.Advance(s.Span))
	return balances()
}

func TestWallAtRestFromTheStart(t *testing.T) {
	// A room held at 20 degC by its outdoors, so that nothing moves but by the
	// wall, which begins at rest.
	const u = 1 / (1/7.7 + 0.24/0.8 + 0.12/0.04 + 0.18 + 1/25.)
	_, _, rec := play(t, &Study{
		Span:   12 * hour,
		Inputs: []Input{constant("outdoor", kelvin-5, "degC"), constant("indoor", kelvin+20, "degC")},
		Twins:  []twin.Twin{facade(t, settings{"between": []string{"input.indoor", "input.outdoor"}})},
		Record: record(hour, "twin.facade.heat_flow", "twin.facade.heat_flow_out", "twin.facade.first_surface_temperature", "twin.facade.second_surface_temperature"),
	})
	for _, s := range rec.samples {
		assert.InDelta(t, 25*10*u, s[0], 1e-9)
		assert.InDelta(t, 25*10*u, s[1], 1e-9)
		assert.InDelta(t, kelvin+20-25*u/7.7, s[2], 1e-10)
		assert.InDelta(t, kelvin-5+25*u/25, s[3], 1e-10)
	}
}

func TestWallCoolsARoomAndKeepsItsEnergy(t *testing.T) {
	s := &Study{
		Span: 72 * hour,
		Inputs: []Input{
			{Name: "outdoor", Unit: celsius().SI(), Sine: &Sine{Mean: kelvin, Amplitude: 5, Period: 86400}},
			steps("sun", "W", 0, 0, 40000, 800, 60000, 0),
		},
		Twins: []twin.Twin{
			room(t, "north", settings{"outdoor": "input.outdoor", "heat_loss": "10 W/K"}),
			facade(t, settings{"second_gains": "input.sun", "first_gains": "20 W", "start": "12 degC"}),
			newTwin(t, "heater", "thermal.heater", settings{"power": "500 W", "serves": "twin.facade.first_surface_temperature"}),
		},
		Interventions: []Intervention{{Name: "hole", From: 10 * hour, Until: 12 * hour, Set: []Assignment{{Path: "twin.facade.area", Value: 20}}}},
		Record:        record(10*minute, "twin.facade.heat_flow!", "twin.facade.heat_flow_out!", "twin.north.temperature"),
	}
	list := audited(t, s)
	require.Len(t, list, 1)
	assert.Greater(t, list[0].Gross, 1e7)
	assert.Less(t, list[0].Error(), 1e-9)
	_, _, rec := play(t, s)
	assert.NotEqual(t, rec.samples[30][0], rec.samples[30][1])
}

func TestWallProblems(t *testing.T) {
	study := func(more ...twin.Twin) *Study {
		return &Study{Span: hour, Inputs: []Input{constant("outdoor", kelvin, "degC")}, Twins: append(more, room(t, "north", nil)), Record: record(hour)}
	}
	half := []row{{"thickness": "10 cm", "conductivity": "1 W/(m K)", "density": "2000 kg/m3"}}
	both := []row{{"thickness": "10 cm", "resistance": "0.1 m2 K/W"}}
	cut := brickAndWool()
	cut[1]["cells"] = "2.5"
	for _, c := range []struct {
		more settings
		want string
	}{
		{settings{"layers": half}, "twin.facade.layers.1: layer 1 has no specific_heat"},
		{settings{"layers": both}, "twin.facade.layers.1: layer 1 has a resistance and a thickness"},
		{settings{"layers": cut}, "twin.facade.layers.2: layer 2 is cut into 2.5 cells"},
		{settings{"layers": []row{}}, "twin.facade.layers: a wall has one layer at least"},
		{settings{"films": []float64{8}}, "twin.facade.films: a wall has two surfaces"},
		{settings{"between": []string{"twin.north"}}, "twin.facade.between: a wall lies between two places"},
	} {
		_, problems := Build(study(facade(t, c.more)))
		require.NotEmpty(t, problems, c.want)
		assert.Equal(t, c.want, problems[0].Path+": "+problems[0].Summary)
		assert.NotEmpty(t, problems[0].Hint)
	}
	// Two walls behind one another: nothing says where the layers begin.
	inner := facade(t, settings{"between": []string{"twin.plaster.second_surface_temperature", "input.outdoor"}})
	plaster := newTwin(t, "plaster", "thermal.wall", settings{"between": []string{"twin.north", "twin.facade.first_surface_temperature"}, "area": "10 m2", "layers": []row{{"resistance": "1 m2 K/W"}}})
	_, problems := Build(study(inner, plaster))
	require.Len(t, problems, 1)
	assert.Equal(t, "twin.facade.start", problems[0].Path)
}

// A room behind a wall of pure resistance is a room with a conductance.
func TestWallOfResistanceIsAConductance(t *testing.T) {
	const u = 1 / (1/7.7 + 0.5 + 1/25.)
	_, _, rec := play(t, &Study{
		Span:   24 * hour,
		Inputs: []Input{constant("outdoor", kelvin, "degC")},
		Twins:  []twin.Twin{room(t, "north", nil), facade(t, settings{"layers": []row{{"resistance": "0.5 m2 K/W"}}})},
		Record: record(hour, "twin.north.temperature"),
	})
	for i, at := range rec.times {
		assert.InDelta(t, decay(20, 0, at.Seconds(), roomC/(roomG+10*u))+kelvin, rec.samples[i][0], 1e-9)
	}
	assert.False(t, math.IsNaN(u))
}

// An event on the input outdoors does not change where the wall begins.
func TestWallBeginsBeforeEvents(t *testing.T) {
	s := &Study{
		Span:          4 * hour,
		Inputs:        []Input{constant("outdoor", kelvin-5, "degC"), constant("indoor", kelvin+20, "degC")},
		Twins:         []twin.Twin{facade(t, settings{"between": []string{"input.indoor", "input.outdoor"}})},
		Interventions: []Intervention{{Name: "cold", From: 2 * hour, Until: 3 * hour, Set: []Assignment{{Path: "input.outdoor", Value: kelvin - 20}}}},
		Record:        record(hour, "twin.facade.heat_flow", "twin.facade.heat_flow_out"),
	}
	_, _, rec := play(t, s)
	assert.InDelta(t, rec.samples[0][0], rec.samples[1][0], 1e-9)
	assert.InDelta(t, rec.samples[0][0], rec.samples[1][1], 1e-9)
	assert.Greater(t, rec.samples[2][1], rec.samples[1][1]+10)
}
