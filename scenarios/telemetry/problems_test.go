package telemetry

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/physics/unit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const hour = 3600 * engine.Second

func berlin(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	return zone
}

// daySpec asks for column t_out over six hours of 2026-01-12 in Berlin.
func daySpec(t testing.TB) Spec {
	zone := berlin(t)
	return Spec{
		Shown: "weather.csv", Time: "time", Column: "t_out", Unit: unit.Must("degC"),
		Start: time.Date(2026, 1, 12, 0, 0, 0, 0, zone), HasStart: true, Zone: zone,
		Until: 6 * hour,
	}
}

// write puts content into a file called name in a folder of its own.
func write(t testing.TB, name, content string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// render writes problems as a terminal would.
func render(problems []Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s: %s", p.Key, p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		fmt.Fprintf(&b, ": %s\n", p.Summary)
		if p.Line > 0 {
			fmt.Fprintf(&b, "    %s\n    %s%s\n", p.Text, strings.Repeat(" ", p.Column-1), strings.Repeat("^", p.Length))
		}
		if p.Expected != "" {
			fmt.Fprintf(&b, "    expected: %s\n", p.Expected)
		}
		if p.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", p.Hint)
		}
	}
	return b.String()
}

// hourly is a record of n hours from 2026-01-12 00:00, with line i (from 2)
// replaced where changed holds it.
func hourly(n int, changed map[int]string) string {
	lines := []string{"time,t_out"}
	for i := range n {
		line := fmt.Sprintf("2026-01-%02dT%02d:00:00,%d.5", 12+i/24, i%24, i)
		if other, ok := changed[i+2]; ok {
			line = other
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n") + "\n"
}

// long is a long table of two signals.
const long = `time,id,signal,value
2026-01-12T00:00,roof,temp,1.5
2026-01-12T00:00,roof,wind,4
2026-01-12T06:00,roof,temp,2.5
2026-01-12T06:00,roof,wind,5
`

func longSpec(id, signal string) func(*Spec) {
	return func(s *Spec) {
		s.Column, s.Value, s.Where = "", "value", map[string]string{"id": id}
		if signal != "" {
			s.Where["signal"] = signal
		}
	}
}

// TestProblems holds, in testdata/problems, what a planner sees for each mistake.
func TestProblems(t *testing.T) {
	newestFirst := "time,t_out\n2026-01-12 06:00,1\n2026-01-12 05:00,1\n2026-01-12 04:00,1\n2026-01-12 03:00,1\n"
	cases := []struct {
		name, content string
		change        func(*Spec)
	}{
		{"empty", "", nil},
		{"blank", "\n \n\r\n", nil},
		{"header-only", "time,t_out\n", nil},
		{"missing-column", "time,t_outdoor,humidity\n2026-01-12,1,2\n", nil},
		{"missing-column-near", "time,T_Out,humidity\n2026-01-12,1,2\n", nil},
		{"missing-time", "timestamp,t_out\n2026-01-12,1\n", nil},
		{"missing-unnamed", "time,t_out\n2026-01-12,1\n", func(s *Spec) { s.Time = "" }},
		{"no-header", "2026-01-12,1\n2026-01-13,2\n", nil},
		{"many-columns", "time," + strings.Repeat("x,", 3) + "a,b,c,d,e,f,g,h,i,j,k,l,m\n", nil},
		{"unnamed-columns", "time,,t_out,\n2026-01-12,1,2,3\n", func(s *Spec) { s.Column = "t_in" }},
		{"unnamed-twice", "t_out,,\n2026-01-12,1,2\n", func(s *Spec) { s.Time = "" }},
		{"duplicate-column", "time,t_out, t_out\n2026-01-12,1,2\n", nil},
		{"time-is-value", "time,t_out\n2026-01-12,1\n", func(s *Spec) { s.Column = "time" }},
		{"latin-1", "time,Au\xdfen\n2026-01-12,1\n", func(s *Spec) { s.Column = "Außentemperatur" }},
		{"utf-16", "\xff\xfet\x00i\x00m\x00e\x00", nil},
		{"nul", hourly(3, map[int]string{3: "2026-01-12T01:00:00,\x001.5"}), nil},
		{"gzip", "\x1f\x8b\x08\x00\x00", nil},
		{"excel", "PK\x03\x04\x14\x00", nil},
		{"carriage-returns", "time,t_out\r2026-01-12,1\r", nil},
		{"quote-open", "time,t_out\n2026-01-12,\"1\n2026-01-13,2\n", nil},
		{"quote-inside", "time,t_out\n2026-01-12,1\"\n", nil},
		{"ragged", hourly(7, map[int]string{3: "2026-01-12T01:00:00", 5: "2026-01-12T03:00:00,1,5"}), nil},
		{"ragged-many", "time,t_out\n1\n2\n3\n4\n5\n", nil},
		{"not-a-number", hourly(7, map[int]string{3: "2026-01-12T01:00:00, cold ", 4: "2026-01-12T02:00:00,20.5 degC", 5: "2026-01-12T03:00:00,0x1p-2"}), nil},
		{"not-numbers-many", "time,t_out,x\n2026-01-12,a,1\n2026-01-13,b,1\n2026-01-14,c,1\n2026-01-15,d,1\n2026-01-16,e,1\n", nil},
		{"decimal-comma", "time;t_out\n2026-01-12T00:00;-20,5\n2026-01-12T06:00;1.234,5\n", nil},
		{"decimal-comma-quoted", "time,t_out\n2026-01-12T00:00,\"20,5\"\n2026-01-12T06:00,\"1,234.5\"\n", nil},
		{"infinite", hourly(7, map[int]string{3: "2026-01-12T01:00:00,inf", 4: "2026-01-12T02:00:00,1e999"}), nil},
		{"below-absolute-zero", hourly(7, map[int]string{3: "2026-01-12T01:00:00,-999"}), nil},
		{"too-large", hourly(7, map[int]string{3: "2026-01-12T01:00:00,1e308"}), func(s *Spec) { s.Unit = unit.Must("MW") }},
		{"all-missing", "time,t_out\n2026-01-12,\n2026-01-13,NaN\n2026-01-14,null\n", nil},
		{"time-forms", "time,t_out\n12.01.2026 00:00,1\n,2\n2026-02-30,3\n2026-01-12T25:00,4\n2026-01-12T12:00:00 CET,5\n", nil},
		{"time-mixed", "time,t_out\n2026-01-12,1\n3600,2\n", nil},
		{"time-mixed-plain", "time,t_out\n0,1\n2026-01-12T01:00,2\n", nil},
		{"time-far", "time,t_out\n1768172400000,1\n1768176000000,1\n", nil},
		{"time-1970", "time,t_out\n1768172400,1\n1768194000,1\n", nil},
		{"time-far-date", "time,t_out\n1826-01-12,1\n", nil},
		{"no-start", hourly(7, nil), func(s *Spec) { s.HasStart = false }},
		{"back", hourly(7, map[int]string{5: "2026-01-12T01:30:00,3.5"}), nil},
		{"duplicate", hourly(7, map[int]string{5: "2026-01-12T02:00:00,3.5"}), nil},
		{"back-often", hourly(24, map[int]string{5: "2026-01-12T01:30:00,1", 7: "2026-01-12T01:30:00,1", 9: "2026-01-12T01:30:00,1", 11: "2026-01-12T01:30:00,1", 13: "2026-01-12T01:30:00,1"}), nil},
		{"newest-first", newestFirst, nil},
		{"winter-time-unknown", "time,t_out\n2026-10-25 02:00,1\n2026-10-25 02:30,1\n2026-10-25 02:00,1\n2026-10-25 02:30,1\n2026-10-25 03:00,1\n", func(s *Spec) { s.Zone = nil }},
		{"nonexistent", "time,t_out\n2026-03-29 01:00,1\n2026-03-29 02:00,2\n2026-03-29 03:00,3\n", nil},
		{"gap", hourly(7, map[int]string{4: "", 5: "", 6: ""}), func(s *Spec) { s.MaxGap = 2 * hour }},
		{"gap-of-missing-cells", hourly(7, map[int]string{4: "2026-01-12T02:00:00,-", 5: "2026-01-12T03:00:00,NA"}), func(s *Spec) { s.MaxGap = 2 * hour }},
		{"gaps-many", hourly(7, nil), func(s *Spec) { s.MaxGap = hour / 2 }},
		{"ends-early", hourly(4, nil), nil},
		{"ends-early-mean", hourly(4, nil), func(s *Spec) { s.Quantity = Mean }},
		{"ends-early-held", hourly(4, nil), func(s *Spec) { s.Interpolate, s.MaxGap = "hold", 2*hour }},
		{"begins-late", hourly(24, nil), func(s *Spec) { s.From = -3 * hour }},
		{"begins-late-span", hourly(24, map[int]string{2: "", 3: ""}), nil},
		{"elsewhere", strings.ReplaceAll(hourly(7, nil), "2026", "2019"), nil},
		{"plain-ends-early", "time,t_out\n0,1\n7200,2\n", func(s *Spec) { s.HasStart = false }},
		{"where-unknown", long, longSpec("root", "temp")},
		{"where-no-column", long, func(s *Spec) {
			s.Column, s.Value, s.Where = "", "value", map[string]string{"id": "roof", "sinal": "temp"}
		}},
		{"where-not-together", "time,id,signal,value\n2026-01-12,roof,temp,1\n2026-01-12,hall,wind,1\n", longSpec("roof", "wind")},
		{"where-too-wide", long, longSpec("roof", "")},
		{"linear-mean", hourly(7, nil), func(s *Spec) { s.Quantity, s.Interpolate = Mean, "linear" }},
		{"unknown-words", hourly(7, nil), func(s *Spec) { s.Quantity, s.Stamp, s.OnGap, s.Interpolate = "men", "begin", "hodl", "cubic" }},
		{"total-of-temperature", hourly(7, nil), func(s *Spec) { s.Quantity = Total }},
		{"one-row-mean", "time,t_out\n2026-01-12,1\n", func(s *Spec) { s.Quantity = Mean }},
		{"one-row-counter", "time,t_out\n2026-01-12,1\n", func(s *Spec) { s.Quantity, s.Unit = Counter, unit.Must("kWh") }},
		{"counter-falls", hourly(7, map[int]string{5: "2026-01-12T03:00:00,0.25"}), func(s *Spec) { s.Quantity, s.Unit = Counter, unit.Must("kWh") }},
		{"no-column-named", hourly(7, nil), func(s *Spec) { s.Column = "" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			spec := daySpec(t)
			spec.File = write(t, "weather.csv", c.content)
			if c.change != nil {
				c.change(&spec)
			}
			table, _, problems := NewStore().Read(spec)
			assert.Nil(t, table)
			require.NotEmpty(t, problems)
			checkPlaces(t, c.content, problems)
			golden(t, c.name, render(problems))
		})
	}
}

// golden compares text with testdata/problems/name.txt.
func golden(t *testing.T, name, text string) {
	path := filepath.Join("testdata", "problems", name+".txt")
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to write it")
	assert.Equal(t, string(want), text)
}

// checkPlaces checks that every place lies inside the file.
func checkPlaces(t testing.TB, content string, problems []Problem) {
	lines := strings.Split(content, "\n")
	for _, p := range problems {
		assert.NotEmpty(t, p.Key)
		assert.NotEmpty(t, p.Summary)
		if p.Line == 0 {
			assert.Zero(t, p.Column)
			continue
		}
		if assert.LessOrEqual(t, p.Line, len(lines)) {
			assert.GreaterOrEqual(t, p.Column, 1)
			assert.GreaterOrEqual(t, p.Length, 1)
			assert.LessOrEqual(t, p.Column, len([]rune(p.Text))+1)
		}
	}
}

func TestProblemsOfPaths(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "weather.csv"), []byte("time,t_out\n"), 0o600))
	read := func(name, shownPath string) string {
		spec := daySpec(t)
		spec.File, spec.Shown = filepath.Join(folder, name), shownPath
		table, report, problems := NewStore().Read(spec)
		assert.Nil(t, table)
		assert.Nil(t, report)
		return render(problems)
	}
	assert.Equal(t, `file: data/wether.csv: there is no file "data/wether.csv"
    hint: did you mean "data/weather.csv"?
`, read("wether.csv", "data/wether.csv"))
	assert.Equal(t, `file: meter.parquet: there is no file "meter.parquet"
    hint: paths are relative to the scenario's file
`, read("meter.parquet", "meter.parquet"))
	assert.Equal(t, `file: dta/weather.csv: there is no file "dta/weather.csv"
    hint: there is no folder "dta" either; paths are relative to the scenario's file
`, read("dta/weather.csv", "dta/weather.csv"))
	assert.Equal(t, `file: data: "data" is a folder, not a file
    hint: name a file in it, such as "data/weather.csv"
`, read(".", "data"))
	assert.Contains(t, read("weather.csv/x", "weather.csv/x"), `"weather.csv/x" cannot be read: a part of the path is a file, not a folder`)
	if runtime.GOOS == "linux" {
		spec := daySpec(t)
		spec.File, spec.Shown = "/dev/null", "/dev/null"
		_, _, problems := NewStore().Read(spec)
		assert.Equal(t, "file: /dev/null: \"/dev/null\" is not a regular file\n    hint: copy the record into a file\n", render(problems))
	}
	if os.Geteuid() != 0 && runtime.GOOS != "windows" {
		require.NoError(t, os.Chmod(filepath.Join(folder, "weather.csv"), 0))
		assert.Equal(t, "file: weather.csv: \"weather.csv\" cannot be read: permission denied\n", read("weather.csv", "weather.csv"))
	}
}

// A link that leads nowhere is not offered as the name that was meant.
func TestDanglingLink(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weather.csv")
	if err := os.Symlink("nothing", path); err != nil {
		t.Skip("no symbolic links here")
	}
	spec := daySpec(t)
	spec.File = path
	_, _, problems := NewStore().Read(spec)
	require.Len(t, problems, 1)
	assert.Equal(t, "a link of that name is there, but leads nowhere", problems[0].Hint)
}
