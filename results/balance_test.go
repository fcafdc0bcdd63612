package results

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// balanced is a batch of 2 x 3 runs over four hours of two months, of which run 1
// fails: a gain of draw kW, a loss that varies, and what is stored.
func balanced(t *testing.T) *Result {
	s := &engine.Schema{
		Variants: []string{"base", "better"}, Kinds: []string{"alert_on"}, Units: []string{"1"}, Twins: []string{"room"},
		Balance: []engine.BalanceTerm{
			{Zone: "room", Name: "input.sun", Role: Gain, Unit: "kWh"}, {Zone: "room", Name: "outdoor", Role: Loss, Unit: "kWh"},
			{Zone: "room", Name: "stored", Role: Storage, Unit: "kWh"}, {Zone: "room", Name: "outdoor", Role: heatingDegrees, Unit: "K h"},
			{Zone: "room", Name: "twin.control", Role: unmetHeating, Unit: "h"},
		},
		Periods: engine.Periods{Months: []string{"2026-01", "2026-02"}},
	}
	const hour = 3600 * engine.Second
	for h := range 4 {
		s.Periods.Marks = append(s.Periods.Marks, engine.Mark{From: engine.Time(h) * hour, Month: int16(h / 2), Hour: int8((22 + h) % 24)})
	}
	l := &engine.Layout{Balance: []engine.BalanceRow{
		{Term: 0, Measure: engine.Integral, Channels: []int{0}, Weights: []float64{1}, Scale: 1 / 3.6e6},
		{Term: 1, Measure: engine.Integral, Channels: []int{1}, Weights: []float64{-1}, Scale: 1 / 3.6e6},
		{Term: 2, Measure: engine.Change, Channels: []int{2}, Weights: []float64{-1}, Scale: 1 / 3.6e6},
		{Term: 3, Measure: engine.Excess, Channels: []int{3}, Weights: []float64{-1}, Offset: 291.15, Scale: 1.0 / 3600},
		{Term: 4, Measure: engine.Duration, Channels: []int{3}, Weights: []float64{-1}, Offset: 280, Scale: 1.0 / 3600},
	}}
	info := Info{Name: "balanced", Draws: 3, Sweeps: 1, Runs: 6, RunsPerPart: 2, Span: 4 * hour, Every: hour / 2}
	w, err := create(quick{}, t.TempDir(), info, s, false)
	require.NoError(t, err)
	for k := range w.Parts() {
		first, last := w.PartRuns(k)
		p, err := w.Part(k, first, last)
		require.NoError(t, err)
		for n := first; n < last; n++ {
			id := engine.RunID{Number: n, Variant: int(n / 3), Draw: int(n % 3)}
			require.NoError(t, p.Begin(id, l))
			stored := 0.0
			for i := range 9 {
				sun, lost := 1000*float64(id.Draw), 500+100*float64(i)
				values := []float64{sun, lost, stored, 279 + float64(i%2)*2}
				if i == 0 {
					values = []float64{math.NaN(), math.NaN(), 0, math.NaN()}
				} else {
					stored += (sun - lost) * 1800
					values[2] = stored
				}
				require.NoError(t, p.Sample(engine.Time(i)*hour/2, values))
			}
			o := &engine.Outcome{ID: id, End: 4 * hour}
			if n == 1 {
				o.Err = errors.New("too hot")
			}
			require.NoError(t, p.End(o))
		}
		require.NoError(t, p.Commit())
	}
	_, err = w.Finish(context.Background())
	require.NoError(t, err)
	r, err := Open(w.Dir())
	require.NoError(t, err)
	return r
}

func TestBalances(t *testing.T) {
	zones, err := balanced(t).Balances()
	require.NoError(t, err)
	require.Len(t, zones, 2)
	base, better := zones[0], zones[1]
	assert.Equal(t, 2, base.N, "the failed run does not count")
	assert.Equal(t, 3, better.N)
	assert.Equal(t, []string{"2026-01", "2026-02"}, better.Months)
	assert.Less(t, better.Relative, 1e-12)
	sun, lost := better.Terms[0], better.Terms[1]
	assert.InDelta(t, 4, sun.Total, 1e-12, "a mean of 1 kW for 4 h")
	assert.InDelta(t, 0.4, sun.Low, 1e-12)
	assert.InDelta(t, 7.6, sun.High, 1e-12)
	assert.InDeltaSlice(t, []float64{2, 2}, sun.ByMonth, 1e-12)
	assert.InDelta(t, 1, sun.ByHour[22], 1e-12)
	assert.InDelta(t, 1, sun.ByHour[1], 1e-12)
	assert.Zero(t, sun.ByHour[2])
	assert.InDelta(t, -(0.6+0.7)/2, lost.ByHour[22], 1e-12)
	assert.InDelta(t, 4*11.15, better.HeatingDegrees, 1e-9)
	assert.InDelta(t, 2, better.UnmetHeating, 1e-12, "every other half hour is below 280 K")
	assert.True(t, math.IsNaN(better.UnmetCooling))
}
