package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// A series is the values at its times, and the same bits however it is cut.
func TestSeries(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, true)
		p := compile(t, sys)
		switch rapid.IntRange(0, 2).Draw(rt, "way") {
		case 0:
			p = asExponential(t, sys)
		case 1:
			sys, x0, u = drawnNetwork(rt, 8)
			p = asLocal(t, sys, 0)
		}
		s := segment(p, x0, u)
		list := rows(len(sys.Rows))
		if rapid.Bool().Draw(rt, "some") {
			list = []int32{int32(rapid.IntRange(0, len(sys.Rows)-1).Draw(rt, "row"))}
		}
		g := Series{From: rapid.Float64Range(0, 5000).Draw(rt, "from"), Step: math.Pow(10, rapid.Float64Range(-1, 4).Draw(rt, "step")),
			Last: rapid.IntRange(1, 16).Draw(rt, "last")}
		if h := p.Horizon(s); h < g.at(g.Last) {
			g.From, g.Step = 0.1*h, 0.9*h/float64(g.Last)
		}
		width := len(list) + 1
		whole := make([]float64, g.Last*width)
		p.Series(s, list, g, whole, width)
		for k := range g.Last {
			one := make([]float64, len(list))
			p.Values(s, list, g.From+float64(k)*g.Step, one)
			for i, want := range one {
				assert.InEpsilon(rt, want, whole[k*width+i], 1e-12, "time %d, output %d", k, list[i])
			}
		}
		cut := rapid.IntRange(0, g.Last-1).Draw(rt, "cut")
		g.First = cut
		part := make([]float64, (g.Last-cut)*width)
		p.Series(s, list, g, part, width)
		assert.Equal(rt, whole[cut*width:], part)
	})
}
