package design

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"whatif/engine"
)

// TestSobolUnscrambled compares with scipy 1.17, stats.qmc.Sobol(d,
// scramble=False), which takes the points in the order of their Gray code.
func TestSobolUnscrambled(t *testing.T) {
	first := [8][5]float64{
		{0, 0, 0, 0, 0},
		{0.5, 0.5, 0.5, 0.5, 0.5},
		{0.75, 0.25, 0.25, 0.25, 0.75},
		{0.25, 0.75, 0.75, 0.75, 0.25},
		{0.375, 0.375, 0.625, 0.875, 0.375},
		{0.875, 0.875, 0.125, 0.375, 0.875},
		{0.625, 0.125, 0.875, 0.625, 0.625},
		{0.125, 0.625, 0.375, 0.125, 0.125},
	}
	s := NewSobol(Dimensions)
	at := func(i, d int) float64 { return float64(s.point(uint32(i^i>>1), d)) / MostPoints }
	for i, row := range first {
		for d, want := range row {
			assert.Equal(t, want, at(i, d), "point %d, dimension %d", i, d)
		}
	}
	for _, c := range []struct {
		i, d int
		want float64
	}{
		{300, 20, 0.736328125},
		{411, 63, 0.150390625},
		{7, 255, 0.125},
		{509, 100, 0.037109375},
		{477, 511, 0.923828125},
		{388, 777, 0.376953125},
		{511, 1022, 0.392578125},
		{333, 1023, 0.126953125},
	} {
		assert.Equal(t, c.want, at(c.i, c.d), "point %d, dimension %d", c.i, c.d)
	}
}

// TestDirections: a line per dimension, as many odd numbers m_k < 2^k as the
// polynomial has degrees.
func TestDirections(t *testing.T) {
	require.Len(t, strings.Split(strings.TrimSpace(directions), "\n"), Dimensions-1)
	for _, v := range NewSobol(Dimensions).columns {
		for k, x := range v {
			require.Equal(t, uint32(1), x>>(digits-1-k)&1)
			require.Zero(t, x<<(k+1))
		}
	}
}

// TestSobolIsStratified: of 2^m scrambled points one lies in each stratum of
// width 2^-m, in every coordinate.
func TestSobolIsStratified(t *testing.T) {
	s := NewSobol(Dimensions)
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(0, 10).Draw(t, "m")
		d := rapid.IntRange(0, Dimensions-1).Draw(t, "dimension")
		r := Replicate{rapid.Int64().Draw(t, "seed"), rapid.IntRange(0, 9).Draw(t, "replicate")}
		assertStrata(t, 1<<m, func(i int) float64 { return s.At(r, engine.KeyOf("a"), i, d) })
	})
}

// TestSobolIsANet: in the first two dimensions, 2^m points put one into each of
// the elementary rectangles of area 2^-m, scrambled or not.
func TestSobolIsANet(t *testing.T) {
	s := NewSobol(2)
	const m = 8
	for a := range m + 1 {
		seen := map[[2]int]bool{}
		for i := range 1 << m {
			x := s.At(Replicate{3, 1}, engine.KeyOf("x"), i, 0)
			y := s.At(Replicate{3, 1}, engine.KeyOf("y"), i, 1)
			seen[[2]int{int(x * float64(int(1)<<a)), int(y * float64(int(1)<<(m-a)))}] = true
		}
		assert.Len(t, seen, 1<<m)
	}
}

func TestLatinIsStratified(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 500).Draw(t, "n")
		l := NewLatin(Replicate{rapid.Int64().Draw(t, "seed"), rapid.IntRange(0, 9).Draw(t, "replicate")}, engine.Key(rapid.Uint64().Draw(t, "key")), n)
		assertStrata(t, n, l.At)
	})
}

func assertStrata(t assert.TestingT, n int, at func(int) float64) {
	seen := map[int]bool{}
	for i := range n {
		u := at(i)
		assert.True(t, u > 0 && u < 1)
		seen[int(u*float64(n))] = true
	}
	assert.Len(t, seen, n)
}

// TestOrdersAreUniform counts all orders of a few strata.
func TestOrdersAreUniform(t *testing.T) {
	for _, n := range []int{2, 3, 4, 5} {
		counts := map[string]float64{}
		orders := int(math.Gamma(float64(n + 1)))
		trials := 200 * orders
		for k := range trials {
			p := newPermutation(engine.NewStream(int64(k), 0, 7, permuteStream), n)
			name := ""
			for i := range n {
				name += string(rune('a' + p.at(i)))
			}
			counts[name]++
		}
		assert.Len(t, counts, orders)
		chi2 := 0.0
		for _, c := range counts {
			chi2 += (c - 200) * (c - 200) / 200
		}
		assert.Less(t, chi2, distuv.ChiSquared{K: float64(orders - 1)}.Quantile(0.999), "%d strata", n)
	}
}

// TestMarginsAreUniform: over replicates every point is uniform by itself.
func TestMarginsAreUniform(t *testing.T) {
	s := NewSobol(3)
	const n = 4000
	for name, at := range map[string]func(Replicate) float64{
		"lhs":   func(r Replicate) float64 { return NewLatin(r, 5, 7).At(3) },
		"sobol": func(r Replicate) float64 { return s.At(r, 5, 3, 2) },
	} {
		bins := make([]float64, 16)
		for k := range n {
			bins[int(16*at(Replicate{11, k}))]++
		}
		want := make([]float64, 16)
		for i := range want {
			want[i] = n / 16.0
		}
		assert.Less(t, stat.ChiSquare(bins, want), distuv.ChiSquared{K: 15}.Quantile(0.999), name)
	}
}

// TestSobolIntegratesBetter: of a smooth function of three numbers, the error
// of the mean of 256 points is far below that of independent points.
func TestSobolIntegratesBetter(t *testing.T) {
	s := NewSobol(3)
	keys := []engine.Key{engine.KeyOf("a"), engine.KeyOf("b"), engine.KeyOf("c")}
	const points, replicates = 256, 40
	rmse := func(at func(r Replicate, i, d int) float64) float64 {
		sum := 0.0
		for k := range replicates {
			mean := 0.0
			for i := range points {
				f := 1.0
				for d := range keys {
					f *= 1 + (at(Replicate{1, k}, i, d) - 0.5)
				}
				mean += f / points
			}
			sum += (mean - 1) * (mean - 1)
		}
		return math.Sqrt(sum / replicates)
	}
	sobol := rmse(func(r Replicate, i, d int) float64 { return s.At(r, keys[d], i, d) })
	latin := rmse(func(r Replicate, i, d int) float64 { return NewLatin(r, keys[d], points).At(i) })
	iid := rmse(func(r Replicate, i, d int) float64 {
		return engine.NewStream(1, r.Number*points+i, keys[d], 1).Uniform(0)
	})
	assert.Less(t, sobol, iid/50)
	assert.Less(t, latin, iid/2)
	assert.InDelta(t, math.Sqrt((math.Pow(13.0/12, 3)-1)/points), iid, 0.3*iid)
}

// TestReplicateIntervalsCover: Student's t over the means of eight replicates
// holds the true mean in about 95 of 100 samples.
func TestReplicateIntervalsCover(t *testing.T) {
	s := NewSobol(2)
	a, b := engine.KeyOf("a"), engine.KeyOf("b")
	const trials, replicates, points = 600, 8, 16
	quantile := distuv.StudentsT{Sigma: 1, Nu: replicates - 1}.Quantile(0.975)
	truth := (math.E - 1) * (1 + 1.0/3)
	for name, at := range map[string]func(r Replicate, i int) (x, y float64){
		"sobol": func(r Replicate, i int) (float64, float64) { return s.At(r, a, i, 0), s.At(r, b, i, 1) },
		"lhs": func(r Replicate, i int) (float64, float64) {
			return NewLatin(r, a, points).At(i), NewLatin(r, b, points).At(i)
		},
	} {
		covered := 0
		for trial := range trials {
			means := make([]float64, replicates)
			for k := range means {
				for i := range points {
					x, y := at(Replicate{int64(trial), k}, i)
					means[k] += math.Exp(x) * (1 + y*y) / points
				}
			}
			mean, sd := stat.MeanStdDev(means, nil)
			if math.Abs(mean-truth) <= quantile*sd/math.Sqrt(replicates) {
				covered++
			}
		}
		assert.InDelta(t, 0.95, float64(covered)/trials, 0.025, name)
	}
}
