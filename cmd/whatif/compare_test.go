package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCompare(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	require.Zero(t, s.run("compare", "a"), s.err.String())
	shown := s.out.String()
	for _, want := range []string{"differences to base in 5 draws", "energy [kWh]", "lower in", "mean_temperature", "goes with room_heat_loss", "draws: "} {
		assert.Contains(t, shown, want)
	}
	for _, line := range strings.Split(shown, "\n") {
		assert.LessOrEqual(t, uniseg.StringWidth(line), screen, line)
	}
	assert.Less(t, strings.Index(shown, "mean_temperature"), strings.Index(shown, "energy"), "what differs most comes first")

	require.Zero(t, s.run("compare", "a", "--json", "--arrow", "compared.arrow"), s.err.String())
	var found struct {
		Arms       []struct{ Label string }
		Indicators []struct {
			Name        string
			Differences []struct {
				Mean    *float64
				Verdict string
				Share   *float64 `json:"better_share"`
			}
		}
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &found))
	require.Len(t, found.Indicators, 2)
	assert.Equal(t, "higher", found.Indicators[0].Differences[0].Verdict)
	assert.Greater(t, *found.Indicators[0].Differences[0].Mean, 1.0)
	assert.FileExists(t, "compared.arrow")

	require.Zero(t, s.run("run", "office.toml", "-o", "b", "-q", "--set", "twin.room.capacity=4 MJ/K"), s.err.String())
	require.Zero(t, s.run("compare", "a", "b", "--indicator", "energy"), s.err.String())
	assert.Contains(t, s.out.String(), "B: warmer")
	assert.NotContains(t, s.out.String(), "mean_temperature")
}

func TestCompareRefusals(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	for _, c := range []struct{ args, said string }{
		{"compare", "the result is missing"},
		{"compare a a a", "two results at most"},
		{"compare nowhere", "nowhere"},
		{"compare a --base wormer", "did you mean warmer?"},
		{"compare a --indicator enrgy", "did you mean energy?"},
		{"compare a --confidence 95", "between 0 and 1"},
		{"compare a a --base base", "of two results, the first is the base"},
		{"compare a --arrow no/such/folder.arrow", "no/such"},
	} {
		assert.Equal(t, exitWrong, s.run(strings.Fields(c.args)...), c.args)
		assert.Contains(t, s.err.String(), c.said, c.args)
	}
}
