package results

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOpen(t *testing.T) {
	info := testInfo()
	dir := writeBatch(t, info, 2)
	r, err := Open(dir)
	require.NoError(t, err)
	assert.Empty(t, r.Missing)
	assert.True(t, info.Start.Equal(r.Info.Start))
	r.Info.Start = info.Start
	info.Compression = LZ4
	assert.Equal(t, info, r.Info)
	assert.Equal(t, testSchema(), r.Schema)
	require.Equal(t, 20, r.Runs.Len())
	for n := range 20 {
		id := testID(&info, int64(n))
		assert.EqualValues(t, n, r.Runs.Number[n])
		assert.EqualValues(t, id.Variant, r.Runs.Variant[n])
		assert.EqualValues(t, id.Sweep, r.Runs.Sweep[n])
		assert.EqualValues(t, id.Draw, r.Runs.Draw[n])
		assert.EqualValues(t, 7, r.Runs.Seed[n])
		assert.Equal(t, failing[int64(n)], r.Runs.Failed[n])
		assert.Equal(t, failing[int64(n)], r.Runs.Error(n) != "")
		assert.Equal(t, 3+float64(n)/100, r.Runs.Parameters[0][n])
		assert.Equal(t, failing[int64(n)], math.IsNaN(r.Runs.Indicators[0][n]))
		assert.Equal(t, uint64(n)*0x1234567+1, r.Runs.Fingerprint[n])
	}
}

func TestOpenAnUnfinishedBatch(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "r"), testInfo(), testSchema(), false)
	require.NoError(t, err)
	require.NoError(t, writePart(w, 1))
	require.NoError(t, writePart(w, 3))
	r, err := Open(w.Dir())
	require.NoError(t, err)
	assert.Equal(t, []int{0, 2, 4, 5, 6}, r.Missing)
	assert.Equal(t, []int64{3, 4, 5, 9, 10, 11}, r.Runs.Number)
	groups, err := r.Indicators()
	require.NoError(t, err)
	assert.Len(t, groups, 3)
}

func TestOpenNamesTheDamagedFile(t *testing.T) {
	part := partPath("", "runs", 2)
	other := files(t, writeBatch(t, func() Info { i := testInfo(); i.Scenario = "other"; return i }(), 1))
	for name, c := range map[string]struct {
		file, want string
		change     func(text string) string
	}{
		"empty":          {part, "file too small", func(string) string { return "" }},
		"truncated":      {part, "it does not end as an Arrow file must, and may be cut off", func(s string) string { return s[:len(s)/2] }},
		"cut at the end": {part, "it does not end as an Arrow file must, and may be cut off", func(s string) string { return s[:len(s)-1] }},
		"other scenario": {part, "it belongs to another scenario", func(string) string { return other[part] }},
		"other table":    {part, "its columns are not those", func(string) string { return other[partPath("", "events", 2)] }},
		"batch":          {batchFile, "unexpected end of JSON input", func(s string) string { return s[:len(s)/2] }},
		"no runs":        {batchFile, "both must be at least 1", func(s string) string { return strings.Replace(s, `"runs": 20`, `"runs": 0`, 1) }},
		"fewer runs":     {part, "run 8 where run", func(s string) string { return s }},
	} {
		t.Run(name, func(t *testing.T) {
			dir := writeBatch(t, testInfo(), 1)
			path := filepath.Join(dir, c.file)
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			if name == "fewer runs" {
				one := files(t, dir)[partPath("", "runs", 3)]
				text = []byte(one)
				c.want = "run 9 where run 6 was due"
			}
			require.NoError(t, os.WriteFile(path, []byte(c.change(string(text))), 0o644))
			_, err = Open(dir)
			require.ErrorIs(t, err, ErrCorrupt)
			assert.ErrorContains(t, err, path)
			assert.ErrorContains(t, err, c.want)
			assert.Regexp(t, "; remove (the result and run it again|that file and run the batch again with --resume)$", err.Error())
		})
	}
	_, err := Open(t.TempDir())
	require.ErrorIs(t, err, ErrForeign)
	assert.ErrorContains(t, err, "has no batch.json")
}

// A damaged series or events part is named by what reads it.
func TestDamagedSeries(t *testing.T) {
	for _, table := range []string{"series_thermal_room", "events"} {
		dir := writeBatch(t, testInfo(), 1)
		path := partPath(dir, table, 3)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, text[:len(text)-100], 0o644))
		r, err := Open(dir)
		require.NoError(t, err)
		if table == "events" {
			_, err = r.Indicators()
		} else {
			_, err = writeSummary(t.Context(), disk{}, r, blockBytes)
		}
		require.ErrorIs(t, err, ErrCorrupt)
		assert.ErrorContains(t, err, path)
	}
}

// Samples that are not on one grid for all runs are an error of the summary.
func TestSummaryWantsOneGrid(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	info := testInfo()
	info.Every *= 2
	other := files(t, writeBatch(t, info, 1))
	path := partPath("", "series_thermal_room", 4)
	require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(other[path]), 0o644))
	r, err := Open(dir)
	require.NoError(t, err)
	_, err = writeSummary(t.Context(), disk{}, r, blockBytes)
	require.ErrorIs(t, err, ErrCorrupt)
	assert.ErrorContains(t, err, "other sample times")
	assert.NoFileExists(t, tempName(filepath.Join(dir, summaryFile)))
}

// Whatever the bytes, reading them gives an error or a table, never a panic.
func FuzzOpen(f *testing.F) {
	info := testInfo()
	info.Runs, info.RunsPerPart = 3, 3
	paths := []string{summaryFile, manifestFile}
	for _, table := range []string{"runs", "series_thermal_room", "series_input", "events"} {
		paths = append(paths, partPath("", table, 0))
	}
	var dir string
	for _, compression := range []string{LZ4, None} {
		info.Compression = compression
		dir = writeBatch(f, info, 1)
		all := files(f, dir)
		for i, path := range paths {
			f.Add(uint8(i), []byte(all[path]))
		}
	}
	want := files(f, dir)
	f.Fuzz(func(t *testing.T, which uint8, text []byte) {
		path := paths[int(which)%len(paths)]
		if err := os.WriteFile(filepath.Join(dir, path), text, 0o644); err != nil {
			t.Fatal(err)
		}
		readEveryWay(t, dir)
		for _, path := range []string{path, summaryFile} {
			if err := os.WriteFile(filepath.Join(dir, path), []byte(want[path]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// readEveryWay reads a result in every way; what is damaged is an error.
func readEveryWay(t *testing.T, dir string) {
	if c, err := Verify(t.Context(), dir); err == nil {
		_ = len(c.Faults)
	}
	r, err := Open(dir)
	if err != nil {
		return
	}
	_, _ = r.Indicators()
	_, _ = r.Durations("twin.pump.electric_power")
	for _, err := range r.Fans() {
		_ = err
	}
	for _, err := range r.EventRows() {
		_ = err
	}
	for _, path := range []string{"twin.north.temperature", "input.outdoor"} {
		for _, err := range r.Curves(path, nil) {
			_ = err
		}
	}
	for _, table := range r.Schema.Tables {
		for _, err := range r.Batches(table.Kind) {
			_ = err
		}
	}
	_, _ = writeSummary(t.Context(), quick{}, r, blockBytes)
}

func FuzzBatchJSON(f *testing.F) {
	info := testInfo()
	text, err := encodeBatch(&info, testSchema())
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(`{"format_version": "1"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		info, schema, err := decodeBatch(text)
		if err == nil {
			_, _ = newLayout(info, schema)
		}
	})
}
