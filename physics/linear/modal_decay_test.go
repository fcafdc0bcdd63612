package linear

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// bigExp is e^x and e^x - 1 - x, by the series at x/2^q and q doublings of
// h(2x) = 2 h + (h + x)^2.
func bigExp(x float64) (e, m, h *big.Float) {
	const doublings = 12
	arg := bigOf(math.Ldexp(x, -doublings))
	h = bigOf(0)
	term := new(big.Float).SetPrec(digits).Set(arg)
	for k := 2; k < 60; k++ {
		term.Mul(term, arg)
		term.Quo(term, bigOf(float64(k)))
		h.Add(h, term)
	}
	for range doublings {
		sum := new(big.Float).SetPrec(digits).Add(h, arg)
		h.Add(h, h)
		h.Add(h, sum.Mul(sum, sum))
		arg.Add(arg, arg)
	}
	m = new(big.Float).SetPrec(digits).Add(h, arg)
	e = new(big.Float).SetPrec(digits).Add(m, bigOf(1))
	return e, m, h
}

// ulps is by how many units of its last place got is off.
func ulps(want *big.Float, got float64) float64 {
	if want.Sign() == 0 {
		return math.Abs(got) / 0x1p-1074
	}
	off, _ := new(big.Float).SetPrec(digits).Sub(want, bigOf(got)).Float64()
	w, _ := want.Float64()
	return math.Abs(off) / (math.Nextafter(math.Abs(w), math.Inf(1)) - math.Abs(w))
}

func TestDecayToTheLastDigit(t *testing.T) {
	check := func(t assert.TestingT, x float64) {
		e, m, h := bigExp(x)
		ge, gm := decay(x)
		assert.LessOrEqual(t, ulps(e, ge), 1.5, "e^%v", x)
		assert.LessOrEqual(t, ulps(m, gm), 2.5, "e^%v - 1", x)
		be, bm, bh := bow(x)
		assert.LessOrEqual(t, ulps(e, be), 2.5, "e^%v", x)
		assert.LessOrEqual(t, ulps(m, bm), 2.5, "e^%v - 1", x)
		assert.LessOrEqual(t, ulps(h, bh), 8., "e^%v - 1 - x", x)
	}
	for _, x := range []float64{0, 1e-300, 1e-17, 1e-9, 1e-3, 0.0054, 0.0055, 0.0624999, slight, 0.3, 0.4999999, 0.5, 0.6931471805599453, 1, 20, 35, 40, 60} {
		check(t, x)
		check(t, -x)
	}
	rapid.Check(t, func(rt *rapid.T) {
		x := math.Pow(10, rapid.Float64Range(-8, 1.8).Draw(rt, "size"))
		check(rt, x)
		check(rt, -x)
	})
	for _, x := range []float64{-1e9, -745, -701, math.Inf(-1)} {
		e, m := decay(x)
		assert.InDelta(t, 0, e, 1e-300)
		assert.Equal(t, -1., m)
	}
	for _, x := range []float64{710, 1e9, math.Inf(1)} {
		e, m := decay(x)
		assert.Equal(t, math.Inf(1), e)
		assert.Equal(t, math.Inf(1), m)
	}
	e, m := decay(math.NaN())
	assert.True(t, math.IsNaN(e) && math.IsNaN(m))
}

func TestSlightTurns(t *testing.T) {
	for x := -slightTurn + 5e-5; x <= slightTurn; x += 1e-4 {
		lag, versine := slightTurns(x)
		sin, cos := math.Sincos(x)
		half := math.Sin(x / 2)
		assert.InDelta(t, sin, x+x*lag, 2.3e-16*math.Abs(sin))
		assert.InDelta(t, cos, 1-versine, 2.3e-16)
		assert.InEpsilon(t, 2*half*half, versine, 1e-15)
	}
}
