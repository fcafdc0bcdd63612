package export

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/results"
)

// written is a finished batch of eight runs with texts and numbers that formats
// stumble over; run 3 fails.
func written(t *testing.T) *results.Result {
	schema := &engine.Schema{
		Variants: []string{"base", `the "other", one`}, Twins: []string{"north", "süd"}, Kinds: []string{"alert_on"},
		Signals: []string{"alert.cold"}, Units: []string{"degC"},
		Indicators: []engine.Column{{Name: "energy", Path: "indicator.energy", Unit: "kWh", Description: "a\nb, \"c\"", Better: "lower"}},
		Tables: []engine.Table{{Kind: "thermal.room", Columns: []engine.Column{
			{Name: "temperature", Path: "twin.*.temperature", Unit: "degC"}, {Name: "heat", Path: "twin.*.heat", Unit: "W", Mean: true},
		}}},
	}
	layout := &engine.Layout{Rows: []engine.LayoutRow{
		{Table: 0, Twin: 0, Channels: []int{0, 1}, Scale: []float64{1, 1}, Offset: []float64{0, 0}},
		{Table: 0, Twin: 1, Channels: []int{0, -1}, Scale: []float64{1, 1}, Offset: []float64{0.1, 0}},
	}}
	info := results.Info{Name: "export", Draws: 4, Sweeps: 1, Runs: 8, RunsPerPart: 3, Span: 600 * engine.Second, Every: 60 * engine.Second,
		Start: time.Date(2026, 1, 12, 0, 0, 0, 0, time.FixedZone("CET", 3600)), HasStart: true, EngineVersion: "1.2.3"}
	w, err := results.Create(filepath.Join(t.TempDir(), "result"), info, schema, false)
	require.NoError(t, err)
	for k := range w.Parts() {
		first, last := w.PartRuns(k)
		p, err := w.Part(k, first, last)
		require.NoError(t, err)
		for n := first; n < last; n++ {
			id := engine.RunID{Number: n, Variant: int(n / 4), Draw: int(n % 4), Seed: math.MaxInt64 - 7}
			require.NoError(t, p.Begin(id, layout))
			for i := range 11 {
				heat := float64(n) / 3
				if i == 0 {
					heat = math.NaN()
				}
				require.NoError(t, p.Sample(engine.Time(i)*info.Every, []float64{20 + math.Sin(float64(n*11)+float64(i)), heat}))
			}
			require.NoError(t, p.Event(engine.Event{Time: 1234567891, Kind: "alert_on", Signal: "alert.cold", Twin: "süd",
				Value: math.Pi, Unit: "degC", Detail: fmt.Sprintf("=run %d, \"quoted\"\nand more", n)}))
			o := &engine.Outcome{ID: id, End: info.Span, Events: 1, Fingerprint: uint64(n), Indicators: []float64{1e-300 * float64(n)}}
			if n == 3 {
				o.Err, o.Indicators = errors.New("too hot; 1e6 K"), nil
			}
			require.NoError(t, p.End(o))
		}
		require.NoError(t, p.Commit())
	}
	_, err = w.Finish(context.Background())
	require.NoError(t, err)
	r, err := results.Open(w.Dir())
	require.NoError(t, err)
	return r
}

func TestParquetReadsBack(t *testing.T) {
	r := written(t)
	dir := filepath.Join(t.TempDir(), "out")
	files, err := Write(context.Background(), r, dir, Parquet, Options{})
	require.NoError(t, err)
	require.Len(t, files, len(r.Tables()))
	type row struct {
		Run         int64    `parquet:"run_id"`
		Variant     string   `parquet:"variant"`
		Twin        string   `parquet:"twin"`
		T           float64  `parquet:"t"`
		Time        int64    `parquet:"time"`
		Temperature *float64 `parquet:"temperature,optional"`
		Heat        *float64 `parquet:"heat,optional"`
	}
	rows, err := parquet.ReadFile[row](filepath.Join(dir, "series_thermal_room.parquet"))
	require.NoError(t, err)
	require.Len(t, rows, 8*11*2)
	assert.Nil(t, rows[0].Heat, "no interval ends at the start")
	k := 0
	for c, err := range r.Curves("twin.north.temperature", nil) {
		require.NoError(t, err)
		for i, v := range c.Values {
			got := rows[k+2*i]
			assert.Equal(t, v, *got.Temperature)
			assert.Equal(t, c.Time[i], got.Time)
			assert.EqualValues(t, c.Run, got.Run)
		}
		k += 22
	}
}

func TestCSVReadsBack(t *testing.T) {
	r := written(t)
	dir := filepath.Join(t.TempDir(), "out")
	files, err := Write(context.Background(), r, dir, CSV, Options{Tables: []string{"runs", "events"}})
	require.NoError(t, err)
	require.Len(t, files, 3, "two tables, and what the columns are")
	assert.Positive(t, files[0].Rows)
	f, err := os.Open(filepath.Join(dir, "events.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 9)
	last := rows[8]
	assert.Equal(t, "=run 7, \"quoted\"\nand more", last[len(last)-1])
	assert.Contains(t, last, `the "other", one`)
	assert.Contains(t, last, "3.141592653589793")
	assert.Contains(t, last, "2026-01-11T23:00:01.234567Z")
	columns, err := os.ReadFile(filepath.Join(dir, columnsFile))
	require.NoError(t, err)
	assert.Contains(t, string(columns), "runs,energy,float64,kWh,indicator.energy,,lower,")
}

// Nothing is written over, and nothing half-written is left.
func TestRefusals(t *testing.T) {
	r := written(t)
	dir := filepath.Join(t.TempDir(), "out")
	_, err := Write(context.Background(), r, dir, CSV, Options{Tables: []string{"rums"}})
	require.ErrorIs(t, err, results.ErrNoTable)
	assert.NoDirExists(t, dir)
	_, err = Write(context.Background(), r, dir, CSV, Options{})
	require.NoError(t, err)
	_, err = Write(context.Background(), r, dir, CSV, Options{})
	require.ErrorIs(t, err, ErrThere)
	_, err = Write(context.Background(), r, dir, CSV, Options{Overwrite: true})
	require.NoError(t, err)

	// columns.csv of the same result may stay, another one not be lost.
	beside := filepath.Join(t.TempDir(), "beside")
	for _, table := range []string{"runs", "events"} {
		_, err = Write(context.Background(), r, beside, CSV, Options{Tables: []string{table, table}})
		require.NoError(t, err)
	}
	columns, err := os.ReadFile(filepath.Join(beside, columnsFile))
	require.NoError(t, err)
	assert.Contains(t, string(columns), "\nruns,energy,")
	assert.Contains(t, string(columns), "\nevents,t_ns,")
	own := filepath.Join(t.TempDir(), columnsFile)
	require.NoError(t, os.WriteFile(own, []byte("mine"), 0o644))
	_, err = Write(context.Background(), r, filepath.Dir(own), CSV, Options{Tables: []string{"runs"}})
	require.ErrorIs(t, err, ErrThere)
	kept, err := os.ReadFile(own)
	require.NoError(t, err)
	assert.Equal(t, "mine", string(kept))
	assert.NoFileExists(t, filepath.Join(filepath.Dir(own), "runs.csv"))

	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	other := filepath.Join(t.TempDir(), "other")
	_, err = Write(stopped, r, other, Parquet, Options{})
	require.ErrorIs(t, err, context.Canceled)
	left, err := os.ReadDir(other)
	require.NoError(t, err)
	assert.Empty(t, left)

	require.NoError(t, os.Truncate(filepath.Join(r.Dir, "events", "part-00001.arrow"), 100))
	_, err = Write(context.Background(), r, other, Parquet, Options{Tables: []string{"runs", "events"}})
	require.ErrorIs(t, err, results.ErrCorrupt)
	assert.Contains(t, err.Error(), "part-00001.arrow")
	left, err = os.ReadDir(other)
	require.NoError(t, err)
	require.Len(t, left, 1, "the table before the damage")
	assert.Equal(t, "runs.parquet", left[0].Name())
}

// Other people's readers see the same tables as in the Arrow files.
func TestOthersRead(t *testing.T) {
	python, err := filepath.Abs(filepath.Join("..", "..", ".venv", "bin", "python"))
	require.NoError(t, err)
	if out, err := exec.Command(python, "-c", "import duckdb, pandas, polars, pyarrow").CombinedOutput(); err != nil {
		const what = "NOT TESTED: Parquet and CSV with pyarrow, pandas, polars and DuckDB; make venv sets them up"
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s (%v) %s", what, err, out)
		}
		t.Skip(what)
	}
	r := written(t)
	for _, format := range []Format{Parquet, CSV} {
		_, err := Write(context.Background(), r, filepath.Join(r.Dir, "..", string(format)), format, Options{})
		require.NoError(t, err)
	}
	cmd := exec.Command(python, filepath.Join("testdata", "check_export.py"), r.Dir, filepath.Join(r.Dir, "..", "parquet"), filepath.Join(r.Dir, "..", "csv"))
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, strings.Join(r.Tables(), " "), strings.TrimSpace(string(out)))
}
