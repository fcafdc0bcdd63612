package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPlus(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := drawnInput(rt), drawnInput(rt)
		switch rapid.IntRange(0, 3).Draw(rt, "case") {
		case 0:
			b.Omega = a.Omega
		case 1:
			b.Omega = -a.Omega
		case 2:
			b.Amplitude = 0
		}
		sum, ok := a.Plus(b)
		if !ok {
			assert.NotEqual(rt, math.Abs(a.Omega), math.Abs(b.Omega))
			return
		}
		for _, tau := range []float64{0, 0.3, 7, 20} {
			assert.InDelta(rt, a.At(tau)+b.At(tau), sum.At(tau), 1e-10)
		}
	})
	same := Input{Amplitude: 3, Omega: 2, Phase: 1}
	sum, ok := same.Plus(same.Scaled(-1))
	assert.True(t, ok)
	assert.Equal(t, 0.0, sum.Amplitude)
}

func TestConstant(t *testing.T) {
	x, ok := Input{Level: 2, Amplitude: 1, Phase: math.Pi / 2}.Constant()
	assert.True(t, ok)
	assert.Equal(t, 3.0, x)
	_, ok = Input{Level: 2, Slope: 1}.Constant()
	assert.False(t, ok)
	_, ok = Input{Amplitude: 1, Omega: 1}.Constant()
	assert.False(t, ok)
}

func TestNextSign(t *testing.T) {
	for _, c := range []struct {
		in    Input
		sign  int
		until float64
	}{
		{Input{}, 0, math.Inf(1)},
		{Input{Level: -2}, -1, math.Inf(1)},
		{Input{Level: -2, Slope: 1}, -1, 2},
		{Input{Level: 2, Slope: 1}, 1, math.Inf(1)},
		{Input{Slope: -1}, -1, math.Inf(1)},
		{Input{Amplitude: 1, Omega: 1}, 1, math.Pi},
		{Input{Amplitude: -1, Omega: -1}, 1, math.Pi},
		{Input{Amplitude: 1, Omega: 1, Phase: math.Pi}, -1, math.Pi},
		{Input{Level: 1, Amplitude: 1, Omega: 1}, 1, math.Inf(1)}, // touches zero
		{Input{Level: 2, Amplitude: 1, Omega: 1}, 1, math.Inf(1)},
		{Input{Level: -0.5, Amplitude: 1, Omega: 1, Phase: math.Pi / 2}, 1, math.Pi / 3},
		{Input{Level: 10, Slope: -1}, 1, 10},
	} {
		sign, until := c.in.NextSign(1e-12)
		assert.Equal(t, c.sign, sign, "%+v", c.in)
		assert.InDelta(t, c.until, until, 1e-9, "%+v", c.in)
	}
}

// Nothing on the way to the crossing has the other sign, and just after it
// something has.
func TestNextSignIsTheFirst(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := drawnInput(rt)
		if rapid.Bool().Draw(rt, "flat") {
			in.Slope = 0
		}
		sign, until := in.NextSign(0)
		if sign == 0 {
			return
		}
		end := math.Min(until, 50)
		for k := range 500 {
			tau := end * (float64(k) + 0.5) / 500
			require.GreaterOrEqual(rt, float64(sign)*in.At(tau), -1e-9, "%+v at %v before %v", in, tau, until)
		}
		if until > 0 && until < 50 && math.Abs(in.Omega)*until < mostTurns*math.Pi {
			require.LessOrEqual(rt, float64(sign)*in.At(until), 1e-9)
		}
	})
}
