package compare

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/combin"
	"pgregory.net/rapid"
)

// Orders are counted as one would count them one by one.
func TestOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		of := rapid.SliceOfN(rapid.IntRange(2, 12), n, n)
		x, y := of.Draw(t, "x"), of.Draw(t, "y")
		counts := orders(x, y)
		all := combin.Permutations(n, n)
		for _, order := range all {
			s := 0
			for i, k := range order {
				s += x[i] * y[k]
			}
			counts[s]--
		}
		for s, left := range counts {
			if left != 0 {
				t.Fatalf("%v and %v: %g orders of sum %d too many", x, y, left, s)
			}
		}
	})
}

// Few runs whose ranks agree by chance are no proof.
func TestAgreementByChance(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6}
	d := driver(x, []float64{3, 4, 5, 7, 8, 20}, 0.95)
	assert.Equal(t, 1.0, d.Rho)
	assert.InDelta(t, 2.0/720, d.P, 1e-15)
	assert.Equal(t, 1.0, d.High)
	assert.Greater(t, d.Low, 0.5)
	assert.Less(t, d.Low, 0.95)
	back := driver(x, []float64{-3, -4, -5, -7, -8, -20}, 0.95)
	assert.Equal(t, -d.Low, back.High)
	assert.Equal(t, -1.0, back.Low)
	nine := driver(inOrder(9), inOrder(9), 0.95)
	assert.InDelta(t, 2.0/362880, nine.P, 1e-15, "no less than all permutations can say")
	// Of many parameters without an effect, hardly ever is one called a driver.
	source := rand.New(rand.NewPCG(3, 8))
	for _, n := range []int{5, 6, 8, 9, 12, 13, 20} {
		called := 0
		for range 100 {
			y, p := make([]float64, n), make([]float64, 200)
			for i := range y {
				y[i] = source.Float64()
			}
			for k := range p {
				x := make([]float64, n)
				for i := range x {
					x[i] = source.Float64()
				}
				p[k] = driver(x, y, 0.95).P
			}
			for _, q := range holm(p) {
				if q < 0.05 {
					called++
					break
				}
			}
		}
		require.LessOrEqual(t, called, 15, "%d runs", n)
	}
}
