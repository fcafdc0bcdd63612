package main

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/results"
)

// Heat networks of every kind balance, zone by zone: what the flows bring is
// what is stored. Linear ones to rounding, others to the accuracy of their steps.
func TestZonesBalance(t *testing.T) {
	every := regexp.MustCompile(`(?m)^\[record\]\n(every.*\n)?`)
	for name, within := range map[string]float64{"thermal": 1e-10, "curved": 1e-7} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join("..", "..", "scenarios", "testdata", name)
			text, err := os.ReadFile(filepath.Join(folder, "scenario.toml"))
			require.NoError(t, err)
			text = every.ReplaceAll(text, nil)
			file := filepath.Join(t.TempDir(), "scenario.toml")
			require.NoError(t, os.WriteFile(file, append(text, "\n[record]\nevery = \"30 min\"\n\n[balance]\n"...), 0o644))
			s := newShell(t)
			require.Zero(t, s.run("run", file, "-o", "out", "-q"), s.err.String())
			r, err := results.Open("out")
			require.NoError(t, err)
			zones, err := r.Balances()
			require.NoError(t, err)
			require.NotEmpty(t, zones)
			for _, z := range zones {
				assert.LessOrEqual(t, z.Relative, within, "twin.%s of %s", z.Zone, r.Schema.Variants[z.Variant])
				assert.Contains(t, roles(z), results.Storage)
				assert.Greater(t, len(z.Terms), 1, "something flows into twin.%s", z.Zone)
			}
		})
	}
}

func roles(z results.Zone) []string {
	var list []string
	for _, t := range z.Terms {
		list = append(list, t.Role)
	}
	return list
}

// A room in a steady state loses what its heater brings, and its degree-hours
// and unmet hours are those one can count by hand.
func TestBalanceByHand(t *testing.T) {
	s := newShell(t)
	require.NoError(t, os.WriteFile("steady.toml", []byte(`[scenario]
name = "steady"
start = 2026-01-30T00:00:00
timezone = "Europe/Berlin"
span = "4 d"
[twin.room]
model = "thermal.room"
capacity = "1 kJ/K"
heat_loss = "100 W/K"
outdoor = "8 degC"
gains = ["input.people"]
start = "20 degC"
[input.people]
signal = "constant"
value = "1.2 kW"
[twin.heater]
model = "thermal.heater"
power = "1 kW"
serves = ["twin.room"]
[twin.control]
model = "control.thermostat"
senses = "twin.room"
drives = "twin.heater.demand"
setpoint = "22 degC"
band = "1 K"
[event.broken]
at = "0 s"
set = { "twin.heater.available" = false }
[balance]
heating_base = "15 degC"
tolerance = "1 K"
`), 0o644))
	require.Zero(t, s.run("run", "steady.toml", "-o", "out", "-q"), s.err.String())
	r, err := results.Open("out")
	require.NoError(t, err)
	zones, err := r.Balances()
	require.NoError(t, err)
	require.Len(t, zones, 1)
	z := zones[0]
	assert.Equal(t, []string{"2026-01", "2026-02"}, z.Months)
	assert.InDelta(t, 96*7, z.HeatingDegrees, 1e-9, "8 degC for 96 h, below 15 degC")
	assert.InDelta(t, 0, z.CoolingDegrees, 1e-9)
	// It rests at 20 degC, 2 K below the set-point: 0.5 K is the dead band, 1 K the tolerance.
	assert.InDelta(t, 96, z.UnmetHeating, 1e-9)
	assert.InDelta(t, 96*0.5, z.UnmetHeatingDegrees, 1e-6)
	assert.True(t, math.IsNaN(z.UnmetCooling), "nothing cools")
	for _, term := range z.Terms {
		hourly := 0.0
		for _, v := range term.ByHour {
			hourly += v
		}
		assert.InDelta(t, term.Total, term.ByMonth[0]+term.ByMonth[1], 1e-9)
		assert.InDelta(t, term.Total, hourly, 1e-9)
		switch term.Name {
		case "input.people":
			assert.InDelta(t, 1.2*96, term.Total, 1e-9)
			assert.InDelta(t, 1.2*48, term.ByMonth[1], 1e-9)
			assert.InDelta(t, 1.2*4, term.ByHour[13], 1e-9)
		case "outdoor":
			assert.InDelta(t, -1.2*96, term.Total, 1e-6)
		}
	}
}

// What [balance] has wrong is said where it stands.
func TestWrongBalances(t *testing.T) {
	for text, said := range map[string]string{
		"[balance]\nzones = [\"twin.rom\"]\n":                                  `did you mean "twin.room"`,
		"[balance]\nzones = [\"room\"]\n":                                      "is no twin",
		"[balance]\nzones = [\"twin.heater\"]\n":                               "stores no heat",
		"[balance]\ntolerance = \"-1 K\"\n":                                    "below 0",
		"[balance]\nzone = []\n":                                               `did you mean "zones"`,
		"[record]\nevery = \"7 min\"\n[balance]\n":                             "do not fit into hours",
		"[indicator.x]\nmean = \"twin.room.temperature\"\nbetter = \"less\"\n": "lower",
	} {
		s := newShell(t)
		require.NoError(t, os.WriteFile("wrong.toml", []byte(office+text), 0o644))
		assert.Equal(t, exitWrong, s.run("validate", "wrong.toml"), text)
		assert.Contains(t, s.err.String()+s.out.String(), said, text)
	}
}
