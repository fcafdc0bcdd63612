package linear

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A run of changes, crossings, looks and shifts goes the same way by the matrix
// exponential and in polynomials.
func TestLocalAgainstExponential(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnNetwork(rt, 16)
		outputs := len(sys.Rows)
		p := asLocal(t, sys, rapid.IntRange(leastOrder, maxOrder).Draw(rt, "order"))
		var guards []Guard
		for i := range sys.N {
			side := 1 - 2*(i%2)
			guards = append(guards, Guard{Row: int32(i), Direction: int8(side), Level: x0[i] + 1.5*float64(side)})
		}
		guards = append(guards,
			Guard{Row: int32(outputs - 2), Direction: 1, Level: 10}, Guard{Row: int32(outputs - 1), Direction: -1, Level: 2})
		a := newWalker(rt, p, outputs, x0, u, append([]Guard(nil), guards...))
		b := newWalker(rt, asExponential(t, sys), outputs, x0, u, append([]Guard(nil), guards...))
		compare := func(what string) {
			require.InDelta(rt, b.time(), a.time(), 1e-7, what)
			y, sum := b.values(), b.integrals()
			size := 20.
			for _, v := range y {
				size = math.Max(size, math.Abs(v))
			}
			what += fmt.Sprint(" ", a.time(), " ", b.time()-a.time())
			require.InDeltaSlice(rt, y, a.values(), 5e-12*size, what)
			require.InDeltaSlice(rt, sum, a.integrals(), 5e-12*size*(1+b.time()), what)
			require.InDeltaSlice(rt, states(b.p, b.s, sys.N, b.now), states(a.p, a.s, sys.N, a.now), 5e-12*size, what)
		}
		compare("start")
		for range rapid.IntRange(1, 25).Draw(rt, "deeds") {
			switch rapid.IntRange(0, 5).Draw(rt, "deed") {
			case 0:
				until := b.time() + rapid.Float64Range(0, 5000).Draw(rt, "rest")
				a.rest(until)
				b.rest(until)
				a.all, b.all = true, true
			case 1:
				a.close()
				b.close()
			case 2:
				k := rapid.IntRange(1, 3).Draw(rt, "inputs")
				var which []int32
				var to []Input
				for j := range k {
					which = append(which, int32((rapid.IntRange(0, sys.M-1).Draw(rt, "input")/3*3+j)%sys.M))
					to = append(to, drawnForcing(rt, 200, 500))
				}
				if k > 1 && (which[0] == which[1] || which[0] == which[k-1] || which[1] == which[k-1]) {
					continue
				}
				a.change(which, to)
				b.change(which, to)
			default:
				until := b.time() + rapid.Float64Range(0, 20000).Draw(rt, "until")
				g, h := a.cross(until), b.cross(until)
				if g != h {
					// Two at the same time may come in either order.
					require.InDelta(rt, b.time(), a.time(), 1e-7)
					return
				}
				if g >= 0 {
					beyond := float64(b.guards[g].Direction) * (b.values()[b.guards[g].Row] - b.guards[g].Level)
					require.GreaterOrEqual(rt, beyond, -1e-9, "crossed")
					next := b.guards[g]
					next.Direction = -next.Direction
					next.Level += 0.7 * float64(next.Direction)
					a.rearm(g, next)
					b.rearm(g, next)
				}
			}
			compare("after a deed")
		}
	})
}

func TestLocalExtremes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnNetwork(rt, 8)
		p, q := asLocal(t, sys, 0), asExponential(t, sys)
		s, r := segment(p, x0, u), segment(q, x0, u)
		end := p.Horizon(s)
		from := end * rapid.Float64Range(0, 1).Draw(rt, "from")
		to := from + (end-from)*rapid.Float64Range(0, 1).Draw(rt, "long")
		for row := range sys.Rows {
			lo, hi := p.Extremes(s, row, from, to, math.Inf(1), math.Inf(-1))
			wantLo, wantHi := q.Extremes(r, row, from, to, math.Inf(1), math.Inf(-1))
			assert.InDelta(rt, wantLo, lo, 1e-10)
			assert.InDelta(rt, wantHi, hi, 1e-10)
			lo2, hi2 := p.Extremes(s, row, from, to, lo-1, (lo+hi)/2)
			assert.Equal(rt, lo-1, lo2)
			assert.InDelta(rt, hi, hi2, 1e-12)
		}
	})
}

func TestLocalAgainstReference(t *testing.T) {
	inputs := []Input{
		{Level: 278.15, Amplitude: 6, Omega: 2 * math.Pi / 86400, Phase: -2},
		{Level: 300, Slope: 0.01},
		{Level: -50, Slope: -1e-3, Amplitude: 80, Omega: 2 * math.Pi / 1000, Phase: 0.3},
	}
	for _, ratio := range []float64{1, 1e3} {
		sys := chain(ratio)
		x0 := make([]float64, sys.N)
		for i := range x0 {
			x0[i] = 290 + float64(i)
		}
		for _, order := range []int{leastOrder, 10, maxOrder} {
			w := newWalker(t, asLocal(t, sys, order), sys.N, x0, inputs, nil)
			for _, tau := range []float64{1, 600, 36000} {
				w.rest(tau)
				want, got := exact(t, sys, x0, inputs, tau), states(w.p, w.s, sys.N, w.now)
				assert.InDeltaSlice(t, want, got, 2e-11, "order %d, ratio %v, tau %v", order, ratio, tau)
			}
		}
	}
}
