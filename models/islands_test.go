package models_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/models"
	"whatif/models/twin"
)

// TestIslands describes two rooms tied by a wall, and one by itself.
func TestIslands(t *testing.T) {
	number := func(x float64) twin.Setting { return twin.Setting{Number: x} }
	room := func(name string) twin.Twin {
		return twin.Twin{Name: name, Kind: "thermal.room", Settings: map[string]twin.Setting{
			"capacity": number(2e6), "heat_loss": number(60), "outdoor": number(270), "start": number(293)}}
	}
	m, problems := models.Build(&models.Study{Span: 3600e9, Twins: []twin.Twin{room("c"), room("b"), room("a"), {
		Name: "wall", Kind: "thermal.conductance",
		Settings: map[string]twin.Setting{"between": {Refs: []string{"twin.a", "twin.b"}}, "conductance": number(40)}}}})
	require.Empty(t, problems)
	islands := m.Engine.Islands()
	require.Len(t, islands, 2)
	assert.Equal(t, []string{"twin.a.temperature", "twin.b.temperature"}, islands[0].States)
	assert.Contains(t, islands[0].Outputs, "twin.wall.heat_flow")
	assert.Equal(t, "modal", islands[0].Method)
	assert.Equal(t, []string{"twin.c.temperature"}, islands[1].States)
	assert.Equal(t, islands, m.Engine.Islands(), "the same each time")
}
