package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a variant changes is told as it is written, with what stood there before.
func TestChanges(t *testing.T) {
	file := filepath.Join(t.TempDir(), "study.toml")
	require.NoError(t, os.WriteFile(file, []byte(`[scenario]
name = "changes"
start = 2026-01-12
span = "1 d"
[input.people]
signal = "weekly"
periods = [{ days = "mon-fri", from = "08:00", to = "18:00", value = "600 W" }]
[twin.a]
model = "thermal.room"
capacity = "1 MJ/K"
heat_loss = "50 W/K"
outdoor = "0 degC"
gains = ["input.people"]
[twin.b]
like = "twin.a"
[twin.heater]
model = "thermal.heater"
power = "1 kW"
serves = ["twin.a"]
[variant.base]
[variant.other]
description = "all of it"
"twin.*.heat_loss" = "40 W/K"
"twin.b.capacity" = "2 MJ/K"
"twin.heater.demand" = 1
"input.people.periods" = [{ days = "daily", from = "09:00", to = "10:00", value = "1 kW" }]
[variant.other.event.outage]
at = "2 h"
for = "1 h"
set = { "twin.heater.available" = false }
`), 0o644))
	plan, list, _ := Load(file, Options{Draws: -1})
	require.NotNil(t, plan, "%v", list)
	changes := plan.Info().Changes
	require.Len(t, changes, 2)
	assert.Empty(t, changes[0])
	byPath := map[string]Change{}
	for _, c := range changes[1] {
		byPath[c.Path] = c
	}
	assert.Equal(t, Change{"twin.*.heat_loss", "", "40 W/K"}, byPath["twin.*.heat_loss"])
	assert.Equal(t, Change{"twin.b.capacity", "1 MJ/K", "2 MJ/K"}, byPath["twin.b.capacity"], "what it is like counts")
	assert.Equal(t, "1", byPath["twin.heater.demand"].To)
	assert.NotEmpty(t, byPath["twin.heater.demand"].From, "the default of a parameter")
	assert.Equal(t, Change{"input.people.periods", "[{ days = mon-fri, from = 08:00, to = 18:00, value = 600 W }]",
		"[{ days = daily, from = 09:00, to = 10:00, value = 1 kW }]"}, byPath["input.people.periods"])
	assert.Equal(t, "2 h", byPath["event.outage.at"].To)
	assert.NotContains(t, byPath, "description")
}
