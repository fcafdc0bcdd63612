package mechanical

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The closed forms of a mass m on a spring k with damping c, let go at x0 = 1 m.
func TestOscillatorFollowsItsClosedForms(t *testing.T) {
	const m, k = 2.0, 50.0
	w := math.Sqrt(k / m)
	forms := map[string]struct {
		c float64
		x func(t float64) float64
	}{
		"undamped": {0, func(t float64) float64 { return math.Cos(w * t) }},
		"under": {0.2 * 2 * math.Sqrt(k*m), func(t float64) float64 {
			d, wd := 0.2*w, w*math.Sqrt(1-0.04)
			return math.Exp(-d*t) * (math.Cos(wd*t) + d/wd*math.Sin(wd*t))
		}},
		"critically": {2 * math.Sqrt(k*m), func(t float64) float64 { return math.Exp(-w*t) * (1 + w*t) }},
		"over": {2.5 * 2 * math.Sqrt(k*m), func(t float64) float64 {
			root := w * math.Sqrt(2.5*2.5-1)
			a, b := -2.5*w+root, -2.5*w-root
			return (b*math.Exp(a*t) - a*math.Exp(b*t)) / (b - a)
		}},
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			mass := r.motion("twin.mass", m, 1, 0)
			r.Add("twin.mass", &mass)
			r.spring(mass, k, form.c)
			r.build()
			at := r.place("twin.mass.position")
			r.solve(5, 0.1, func(tau float64, x []float64) { assert.InDelta(t, form.x(tau), x[at], 1e-8) })
		})
	}
}
