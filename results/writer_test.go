package results

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

func TestBytesDoNotDependOnWorkers(t *testing.T) {
	for _, compression := range []string{None, LZ4, Zstd} {
		info := testInfo()
		info.Compression = compression
		want := files(t, writeBatch(t, info, 1))
		got := files(t, writeBatch(t, info, 4))
		assert.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got)))
		for name := range want {
			assert.True(t, want[name] == got[name], "%s with %s", name, compression)
		}
	}
}

func TestFilesOfAResult(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	var want []string
	for _, table := range []string{"runs", "events", "series_thermal_room", "series_thermal_heat_pump", "series_input"} {
		for k := range 7 {
			want = append(want, partPath("", table, k))
		}
	}
	want = append(want, "batch.json", "summary.arrow", "load.py", "views.sql", "README.md", "manifest.json")
	slices.Sort(want)
	all := files(t, dir)
	assert.Equal(t, want, slices.Sorted(maps.Keys(all)))

	var m Manifest
	require.NoError(t, json.Unmarshal([]byte(all["manifest.json"]), &m))
	assert.Len(t, m.Files, len(want)-1)
	rows := map[string]int64{}
	for _, f := range m.Files {
		assert.Equal(t, sha256Hex([]byte(all[f.Path])), f.SHA256, f.Path)
		assert.EqualValues(t, len(all[f.Path]), f.Bytes, f.Path)
		if f.Rows != nil {
			rows[strings.Split(f.Path, "/")[0]] += *f.Rows
		}
	}
	samples := int64(18*testSamples + 2*3)
	assert.Equal(t, map[string]int64{"runs": 20, "events": 20 + 2*10, "series_thermal_room": 2 * samples,
		"series_thermal_heat_pump": samples, "series_input": samples, "summary.arrow": 4 * testSamples * 6}, rows)
	host, err := os.Hostname()
	require.NoError(t, err)
	if len(host) > 4 {
		assert.NotContains(t, all["batch.json"]+all["README.md"], host)
	}
}

func TestCreateRefuses(t *testing.T) {
	foreign, file, twice := t.TempDir(), filepath.Join(t.TempDir(), "f"), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(foreign, "thesis.tex"), nil, 0o644))
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	w, err := Create(twice, testInfo(), testSchema(), false)
	require.NoError(t, err)
	w.Close()
	cases := []struct {
		name, dir, want string
		is              error
		change          func(*Info, *engine.Schema)
	}{
		{"foreign folder", foreign, "not empty", ErrForeign, nil},
		{"file", file, "is a file: not a result folder; choose another folder", ErrForeign, nil},
		{"there", twice, `holds the batch "office-winter": result already there; say --overwrite to replace it, --resume to go on with it, or choose another folder: -o ` + filepath.ToSlash(twice) + "-2", ErrExists, nil},
		{"compression", "", `compression "gzip": choose none, lz4 or zstd`, nil, func(i *Info, _ *engine.Schema) { i.Compression = "gzip" }},
		{"no runs", "", "both must be at least 1", nil, func(i *Info, _ *engine.Schema) { i.Runs = 0 }},
		{"parts", "", "more than 1048576 parts: put more runs in a part", nil, func(i *Info, _ *engine.Schema) { i.Runs = 1 << 40 }},
		{"descriptions", "", "1 descriptions for 2 variants", nil, func(i *Info, _ *engine.Schema) { i.VariantDescriptions = []string{""} }},
		{"sweeps", "", "values of 2 sweep points where there are 3", nil, func(i *Info, _ *engine.Schema) { i.Sweeps = 3 }},
		{"name taken", "", `table runs has a column "seed" already: rename indicator.seed`, nil, func(_ *Info, s *engine.Schema) {
			s.Indicators = []engine.Column{{Name: "seed", Path: "indicator.seed"}}
		}},
		{"not an identifier", "", `column name "a-b" of twin.a-b is not an identifier`, nil, func(_ *Info, s *engine.Schema) {
			s.Parameters[0] = engine.Column{Name: "a-b", Path: "twin.a-b"}
		}},
		{"twice", "", `the twin "north" is listed twice`, nil, func(_ *Info, s *engine.Schema) { s.Twins = []string{"north", "north"} }},
		{"folder", "", `kind "../x" cannot name a table`, nil, func(_ *Info, s *engine.Schema) { s.Tables[0].Kind = "../x" }},
		{"same folder", "", "two kinds of twin share the table series_thermal_room", nil, func(_ *Info, s *engine.Schema) { s.Tables[1].Kind = "thermal_room" }},
		{"no variants", "", "at least one variant", nil, func(_ *Info, s *engine.Schema) { s.Variants = nil }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			info, schema := testInfo(), testSchema()
			if c.change != nil {
				info.VariantDescriptions = nil
				c.change(&info, schema)
				c.dir = t.TempDir()
			}
			_, err := Create(c.dir, info, schema, false)
			require.ErrorContains(t, err, c.want)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
		})
	}
	_, err = Create(foreign, testInfo(), testSchema(), true)
	assert.ErrorIs(t, err, ErrForeign, "overwrite spares other folders")
}

func TestOverwriteReplacesTheResultAlone(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o644))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "series_old_kind"), 0o755))
	_, err := Create(dir, testInfo(), testSchema(), true)
	require.NoError(t, err)
	assert.ElementsMatch(t, append([]string{"notes.txt"}, begun...), slices.Sorted(maps.Keys(files(t, dir))))
	assert.NoDirExists(t, filepath.Join(dir, "series_old_kind"))
}

func TestFinishWantsAllParts(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "r"), testInfo(), testSchema(), false)
	require.NoError(t, err)
	require.NoError(t, writePart(w, 2))
	_, err = w.Finish(context.Background())
	require.ErrorIs(t, err, ErrUnfinished)
	assert.ErrorContains(t, err, "6 of 7 parts are missing, the first is part 0")
	assert.NoFileExists(t, filepath.Join(w.Dir(), "manifest.json"))
}

func TestFinishStops(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "r"), testInfo(), testSchema(), false)
	require.NoError(t, err)
	require.NoError(t, writeParts(w, 2))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = w.Finish(ctx)
	require.ErrorIs(t, err, context.Canceled)
	for name := range files(t, w.Dir()) {
		assert.NotContains(t, name, "manifest")
		assert.NotContains(t, name, ".tmp")
	}
	_, err = w.Finish(context.Background())
	assert.NoError(t, err, "a second try")
}

// A manifest by a writer that did not write the parts counts their rows.
func TestManifestCountsRows(t *testing.T) {
	w, err := Create(filepath.Join(t.TempDir(), "r"), testInfo(), testSchema(), false)
	require.NoError(t, err)
	require.NoError(t, writeParts(w, 2))
	want, err := w.Finish(context.Background())
	require.NoError(t, err)
	clear(w.rows)
	got, err := w.Finish(context.Background())
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestRunsPerPart(t *testing.T) {
	for _, c := range []struct{ runs, bytes, want int64 }{
		{1, 1000, 1}, {31, 1000, 1}, {63, 1000, 1}, {64, 1000, 2}, {100_000, 100, 3125},
		{3200, 1 << 30, 1}, {3200, 128 << 20, 2}, {10, 0, 1},
	} {
		got := RunsPerPart(c.runs, c.bytes)
		assert.Equal(t, c.want, got, "%d runs of %d bytes", c.runs, c.bytes)
	}
	assert.Greater(t, BytesPerRun(testSchema(), testLayout(), 1000), BytesPerRun(testSchema(), nil, 1000)+1000*4*40)
}
