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
	for _, c := range []struct {
		load Input
		want string // "" for fine
	}{
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
