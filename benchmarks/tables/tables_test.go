package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/results"
)

// A small batch is written, finished and read as the large ones are.
func TestWriteAndRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "batch")
	p := plan{compression: results.LZ4, runs: 40, samples: 5, rooms: rooms, indicators: 3, columns: 2}
	f, err := writeBatch(p, dir, true)
	require.NoError(t, err)
	assert.Equal(t, 40*5*rooms, f.Count)
	assert.Positive(t, f.Bytes)
	assert.Positive(t, f.Seconds)
	o, err := openBatch(dir)
	require.NoError(t, err)
	assert.Equal(t, 40, o.Count)
	r, err := readBatch(dir)
	require.NoError(t, err)
	assert.Equal(t, f.Count, r.Count)
	raw, err := rawWrite(filepath.Join(t.TempDir(), "raw"), 100_000)
	require.NoError(t, err)
	assert.EqualValues(t, 100_000*rowBytes, raw.Bytes)
}

func TestMarkdown(t *testing.T) {
	figures := []Figure{{Name: "raw", Count: 100, Seconds: 1}, {Name: "raw", Count: 100, Seconds: 3}, {Name: "raw", Count: 100, Seconds: 2},
		{Name: "write none", Count: 100, Seconds: 4, Peak: 5e6}, {Name: "pyarrow write none", Count: 100, Seconds: 8}}
	text := markdown(settings{Rows: 100, Repeat: 3}, figures)
	assert.Contains(t, text, "| none | 0.0 | 0.50 | 5 MB | 0.0 | 2.00 |")
	assert.Equal(t, "1 234 567", grouped(1234567))
	assert.Equal(t, "567", grouped(567))
	assert.Equal(t, "unknown", megabytes(0))
}
