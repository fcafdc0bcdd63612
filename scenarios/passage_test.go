package scenarios

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat"
)

// wear is damage that grows by 1/s on average, with noise of an intensity of
// 0.5/sqrt(s): 2 sd^2 timescale = 0.25/s. It fails at 10.
const wear = `[scenario]
name = "wear"
span = "25 s"
[input.rate]
signal = "noise"
mean = "1 Hz"
sd = "%.12g Hz"
timescale = "%g s"
every = "%g s"
[twin.part]
model = "equation"
rate = "input.rate"
start.damage = 0
mode.failed = false
der.damage = "rate"
guard.fails = { when = "damage > 10", set = { failed = true } }
[indicator]
life = { time_while = "not twin.part.failed", unit = "s" }
[sample]
draws = 1000
seed = 3
[record]
every = "25 s"
signals = ["twin.part.damage"]
`

// A Wiener process with drift 1 and sigma 0.5 reaches 10 first at a time that has
// the inverse Gaussian distribution of mean 10 and shape 400: its variance is 2.5.
// Noise keeps that whatever its step; where it was scaled by the step rather than
// by its root, another step would make another variance.
//
// Noise with a memory passes later than white noise, as if the limit were farther
// by -zeta(1/2) sd timescale (T. W. Marshall, E. J. Watson, J. Phys. A 18 (1985)
// 3531): that is taken off here.
func TestFirstPassageOfNoise(t *testing.T) {
	if testing.Short() {
		t.Skip("3000 runs of a thousand steps")
	}
	const milne = 1.4603545
	for _, noise := range []struct{ timescale, every float64 }{{0.1, 0.02}, {0.1, 0.05}, {0.05, 0.02}} {
		sd := 0.5 / math.Sqrt(2*noise.timescale)
		var lives []float64
		for _, o := range outcomes(t, fmt.Sprintf(wear, sd, noise.timescale, noise.every)) {
			lives = append(lives, o[0]-milne*sd*noise.timescale)
		}
		slices.Sort(lives)
		mean, variance := stat.MeanVariance(lives, nil)
		quantile := func(p float64) float64 { return stat.Quantile(p, stat.LinInterp, lives, nil) }
		// About three times what a thousand draws leave open.
		assert.InDelta(t, 10, mean, 0.15)
		assert.InDelta(t, 2.5, variance, 0.35)
		assert.InDelta(t, 7.6276, quantile(0.05), 0.2)
		assert.InDelta(t, 9.8768, quantile(0.5), 0.2)
		assert.InDelta(t, 12.7927, quantile(0.95), 0.5)
		if t.Failed() {
			t.Fatal(noise, mean, variance, quantile(0.05), quantile(0.5), quantile(0.95))
		}
	}
}
