package results

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

// bruteQuantile follows the definition of type 7 in one-based order statistics.
func bruteQuantile(p float64, x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	h := float64(len(x)-1)*p + 1
	lo, hi := math.Floor(h), math.Ceil(h)
	return x[int(lo)-1] + (h-lo)*(x[int(hi)-1]-x[int(lo)-1])
}

func TestQuantile(t *testing.T) {
	// R: Quantile(c(1, 2, 4, 8), c(0, .05, .25, .5, .75, .95, 1), type = 7)
	x := []float64{1, 2, 4, 8}
	for p, want := range map[float64]float64{0: 1, .05: 1.15, .25: 1.75, .5: 3, .75: 5, .95: 7.4, 1: 8} {
		assert.InDelta(t, want, Quantile(p, x), 1e-14, "%v", p)
	}
	assert.Equal(t, 3.0, Quantile(.3, []float64{3}))
	assert.True(t, math.IsNaN(Quantile(.3, nil)))
	assert.True(t, math.IsInf(Quantile(.9, []float64{0, math.Inf(1), math.Inf(1)}), 1))
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 40).Draw(t, "x")
		slices.Sort(x)
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		assert.InDelta(t, bruteQuantile(p, x), Quantile(p, x), 1e-7)
	})
}

func TestSpread(t *testing.T) {
	s := spreadOf([]float64{3, 1, 2})
	assert.Equal(t, spread{n: 3, mean: 2, sd: 1, quantiles: [5]float64{1.1, 1.5, 2, 2.5, 2.9}}, s)
	one := spreadOf([]float64{0.1})
	assert.Equal(t, 0.1, one.mean)
	assert.True(t, math.IsNaN(one.sd))
	same := spreadOf([]float64{0.1, 0.1, 0.1})
	assert.Equal(t, 0.1, same.mean)
	assert.Zero(t, same.sd)
	none := spreadOf(nil)
	assert.Zero(t, none.n)
	assert.True(t, math.IsNaN(none.mean) && math.IsNaN(none.quantiles[2]))
}

// The summary against a computation that holds everything in memory, with
// slices of time of all lengths.
func TestSummary(t *testing.T) {
	dir := writeBatch(t, testInfo(), 2)
	r, err := Open(dir)
	require.NoError(t, err)
	want := bruteSummary(t, dir)
	require.Len(t, want, 4*testSamples*6)
	finished, err := os.ReadFile(filepath.Join(dir, summaryFile))
	require.NoError(t, err)
	for _, bytes := range []int{1, 500, 800, 1200, 1 << 20} {
		rows, err := writeSummary(context.Background(), disk{}, r, bytes)
		require.NoError(t, err)
		assert.EqualValues(t, len(want), rows)
		_, got := readAll(t, filepath.Join(dir, summaryFile))
		require.Len(t, got, len(want))
		for i := range want {
			for column, w := range want[i] {
				g := got[i][column]
				if f, err := strconv.ParseFloat(w, 64); err == nil && g != "null" {
					v, err := strconv.ParseFloat(g, 64)
					require.NoError(t, err)
					require.InDelta(t, f, v, 1e-12*math.Max(1, math.Abs(f)), "row %d column %s", i, column)
				} else {
					require.Equal(t, w, g, "row %d column %s: %v", i, column, got[i])
				}
			}
		}
		again, err := os.ReadFile(filepath.Join(dir, summaryFile))
		require.NoError(t, err)
		assert.True(t, string(finished) == string(again), "the same bytes with slices of %d bytes", bytes)
		spills, err := filepath.Glob(filepath.Join(dir, ".*"))
		require.NoError(t, err)
		assert.Empty(t, spills)
	}
}

// bruteSummary computes the rows of the summary from the rows of the tables.
func bruteSummary(t *testing.T, dir string) []map[string]string {
	t.Helper()
	failed, ok := map[string]int{}, map[string]bool{}
	sweep := map[string]string{}
	values := map[string][]float64{} // by key of a row of the summary
	keys := map[string]map[string]string{}
	for k := range 7 {
		_, runs := readAll(t, partPath(dir, "runs", k))
		for _, run := range runs {
			sweep[run["run_id"]], ok[run["run_id"]] = run["sweep"], run["status"] == "ok"
			if run["status"] == "failed" {
				failed[run["variant"]+run["sweep"]]++
			}
		}
		for table, columns := range map[string][]string{"series_thermal_room": {"temperature", "heat_loss"},
			"series_thermal_heat_pump": {"electric_power"}, "series_input": {"outdoor"}} {
			_, rows := readAll(t, partPath(dir, table, k))
			for _, row := range rows {
				if !ok[row["run_id"]] {
					continue
				}
				for _, c := range columns {
					s := sweep[row["run_id"]]
					seconds, err := strconv.ParseFloat(row["t"], 64)
					require.NoError(t, err)
					key := fmt.Sprintf("%s %s %09.3f %s %s", row["variant"], s, seconds, row["twin"], c)
					keys[key] = map[string]string{"variant": row["variant"], "sweep": s, "t": row["t"], "time": row["time"], "twin": row["twin"], "variable": c}
					list := values[key]
					if row[c] != "null" {
						v, err := strconv.ParseFloat(row[c], 64)
						require.NoError(t, err)
						list = append(list, v)
					}
					values[key] = list
				}
			}
		}
	}
	var sorted []string
	for key := range values {
		sorted = append(sorted, key)
	}
	slices.Sort(sorted)
	var out []map[string]string
	for _, key := range sorted {
		x, row := values[key], keys[key]
		row["n"] = fmt.Sprint(len(x))
		row["failed"] = fmt.Sprint(failed[row["variant"]+row["sweep"]])
		slices.Sort(x)
		put := func(column string, v float64, has bool) {
			row[column] = "null"
			if has {
				row[column] = fmt.Sprint(v)
			}
		}
		mean, sd := stat.MeanStdDev(x, nil)
		put("mean", mean, len(x) > 0)
		put("sd", sd, len(x) > 1)
		for column, p := range map[string]float64{"q05": .05, "q25": .25, "q50": .5, "q75": .75, "q95": .95} {
			put(column, bruteQuantile(p, x), len(x) > 0)
		}
		out = append(out, row)
	}
	return out
}

func TestIndicators(t *testing.T) {
	dir := writeBatch(t, testInfo(), 2)
	r, err := Open(dir)
	require.NoError(t, err)
	groups, err := r.Indicators()
	require.NoError(t, err)
	require.Len(t, groups, 4)
	g := groups[1] // runs 5 to 9, of which 8 failed
	assert.Equal(t, "base", g.Variant)
	assert.Equal(t, 1, g.Sweep)
	assert.Equal(t, 4, g.N)
	assert.Equal(t, 1, g.Failed)
	x := []float64{7.5, 9, 10.5, 13.5}
	energy := g.Indicators[0]
	assert.Equal(t, "energy", energy.Name)
	assert.Equal(t, "kWh", energy.Unit)
	assert.Equal(t, 4, energy.N)
	assert.InDelta(t, bruteQuantile(.5, x), energy.Median, 1e-12)
	assert.InDelta(t, bruteQuantile(.05, x), energy.Q05, 1e-12)
	assert.InDelta(t, bruteQuantile(.95, x), energy.Q95, 1e-12)
	assert.Zero(t, g.Indicators[1].N)
	assert.True(t, math.IsNaN(g.Indicators[1].Median))
	assert.Equal(t, []AlertCount{{"alert.cold", 2, 4}, {"alert.hot", 0, 0}}, g.Alerts)
	assert.Equal(t, []AlertCount{{"alert.cold", 3, 6}, {"alert.hot", 0, 0}}, groups[0].Alerts)
}
