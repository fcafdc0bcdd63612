package compare

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"whatif/results"
)

// independent are values of as many independent draws.
func independent(values []float64) observed {
	return ofDesign(values, "iid", 1)
}

// ofDesign are values of all draws of a design.
func ofDesign(values []float64, design string, replicates int) observed {
	info := &results.Info{Design: design, Draws: len(values), Replicates: replicates}
	return observed{info, values, draws(len(values))}
}

func draws(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// compared are two samples as Within would compare them.
func compared(a, b []float64) Difference {
	d := Difference{P: nan}
	d.pair(independent(a), independent(b), 0.95, true)
	return d
}

// Intervals hold what they say they hold as often as they say.
func TestIntervalsCover(t *testing.T) {
	const repeats = 5000
	source := rand.New(rand.NewPCG(7, 9))
	type law struct {
		name  string
		draw  func() float64
		mean  float64
		slack float64 // what the skew of few draws costs
	}
	normal, skewed := distuv.Normal{Mu: 1, Sigma: 2, Src: source}, distuv.Exponential{Rate: 1, Src: source}
	for _, l := range []law{{"normal", normal.Rand, 1, 0}, {"exponential", skewed.Rand, 1, 0.06}} {
		for _, n := range []int{10, 50, 200} {
			zero := make([]float64, n)
			held, better, share := 0, 0, distribution(l.name)
			for range repeats {
				x := make([]float64, n)
				for i := range x {
					x[i] = l.draw()
				}
				d := compared(x, zero)
				if d.Low <= l.mean && l.mean <= d.High {
					held++
				}
				if d.BetterLow <= share && share <= d.BetterHigh {
					better++
				}
			}
			band := 4 * math.Sqrt(0.95*0.05/repeats)
			rate := float64(held) / repeats
			assert.GreaterOrEqual(t, rate, 0.95-band-l.slack*math.Sqrt(10/float64(n)), "%s, %d draws", l.name, n)
			assert.LessOrEqual(t, rate, 0.95+band, "%s, %d draws", l.name, n)
			if share > 0 {
				assert.InDelta(t, covered(share, n), float64(better)/repeats, band+0.005, "share of %s, %d draws", l.name, n)
			}
		}
	}
}

// covered is how often Wilson's interval holds a share: it is discrete, and holds
// about 95 % over all shares.
func covered(share float64, n int) float64 {
	sum, b := 0.0, distuv.Binomial{N: float64(n), P: share}
	for k := range n + 1 {
		if low, high := wilson(float64(k)/float64(n), float64(n), 0.95); low <= share && share <= high {
			sum += b.Prob(float64(k))
		}
	}
	return sum
}

func TestSharesCover(t *testing.T) {
	for _, n := range []int{10, 50, 200} {
		sum := 0.0
		for k := range 1000 {
			sum += covered((float64(k)+0.5)/1000, n) / 1000
		}
		assert.InDelta(t, 0.952, sum, 0.008, "%d draws", n)
	}
}

// distribution is the probability of a value below 0.
func distribution(name string) float64 {
	if name == "normal" {
		return distuv.Normal{Mu: 1, Sigma: 2}.CDF(0)
	}
	return 0
}

// The interval of a rank correlation covers that of the law.
func TestCorrelationCovers(t *testing.T) {
	const repeats, n, r = 2000, 100, 0.6
	source := rand.New(rand.NewPCG(3, 5))
	normal := distuv.Normal{Mu: 0, Sigma: 1, Src: source}
	want := 6 / math.Pi * math.Asin(r/2) // Spearman's, of two normal numbers
	held := 0
	for range repeats {
		x, y := make([]float64, n), make([]float64, n)
		for i := range x {
			x[i] = normal.Rand()
			y[i] = r*x[i] + math.Sqrt(1-r*r)*normal.Rand()
		}
		if d := driver(x, y, 0.95); d.Low <= want && want <= d.High {
			held++
		}
	}
	assert.InDelta(t, 0.95, float64(held)/repeats, 0.02)
}

// With no difference anywhere, one of many comparisons is called different in one
// of twenty studies at most.
func TestCorrectionHoldsTheRate(t *testing.T) {
	const repeats, many = 1000, 12
	source := rand.New(rand.NewPCG(11, 13))
	normal := distuv.Normal{Mu: 0, Sigma: 1, Src: source}
	wrong := 0
	for range repeats {
		p := make([]float64, many)
		zero := make([]float64, 20)
		for k := range p {
			x := make([]float64, 20)
			for i := range x {
				x[i] = normal.Rand()
			}
			p[k] = compared(x, zero).P
		}
		for _, adjusted := range holm(p) {
			if adjusted < 0.05 {
				wrong++
				break
			}
		}
	}
	assert.LessOrEqual(t, float64(wrong)/repeats, 0.05+4*math.Sqrt(0.05*0.95/repeats))
	assert.Greater(t, wrong, 0)
}
