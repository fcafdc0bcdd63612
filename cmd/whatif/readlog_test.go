package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestReadTimings reads the log of a batch that was killed, gone on with, and
// whose last line is cut short.
func TestReadTimings(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "log"), 0o755))
	text := `2026-01-12T10:00:00Z began
2026-01-12T10:00:01.5Z run 0 ok in 12.5ms, 387 events
2026-01-12T10:00:02Z run 7 failed in 3ms: twin.room: too hot: 3 in 4
2026-01-12T10:00:02Z run 8 panicked: index out of range
goroutine 7 [running]:
2026-01-12T10:0

2026-01-12T12:00:00Z began
2026-01-12T12:00:03Z run 0 ok in 2m1s, 387 events
2026-01-12T12:00:04Z ended
2026-01-12T12:00:09Z run 9 ok in 1`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "log", "run.log"), []byte(text), 0o644))
	got, err := readTimings(dir)
	require.NoError(t, err)
	require.Equal(t, map[int64]time.Duration{0: 121 * time.Second, 7: 3 * time.Millisecond}, got.took)
	require.Equal(t, 6*time.Second, got.busy, "the hours between are not counted")

	got, err = readTimings(t.TempDir())
	require.NoError(t, err)
	require.Empty(t, got.took)
	require.Zero(t, got.busy)
}
