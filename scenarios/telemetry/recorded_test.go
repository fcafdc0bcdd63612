package telemetry

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/physics/unit"
)

func overwrite(t *testing.T, path, content string) {
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
}

// recorded finds a file of the recorded data beside the repository.
func recorded(t testing.TB, name string) string {
	folder, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		if folder == filepath.Dir(folder) {
			t.Skip("no go.mod above this folder")
		}
		folder = filepath.Dir(folder)
	}
	path := filepath.Join(folder, "..", "shared", "data", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the recorded data is not here: %v", err)
	}
	return path
}

// nab asks for days of a record of the NAB collection.
func nab(t testing.TB, name string, year int, month time.Month, day, days int) Spec {
	return Spec{
		File: recorded(t, "nab/"+name), Shown: name, Time: "timestamp", Column: "value", Unit: unit.Must("degF"),
		Start: time.Date(year, month, day, 0, 0, 0, 0, time.UTC), HasStart: true,
		Until: engine.Time(days) * 24 * hour,
	}
}

func TestRecordedMachine(t *testing.T) {
	spec := nab(t, "machine_temperature_system_failure.csv", 2013, time.December, 3, 7)
	table, report, problems := NewStore().Read(spec)
	assert.Nil(t, table)
	assert.Nil(t, report)
	assert.Equal(t, `time: machine_temperature_system_failure.csv:10151:1: time goes back 55 min: line 10151 has 2014-01-07 02:00, after 2014-01-07 02:55 in line 10150; 12 rows, to line 10162, are not later than that
    2014-01-07 02:00:00,94.13972336
    ^^^^^^^^^^^^^^^^^^^
    expected: each time later than the one before
    hint: remove or correct lines 10151 to 10162, or give on_repeat = "first", "last" or "mean" to sort the rows
`, render(problems))
}

// TestRepairedMachine: sorted, of two readings of a time one is kept, or their
// mean.
func TestRepairedMachine(t *testing.T) {
	spec := nab(t, "machine_temperature_system_failure.csv", 2014, time.January, 7, 1)
	spec.MaxGap = 5 * 60 * engine.Second
	twice := engine.Seconds(2 * 3600) // 02:00: 93.14... in line 10139 and 94.13972336 in line 10151
	values := map[string]float64{}
	for _, keep := range []string{"first", "last", "mean"} {
		spec.OnRepeat = keep
		table, report, problems := NewStore().Read(spec)
		require.Empty(t, problems, render(problems))
		assert.Equal(t, &Repair{Places: 1, Rows: 12, Merged: 12, At: twice, Line: 10151, Noun: "line", Kept: keep}, report.Repair)
		assert.Len(t, table.Times, 289)
		values[keep] = at(table, twice)
	}
	assert.InDelta(t, unit.Must("degF").ToSI(94.13972336), values["last"], 1e-12)
	assert.InDelta(t, (values["first"]+values["last"])/2, values["mean"], 1e-9)
	assert.NotEqual(t, values["first"], values["last"])
}

func TestRecordedAmbient(t *testing.T) {
	spec := nab(t, "ambient_temperature_system_failure.csv", 2014, time.April, 1, 14)
	spec.MaxGap = 2 * hour
	store := NewStore()
	table, _, problems := store.Read(spec)
	assert.Nil(t, table)
	assert.Equal(t, `max_gap: ambient_temperature_system_failure.csv:6116:1: the record has a gap of 7 d 6 h, from 2014-04-03 09:00 to 2014-04-10 15:00
    2014-04-10 15:00:00,69.95467957
    ^^^^^^^^^^^^^^^^^^^
    expected: at most 2 h between two values (max_gap)
    hint: give on_gap = "hold" or "linear" to fill it, or a longer max_gap
`, render(problems))

	spec.OnGap = "linear"
	table, report, problems := store.Read(spec)
	require.Empty(t, problems)
	assert.Equal(t, []Gap{{57 * hour, 231 * hour, "linear"}}, report.Gaps)
	assert.Equal(t, 174*hour, report.Gaps[0].To-report.Gaps[0].From)
	assert.Equal(t, 7267, report.Rows)
	assert.Equal(t, engine.Time(0), table.Times[0])
	assert.Equal(t, spec.Until, table.Times[len(table.Times)-1])
	assert.Len(t, table.Times, 14*24+1-173)

	// The hole does not matter to a span beside it.
	spec.OnGap, spec.Start = "", time.Date(2014, time.May, 1, 0, 0, 0, 0, time.UTC)
	_, report, problems = store.Read(spec)
	require.Empty(t, problems)
	assert.Empty(t, report.Gaps)

	spec.Start = time.Date(2014, time.May, 20, 0, 0, 0, 0, time.UTC)
	_, _, problems = store.Read(spec)
	require.Len(t, problems, 1)
	assert.Equal(t, "the record ends 2014-05-28 15:00, 5 d 9 h before the end of the span", problems[0].Summary)
}

func TestRecordedHouse(t *testing.T) {
	spec := Spec{
		File: recorded(t, "darkgreybox/house.csv"), Shown: "house.csv", Time: "", Column: "Ti", Unit: unit.Must("degC"),
		Start: time.Date(2019, 12, 23, 0, 0, 0, 0, time.UTC), HasStart: true, Zone: berlin(t),
		Until: 791 * hour, MaxGap: hour,
	}
	heat := spec
	heat.Column, heat.Unit, heat.Quantity = "Ph", unit.Must("kW"), Mean
	store := NewStore()
	store.Expect(spec, heat)
	inside, report, problems := store.Read(spec)
	require.Empty(t, problems)
	assert.Equal(t, 792, report.Rows)
	require.Len(t, inside.Times, 792)
	assert.InDelta(t, 291.2875, inside.Values[0], 1e-12)
	assert.Equal(t, inside.Times, inside.Stamps)
	power, _, problems := store.Read(heat)
	require.Empty(t, problems)
	assert.False(t, power.Linear)
	assert.Len(t, power.Times, 792)
	assert.Len(t, store.Sum256(), 1)

	spec.Time = "date"
	_, _, problems = store.Read(spec)
	assert.Equal(t, `time: house.csv:1:1: the file has no column "date"
    ,Ph,Ti,Ta,Th
    ^^^^^^^^^^^^
    expected: the columns are "Ph", "Ti", "Ta", "Th" (and 1 without a name)
    hint: time = "" names the column without a name
`, render(problems))
}

func BenchmarkReadMachine(b *testing.B) {
	spec := nab(b, "machine_temperature_system_failure.csv", 2013, time.December, 3, 7)
	for b.Loop() {
		NewStore().Read(spec)
	}
}
