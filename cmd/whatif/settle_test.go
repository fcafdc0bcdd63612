package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStoppingEarly runs a study that stops before all of its draws are run, and
// finds why in all places.
func TestStoppingEarly(t *testing.T) {
	s := newShell(t)
	text := strings.Replace(office, "draws = 5\n", "draws = 400\nstop = { indicator = \"energy\", relative = \"8 %\", min = 10, every = 5 }\n", 1)
	require.NoError(t, os.WriteFile("stop.toml", []byte(text), 0o644))
	require.Equal(t, exitDone, s.run("run", "stop.toml", "--json"), s.err.String())
	var got struct {
		Runs int
		Stop struct {
			Most   int
			Enough bool
			Reason string
		}
		Groups []struct {
			Indicators map[string]struct {
				N         int
				Mean      float64
				HalfWidth float64 `json:"half_width"`
			}
		}
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &got))
	assert.Equal(t, 400, got.Stop.Most)
	assert.True(t, got.Stop.Enough)
	assert.Contains(t, s.err.String(), got.Stop.Reason)
	require.Len(t, got.Groups, 2)
	draws := got.Runs / 2
	assert.Less(t, draws, 400)
	assert.GreaterOrEqual(t, draws, 10)
	for _, g := range got.Groups {
		energy := g.Indicators["energy"]
		assert.Equal(t, draws, energy.N)
		assert.LessOrEqual(t, energy.HalfWidth, 0.08*energy.Mean)
		assert.Positive(t, energy.HalfWidth)
	}
	readme, err := os.ReadFile(filepath.Join("results", "small", "README.md"))
	require.NoError(t, err)
	assert.Contains(t, string(readme), "Stopped after "+got.Stop.Reason)

	// One worker finds the same number.
	require.Equal(t, exitDone, s.run("run", "stop.toml", "-o", "one", "-j", "1", "--json"), s.err.String())
	first := got
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &got))
	assert.Equal(t, first.Stop, got.Stop)
	assert.Equal(t, first.Groups, got.Groups)
}

// TestSummaryOfReplicates: the interval of a mean is that of the replicates, and
// one draw has none.
func TestSummaryOfReplicates(t *testing.T) {
	s := newShell(t)
	require.NoError(t, os.WriteFile("lhs.toml", []byte(strings.Replace(office, "draws = 5", "draws = 32\ndesign = \"lhs\"", 1)), 0o644))
	require.Equal(t, exitDone, s.run("run", "lhs.toml"), s.err.String())
	assert.Contains(t, s.out.String(), "mean")
	assert.Contains(t, s.out.String(), "+-")
	info, err := os.ReadFile(filepath.Join("results", "small", "batch.json"))
	require.NoError(t, err)
	assert.Contains(t, string(info), `"design": "lhs",`+"\n"+`  "replicates": 8,`)
	require.Equal(t, exitDone, s.run("run", "lhs.toml", "--draws", "1", "--overwrite", "--json"), s.err.String())
	assert.Contains(t, s.out.String(), `"half_width": null`)
}
