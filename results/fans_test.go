package results

import (
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFans reads the summary back: each fan is the spread over the curves of its
// draws.
func TestFans(t *testing.T) {
	r, err := Open(writeBatch(t, testInfo(), 2))
	require.NoError(t, err)
	seen, before := 0, [2]int{}
	for f, err := range r.Fans() {
		require.NoError(t, err)
		seen++
		at := [2]int{f.Variant, f.Sweep}
		assert.False(t, at[0] < before[0] || at[0] == before[0] && at[1] < before[1], "groups in order")
		before = at
		require.Len(t, f.T, testSamples)
		for _, s := range [][]float64{f.Mean, f.SD, f.Q05, f.Q25, f.Q50, f.Q75, f.Q95} {
			require.Len(t, s, testSamples)
		}
		path := "twin." + f.Twin + "." + f.Column
		if f.Twin == "input" {
			path = "input." + f.Column
		}
		draws := make([][]float64, testSamples)
		for c, err := range r.Curves(path, func(run int) bool {
			return int(r.Runs.Variant[run]) == f.Variant && int(r.Runs.Sweep[run]) == f.Sweep && !r.Runs.Failed[run]
		}) {
			require.NoError(t, err)
			assert.Equal(t, c.T, f.T)
			assert.Equal(t, c.Time, f.Time)
			for k, v := range c.Values {
				if !math.IsNaN(v) {
					draws[k] = append(draws[k], v)
				}
			}
		}
		for k, values := range draws {
			want := spreadOf(values)
			assert.Equal(t, int64(want.n), f.N[k])
			for j, got := range []float64{f.Q05[k], f.Q25[k], f.Q50[k], f.Q75[k], f.Q95[k]} {
				assert.True(t, got == want.quantiles[j] || math.IsNaN(got) && want.n == 0, "%s at %g: %g, not %g", path, f.T[k], got, want.quantiles[j])
			}
		}
	}
	assert.Equal(t, 4*6, seen, "four groups; four room variables, one of the pump, one input")
}

func TestFansEndEarly(t *testing.T) {
	dir := writeBatch(t, testInfo(), 1)
	r, err := Open(dir)
	require.NoError(t, err)
	n := 0
	for _, err := range r.Fans() {
		require.NoError(t, err)
		if n++; n == 2 {
			break
		}
	}
	assert.Equal(t, 2, n)
	require.NoError(t, os.Remove(filepath.Join(dir, summaryFile)))
	n = 0
	for _, err := range r.Fans() {
		require.ErrorIs(t, err, fs.ErrNotExist)
		n++
	}
	assert.Equal(t, 1, n)
}

// TestEventRows reads the events back, all of them and some kinds.
func TestEventRows(t *testing.T) {
	r, err := Open(writeBatch(t, testInfo(), 2))
	require.NoError(t, err)
	var all, alerts []EventRow
	for e, err := range r.EventRows() {
		require.NoError(t, err)
		all = append(all, e)
	}
	for e, err := range r.EventRows("alert_on") {
		require.NoError(t, err)
		alerts = append(alerts, e)
	}
	require.Len(t, all, 20+2*10)
	require.Len(t, alerts, 2*10)
	first := all[0]
	assert.Equal(t, "twin.pump.demand", first.Signal)
	assert.Equal(t, "pump", first.Twin)
	assert.Equal(t, "switch_on", first.Kind)
	assert.Equal(t, "run 0", first.Detail)
	assert.Equal(t, "1", first.Unit)
	assert.Equal(t, 1.0, first.Value)
	assert.InDelta(t, 10.001234567, first.T, 1e-12)
	assert.Equal(t, r.Info.Start.UnixMicro()+10_001_234, first.Time)
	for k, e := range alerts {
		assert.Equal(t, 2*(k/2), e.Run, "the even runs, two each")
		assert.Equal(t, int64(1+k%2), e.Seq)
		assert.Empty(t, e.Twin)
		assert.Empty(t, e.Unit)
		assert.Empty(t, e.Detail)
		assert.True(t, math.IsNaN(e.Value))
	}
	for range r.EventRows("nothing") {
		t.Fatal("there is no such kind")
	}
}
