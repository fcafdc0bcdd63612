package results

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerify(t *testing.T) {
	ctx := context.Background()
	dir := writeBatch(t, testInfo(), 2)
	c, err := Verify(ctx, dir)
	require.NoError(t, err)
	assert.True(t, c.Finished)
	assert.Empty(t, c.Faults)
	assert.Equal(t, len(files(t, dir))-1, c.Files, "all but the manifest itself")
	assert.Zero(t, c.Lost+c.Missing)

	// A flipped bit, a shortened file, one that is gone and one of people's own.
	flip := filepath.Join(dir, "series_thermal_room", "part-00002.arrow")
	text, err := os.ReadFile(flip)
	require.NoError(t, err)
	text[len(text)/2] ^= 4
	require.NoError(t, os.WriteFile(flip, text, 0o644))
	require.NoError(t, os.Truncate(filepath.Join(dir, "runs", "part-00002.arrow"), 100))
	require.NoError(t, os.Remove(filepath.Join(dir, "events", "part-00006.arrow")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "load.py"), []byte("print(1)\n"), 0o644))
	c, err = Verify(ctx, dir)
	require.NoError(t, err)
	var said []string
	for _, f := range c.Faults {
		said = append(said, f.Path+": "+f.What)
	}
	all := strings.Join(said, "\n")
	require.Len(t, c.Faults, 4, all)
	assert.Contains(t, all, "series_thermal_room/part-00002.arrow: its content is not what the manifest says")
	assert.Contains(t, all, "runs/part-00002.arrow: it has 100 bytes")
	assert.Contains(t, all, "events/part-00006.arrow: it is missing")
	assert.EqualValues(t, 3+2, c.Lost, "a part of three runs, told once, and the last of two")
}

// Without a manifest the tables themselves are read.
func TestVerifyUnfinished(t *testing.T) {
	dir := writeBatch(t, testInfo(), 2)
	require.NoError(t, os.Remove(filepath.Join(dir, manifestFile)))
	require.NoError(t, os.Remove(filepath.Join(dir, "runs", "part-00001.arrow")))
	c, err := Verify(context.Background(), dir)
	require.NoError(t, err)
	assert.False(t, c.Finished)
	assert.Empty(t, c.Faults)
	assert.EqualValues(t, 3, c.Missing)
	require.NoError(t, os.Truncate(filepath.Join(dir, "events", "part-00003.arrow"), 60))
	c, err = Verify(context.Background(), dir)
	require.NoError(t, err)
	require.Len(t, c.Faults, 1)
	assert.EqualValues(t, 9, c.Faults[0].First)
	assert.EqualValues(t, 3, c.Lost)
}

// A result of another format is told from a damaged one.
func TestOtherFormats(t *testing.T) {
	for version, said := range map[string]string{"0": "older", "2": "newer", "one": "another"} {
		dir := writeBatch(t, testInfo(), 2)
		path := filepath.Join(dir, batchFile)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		changed := strings.Replace(string(text), `"format_version": "1"`, `"format_version": "`+version+`"`, 1)
		require.NoError(t, os.WriteFile(path, []byte(changed), 0o644))
		_, err = Open(dir)
		require.ErrorIs(t, err, ErrVersion)
		assert.NotErrorIs(t, err, ErrCorrupt)
		assert.Contains(t, err.Error(), said)
		assert.Contains(t, err.Error(), "1.2.3", "which whatif wrote it")
	}
}
