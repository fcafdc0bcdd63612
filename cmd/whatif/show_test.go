package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ran returns a shell in whose folder r the study was run.
func ran(t *testing.T, args ...string) *shell {
	s := newShell(t)
	require.Equal(t, exitDone, s.run(append([]string{"run", "office.toml", "-o", "r"}, args...)...), s.err.String())
	return s
}

// fits requires that no line is wider than the screen.
func fits(t *testing.T, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		assert.LessOrEqual(t, uniseg.StringWidth(line), screen, line)
	}
}

// TestShow: a result is shown as it was at the end of the run, with a plot.
func TestShow(t *testing.T) {
	s := ran(t)
	_, shownThen, _ := strings.Cut(s.out.String(), "\n")
	shownThen, next, _ := strings.Cut(shownThen, "\nresults  r\n")
	require.Equal(t, "next     whatif compare r\n         whatif report r\n", next)

	require.Equal(t, exitDone, s.run("show", "r"), s.err.String())
	out := s.out.String()
	require.Regexp(t, `^small: 10 runs in [0-9.]+m?s\n`, out)
	require.Contains(t, out, shownThen)
	require.Contains(t, out, "\ntwin.room.temperature [degC]: median of 5 draws, means over 20 min\n")
	require.Contains(t, out, "─ base   • warmer\n")
	require.Contains(t, out, "12 Jan")
	require.True(t, strings.HasSuffix(out, "\nresults  r\n"+next))
	fits(t, out)

	require.Equal(t, exitDone, s.run("show", "r", "--variant", "warmer"), s.err.String())
	require.NotContains(t, s.out.String(), "base")
	require.Contains(t, s.out.String(), "─ warmer\n")

	require.Equal(t, exitDone, s.run("show", "r", "--plot", "twin.heater.heat", "--draw", "4"), s.err.String())
	require.Contains(t, s.out.String(), "twin.heater.heat [W]: draw 4, means over")
	require.NotContains(t, s.out.String(), "energy", "a plot alone")
}

// TestShowOneDraw: where there is one draw there is no median.
func TestShowOneDraw(t *testing.T) {
	s := ran(t, "--draws", "1", "--variant", "base")
	require.NotContains(t, s.out.String(), "whatif compare", "there is nothing to compare with")
	require.Equal(t, exitDone, s.run("show", "r"), s.err.String())
	require.Contains(t, s.out.String(), "\ntwin.room.temperature [degC]: means over 20 min\n")
	fits(t, s.out.String())
}

func TestShowJSON(t *testing.T) {
	s := ran(t)
	require.Equal(t, exitDone, s.run("show", "r", "--json"), s.err.String())
	var all struct {
		Runs     int
		Seconds  float64
		Finished bool
		Groups   []struct{ Variant string }
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &all))
	require.True(t, all.Finished)
	require.Positive(t, all.Seconds)
	require.Len(t, all.Groups, 2)

	require.Equal(t, exitDone, s.run("show", "r", "--json", "--plot", "twin.room.temperature", "--slowest", "3", "--failed"), s.err.String())
	var parts struct {
		Plot struct {
			Unit   string
			Curves []struct {
				Label     string
				Draw      *int
				T, Values []float64
			}
		}
		Slowest []struct {
			Run     int64
			Seconds float64
			Status  string
		}
		Failed []any
		Groups []any
	}
	require.NoError(t, json.Unmarshal(s.out.Bytes(), &parts))
	require.Nil(t, parts.Groups, "what was asked for alone")
	require.Len(t, parts.Plot.Curves, 2)
	warmer := parts.Plot.Curves[1]
	require.Equal(t, "warmer", warmer.Label)
	require.Nil(t, warmer.Draw)
	require.Len(t, warmer.Values, len(warmer.T))
	require.InDelta(t, 86400, warmer.T[len(warmer.T)-1], 1e-9)
	require.InDelta(t, 23, warmer.Values[len(warmer.Values)-1], 1)
	require.Len(t, parts.Slowest, 3)
	require.Equal(t, "ok", parts.Slowest[0].Status)
	require.GreaterOrEqual(t, parts.Slowest[0].Seconds, parts.Slowest[2].Seconds)
	require.NotNil(t, parts.Failed)
	require.Empty(t, parts.Failed)
}

// TestShowFailed: failed runs are told by what went wrong, with how to run one
// again.
func TestShowFailed(t *testing.T) {
	s := newShell(t)
	hot := strings.NewReplacer(`"3 kW"`, `"3 GW"`, `"23 degC"`, `"200000 degC"`).Replace(office)
	require.NoError(t, os.WriteFile("hot.toml", []byte(hot), 0o644))
	require.Equal(t, exitSomeFailed, s.run("run", "hot.toml", "-o", "r", "--set", "twin.control.band=2 K"))
	require.Contains(t, s.out.String(), "next     whatif show r --failed\n         whatif compare r\n")

	require.Equal(t, exitDone, s.run("show", "r", "--failed"), s.err.String())
	out := s.out.String()
	require.Contains(t, out, "\n5 failed runs of 10\n\n5 x  ")
	require.Contains(t, out, "twin.room.temperature")
	require.Regexp(t, `\n  variant  run  draw  after +wall time\n  warmer     5     0 `, out)
	require.Contains(t, out, "\n  again: whatif run SCENARIO.toml --set \"twin.control.band=2 K\" --variant warmer --draws 1 -o again -v\n")
	require.NotContains(t, out, "median", "the failed runs alone")

	require.Equal(t, exitDone, s.run("show", "r", "--failed", "--variant", "base"), s.err.String())
	require.Contains(t, s.out.String(), "\nno failed run\n")

	require.Equal(t, exitDone, s.run("show", "r", "--slowest", "10"), s.err.String())
	require.Equal(t, 5, strings.Count(s.out.String(), "  failed\n"))
}

// TestShowUnfinished: of a batch that was interrupted it shows what is there,
// and how to go on.
func TestShowUnfinished(t *testing.T) {
	s := ran(t, "--seed", "4")
	require.NoError(t, os.Remove(filepath.Join("r", "manifest.json")))
	require.Equal(t, exitDone, s.run("show", "r"), s.err.String())
	require.Contains(t, s.out.String(), "\nnot finished\n  all runs are there, the summary over the draws is missing\n")

	require.NoError(t, os.Remove(filepath.Join("r", "runs", "part-00000.arrow")))
	require.NoError(t, os.Remove(filepath.Join("r", "runs", "part-00009.arrow")))
	require.Equal(t, exitDone, s.run("show", "r"), s.err.String())
	out := s.out.String()
	require.Contains(t, out, "small: 8 of 10 runs")
	require.Contains(t, out, "twin.room.temperature [degC]: the first draw that is there, means over 20 min\n")
	require.Contains(t, out, "\nnot finished\n  2 of 10 parts are missing, with 2 runs\n")
	require.Contains(t, out, "    whatif run SCENARIO.toml --seed=4 -o r --resume\n")
	require.NotContains(t, out, "whatif compare")
	fits(t, out)

	for k := range 10 {
		require.NoError(t, os.RemoveAll(filepath.Join("r", "runs", "part-0000"+string(rune('0'+k))+".arrow")))
	}
	require.Equal(t, exitDone, s.run("show", "r"), s.err.String())
	require.Contains(t, s.out.String(), "10 of 10 parts are missing, with 10 runs")
	require.Equal(t, exitDone, s.run("show", "r", "--json"), s.err.String())
	require.Contains(t, s.out.String(), `"finished": false`)
}

// TestShowWithoutLog: a result without its log is as good.
func TestShowWithoutLog(t *testing.T) {
	s := ran(t, "-q")
	require.NoError(t, os.RemoveAll(filepath.Join("r", "log")))
	require.Equal(t, exitDone, s.run("show", "r", "--slowest", "3"), s.err.String())
	require.True(t, strings.HasPrefix(s.out.String(), "small: 10 runs\n"))
	require.Contains(t, s.out.String(), "does not tell how long its runs took")
}

func TestShowRefuses(t *testing.T) {
	s := ran(t, "-q")
	require.NoError(t, os.Mkdir("results", 0o755))
	require.NoError(t, os.Rename("r", filepath.Join("results", "small")))
	require.NoError(t, os.Mkdir("empty", 0o755))
	for line, want := range map[string]string{
		"show":                             "the result is missing",
		"show a b":                         "one result at a time",
		"show small":                       "did you mean results/small?",
		"show results/smal":                "did you mean results/small?",
		"show results":                     "did you mean results/small?",
		"show empty":                       "is not a result folder: it has no batch.json",
		"show nothing/like/it":             "there is no folder nothing/like/it",
		"show office.toml":                 "whatif run office.toml makes a result of it",
		"show results/small --variant bse": "did you mean base?",
		"show results/small --draw 5":      "0 to 4",
		"show results/small --draw -3":     "at least 0",
		"show results/small --slowest -1":  "at least 1",
		"show results/small --plot heat":   "did you mean twin.heater.heat?",
		"show results/small --plot twin.room.temperatur": "did you mean twin.room.temperature?",
		"show results/small --plot sound":                "there are ",
	} {
		require.Equal(t, exitWrong, s.run(strings.Fields(line)...), line)
		require.Contains(t, filepath.ToSlash(s.err.String()), want, line)
		require.Empty(t, s.out.String(), line)
	}
}

// TestHelpIsInOrder: every command stands under a heading.
func TestHelpIsInOrder(t *testing.T) {
	s := newShell(t)
	require.Equal(t, exitDone, s.run())
	require.NotContains(t, s.out.String(), "Additional Commands")
	at := -1
	for _, g := range commandGroups {
		next := strings.Index(s.out.String(), "\n"+g.title+"\n")
		require.Greater(t, next, at, g.title)
		at = next
	}
}

// TestShowCompletes: paths and variants are completed from the result.
func TestShowCompletes(t *testing.T) {
	s := ran(t, "-q")
	require.Equal(t, exitDone, s.run("__complete", "show", "r", "--plot", ""))
	require.Contains(t, s.out.String(), "twin.room.temperature\n")
	require.Equal(t, exitDone, s.run("__complete", "show", "r", "--variant", ""))
	require.True(t, strings.HasPrefix(s.out.String(), "base\nwarmer\n"), s.out.String())
	require.Equal(t, exitDone, s.run("__complete", "show", "nothing", "--plot", ""))
	require.NotContains(t, s.out.String(), "twin.")
}
