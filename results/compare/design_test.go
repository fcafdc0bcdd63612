package compare

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// inReplicates are differences of which those of a replicate have the part shared of
// their variance in common: nothing for independent draws.
func inReplicates(source *rand.Rand, replicates, each int, shared float64) (x []float64) {
	for range replicates {
		common := source.NormFloat64() * math.Sqrt(shared)
		for range each {
			x = append(x, 0.3+common+source.NormFloat64()*math.Sqrt(1-shared))
		}
	}
	return x
}

// Of draws in replicates, which may be alike, intervals hold as often as they say,
// where those of independent draws do not.
func TestIntervalsOfReplicatesCover(t *testing.T) {
	const repeats, replicates, each = 3000, 8, 16
	share := distuv.UnitNormal.CDF(-0.3)
	for _, shared := range []float64{0, 0.2} {
		source := rand.New(rand.NewPCG(5, 6))
		zero := make([]float64, replicates*each)
		means, shares, naive, welch := 0, 0, 0, 0
		for range repeats {
			x := inReplicates(source, replicates, each, shared)
			d := Difference{}
			d.pair(ofDesign(x, "lhs", replicates), ofDesign(zero, "lhs", replicates), 0.95, true)
			means += holds(d.Low, 0.3, d.High)
			shares += holds(d.BetterLow, share, d.BetterHigh)
			low, high := wilson(d.BetterShare, float64(len(x)), 0.95)
			naive += holds(low, share, high)
			y := inReplicates(source, replicates, each, shared)
			d = Difference{}
			d.welch(ofDesign(x, "lhs", replicates), ofDesign(y, "lhs", replicates), 0.95, true)
			welch += holds(d.Low, 0, d.High)
		}
		assert.InDelta(t, 0.95, float64(means)/repeats, 0.016)
		assert.InDelta(t, 0.95, float64(welch)/repeats, 0.016)
		assert.Greater(t, float64(shares)/repeats, 0.94)
		if shared > 0 {
			assert.Less(t, float64(naive)/repeats, 0.85, "as if the draws were independent")
		}
	}
}

func holds(low, x, high float64) int {
	if low <= x && x <= high {
		return 1
	}
	return 0
}

// The share of a design counts as few draws as it varies between replicates.
func TestSharesOfReplicates(t *testing.T) {
	pair := func(x []float64, replicates int) Difference {
		d := Difference{Low: nan, High: nan, P: nan, Verdict: Unknown}
		d.pair(ofDesign(x, "sobol", replicates), ofDesign(make([]float64, len(x)), "sobol", replicates), 0.95, true)
		return d
	}
	d := pair([]float64{-1, -1, -1, -1, 1, 2, 1, 1}, 2)
	assert.Equal(t, 0.5, d.BetterShare)
	assert.Less(t, d.ShareDraws, 1.0, "two replicates that say the opposite say nothing")
	assert.Less(t, d.BetterLow, 0.05)
	assert.Greater(t, d.BetterHigh, 0.95)
	d = pair([]float64{-1, 1, -2, 3, -3, 5, 6, -4}, 4)
	assert.Equal(t, 8.0, d.ShareDraws, "no more than there are")
	d = pair([]float64{-1, -2, -3, -4}, 1)
	assert.True(t, math.IsNaN(d.BetterLow), "one replicate tells of no interval")
	assert.True(t, math.IsNaN(d.Low))
	assert.Equal(t, Unknown, d.Verdict)
	d = pair([]float64{-1, 3, 0, 2}, 2)
	assert.True(t, math.IsNaN(d.P), "replicates that agree by chance are no proof")
	d = pair([]float64{2, 2, 2, 2}, 1)
	assert.Zero(t, d.P, "what all draws say needs no replicates")
}

// Of two unpaired samples, the interval of the share holds as often as it says.
func TestUnpairedSharesCover(t *testing.T) {
	const repeats = 3000
	source := rand.New(rand.NewPCG(21, 4))
	for _, n := range []int{10, 40} {
		for _, apart := range []float64{0, 1, 2} {
			want, held := distuv.UnitNormal.CDF(apart/math.Sqrt2), 0
			for range repeats {
				a, b := make([]float64, n), make([]float64, n+5)
				for i := range a {
					a[i] = source.NormFloat64() - apart
				}
				for i := range b {
					b[i] = source.NormFloat64()
				}
				var d Difference
				d.beyond(a, b, 0.95, true)
				held += holds(d.BetterLow, want, d.BetterHigh)
			}
			assert.InDelta(t, 0.95, float64(held)/repeats, 0.03, "%d draws, %g apart", n, apart)
		}
	}
	low, high := newcombe(1, 10, 10, 0.95)
	assert.Equal(t, 1.0, high)
	assert.InDelta(t, 0.8, low, 0.1, "ten that all win may be luck")
}

// Shares have the confidence that was asked for.
func TestSharesAtAnotherConfidence(t *testing.T) {
	a, b := []float64{1, 2, 3, 4, 5, 9}, []float64{2, 3, 2, 5, 4, 8}
	var sure, unsure Difference
	sure.pair(independent(a), independent(b), 0.99, true)
	unsure.pair(independent(a), independent(b), 0.5, true)
	assert.Less(t, sure.BetterLow, unsure.BetterLow)
	assert.Greater(t, sure.BetterHigh, unsure.BetterHigh)
}

// The convergence of a design goes by whole replicates, also where draws are lost.
func TestConvergedByReplicates(t *testing.T) {
	o := ofDesign(inReplicates(rand.New(rand.NewPCG(1, 1)), 4, 5, 0), "lhs", 4)
	o.values, o.draws = append(o.values[:7:7], o.values[9:]...), append(o.draws[:7:7], o.draws[9:]...)
	c := converged(o, 0.95, true)
	require.Equal(t, []int{8, 13, 18}, c.Draws)
	assert.InDelta(t, o.halfWidth(t), c.HalfWidth[2], 1e-15)
	assert.InDelta(t, c.HalfWidth[2]/math.Abs(c.Mean[2]), c.Relative, 1e-15)
	assert.True(t, math.IsNaN(converged(o, 0.95, false).Relative), "0 degC is not nothing")
	one := converged(ofDesign([]float64{1, 2, 3}, "lhs", 1), 0.95, true)
	require.Equal(t, []int{3}, one.Draws)
	assert.True(t, math.IsNaN(one.HalfWidth[0]))
	assert.Zero(t, one.Needed)
}

func (o observed) halfWidth(t *testing.T) float64 {
	s := spreadOf(o, 0.95)
	require.False(t, math.IsNaN(s.HalfWidth))
	return s.HalfWidth
}
