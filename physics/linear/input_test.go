package linear

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func drawnInput(t *rapid.T) Input {
	f := rapid.Float64Range(-10, 10)
	return Input{f.Draw(t, "level"), f.Draw(t, "slope"), f.Draw(t, "amplitude"), f.Draw(t, "omega"), f.Draw(t, "phase")}
}

func TestInput(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawnInput(rt)
		a, b := rapid.Float64Range(0, 20).Draw(rt, "a"), rapid.Float64Range(0, 20).Draw(rt, "b")
		assert.InDelta(rt, in.At(a+b), in.After(a).At(b), 1e-11)
		assert.InDelta(rt, in.Rate(a+b), in.After(a).Rate(b), 1e-10)
		assert.InDelta(rt, in.Integral(a+b), in.Integral(a)+in.After(a).Integral(b), 1e-9)
		assert.InDelta(rt, 3*in.At(a), in.Scaled(3).At(a), 1e-10)
		const h = 1e-5
		assert.InDelta(rt, (in.At(a+h)-in.At(a-h))/(2*h), in.Rate(a), 1e-4)
		lo, hi := in.Extremes(a, a+b)
		least, most := math.Inf(1), math.Inf(-1)
		for k := range 2001 {
			u := in.At(a + b*float64(k)/2000)
			least, most = math.Min(least, u), math.Max(most, u)
		}
		assert.LessOrEqual(rt, lo, least+1e-10)
		assert.GreaterOrEqual(rt, hi, most-1e-10)
		assert.InDelta(rt, least, lo, 0.02)
		assert.InDelta(rt, most, hi, 0.02)
	})
}

func TestWrapKeepsTheAngle(t *testing.T) {
	in := Input{Amplitude: 1, Omega: 2 * math.Pi / 86400, Phase: 1}
	moved := in
	for range 10000 {
		moved = moved.After(601)
	}
	assert.InDelta(t, in.At(6010000), moved.At(0), 1e-11)
}

func TestPhiAgainstSeries(t *testing.T) {
	series := func(x float64, j int) float64 {
		sum, term := bigOf(0), bigOf(1)
		for k := 1; k <= j; k++ {
			term.Quo(term, bigOf(float64(k)))
		}
		for k := 1; k < 800; k++ {
			sum.Add(sum, term)
			term.Mul(term, bigOf(x))
			term.Quo(term, new(big.Float).SetPrec(digits).SetInt64(int64(k+j)))
		}
		f, _ := sum.Float64()
		return f
	}
	for _, m := range []float64{0, 1e-300, 1e-17, 1e-9, 1e-3, 0.1, 0.3, 0.4999999, 0.5, 0.75, 0.999999, 1, 1.5, 2.7, 10, 35, 60} {
		for _, x := range []float64{m, -m} {
			e, p1, p2, p3 := phi123(x)
			assert.InEpsilon(t, series(x, 0), e, 1e-15, "exp(%v)", x)
			assert.InEpsilon(t, series(x, 1), p1, 1e-15, "phi1(%v)", x)
			assert.InEpsilon(t, series(x, 2), p2, 2e-15, "phi2(%v)", x)
			assert.InEpsilon(t, series(x, 3), p3, 4e-15, "phi3(%v)", x)
			_, q1, q2 := phi12(x)
			assert.Equal(t, [2]float64{p1, p2}, [2]float64{q1, q2})
		}
	}
	_, _, p2, p3 := phi123(-1e9)
	assert.InEpsilon(t, 1e-9, p2, 1e-8)
	assert.InEpsilon(t, 0.5e-9, p3, 1e-8)
}
