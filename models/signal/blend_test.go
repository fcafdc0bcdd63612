package signal

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"whatif/physics/linear"
)

// What a blend keeps of a piece that was too long is what it would compute anew.
func TestShorterPieceIsAsIfComputedAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-100, 100)
		b := Blend{Law: Product()}
		m := &memory{
			forms:  []linear.Input{{Level: number.Draw(t, "level")}, {Level: 1, Slope: number.Draw(t, "slope")}, {Amplitude: 2, Omega: number.Draw(t, "omega")}},
			args:   make([]float64, 3),
			moving: make([]int, 0, 3),
		}
		m.settle()
		length := math.Exp(rapid.Float64Range(math.Log(shortest), math.Log(longest)).Draw(t, "length"))
		var kept course
		b.look(0, m, length, &kept)
		for _, parts := range rapid.SliceOfN(rapid.SampledFrom([]int{2, 4}), 1, 8).Draw(t, "parts") {
			if length = kept.shorten(length, parts); length < shortest {
				t.Fatalf("a piece of %v s", length)
			}
			b.look(0, m, length, &kept)
			var anew course
			b.look(0, m, length, &anew)
			assert.Equal(t, anew, kept)
		}
	})
}
