package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/scenarios/diagnose"
)

const hourOfTime = 3600 * engine.Second

// replayed writes a scenario with the recorded input x of m.csv, and loads it.
// The indicators are the integral of x and its last value.
func replayed(t require.TestingT, folder, header, input, csv, more string) (*Plan, diagnose.List) {
	require.NoError(t, os.WriteFile(filepath.Join(folder, "m.csv"), []byte(csv), 0o644))
	path := filepath.Join(folder, "s.toml")
	text := "[scenario]\nname = \"s\"\n" + header + "[input.x]\n" + input + more +
		"\n[twin.room]\nmodel = \"thermal.room\"\ncapacity = \"1 MJ/K\"\nheat_loss = \"50 W/K\"\noutdoor = \"5 degC\"\n" +
		"[indicator]\nmean = { mean = \"input.x\" }\nlast = { final = \"input.x\" }\n"
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	plan, list, _ := Load(path, Options{Draws: -1})
	return plan, list
}

// play carries run n out and returns its indicators.
func play(t require.TestingT, plan *Plan, n int64) []float64 {
	var o engine.Outcome
	plan.Source().Worker().Execute(n, nil, nil, &o)
	require.NoError(t, o.Err)
	return o.Indicators
}

// TestReplayKeepsTheEnergy: whatever the spacing of the rows, the quantity, the
// stamps and what is missing, and wherever warm-up and span cut an interval, the
// integral that a run meets is that of the record.
func TestReplayKeepsTheEnergy(t *testing.T) {
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		quantity := rapid.SampledFrom([]string{"mean", "total", "counter"}).Draw(t, "quantity")
		stamp := rapid.SampledFrom([]string{"start", "end"}).Draw(t, "stamp")
		steps := rapid.SliceOfN(rapid.IntRange(1, 7200), 4, 30).Draw(t, "steps in s")
		scale := rapid.SampledFrom([]float64{1, 0.5, -2}).Draw(t, "scale")
		// Interval i is from edges[i] to edges[i+1] and has the mean power means[i] in W.
		edges := []int{0}
		for _, s := range steps {
			edges = append(edges, edges[len(edges)-1]+s)
		}
		var b strings.Builder
		b.WriteString("time,x\n")
		means := make([]float64, len(steps))
		amount := 100.
		for i := range steps {
			means[i] = float64(rapid.IntRange(0, 4000).Draw(t, "W"))
			at := edges[i]
			if stamp == "end" && quantity != "counter" {
				at = edges[i+1]
			}
			kWh := means[i] * float64(steps[i]) / 3.6e6
			switch quantity {
			case "mean":
				fmt.Fprintf(&b, "%d,%v\n", at, means[i])
			case "total":
				fmt.Fprintf(&b, "%d,%v\n", at, kWh)
			case "counter":
				fmt.Fprintf(&b, "%d,%v\n", at, amount)
				amount += kWh
			}
		}
		unit := "kWh"
		if quantity == "mean" {
			unit = "W"
		}
		input := fmt.Sprintf("file = \"m.csv\"\ntime = \"time\"\ncolumn = \"x\"\nunit = %q\nquantity = %q\nscale = %v\n", unit, quantity, scale)
		if quantity != "counter" {
			input += fmt.Sprintf("stamp = %q\n", stamp)
		}
		// The first and the last interval have no neighbour to tell their length.
		low, high := edges[1], edges[len(edges)-2]
		from := rapid.IntRange(low, high-1).Draw(t, "start")
		until := rapid.IntRange(from+1, high).Draw(t, "end")
		warmup := rapid.IntRange(0, from-low).Draw(t, "warm-up")
		input += fmt.Sprintf("align = \"%d s\"\n", from)
		plan, list := replayed(t, folder, fmt.Sprintf("span = \"%d s\"\nwarmup = \"%d s\"\n", until-from, warmup), input, b.String(), "")
		require.Zero(t, list.Errors(), "%v", list)
		var want float64
		for i, mean := range means {
			if overlap := min(until, edges[i+1]) - max(from, edges[i]); overlap > 0 {
				want += scale * mean * float64(overlap)
			}
		}
		got := play(t, plan, 0)[0] * float64(until-from)
		assert.InDelta(t, want, got, 1e-9*4000*float64(edges[len(edges)-1]))
	})
}

// TestGapsAreKept: every gap that is filled can be asked for, and repaired rows
// are told of.
func TestGapsAreKept(t *testing.T) {
	csv := "time,x\n0,1\n3600,2\n14400,3\n18000,4\n36000,5\n36000,7\n86400,6\n"
	input := "file = \"m.csv\"\ntime = \"time\"\ncolumn = \"x\"\nunit = \"W\"\nmax_gap = \"2 h\"\non_gap = \"hold\"\non_repeat = \"mean\"\n"
	plan, list := replayed(t, t.TempDir(), "span = \"12 h\"\n", input, csv, "")
	require.Empty(t, list)
	assert.Equal(t, []Gap{{"x", hourOfTime, 4 * hourOfTime, "hold"}, {"x", 5 * hourOfTime, 10 * hourOfTime, "hold"}, {"x", 10 * hourOfTime, 24 * hourOfTime, "hold"}}, plan.Gaps())
	remarks := strings.Join(plan.Remarks(), "\n")
	assert.Contains(t, remarks, "input.x: nothing was recorded from 1 h to 4 h; filled by on_gap = \"hold\"")
	assert.Contains(t, remarks, "input.x: 1 row was not later than those before, the first in line 7 (10 h); sorted by time, and of rows with one time their mean was kept (1 row fewer)")
}

// TestRecordsAreAdjusted: scale and offset may be written, swept, drawn and set.
func TestRecordsAreAdjusted(t *testing.T) {
	csv := "time,x\n0,1\n86400,3\n"
	base := "file = \"m.csv\"\ntime = \"time\"\ncolumn = \"x\"\nunit = \"kW\"\n"
	folder := t.TempDir()
	plan, list := replayed(t, folder, "span = \"1 d\"\n", base+"scale = 2\noffset = \"500 W\"\n", csv, "[sweep]\n\"input.x.scale\" = [1, -1]\n")
	require.Empty(t, list)
	assert.InDeltaSlice(t, []float64{2500, 3500}, play(t, plan, 0), 1e-9)
	assert.InDeltaSlice(t, []float64{-1500, -2500}, play(t, plan, 1), 1e-9)

	plan, list = replayed(t, folder, "span = \"1 d\"\n", base, csv, "[sample]\ndraws = 3\n[sample.vary]\n"+
		"input.x.scale = { uniform = { min = 1, max = 3 } }\ninput.x.offset = { add = { uniform = { min = \"-1 kW\", max = \"1 kW\" } } }\n")
	require.Empty(t, list)
	for n := range plan.Runs() {
		draw, err := plan.Draw(int(n))
		require.NoError(t, err)
		scale, offset := draw["input.x.scale"], draw["input.x.offset"]
		assert.InDeltaSlice(t, []float64{2000*scale + offset, 3000*scale + offset}, play(t, plan, n), 1e-9)
	}

	_, list = replayed(t, folder, "span = \"1 d\"\n", strings.Replace(base, "kW", "degC", 1)+"scale = 2\noffset = \"1 degC\"\n", csv, "")
	require.Len(t, list, 2)
	assert.Equal(t, "a temperature cannot be scaled", list[0].Summary)
	assert.Equal(t, "offset is a difference, and degC is for temperatures", list[1].Summary)
}

// TestRecordMistakes holds what is said of the keys of recorded inputs.
func TestRecordMistakes(t *testing.T) {
	csv := "time,x\n0,1\n86400,3\n"
	base := "file = \"m.csv\"\ntime = \"time\"\ncolumn = \"x\"\nunit = \"kWh\"\n"
	epw := "file = \"m.epw\"\ncolumn = \"dry_bulb\"\n"
	folder := t.TempDir()
	for _, c := range []struct{ input, want string }{
		{base + "delimiter = \";;\"", `9:13: input.x: delimiter is ";;"`},
		{base + "delimiter = \"\"", `9:13: delimiter is empty`},
		{base + "decimal = \"'\"", `9:11: decimal cannot be "'"`},
		{base + "skip = -1", `9:8: skip is -1`},
		{base + "skip = 1.5", `9:8: skip is a number, not a whole number`},
		{base + "time_format = \"dd.mm\"", `9:15: input.x: time_format is "dd.mm"`},
		{base + "time_format = \"%H:%M\"", `9:15: input.x: "%H:%M" does not give the whole date`},
		{base + "time_format = \"%Q\"", `9:15: input.x: times cannot be read by "%Q"`},
		{base + "time_format = \"%d.%m.%Y %Z\"", `9:15: input.x: %Z does not say which zone an abbreviation means`},
		{base + "timezone = \"Europe/Berlim\"", `9:12: there is no time zone "Europe/Berlim"`},
		{base + "rollover = \"100 kWh\"", `9:12: input.x: rollover belongs to a counter, not to quantity = "instant"`},
		{base + "quantity = \"counter\"\nrollover = \"0 kWh\"", `10:12: rollover is not above zero`},
		{base + "quantity = \"counter\"\nrollover = \"5 kW\"", `10:12: rollover is a power (kW), not an energy (kWh)`},
		{base + "quantity = \"counter\"\nrollover = 5", `10:12: rollover has no unit`},
		{base + "repeat = 1", `9:10: repeat is a whole number, not true, false or a duration, such as "1 d"`},
		{base + "repeat = \"1 W\"", `9:10: repeat is a power (W), not a time (s)`},
		{base + "align = \"2014-13-01\"", `9:9: align is "2014-13-01", which is no date and time`},
		{base + "align = true", `9:9: align is true or false, not a date and time, such as 2026-01-12T00:00:00`},
		{base + "on_repeat = \"median\"", `9:13: on_repeat cannot be "median"`},
		{strings.Replace(base, `"time"`, `["a", "b", "c"]`, 1), `6:8: time lists 3 columns`},
		{epw + "time = \"time\"", `7:1: time has no place beside an EPW file, whose columns and times are fixed`},
		{epw + "unit = \"W\"", `7:8: unit is W, and dry_bulb of an EPW file is in degC`},
		{epw + "quantity = \"mean\"", `7:12: quantity is mean, and dry_bulb of an EPW file is a record of instants`},
		{epw + "stamp = \"start\"", `7:9: the hours of an EPW file are marked by their end`},
		{strings.Replace(epw, "dry_bulb", "drybulb", 1), `6:10: column cannot be "drybulb"`},
	} {
		_, list := replayed(t, folder, "span = \"1 d\"\n", c.input, csv, "")
		if assert.NotEmpty(t, list, c.input) {
			assert.Equal(t, c.want, fmt.Sprintf("%d:%d: %s", list[0].At.Line, list[0].At.Column, list[0].Summary))
		}
	}
}
