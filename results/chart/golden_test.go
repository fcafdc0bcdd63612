package chart

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file under testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "%s: go test -update writes it anew", path)
}

// The pictures are those that were looked at.
func TestGolden(t *testing.T) {
	for name, d := range sample() {
		t.Run(name, func(t *testing.T) {
			c, err := d.Draw()
			require.NoError(t, err)
			checked(t, c)
			data, err := json.Marshal(c.Data)
			require.NoError(t, err)
			golden(t, name+".svg", c.SVG)
			golden(t, name+".json", string(data)+"\n")
			golden(t, name+".txt", c.Alt+"\n")
		})
	}
	golden(t, "chart.css", CSS())
}

// The same chart twice is the same bytes, and drawing leaves its numbers alone.
func TestAgainTheSame(t *testing.T) {
	for name, d := range sample() {
		one, err := d.Draw()
		require.NoError(t, err)
		two, err := d.Draw()
		require.NoError(t, err)
		require.Equal(t, one, two, name)
	}
}
