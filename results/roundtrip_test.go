package results

import (
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// readAll reads a file with Arrow's own reader: its schema and its rows, each
// as text by column.
func readAll(t *testing.T, path string) (*arrow.Schema, []map[string]string) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	r, err := ipc.NewFileReader(f)
	require.NoError(t, err)
	var rows []map[string]string
	for i := range r.NumRecords() {
		rec, err := r.RecordAt(i)
		require.NoError(t, err)
		for k := range int(rec.NumRows()) {
			row := map[string]string{}
			for j, c := range rec.Columns() {
				row[rec.ColumnName(j)] = text(c, k)
			}
			rows = append(rows, row)
		}
		rec.Release()
	}
	return r.Schema(), rows
}

func text(a arrow.Array, i int) string {
	if a.IsNull(i) {
		return "null"
	}
	if d, ok := a.(*array.Dictionary); ok {
		return d.Dictionary().ValueStr(d.GetValueIndex(i))
	}
	if f, ok := a.(*array.Float64); ok {
		return fmt.Sprint(f.Value(i))
	}
	return a.ValueStr(i)
}

func TestRoundTrip(t *testing.T) {
	for _, compression := range []string{None, LZ4, Zstd} {
		t.Run(compression, func(t *testing.T) {
			info := testInfo()
			info.Compression = compression
			dir := writeBatch(t, info, 2)

			_, runs := readAll(t, partPath(dir, "runs", 2)) // runs 6, 7, 8
			require.Len(t, runs, 3)
			assert.Equal(t, map[string]string{"run_id": "7", "variant": "base", "sweep": "1", "draw": "2", "seed": "7",
				"status": "ok", "error": "null", "t_end": "60", "events": "2", "fingerprint": fmt.Sprintf("%016x", 7*0x1234567+1),
				"pump_cop": "3.07", "energy": "10.5", "cold_hours": "null"}, runs[1])
			assert.Equal(t, "failed", runs[2]["status"])
			assert.Equal(t, "twin.north: temperature 1e6 K", runs[2]["error"])
			assert.Equal(t, "25", runs[2]["t_end"])
			assert.Equal(t, "null", runs[2]["energy"])

			_, rooms := readAll(t, partPath(dir, "series_thermal_room", 2))
			require.Len(t, rooms, 2*(2*testSamples+3), "the failed run keeps its samples")
			assert.Equal(t, map[string]string{"run_id": "6", "variant": "base", "draw": "1", "t": "0",
				"time": "2026-01-11 23:00:00Z", "twin": "north", "temperature": fmt.Sprint(testValue(6, 0, 0) - 273.15), "heat_loss": "null"}, rooms[0])
			for k := range testSamples {
				for j, twin := range []string{"north", "south"} {
					row := rooms[2*(testSamples+k)+j]
					assert.Equal(t, "7", row["run_id"])
					assert.Equal(t, fmt.Sprint(10*k), row["t"])
					assert.Equal(t, twin, row["twin"])
				}
				north := rooms[2*(testSamples+k)]
				want := "null"
				if v := testValue(7, k, 1); !math.IsNaN(v) {
					want = fmt.Sprint(v)
				}
				assert.Equal(t, want, north["heat_loss"])
				assert.Equal(t, "null", rooms[2*(testSamples+k)+1]["heat_loss"], "no channel")
			}

			_, events := readAll(t, partPath(dir, "events", 2))
			require.Len(t, events, 3+1+3)
			assert.Equal(t, map[string]string{"run_id": "6", "variant": "base", "draw": "1", "t": "10.001234567", "t_ns": "10001234567",
				"time": "2026-01-11 23:00:10.001234Z", "seq": "0", "twin": "pump", "kind": "switch_on", "signal": "twin.pump.demand",
				"value": "1", "unit": "1", "detail": "run 6"}, events[0])
			for column, want := range map[string]string{"twin": "null", "kind": "alert_on", "signal": "alert.cold", "value": "null",
				"unit": "null", "detail": "null", "seq": "1"} {
				assert.Equal(t, want, events[1][column], column)
			}
		})
	}
}

func TestSchemas(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	dict, us := "dictionary<values=utf8, indices=int32, ordered=false>", "timestamp[us, tz=UTC]"
	room := [][2]string{{"run_id", "int64"}, {"variant", dict}, {"draw", "int32"}, {"t", "float64"}, {"time", us},
		{"twin", dict}, {"temperature", "float64"}, {"heat_loss", "float64"}}
	for path, want := range map[string][][2]string{
		partPath(dir, "runs", 0): {{"run_id", "int64"}, {"variant", dict}, {"sweep", "int32"}, {"draw", "int32"}, {"seed", "int64"},
			{"status", dict}, {"error", "utf8"}, {"t_end", "float64"}, {"events", "int64"}, {"fingerprint", "utf8"},
			{"pump_cop", "float64"}, {"energy", "float64"}, {"cold_hours", "float64"}},
		partPath(dir, "series_thermal_room", 0): room,
		partPath(dir, "events", 0): {{"run_id", "int64"}, {"variant", dict}, {"draw", "int32"}, {"t", "float64"}, {"t_ns", "int64"},
			{"time", us}, {"seq", "int64"}, {"twin", dict}, {"kind", dict}, {"signal", dict}, {"value", "float64"}, {"unit", dict}, {"detail", "utf8"}},
		dir + "/summary.arrow": {{"variant", dict}, {"sweep", "int32"}, {"t", "float64"}, {"time", us}, {"twin", dict}, {"variable", dict},
			{"n", "int64"}, {"failed", "int64"}, {"mean", "float64"}, {"sd", "float64"}, {"q05", "float64"}, {"q25", "float64"},
			{"q50", "float64"}, {"q75", "float64"}, {"q95", "float64"}},
	} {
		s, _ := readAll(t, path)
		var got [][2]string
		for _, f := range s.Fields() {
			got = append(got, [2]string{f.Name, f.Type.String()})
		}
		assert.Equal(t, want, got, path)
		assert.Equal(t, []string{"whatif.format_version", "whatif.scenario_sha256", "whatif.engine_version"}, s.Metadata().Keys())
		assert.Equal(t, []string{"1", sha256Hex([]byte(testInfo().Scenario)), "1.2.3"}, s.Metadata().Values())
	}
	s, _ := readAll(t, partPath(dir, "series_thermal_room", 0))
	loss := s.Field(7).Metadata
	assert.Equal(t, []string{"path", "unit", "description", "cell_methods"}, loss.Keys())
	assert.Equal(t, []string{"twin.*.heat_loss", "W", "heat to outdoors", "mean"}, loss.Values())
	temperature, _ := s.Field(6).Metadata.GetValue("cell_methods")
	assert.Equal(t, "point", temperature)
	unit, _ := s.Field(3).Metadata.GetValue("unit")
	assert.Equal(t, "s", unit)
}

func TestNoCalendarWithoutStart(t *testing.T) {
	info := testInfo()
	info.HasStart = false
	dir := writeBatch(t, info, 1)
	for _, path := range []string{partPath(dir, "series_input", 0), partPath(dir, "events", 0), dir + "/summary.arrow"} {
		s, rows := readAll(t, path)
		assert.False(t, s.HasField("time"), path)
		assert.NotEmpty(t, rows, path)
	}
	r, err := Open(dir)
	require.NoError(t, err)
	assert.False(t, r.Info.HasStart)
}

// writeEmpty writes a batch of two runs without events and samples.
func writeEmpty(t *testing.T) string {
	t.Helper()
	info := testInfo()
	info.Runs, info.RunsPerPart = 2, 2
	schema := testSchema()
	schema.Signals, schema.Units, schema.Kinds = nil, nil, nil
	dir := t.TempDir()
	w, err := Create(dir, info, schema, false)
	require.NoError(t, err)
	p, err := w.Part(0, 0, 2)
	require.NoError(t, err)
	for n := range int64(2) {
		require.NoError(t, p.Begin(testID(&info, n), nil))
		require.NoError(t, p.Sample(0, nil))
		require.NoError(t, p.End(&engine.Outcome{ID: testID(&info, n), Parameters: []float64{1}, Indicators: []float64{1, 2}}))
	}
	require.NoError(t, p.Commit())
	_, err = w.Finish(t.Context())
	require.NoError(t, err)
	return dir
}

// A part whose runs write no events and no samples has valid, empty files.
func TestEmptyTables(t *testing.T) {
	dir := writeEmpty(t)
	for _, path := range []string{partPath(dir, "events", 0), partPath(dir, "series_input", 0), dir + "/summary.arrow"} {
		s, rows := readAll(t, path)
		assert.Positive(t, s.NumFields())
		assert.Empty(t, rows)
	}
}

// Batches in the middle of runs and of parts, with text beyond its bound.
func TestManyBatches(t *testing.T) {
	info := testInfo()
	info.Runs, info.RunsPerPart, info.Compression = 2, 2, LZ4
	dir := t.TempDir()
	w, err := Create(dir, info, testSchema(), false)
	require.NoError(t, err)
	p, err := w.Part(0, 0, 2)
	require.NoError(t, err)
	const samples = maxRows * 2 / 3
	long := string(make([]byte, maxText/3))
	for n := range int64(2) {
		require.NoError(t, p.Begin(testID(&info, n), testLayout()))
		for k := range samples {
			require.NoError(t, p.Sample(engine.Time(k)*engine.Second, []float64{float64(k), 1, float64(-k), 3, 4, 5}))
		}
		for k := range int64(8) {
			require.NoError(t, p.Event(engine.Event{Seq: k, Kind: "alert_on", Detail: long}))
		}
		require.NoError(t, p.End(&engine.Outcome{ID: testID(&info, n), Parameters: []float64{1}, Indicators: []float64{1, 2}}))
	}
	require.NoError(t, p.Commit())
	path := partPath(dir, "series_thermal_room", 0)
	r, err := openTable(path, w.layout.series[0])
	require.NoError(t, err)
	defer r.close()
	batches, err := r.batches()
	require.NoError(t, err)
	require.Equal(t, 3, batches)
	at := 0
	for i := range batches {
		require.NoError(t, r.batch(i, func(rec arrow.Record) error {
			ids, ts, values := int64Values(rec, 0), float64Array(rec, 3).Float64Values(), float64Array(rec, 6).Float64Values()
			for j := range ids {
				n, k, sign := at/(2*samples), at/2%samples, float64(1-at%2*2)
				offset := map[bool]float64{true: -273.15}[at%2 == 0]
				if ids[j] != int64(n) || ts[j] != float64(k) || values[j] != sign*float64(k)+offset {
					t.Fatalf("row %d: %d %v %v", at, ids[j], ts[j], values[j])
				}
				at++
			}
			return nil
		}))
	}
	assert.Equal(t, 2*2*samples, at)
	_, events := readAll(t, partPath(dir, "events", 0))
	require.Len(t, events, 16)
	assert.Equal(t, long, events[15]["detail"])
}

func TestMemoryOfAPartIsBounded(t *testing.T) {
	s := testSchema()
	var wide []engine.Column
	for i := range 2000 {
		wide = append(wide, engine.Column{Name: fmt.Sprintf("c%d", i)})
	}
	s.Tables[0].Columns = wide
	info := testInfo()
	l, err := newLayout(&info, s)
	require.NoError(t, err)
	b := newBatches(l, s)
	assert.Less(t, b.series[0].rows*rowBytes(l.series[0]), seriesBytes)
	assert.Zero(t, b.series[0].rows%64)
	l, err = newLayout(&info, testSchema())
	require.NoError(t, err)
	assert.Equal(t, maxRows, newBatches(l, testSchema()).series[0].rows)
}
