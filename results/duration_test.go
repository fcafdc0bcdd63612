package results

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestDescending(t *testing.T) {
	// 10 W for half of the time, 4 W for a quarter, 0 W for the rest.
	curve := descending([]float64{0, 10, 20, 40}, []float64{math.NaN(), 4, 0, 10})
	assert.Equal(t, []float64{10, 10, 4, 0, 0}, []float64{curve[0], curve[49], curve[50], curve[75], curve[100]})
	assert.Nil(t, descending([]float64{0}, []float64{math.NaN()}))
}

// A load duration curve descends, and its mean is that of the load.
func TestDurationKeepsTheEnergy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := append([]float64{math.NaN()}, rapid.SliceOfN(rapid.Float64Range(-5, 20), 1, 40).Draw(t, "values")...)
		times := make([]float64, len(values))
		for i := range times {
			times[i] = float64(i)
		}
		curve := descending(times, values)
		for k := 1; k < len(curve); k++ {
			assert.LessOrEqual(t, curve[k], curve[k-1])
		}
		sum := 0.0
		for _, v := range curve[:len(curve)-1] {
			sum += v / float64(len(curve)-1)
		}
		assert.InDelta(t, meanOf(values[1:]), sum, 25*float64(len(values))/float64(len(curve)))
	})
}
