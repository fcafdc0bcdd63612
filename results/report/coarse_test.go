package report

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"whatif/engine"
	"whatif/results"
)

// The energy of a power is that of its coarser means.
func TestAveragedKeepsEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		each := rapid.IntRange(1, 12).Draw(t, "each")
		fan := &results.Fan{Mean: []float64{math.NaN()}, T: []float64{0}}
		sum := 0.0
		for k := range each * rapid.IntRange(1, 20).Draw(t, "intervals") {
			x := rapid.Float64Range(0, 1e4).Draw(t, "power")
			fan.Mean, fan.T, sum = append(fan.Mean, x), append(fan.T, float64(k+1)), sum+x
		}
		fan.Q50 = fan.Mean
		b := averaged(band(fan, "base", true), fan, each)
		coarse := 0.0
		for _, x := range b.Mid {
			coarse += x * float64(each)
		}
		assert.InDelta(t, sum, coarse, 1e-9*max(1, sum))
		assert.Equal(t, fan.T[len(fan.T)-1], b.X[len(b.X)-1])
	})
}

func TestCoarse(t *testing.T) {
	m := &material{r: &results.Result{Info: results.Info{Span: 7 * 86400 * engine.Second,
		Every: 600 * engine.Second}}}
	each, yes := m.coarse(&recorded{Path: results.Path{Mean: true}})
	assert.True(t, yes)
	assert.Equal(t, 6, each, "hours")
	_, yes = m.coarse(&recorded{})
	assert.False(t, yes, "a temperature is no mean over intervals")
	m.r.Info.Span = 86400 * engine.Second
	_, yes = m.coarse(&recorded{Path: results.Path{Mean: true}})
	assert.False(t, yes, "a day is read as it is")
}
