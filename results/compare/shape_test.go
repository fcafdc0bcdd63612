package compare

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// Another unit changes no verdict, and the other way round is the other way round.
func TestDifferencesKeepTheirShape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		of := rapid.SliceOfN(rapid.Float64Range(-50, 50), n, n)
		a, b := of.Draw(t, "a"), of.Draw(t, "b")
		d, back := compared(a, b), compared(b, a)
		assert.InDelta(t, -d.Mean, back.Mean, 1e-9)
		assert.InDelta(t, -d.Low, back.High, 1e-9)
		assert.InDelta(t, d.P, back.P, 1e-9)
		assert.Equal(t, d.WorseShare, back.BetterShare)
		assert.LessOrEqual(t, d.BetterShare+d.WorseShare, 1+1e-12)
		assert.LessOrEqual(t, d.Low, d.Mean)
		assert.LessOrEqual(t, d.Mean, d.High)
		scale := rapid.Float64Range(0.1, 10).Draw(t, "scale")
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i], y[i] = a[i]*scale, b[i]*scale
		}
		scaled := compared(x, y)
		assert.InDelta(t, d.Mean*scale, scaled.Mean, 1e-7)
		assert.InDelta(t, d.P, scaled.P, 1e-6)
	})
}

// What all draws have in common is no difference: moving both arms changes nothing.
func TestDifferencesAreOfNoPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		whole := rapid.Map(rapid.SliceOfN(rapid.IntRange(-20, 20), n, n), func(list []int) (x []float64) {
			for _, v := range list {
				x = append(x, float64(v))
			}
			return x
		})
		a, b, by := whole.Draw(t, "a"), whole.Draw(t, "b"), whole.Draw(t, "by")
		moved := func(x []float64) []float64 {
			out := slices.Clone(x)
			for i := range out {
				out[i] += by[i]
			}
			return out
		}
		was, is := compared(a, b), compared(moved(a), moved(b))
		assert.Equal(t, was.Mean, is.Mean)
		assert.Equal(t, was.BetterShare, is.BetterShare)
		assert.Equal(t, was.Verdict, is.Verdict)
		if !math.IsNaN(was.P) {
			assert.InDelta(t, was.P, is.P, 1e-12)
		}
	})
}

// The correction knows no order, makes nothing surer, and keeps who is before whom.
func TestCorrectionKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 20).Draw(t, "p")
		at := rapid.Permutation(draws(len(p))).Draw(t, "order")
		other := make([]float64, len(p))
		for i, k := range at {
			other[i] = p[k]
		}
		adjusted, moved := holm(p), holm(other)
		for i, k := range at {
			assert.Equal(t, adjusted[k], moved[i])
			assert.GreaterOrEqual(t, adjusted[k], p[k])
			for j := range p {
				if p[j] < p[k] {
					assert.LessOrEqual(t, adjusted[j], adjusted[k])
				}
			}
		}
	})
}

// What all draws agree on needs no interval.
func TestDifferencesWithoutSpread(t *testing.T) {
	same := compared([]float64{1, 2, 3}, []float64{1, 2, 3})
	assert.Equal(t, Same, same.Verdict)
	assert.Equal(t, 1.0, same.P)
	assert.Zero(t, same.BetterShare)
	assert.Zero(t, same.WorseShare, "what is the same is neither")
	lower := compared([]float64{0, 1, 2}, []float64{1, 2, 3})
	assert.Zero(t, lower.P)
	assert.Equal(t, []float64{-1, -1, -1}, []float64{lower.Mean, lower.Low, lower.High})
	one := compared([]float64{1}, []float64{2})
	assert.True(t, math.IsNaN(one.P))
	assert.Equal(t, 1.0, one.BetterShare)
}
