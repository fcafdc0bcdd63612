package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is damaged is told at once, and resuming mends it.
func TestVerify(t *testing.T) {
	s := newShell(t)
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "-q"), s.err.String())
	require.Zero(t, s.run("show", "a", "--verify"), s.err.String())
	assert.Contains(t, s.out.String(), "as the manifest says")

	room := filepath.Join("a", "series_thermal_room", "part-00002.arrow")
	whole, err := os.ReadFile(room)
	require.NoError(t, err)
	flipped := append([]byte{}, whole...)
	flipped[len(flipped)/2] ^= 1
	require.NoError(t, os.WriteFile(room, flipped, 0o644))
	require.NoError(t, os.Truncate(filepath.Join("a", "events", "part-00004.arrow"), 50))
	require.Equal(t, exitWrong, s.run("show", "a", "--verify"))
	for _, want := range []string{"2 files damaged", "series_thermal_room/part-00002.arrow: its content", "(runs 2 to 2)", "events/part-00004.arrow: it has 50 bytes", "8 runs of 10 are whole"} {
		assert.Contains(t, s.err.String(), want)
	}
	require.NoError(t, os.Remove(room))
	require.NoError(t, os.Remove(filepath.Join("a", "events", "part-00004.arrow")))
	require.Zero(t, s.run("run", "office.toml", "-o", "a", "--resume", "-q"), s.err.String())
	require.Zero(t, s.run("show", "a", "--verify"), s.err.String())
	again, err := os.ReadFile(room)
	require.NoError(t, err)
	assert.Equal(t, whole, again)

	require.Equal(t, exitWrong, s.run("show", "nowhere", "--verify"))
}
