package results

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// TestIntervalsCover: of many samples whose mean is known, the interval holds it
// in 95 of 100. Where the draws of a replicate lie evenly, judging them as if
// they were independent would hold it nearly always, at many times the width.
func TestIntervalsCover(t *testing.T) {
	const trials, draws, replicates = 2000, 32, 8
	numbers := engine.NewStream(5, 0, engine.KeyOf("cover"), 0)
	index := make([]int, draws)
	for i := range index {
		index[i] = i
	}
	for _, c := range []struct {
		info  Info
		value func(trial, draw int) float64
	}{
		{Info{Design: "iid", Draws: draws, Replicates: 1}, func(trial, draw int) float64 {
			return numbers.Normal(uint64(trial*draws + draw))
		}},
		// Points that are spread evenly about a mean of their own in each replicate.
		{Info{Design: "lhs", Draws: draws, Replicates: replicates}, func(trial, draw int) float64 {
			size := draws / replicates
			return 0.1*numbers.Normal(uint64(trial*replicates+draw/size)) + float64(draw%size) - float64(size-1)/2
		}},
	} {
		covered := 0
		for trial := range trials {
			values := make([]float64, draws)
			for i := range values {
				values[i] = c.value(trial, i)
			}
			mean, half := c.info.interval(values, index)
			if math.Abs(mean) <= half {
				covered++
			}
		}
		assert.InDelta(t, 0.95, float64(covered)/trials, 0.015, c.info.Design)
	}
}

func TestIntervals(t *testing.T) {
	iid, lhs := &Info{}, &Info{Design: "lhs", Draws: 4, Replicates: 2}
	mean, half := iid.interval([]float64{1, 2, 3, 6}, []int{0, 1, 2, 3})
	assert.Equal(t, 3.0, mean)
	assert.InDelta(t, 3.182446305284263*math.Sqrt(14.0/3)/2, half, 1e-9) // t with 3 degrees of freedom
	_, half = lhs.interval([]float64{1, 3, 2, 6}, []int{0, 1, 2, 3})
	assert.InDelta(t, 12.706204736432095*math.Sqrt2/math.Sqrt2, half, 1e-9) // means 2 and 4, 1 degree of freedom
	mean, half = lhs.interval([]float64{1, 3}, []int{0, 1})
	assert.Equal(t, 2.0, mean)
	assert.True(t, math.IsNaN(half), "a replicate without values says nothing")
	_, half = lhs.interval([]float64{1}, []int{77})
	assert.True(t, math.IsNaN(half))
	for _, none := range [][]float64{nil, {3}} {
		_, half = iid.interval(none, make([]int, len(none)))
		assert.True(t, math.IsNaN(half))
	}
	mean, half = iid.interval([]float64{2, 2}, []int{0, 1})
	assert.Equal(t, 2.0, mean)
	assert.Zero(t, half)
}

// TestDesignIsKept: batch.json says how the draws lie and why there are so many.
func TestDesignIsKept(t *testing.T) {
	info := &Info{Name: "x", Draws: 4, Sweeps: 1, Runs: 4, RunsPerPart: 4, Compression: LZ4, Design: "sobol", Replicates: 2,
		Stop: &Stop{Most: 9, Indicator: "energy", Enough: true, Reason: "4 of at most 9 draws"}}
	text, err := encodeBatch(info, &engine.Schema{Variants: []string{"base"}})
	require.NoError(t, err)
	got, _, err := decodeBatch(text)
	require.NoError(t, err)
	assert.Equal(t, info.Design, got.Design)
	assert.Equal(t, info.Replicates, got.Replicates)
	assert.Equal(t, info.Stop, got.Stop)
	info.Replicates = 3
	assert.ErrorContains(t, info.check(&engine.Schema{}), "4 draws in 3 replicates")
}
