package models

import (
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// An input that a bounded parameter follows has to stay in its bounds, as a
// number written there would have to.
func TestInputsStayInBounds(t *testing.T) {
	study := func(load Input) *Study {
		s := stepStudy()
		s.Inputs = []Input{load}
		s.Twins = []twin.Twin{
			{Name: "room", Kind: "thermal.node", Settings: map[string]twin.Setting{"capacity": {Number: 1e6}, "start": {Number: 293}}},
			{Name: "heater", Kind: "thermal.heater", Settings: map[string]twin.Setting{
				"power": {Number: 1000}, "serves": {Refs: []string{"twin.room"}}, "demand": {Refs: []string{"input.load"}, IsRef: true}}},
		}
		return s
	}
	pure := unit.Must("1")
	scaled := func(scale float64) Input {
		return Input{Name: "load", Unit: pure, Table: &Table{Times: []engine.Time{0, 9}, Values: []float64{1, 10}, Adjust: &Adjustment{Scale: scale}}}
	}
	for _, c := range []struct {
		load Input
		want string // "" for fine
	}{
		{scaled(0.1), ""},
		{scaled(0.3), "input.load goes from 0.3 to 3, but demand is from 0 to 1"},
		{Input{Name: "load", Unit: pure, Sine: &Sine{Mean: 0.5, Amplitude: 0.5, Period: 3600}}, ""},
		{Input{Name: "load", Unit: pure, Sine: &Sine{Mean: 0.5, Amplitude: 0.75, Period: 3600}}, "input.load goes from -0.25 to 1.25, but demand is from 0 to 1"},
		{Input{Name: "load", Unit: pure, Table: &Table{Times: []engine.Time{0, 9}, Values: []float64{0.2, 1.5}}}, "input.load goes from 0.2 to 1.5, but demand is from 0 to 1"},
		{Input{Name: "load", Unit: pure, Noise: &Noise{Mean: 0.5, SD: 0.1, Timescale: 60, Every: 6e9}}, "input.load goes anywhere: it is noise, but demand is from 0 to 1"},
	} {
		_, problems := Build(study(c.load))
		if c.want == "" {
			require.Empty(t, problems)
			continue
		}
		require.Equal(t, []Problem{{Path: "twin.heater.demand", Summary: c.want}}, problems)
	}
}

// What events make of an input counts as well.
func TestEventsKeepInputsInBounds(t *testing.T) {
	for _, c := range []struct {
		effect Effect
		value  float64
		want   string // "" for fine
	}{
		{Replace, 1, ""},
		{Replace, 3, "input.load goes from 0.2 to 3 with its events, but demand is from 0 to 1"},
		{Multiply, 1.25, ""},
		{Multiply, 2, "input.load goes from 0.2 to 1.6 with its events, but demand is from 0 to 1"},
		{Multiply, -1, "input.load goes from -0.8 to 0.8 with its events, but demand is from 0 to 1"},
		{Increase, 0.2, ""},
		{Increase, -0.3, "input.load goes from -0.1 to 0.8 with its events, but demand is from 0 to 1"},
	} {
		s := &Study{Span: hour, Inputs: []Input{sineOf("load", 0.5, 0.3)}, Twins: []twin.Twin{
			room(t, "room", nil), newTwin(t, "heater", "thermal.heater", settings{"power": "1 kW", "serves": []string{"twin.room"}, "demand": "input.load"})},
			Interventions: []Intervention{{Name: "e", From: 0, Until: minute, Set: []Assignment{{Path: "input.load", Effect: c.effect, Value: c.value}}}}}
		_, problems := Build(s)
		if c.want == "" {
			require.Empty(t, problems)
			continue
		}
		require.Equal(t, []Problem{{Path: "twin.heater.demand", Summary: c.want}}, problems)
	}
}

// Each of two events leaves a demand that moves in its bounds, both do not.
func TestEventsTogetherStayInBounds(t *testing.T) {
	for _, c := range []struct {
		second engine.Time // when the second begins
		fails  bool
	}{{45 * minute, false}, {15 * minute, true}} {
		s := &Study{Span: 2 * hour, Inputs: []Input{sineOf("load", 0.4, 0.2)}, Twins: []twin.Twin{
			room(t, "room", nil), newTwin(t, "heater", "thermal.heater", settings{"power": "1 kW", "serves": []string{"twin.room"}, "demand": "input.load"})}}
		for i, from := range []engine.Time{0, c.second} {
			s.Interventions = append(s.Interventions, Intervention{Name: string(rune('a' + i)), From: from, Until: from + 30*minute,
				Set: []Assignment{{Path: "twin.heater.demand", Effect: Multiply, Value: 1.5}}})
		}
		r := mustBuild(t, s).Engine.NewRun()
		r.Reset(engine.Numbers{}, nil)
		err := r.Advance(s.Span)
		if !c.fails {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, "at 15m0s: the events in force take twin.heater.demand from 0.45 to 1.35, beyond what it may be")
	}
}

func sineOf(name string, mean, amplitude float64) Input {
	return Input{Name: name, Unit: unit.Must("1"), Sine: &Sine{Mean: mean, Amplitude: amplitude, Period: 3600}}
}
