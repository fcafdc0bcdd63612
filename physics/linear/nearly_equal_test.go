package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// drawnAlike is a star, a ring or a complete graph whose nodes and links are
// exactly or nearly equal, so that many of its rates are. Input 0 is outside,
// input 1+i heats node i.
func drawnAlike(t *rapid.T, least, most int) (sys System, x0 []float64, u []Input) {
	n := rapid.IntRange(least, most).Draw(t, "nodes")
	unit := rapid.Float64Range(-1, 1)
	spread := rapid.SampledFrom([]float64{0, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-10, 1e-8, 1e-5, 1e-3}).Draw(t, "spread")
	near := func(v float64) float64 { return v * (1 + spread*unit.Draw(t, "near")) }
	hub := math.Pow(10, rapid.Float64Range(2, 8).Draw(t, "hub"))
	capacities := make([]float64, n)
	for i := range capacities {
		capacities[i] = near(2e5)
	}
	w := newNetwork(capacities, 1+n)
	switch shape := rapid.SampledFrom([]string{"star", "ring", "complete"}).Draw(t, "shape"); shape {
	case "star":
		w.sys.E[0] = hub
		for i := 1; i < n; i++ {
			w.link(0, i, near(40))
		}
	case "ring":
		for i := range n {
			w.link(i, (i+1)%n, near(40))
		}
	default:
		for i := range n {
			for j := range i {
				w.link(i, j, near(5))
			}
		}
	}
	losses := rapid.SampledFrom([]string{"none", "one", "all"}).Draw(t, "losses")
	for i := range n {
		if losses == "all" || losses == "one" && i == 0 {
			w.loss(i, 0, near(3))
		}
		w.heat(i, 1+i, 1)
		x0 = append(x0, 290+5*unit.Draw(t, "x"))
	}
	u = make([]Input, 1+n)
	u[0] = Input{Level: 280, Amplitude: 5, Omega: 2 * math.Pi / 86400}
	for i := range n {
		u[1+i].Level = 300 + 300*unit.Draw(t, "heat")
	}
	return withStates(w.sys), x0, u
}

// Equal and nearly equal rates do not harm modes: any mixture of their vectors
// serves where they are equal, and where they are not all are told apart.
func TestNearlyEqualRates(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnAlike(rt, 3, 16)
		p := asModal(t, sys)
		s := segment(p, x0, u)
		require.InDeltaSlice(rt, x0, states(p, s, sys.N, 0), 1e-11*290, "start")
		// The exponential loses digits with the fastest rate.
		e := asExponential(t, sys)
		r := segment(e, x0, u)
		polynomials := asLocal(t, sys, 0)
		w := newWalker(rt, polynomials, sys.N, x0, u, nil)
		fastest := polynomials.within / polynomials.step
		for _, tau := range []float64{1, 900, 7200, 50000} {
			got := states(p, s, sys.N, tau)
			require.InDeltaSlice(rt, states(e, r, sys.N, tau), got, 1e-9+1e-13*fastest*tau, "exponential at %v s", tau)
			if tau <= 7200 && fastest*tau < 1000 {
				w.rest(tau)
				require.InDeltaSlice(rt, states(w.p, w.s, sys.N, w.now), got, 1e-9, "local at %v s", tau)
			}
		}
	})
}
