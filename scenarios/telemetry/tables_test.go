package telemetry

import (
	"bytes"
	"compress/gzip"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
)

// tableSpec asks for column t_out of a table of testdata/tables over five hours.
func tableSpec(t testing.TB, name string) Spec {
	spec := daySpec(t)
	spec.Unit = unit.Must("W")
	spec.File, spec.Shown, spec.Until = filepath.Join("testdata", "tables", name), name, 5*hour
	return spec
}

// TestTypedTables reads the columns of files that pyarrow and pandas wrote.
func TestTypedTables(t *testing.T) {
	want := []float64{1.5, -0.25, 3, 4, 5.5}
	for _, name := range []string{"wide.parquet", "wide_zstd.parquet", "lz4.feather", "zstd.arrow", "stream.ipc"} {
		t.Run(name, func(t *testing.T) {
			for column, values := range map[string][]float64{
				"t_out": want, "f32": want, "number_as_text": want,
				"i16": {1, 3, 4, 5, 6}, "u64": {1, 3, 4, 5, 6}, "on": {1, 0, 1, 1, 0},
			} {
				for _, time := range []string{"time", "utc", "ms", "sec", "text"} {
					spec := tableSpec(t, name)
					spec.Time, spec.Column = time, column
					table, report, problems := NewStore().Read(spec)
					require.Empty(t, problems, render(problems))
					assert.Equal(t, hours(0, 2, 3, 4, 5), table.Times, time)
					assert.Equal(t, values, table.Values, column)
					assert.Equal(t, 1, report.Missing)
				}
			}
			for column, says := range map[string]string{
				"time": `"time" is the column of times`, "ms": `column "ms" holds times, which are no numbers`, "tout": `the file has no column "tout"`,
				"word": `"a" is not a number (row 1)`,
			} {
				spec := tableSpec(t, name)
				spec.Column = column
				_, _, problems := NewStore().Read(spec)
				require.NotEmpty(t, problems)
				assert.Equal(t, says, problems[0].Summary)
			}
		})
	}
	for _, name := range []string{"long_pandas.parquet", "long_pandas.feather"} {
		for _, where := range []map[string]string{{"id": "south"}, {"floor": "2"}, {"id": "south", "floor": "2"}} {
			spec := tableSpec(t, name)
			spec.Column, spec.Value, spec.Where = "", "value", where
			table, _, problems := NewStore().Read(spec)
			require.Empty(t, problems, render(problems))
			assert.Equal(t, []float64{11.5, 9.75, 13, 14, 15.5}, table.Values)
		}
		spec := tableSpec(t, name)
		spec.Column, spec.Value, spec.Where = "", "value", map[string]string{"id": "nort"}
		_, _, problems := NewStore().Read(spec)
		assert.Equal(t, "where: "+name+": no row has \"nort\" in column \"id\"\n    expected: one of \"north\", \"south\"\n    hint: did you mean \"north\"?\n", render(problems))
		spec.Where = map[string]string{"floor": "1", "id": "north"}
		spec.MaxGap = hour
		_, _, problems = NewStore().Read(spec)
		require.Len(t, problems, 1)
		assert.Equal(t, "the record has a gap of 2 h, from 2026-01-12 00:00 to 2026-01-12 02:00 (row 5)", problems[0].Summary)
		assert.Equal(t, 5, problems[0].Row)
		assert.Zero(t, problems[0].Line)
	}
	spec := tableSpec(t, "wide.parquet")
	spec.Column, spec.Delimiter = "list", ";"
	_, _, problems := NewStore().Read(spec)
	assert.Contains(t, render(problems), "delimiter: wide.parquet: delimiter is for files of text")
}

// TestDamagedTables: whatever is cut off or turned over, it is a problem and
// no panic.
func TestDamagedTables(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"wide.parquet", "wide_zstd.parquet", "lz4.feather", "zstd.arrow", "stream.ipc", "long_pandas.parquet"} {
		whole, err := os.ReadFile(filepath.Join("testdata", "tables", name))
		require.NoError(t, err)
		spec := tableSpec(t, name)
		spec.File = filepath.Join(folder, name)
		try := func(content []byte, mustFail bool) {
			require.NoError(t, os.WriteFile(spec.File, content, 0o600))
			table, _, problems := NewStore().Read(spec)
			assert.Equal(t, table == nil, len(problems) > 0)
			assert.False(t, mustFail && table != nil)
		}
		for size := 0; size < len(whole)-16; size += 1 + len(whole)/40 {
			try(whole[:size], !strings.HasSuffix(name, ".ipc") || size < len(whole)/2)
		}
		for at := 0; at < len(whole); at += 1 + len(whole)/150 {
			turned := bytes.Clone(whole)
			turned[at] ^= 0xff
			try(turned, false)
		}
	}
	spec := tableSpec(t, "lz4.feather")
	spec.File = write(t, "x.parquet", "ARROW1\x00\x00")
	_, _, problems := NewStore().Read(spec)
	assert.Equal(t, "file: lz4.feather: the file is an Arrow file\n    expected: a Parquet file\n    hint: let its name end in .arrow\n", render(problems))
}

// compressed is content as a file whose name ends in ext.
func compressedFile(t testing.TB, content []byte, ext string) string {
	var b bytes.Buffer
	switch ext {
	case ".csv.gz":
		z := gzip.NewWriter(&b)
		_, err := z.Write(content)
		require.NoError(t, err)
		require.NoError(t, z.Close())
	case ".csv.zst":
		z, err := zstd.NewWriter(&b)
		require.NoError(t, err)
		_, err = z.Write(content)
		require.NoError(t, err)
		require.NoError(t, z.Close())
	}
	return write(t, "weather"+ext, b.String())
}

func TestCompressed(t *testing.T) {
	for _, ext := range []string{".csv.gz", ".csv.zst"} {
		spec := daySpec(t)
		spec.File = compressedFile(t, []byte(hourly(7, nil)), ext)
		table, _, problems := NewStore().Read(spec)
		require.Empty(t, problems)
		assert.Len(t, table.Times, 7)

		spec.File = compressedFile(t, []byte(hourly(7, map[int]string{4: "2026-01-12T02:00:00,warm"})), ext)
		_, _, problems = NewStore().Read(spec)
		require.Len(t, problems, 1)
		assert.Equal(t, "2026-01-12T02:00:00,warm", problems[0].Text, "the line is shown")

		whole, err := os.ReadFile(spec.File)
		require.NoError(t, err)
		overwrite(t, spec.File, string(whole[:len(whole)-6]))
		_, _, problems = NewStore().Read(spec)
		require.NotEmpty(t, problems)
		assert.Equal(t, "the file is cut off before its end", problems[len(problems)-1].Summary)
		overwrite(t, spec.File, "time,t_out\n0,1\n")
		_, _, problems = NewStore().Read(spec)
		require.Len(t, problems, 1)
		assert.Contains(t, problems[0].Summary, "the file is not compressed with")
	}
}

// TestBombs: what is small on the disk and huge uncompressed is refused, or
// passes through without filling the memory.
func TestBombs(t *testing.T) {
	spec := daySpec(t)
	spec.File = compressedFile(t, append([]byte("time,t_out\n0,\""), bytes.Repeat([]byte("x"), 64<<20)...), ".csv.gz")
	_, _, problems := NewStore().Read(spec)
	require.NotEmpty(t, problems)
	assert.Equal(t, "line 2 is longer than 16 MB", problems[0].Summary)
	spec.File = compressedFile(t, append([]byte("time,t_out\n2026-01-12,1\n2026-01-12T06:00,1\n"), bytes.Repeat([]byte(",\n"), 8<<20)...), ".csv.zst")
	table, report, problems := NewStore().Read(spec)
	require.Empty(t, problems)
	assert.NotNil(t, table)
	assert.Equal(t, 8<<20, report.Blank)
}

// TestLayouts reads the same record however its text is laid out.
func TestLayouts(t *testing.T) {
	cases := map[string]struct {
		content string
		change  func(*Spec)
	}{
		"German":             {"Zeit;t_out\n12.01.2026 00:00;1,0\n12.01.2026 03:00;2,5\n12.01.2026 06:00;-3\n", func(s *Spec) { s.Time, s.TimeFormat = "Zeit", "%d.%m.%Y %H:%M" }},
		"told comma":         {"time;t_out\n2026-01-12;1\n2026-01-12 03:00;2,5\n2026-01-12 06:00;-3\n", func(s *Spec) { s.Decimal = "," }},
		"comma in quotes":    {"time,t_out\n2026-01-12,\"1,0\"\n2026-01-12 03:00,\"2,5\"\n2026-01-12 06:00,-3\n", func(s *Spec) { s.Decimal = "," }},
		"detected tab":       {"time\tt_out\n0\t1,0\n10800\t2,50\n2,16e4\t-3\n", nil},
		"bar":                {"time|t_out|note\n0|1|x,y;z\n10800|2.5|\n21600|-3|\n", nil},
		"told bar":           {"time|a;b;c;d|t_out\n0|;|1\n10800|;|2.5\n21600|;|-3\n", func(s *Spec) { s.Delimiter = "|" }},
		"skipped lines":      {"Station 7;\"open\nunits;;\ntime;t_out\n0;1\n10800;2.5\n21600;-3\n", func(s *Spec) { s.Skip = 2 }},
		"date and clock":     {"date,clock,t_out\n2026-01-12,00:00,1\n2026-01-12,03:00,2.5\n2026-01-12,06:00,-3\n", func(s *Spec) { s.Time, s.Clock = "date", "clock" }},
		"date, clock, form":  {"date,clock,t_out\n1/12/26,12 AM,1\n1/12/26,3 AM,2.5\n1/12/26,6 AM,-3\n", func(s *Spec) { s.Time, s.Clock, s.TimeFormat = "date", "clock", "%-m/%d/%y %-I %p" }},
		"unix":               {"time,t_out\n1768172400,1\n1768183200,2.5\n1768194000.0,-3\n", func(s *Spec) { s.TimeFormat = "unix" }},
		"unix_ms":            {"time,t_out\n1768172400000,1\n1768183200000,2.5\n1768194000000,-3\n", func(s *Spec) { s.TimeFormat = "unix_ms" }},
		"hours":              {"time,t_out\n0,1\n3,2.5\n6,-3\n", func(s *Spec) { s.TimeFormat = "h" }},
		"minutes":            {"time,t_out\n0,1\n180,2.5\n360,-3\n", func(s *Spec) { s.TimeFormat = "min" }},
		"days":               {"time,t_out\n0,1\n0.125,2.5\n0.25,-3\n", func(s *Spec) { s.TimeFormat = "d" }},
		"offset by a colon":  {"time,t_out\n11Jan2026 23:00 +00:00,1\n12Jan2026 02:00 Z,2.5\n12Jan2026 06:00 +0100,-3\n", func(s *Spec) { s.TimeFormat = "%d%b%Y %H:%M %z" }},
		"offset in a form":   {"time,t_out\n11Jan2026 23:00 +0000,1\n12Jan2026 02:00 +0000,2.5\n12Jan2026 06:00 +0100,-3\n", func(s *Spec) { s.TimeFormat = "%d%b%Y %H:%M %z" }},
		"another zone":       {"time,t_out\n2026-01-11 18:00,1\n2026-01-11 21:00,2.5\n2026-01-12 00:00,-3\n", func(s *Spec) { s.Local = newYork(t) }},
		"sorted, last":       {"time,t_out\n10800,7\n0,1\n21600,-3\n10800,2.5\n", func(s *Spec) { s.OnRepeat = "last" }},
		"sorted, first":      {"time,t_out\n10800,2.5\n0,1\n21600,-3\n10800,7\n", func(s *Spec) { s.OnRepeat = "first" }},
		"sorted, mean":       {"time,t_out\n10800,2\n0,1\n10800,\n21600,-3\n10800,3\n", func(s *Spec) { s.OnRepeat = "mean" }},
		"moved to the start": {"time,t_out\n2014-07-01 10:00,1\n2014-07-01 13:00,2.5\n2014-07-01 16:00,-3\n", func(s *Spec) { s.Align = AlignStart }},
		"moved by a date":    {"time,t_out\n2014-07-01 10:00,1\n2014-07-01 13:00,2.5\n2014-07-01 16:00,-3\n", func(s *Spec) { s.Align, s.AlignAt = AlignDate, time.Date(2014, 7, 1, 8, 0, 0, 0, time.UTC) }},
		"moved seconds":      {"time,t_out\n500,1\n11300,2.5\n22100,-3\n", func(s *Spec) { s.Align, s.AlignAfter = AlignTime, 500*engine.Second }},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			table, _ := read(t, c.content, c.change)
			assert.Equal(t, hours(0, 3, 6), table.Times)
			assert.Equal(t, []float64{1, 2.5, -3}, table.Values)
		})
	}
	// Aligned to its beginning, a record needs no calendar.
	table, _ := read(t, "time,t_out\n2014-07-01 10:00,1\n2014-07-01 16:00,-3\n", func(s *Spec) { s.Align, s.HasStart = AlignStart, false })
	assert.Equal(t, hours(0, 6), table.Times)
}

func newYork(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	return zone
}

// TestFloats holds the reading of numbers to strconv.
func TestFloats(t *testing.T) {
	for text, want := range map[string]float64{
		"0": 0, "-0.5": -0.5, "+7": 7, "1.": 1, ".5": .5, "74.93588199999998": 74.93588199999998, "9007199254740993": 9007199254740992,
		"123456789012345678901234567890": 123456789012345678901234567890, "1e3": 1e3, "-2.5E-3": -2.5e-3, "0.1": 0.1, "3.14159265358979311600": math.Pi,
		"0.00000000000000000000000000012345": 1.2345e-28,
	} {
		v, ok := parseFloat([]byte(text), '.')
		assert.True(t, ok, text)
		assert.Equal(t, want, v, text)
		v, ok = parseFloat([]byte(strings.ReplaceAll(text, ".", ",")), ',')
		assert.True(t, ok, text)
		assert.Equal(t, want, v, text)
	}
	for _, text := range []string{"", "-", ".", "1.2.3", "1,2", "0x10", "1_0", "inf", "nan", "1e999", "--1", "1e", "e1", " 1"} {
		_, ok := parseFloat([]byte(text), '.')
		assert.False(t, ok, text)
	}
	_, ok := parseFloat([]byte("1.5"), ',')
	assert.False(t, ok)
}

// TestRollover keeps a counter going through what makes it fall.
func TestRollover(t *testing.T) {
	content := "time,t_out\n0,990\n3600,998\n7200,4\n10800,10\n21600,22\n"
	counter := func(change func(*Spec)) *models.Table {
		table, _ := read(t, content, func(s *Spec) {
			s.Quantity, s.Unit = Counter, unit.Must("kWh")
			change(s)
		})
		return table
	}
	assert.InDeltaSlice(t, []float64{8000, 6000, 6000, 4000}, counter(func(s *Spec) { s.Rollover = 1000 }).Values, 1e-9)
	assert.InDeltaSlice(t, []float64{8000, 4000, 6000, 4000}, counter(func(s *Spec) { s.Reset = true }).Values, 1e-9)
	spec := daySpec(t)
	spec.File, spec.Quantity, spec.Unit, spec.Rollover = write(t, "weather.csv", content), Counter, unit.Must("kWh"), 995
	_, _, problems := NewStore().Read(spec)
	require.Len(t, problems, 1)
	assert.Equal(t, "the counter shows 998 in line 3, and rolls over at 995", problems[0].Summary)
	spec.File = write(t, "rising.csv", "time,t_out\n0,990\n3600,998\n90000,1004\n")
	_, _, problems = NewStore().Read(spec)
	require.Len(t, problems, 2, "also where it does not fall")
	assert.Equal(t, "the counter shows 1004 in line 4, and rolls over at 995", problems[1].Summary)
	spec.Quantity, spec.Unit = Mean, unit.Must("W")
	_, _, problems = NewStore().Read(spec)
	assert.Equal(t, `rollover belongs to a counter, not to quantity = "mean"`, problems[0].Summary)
}
