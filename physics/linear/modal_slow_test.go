package linear

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// A sine of ages on modes that hardly decay would swing by far more than it does within a
// segment, and nothing of that may show: not in the states, read one by one or in a series,
// not in their integrals, nor after shifts and changes.
func TestSlowSines(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		unit := rapid.Float64Range(0, 1)
		decade := func(from, to float64, name string) float64 {
			return math.Pow(10, from+(to-from)*unit.Draw(rt, name))
		}
		w := newNetwork([]float64{decade(0, 2, "capacity"), decade(0, 2, "capacity")}, 2)
		w.link(0, 1, decade(-12, 1, "link")).loss(1, 1, decade(-18, 0, "loss")).heat(0, 0, 1)
		sys := withStates(w.sys)
		p := asModal(t, sys)
		u := []Input{
			{Level: 1, Amplitude: 1, Omega: decade(-18.5, 0, "omega"), Phase: 6 * unit.Draw(rt, "phase")},
			{Level: 2, Amplitude: 1, Omega: decade(-18.5, 0, "omega"), Phase: 6 * unit.Draw(rt, "phase")},
		}
		x0, tau := []float64{3, -2}, decade(-1, 3, "tau")
		want := exact(t, sys, x0, u, tau)
		near := func(got []float64, what string) {
			for i, v := range want {
				assert.InDelta(rt, v, got[i], 3e-14*(5+tau), what)
			}
		}
		s := segment(p, x0, u)
		near(states(p, s, 2, tau), "at once")
		series := make([]float64, 10)
		p.Series(s, rows(2), Series{Step: tau / 4, Last: 5}, series, 2)
		near(series[8:], "in a series")

		var sums [2]float64
		p.Integrals(s, rows(2), tau, sums[:])
		for i, sum := range sums {
			total := sys // with the integral of state i as one more state
			total.N, total.E = 3, append(slices.Clip(sys.E), 1)
			total.A = append(slices.Clip(sys.A), Entry{2, i, 1})
			assert.InDelta(rt, exact(t, total, append(slices.Clip(x0), 0), u, tau)[2], sum, 3e-14*(5+tau)*(1+tau), "integrated")
		}
		p.Shift(s, tau/4)
		p.Change(s, tau/4, []int32{0}, []Input{u[0].After(tau / 2)})
		near(states(p, s, 2, tau/2), "after a shift and a change")
	})
}

// Crossings and extremes under a sine of ages are those of a ramp.
func TestSlowSineCrosses(t *testing.T) {
	for _, omega := range []float64{1e-18, 1e-15, 1e-12, 1e-9} {
		p := asModal(t, withStates(newNetwork([]float64{1}, 1).heat(0, 0, 1).sys))
		s := segment(p, []float64{0}, []Input{{Amplitude: 1, Omega: omega, Phase: math.Pi / 2}})
		c := p.Cross(s, []Guard{{Row: 0, Direction: 1, Level: 5}}, nil, 0, 100)
		assert.Equal(t, 0, c.Guard)
		assert.InDelta(t, 5, c.Tau, 1e-10)
		lo, hi := p.Extremes(s, 0, 2, 9, 3, 4)
		assert.InDelta(t, 2, lo, 1e-12)
		assert.InDelta(t, 9, hi, 1e-12)
		assert.Less(t, p.(*modal).Drift(s, 1), 1.01)
	}
}
