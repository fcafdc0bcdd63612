package thermal

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// The law of convection has a derivative everywhere, never falls with the difference,
// and far from zero is the power law.
func TestConvectionIsSmooth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		forth, back := rapid.Float64Range(0.5, 5).Draw(t, "forth"), rapid.Float64Range(0.5, 5).Draw(t, "back")
		n := rapid.Float64Range(0, 0.5).Draw(t, "exponent")
		p := Convection{Area: 0, Forth: 1, Back: 2, Exponent: 3, From: 4, To: 5, Flow: 6}
		flow := func(d float64) float64 {
			w := []float64{1, forth, back, n, 300 + d, 300, 0}
			p.Evaluate(w)
			return w[6]
		}
		d := rapid.Float64Range(-2, 2).Draw(t, "d")
		const h = 1e-4
		left, right := (flow(d)-flow(d-h))/h, (flow(d+h)-flow(d))/h
		assert.InDelta(t, left, right, 0.1*h/Rounding*100)
		assert.Greater(t, left, 0.)
		assert.InEpsilon(t, forth*math.Pow(20, 1+n), flow(20), 1e-4)
		assert.InEpsilon(t, -back*math.Pow(20, 1+n), flow(-20), 1e-4)
	})
}
