package compare

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"whatif/results"
)

var iid = &results.Info{Design: "iid"}

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
	d.pair(iid, a, draws(len(a)), b, draws(len(b)), len(a), 0.95, true)
	return d
}

// The same numbers go to scipy and to this package.
func TestStatisticsEqualScipys(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err == nil {
		err = exec.Command(python, "-c", "import scipy").Run()
	}
	if err != nil {
		t.Skip("no python3 with scipy on PATH: make test sets both up")
	}
	source := rand.New(rand.NewPCG(1, 2))
	normal := distuv.Normal{Mu: 20, Sigma: 3, Src: source}
	skewed := distuv.LogNormal{Mu: 1, Sigma: 0.8, Src: source}
	type cases struct{ X, Y []float64 }
	var all []cases
	for _, n := range []int{5, 12, 50, 400} {
		var c cases
		for i := range n {
			x := normal.Rand()
			c.X, c.Y = append(c.X, x), append(c.Y, x*0.3+skewed.Rand())
			if i%7 == 3 { // ties
				c.X[i], c.Y[i] = math.Round(c.X[i]), math.Round(c.Y[i])+0.25
			}
		}
		all = append(all, c)
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	cmd := exec.Command(python, "testdata/scipy_statistics.py")
	cmd.Stdin = strings.NewReader(string(text))
	said, err := cmd.Output()
	require.NoError(t, err)
	var want []struct {
		Mean, SD, Low, High, P                         float64
		WelchLow, WelchHigh, WelchP                    float64
		Rho, RhoP, RhoLow, RhoHigh                     float64
		WilsonLow, WilsonHigh, Q05, Q25, Q50, Q75, Q95 float64
		Holm                                           []float64
	}
	require.NoError(t, json.Unmarshal(said, &want))
	equal := func(want, got float64, what string) {
		assert.InDelta(t, want, got, 1e-10*max(1, math.Abs(want)), what)
	}
	for k, c := range all {
		w := want[k]
		d := compared(c.X, c.Y)
		equal(w.Mean, d.Mean, "mean")
		equal(w.SD, d.SD, "sd")
		equal(w.Low, d.Low, "low")
		equal(w.High, d.High, "high")
		assert.InEpsilon(t, w.P, d.P, 1e-8, "p")
		equal(w.WilsonLow, d.BetterLow, "wilson")
		equal(w.WilsonHigh, d.BetterHigh, "wilson")
		var u Difference
		u.welch(c.X, c.Y, 0.95, true)
		equal(w.WelchLow, u.Low, "welch")
		equal(w.WelchHigh, u.High, "welch")
		assert.InEpsilon(t, w.WelchP, u.P, 1e-8, "welch p")
		r := driver(c.X, c.Y, 0.95)
		equal(w.Rho, r.Rho, "rho")
		equal(w.RhoLow, r.Low, "rho low")
		equal(w.RhoHigh, r.High, "rho high")
		assert.InDelta(t, w.RhoP, r.P, 1e-8*w.RhoP+1e-14, "rho p")
		s := spreadOf(iid, c.X, draws(len(c.X)), 0.95)
		for i, q := range []float64{s.Q05, s.Q25, s.Median, s.Q75, s.Q95} {
			equal([]float64{w.Q05, w.Q25, w.Q50, w.Q75, w.Q95}[i], q, "quantile")
		}
		p := []float64{w.P, w.WelchP, w.RhoP, 0.04, 0.3}
		for i, adjusted := range holm(p) {
			equal(w.Holm[i], adjusted, "holm")
		}
	}
}

// Intervals hold what they say they hold as often as they say.
func TestIntervalsCover(t *testing.T) {
	const repeats = 4000
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
		assert.InDelta(t, 1, d.BetterShare+back.BetterShare, 1e-12)
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

// What all draws agree on needs no interval.
func TestDifferencesWithoutSpread(t *testing.T) {
	same := compared([]float64{1, 2, 3}, []float64{1, 2, 3})
	assert.Equal(t, Same, same.Verdict)
	assert.Equal(t, 1.0, same.P)
	assert.Equal(t, 0.5, same.BetterShare)
	lower := compared([]float64{0, 1, 2}, []float64{1, 2, 3})
	assert.Zero(t, lower.P)
	assert.Equal(t, []float64{-1, -1, -1}, []float64{lower.Mean, lower.Low, lower.High})
	one := compared([]float64{1}, []float64{2})
	assert.True(t, math.IsNaN(one.P))
	assert.Equal(t, 1.0, one.BetterShare)
}
