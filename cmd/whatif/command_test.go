package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// office is a small study that runs in no time.
const office = `[scenario]
name = "small"
start = 2026-01-12T00:00:00
span = "1 d"

[input.outdoor]
signal = "sine"
mean = "2 degC"
amplitude = "4 K"
period = "1 d"

[twin.room]
model = "thermal.room"
capacity = "2 MJ/K"
heat_loss = "60 W/K"
outdoor = "input.outdoor"
start = "20 degC"

[twin.heater]
model = "thermal.heater"
power = "3 kW"
serves = ["twin.room"]

[twin.control]
model = "control.thermostat"
senses = "twin.room.temperature"
drives = "twin.heater.demand"
setpoint = "21 degC"
band = "1 K"

[event.outage]
at = "3 h"
for = "2 h"
set = { "twin.heater.available" = false }

[variant.base]
[variant.warmer]
twin.control.setpoint = "23 degC"

[sample]
draws = 5
seed = 3
[sample.vary]
twin.room.heat_loss = { scale = { normal = { mean = 1.0, sd = 0.1 }, min = 0.5 } }

[alert.cold]
when = "twin.room.temperature < 20 degC"
for = "10 min"

[indicator]
energy = { integral = "twin.heater.heat", unit = "kWh" }
mean_temperature = { mean = "twin.room.temperature", unit = "degC" }
`

// shell runs command lines in a folder of its own.
type shell struct {
	t        *testing.T
	out, err bytes.Buffer
}

func newShell(t *testing.T) *shell {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("office.toml", []byte(office), 0o644))
	return &shell{t: t}
}

func (s *shell) run(args ...string) int {
	s.out.Reset()
	s.err.Reset()
	return run(args, &console{out: &s.out, err: &s.err})
}

func TestRun(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml"), s.err.String())
	out := s.out.String()
	for _, want := range []string{"small: 10 runs in ", "energy [kWh]", "mean_temperature [degC]", "median", "base", "warmer", "alert.cold", "of 5", "results  " + filepath.Join("results", "small")} {
		require.Contains(t, out, want)
	}
	require.Empty(t, s.err.String(), "no progress where there is no terminal")
	for _, file := range []string{"batch.json", "manifest.json", "summary.arrow", "load.py", "log/run.log", "runs/part-00000.arrow", "events/part-00000.arrow", "series_thermal_room/part-00000.arrow"} {
		require.FileExists(t, filepath.Join("results", "small", file))
	}

	require.Equal(t, exitWrong, s.run("run", "office.toml"), "an earlier result is not touched")
	require.Contains(t, s.err.String(), "--overwrite")
	require.Equal(t, exitDone, s.run("run", "office.toml", "--overwrite", "-q"))
	require.Empty(t, s.out.String())
	require.Equal(t, exitAlert, s.run("run", "office.toml", "--overwrite", "-q", "--fail-on-alert"))
	require.Equal(t, exitDone, s.run("run", "office.toml", "--overwrite", "-q", "--set", "twin.room.heat_loss=60 W/K"))
	require.Empty(t, s.out.String())
	require.Contains(t, s.err.String(), "twin.room.heat_loss is not drawn, since --set fixes it", "nothing is left out unseen")
}

func TestRunJSON(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml", "--json", "-o", "out", "--variant", "warmer", "--draws", "3", "--set", "twin.control.band=2 K"), s.err.String())
	var got struct {
		Name, Results string
		Runs          int
		Groups        []struct {
			Variant    string
			OK, Failed int
			Indicators map[string]struct {
				Unit             string
				N                int
				Median, Q05, Q95 float64
			}
		}
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &got))
	require.Equal(t, 3, got.Runs)
	require.Len(t, got.Groups, 1)
	require.Equal(t, "warmer", got.Groups[0].Variant)
	require.Equal(t, 3, got.Groups[0].OK)
	require.InDelta(t, 23, got.Groups[0].Indicators["mean_temperature"].Median, 1)
}

// One result for any number of workers, byte for byte.
func TestWorkersDoNotMatter(t *testing.T) {
	s := newShell(t)
	var first map[string]string
	for _, workers := range []string{"1", "2", "7"} {
		dir := "out" + workers
		require.Equal(t, exitDone, s.run("run", "office.toml", "-q", "-j", workers, "-o", dir, "--draws", "40"), s.err.String())
		got := contents(t, dir)
		if first == nil {
			first = got
			require.Greater(t, len(got), 40, "the plan is in parts")
			continue
		}
		require.Equal(t, first, got, "%s workers", workers)
	}
}

// contents reads every file of a result but its log.
func contents(t *testing.T, dir string) map[string]string {
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || strings.HasPrefix(name, "log") {
			return err
		}
		data, err := os.ReadFile(path)
		files[name] = string(data)
		return err
	}))
	return files
}

func TestDryRunRunsNothing(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("run", "office.toml", "--dry-run"), s.err.String())
	require.Contains(t, s.out.String(), "base, warmer")
	require.NoDirExists(t, "results")
}

// A dry run tells of the runs that failed when they were tried.
func TestDryRunTellsOfFailures(t *testing.T) {
	s := newShell(t)
	text, err := os.ReadFile("office.toml")
	require.NoError(t, err)
	scenario := string(text) + `
[event.flutter]
enabled = false
when    = "input.flutter < 1 W"
for     = "while"
set     = { "input.flutter" = "2 W" }
[input.flutter]
signal = "constant"
value  = "0 W"
[variant.flutters]
event.flutter.enabled = true
`
	require.NoError(t, os.WriteFile("flutter.toml", []byte(scenario), 0o600))
	require.Equal(t, exitDone, s.run("run", "flutter.toml", "--dry-run"), s.err.String())
	require.Regexp(t, `\d+ of \d+ runs tried failed\n  flutters: event.flutter at 0s: the event begins and ends without rest`, s.out.String())
	require.Equal(t, 1, strings.Count(s.out.String(), "without rest"))
}

func TestKindsByDomainAndLastName(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("models", "control"), s.err.String())
	require.Contains(t, s.out.String(), "control.thermostat")
	require.NotContains(t, s.out.String(), "thermal.room")
	s = newShell(t)
	require.Equal(t, exitWrong, s.run("models", "wall"))
	require.Contains(t, s.err.String(), "did you mean thermal.wall?")
}

func TestWrongCommandLines(t *testing.T) {
	s := newShell(t)
	for line, want := range map[string]string{
		"":                "",
		"rum office.toml": "unknown command",
		"run":             "the scenario is missing",
		"run office.toml --set twin.control.band=2 K": "stands in quotes",
		"run office.toml -j many":                     "Run 'whatif run --help'",
		"run office.toml -q -v":                       "contradict each other",
		"run office.toml --compression brotli":        "choose none, lz4 or zstd",
		"run office.toml -j 0":                        "at least 1 run at a time",
		"run office.toml --draws 0":                   "--draws 0",
		"run office.toml --frobnicate":                "has no flag --frobnicate",
		"run missing.toml":                            "missing.toml",
		"run office.toml --variant wormer":            "warmer",
		"run office.toml --set twin.room.heat_los=3":  "heat_loss",
		"run office.toml --format pretty":             "full",
		"validate":                                    "the scenario is missing",
		"graph":                                       "the scenario is missing",
		"graph office.toml --format svg":              "one of mermaid, dot",
		"graph office.toml --only nobody":             "matches no twin",
		"graph office.toml --variant wormer":          "warmer",
		"graph missing.toml":                          "there is no file",
		"init --template castle":                      "one of office, home, minimal",
		"init a b":                                    "one folder at a time",
		"schema x":                                    "takes no arguments",
		"help rum":                                    "did you mean whatif run?",
		"help run office.toml":                        "no commands of its own",
		"completion bsh":                              "did you mean whatif completion bash?",
		"version x":                                   "takes no arguments",
		"models a b":                                  "one kind at a time",
		"run office.toml --draws":                     "has no value",
		"run office.toml -Z":                          "has no flag -Z",
		"models --format pretty":                      "one of full, concise, json, github",
		"run office.toml --drwas 3":                   "did you mean --draws?",
		"runn office.toml":                            "did you mean whatif run?",
		"office.toml":                                 "whatif run office.toml",
	} {
		code := s.run(strings.Fields(line)...)
		if line == "" {
			require.Equal(t, exitDone, code, "help")
			continue
		}
		require.Equal(t, exitWrong, code, line)
		require.Contains(t, s.err.String(), want, line)
		require.NoDirExists(t, "results", line)
	}
}

func TestValidate(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("validate", "office.toml"))
	require.Equal(t, "office.toml: fine, 10 runs\n", s.err.String())
	broken := strings.Replace(strings.Replace(office, `"60 W/K"`, `"60 W"`, 1), "band", "bnad", 1)
	require.NoError(t, os.WriteFile("broken.toml", []byte(broken), 0o644))
	require.Equal(t, exitWrong, s.run("validate", "office.toml", "broken.toml", "--format", "concise"))
	require.Contains(t, s.out.String(), "broken.toml:15:13: ")
	require.Contains(t, s.out.String(), "broken.toml:29:1: ")
	require.Equal(t, exitWrong, s.run("validate", "broken.toml", "--format", "json"))
	require.True(t, json.Valid(s.out.Bytes()), "what validate finds is its output")
	require.Equal(t, exitWrong, s.run("run", "broken.toml", "--format", "json"))
	var list []map[string]any
	require.NoError(t, json.Unmarshal(s.err.Bytes(), &list))
	require.GreaterOrEqual(t, len(list), 2)
	require.NoDirExists(t, "results", "nothing half-written")
}

// A run that fails is counted and shown; the others are kept.
func TestFailedRunsAreKept(t *testing.T) {
	s := newShell(t)
	hot := strings.NewReplacer(`"3 kW"`, `"3 GW"`, `"21 degC"`, `"200000 degC"`).Replace(office)
	require.NoError(t, os.WriteFile("hot.toml", []byte(hot), 0o644))
	require.Equal(t, exitSomeFailed, s.run("run", "hot.toml"))
	require.Contains(t, s.out.String(), "5 failed runs")
	require.Contains(t, s.out.String(), "twin.room.temperature")
	require.FileExists(t, filepath.Join("results", "small", "manifest.json"))
}

// Failed runs are told in their order.
func TestFailuresInOrder(t *testing.T) {
	l := &runLog{failed: map[int64]string{10: "a", 9: "b", 100: "c"}}
	require.Equal(t, []string{"run 9 failed: b", "run 10 failed: a", "run 100 failed: c"}, l.failures())
}

// A full disk under the words is no fault of the command line.
func TestWordsThatCannotBeWritten(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full here")
	}
	defer full.Close()
	var said bytes.Buffer
	require.Equal(t, exitWrong, run([]string{"version"}, &console{out: full, err: &said}))
	require.Contains(t, said.String(), "no space left")
	require.NotContains(t, said.String(), "--help")
}

func TestVersion(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("version"))
	require.Regexp(t, `^whatif \d+\.\d+\.\d+\S* \(go1\.\S+, \w+/\w+\)\n$`, s.out.String())
	require.Equal(t, exitDone, s.run("version", "--json"))
	require.True(t, json.Valid(s.out.Bytes()))
}

func TestDigits(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1234.5678: "1235", 12.3456: "12.35", 0.0012345: "0.001234", 123456789: "123456789", 1e12: "1.000e+12", -3.14159: "-3.142"} {
		require.Equal(t, want, digits(x))
	}
}

func TestModelsAndExplain(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run("models"))
	require.Contains(t, s.out.String(), "\nthermal\n")
	require.Contains(t, s.out.String(), "thermal.heat_pump")
	require.Equal(t, exitDone, s.run("models", "--json"))
	var kinds []kindRecord
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &kinds))
	require.NotEmpty(t, kinds[0].Parameters)
	for _, k := range kinds {
		require.Equal(t, exitDone, s.run("models", k.Name))
		for line := range strings.SplitSeq(s.out.String(), "\n") {
			require.LessOrEqual(t, len([]rune(line)), 80, line)
		}
	}
	require.Equal(t, exitDone, s.run("models", "thermal.room"))
	require.Contains(t, s.out.String(), "  heat_loss\n      a thermal conductance (W/K); required\n")
	require.Equal(t, exitWrong, s.run("models", "thermal.rom"))
	require.Contains(t, s.err.String(), "did you mean thermal.room?")
	require.Equal(t, exitDone, s.run("explain", "no-unit"))
	require.Contains(t, s.out.String(), "power = 3000\n")
	require.Contains(t, s.out.String(), "error[no-unit]")
	require.Contains(t, s.out.String(), `power = "3000 W"`)
	require.Equal(t, exitDone, s.run("explain", "no-unit", "--json"))
	var e explanation
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &e))
	require.Equal(t, "no-unit", e.Code)
	require.Contains(t, e.Wrong.Files["scenario.toml"], "[twin.heater]")
	require.Equal(t, exitDone, s.run("explain"))
	require.Contains(t, s.out.String(), "wrong-dimension")
	require.Equal(t, exitDone, s.run("explain", "--json"))
	require.True(t, json.Valid(s.out.Bytes()))
	require.Equal(t, exitWrong, s.run("explain", "no-units"))
	require.Contains(t, s.err.String(), "did you mean no-unit?")
}
