package linear

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// No state gets further than Drift says, no output than vicinity says.
func TestDriftBounds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		sys, x0, u := drawnSystem(rt, false)
		sys.Rows = append(sys.Rows, Row{X: []Term{{0, 1}}, U: []Term{{1, 0.01}}})
		p := asModal(t, sys).(*modal)
		s := segment(p, x0, u)
		for range rapid.IntRange(0, 3).Draw(rt, "changes") {
			p.Change(s, rapid.Float64Range(0, 2000).Draw(rt, "tau"), []int32{1}, []Input{drawnForm(rt)})
		}
		length := math.Pow(10, rapid.Float64Range(-3, 5).Draw(rt, "length"))
		most := p.Drift(s, length)
		far := make([]float64, p.n)
		assert.True(rt, p.strays(s, length, far))
		began := states(p, s, sys.N, 0)
		for k := range 101 {
			tau := length * float64(k) / 100
			for i, x := range states(p, s, sys.N, tau) {
				assert.LessOrEqual(rt, math.Abs(x-began[i]), most+1e-12*math.Abs(x))
			}
			for row := range sys.Rows {
				value, off := p.vicinity(s, row, length, far)
				y := p.Value(s, row, tau)
				assert.LessOrEqual(rt, math.Abs(y-value), off+1e-12*math.Abs(y))
			}
		}
	})
}

// In a short time a state drifts hardly further than its rate says.
func TestDriftIsTight(t *testing.T) {
	sys := System{N: 1, M: 1, E: []float64{1000}, A: Entries(1, []float64{-1}), B: Entries(1, []float64{1})}
	p := compile(t, sys).(*modal)
	s := segment(p, []float64{300}, []Input{{Level: 250}})
	assert.InEpsilon(t, 0.05*10, p.Drift(s, 10), 0.003)
	assert.InEpsilon(t, 50, p.Drift(s, 1e6), 0.003)
}

// Where a state hangs directly on an input, it can get anywhere at a change.
func TestMasslessStatesDriftAnywhere(t *testing.T) {
	sys := System{N: 2, M: 1, E: []float64{1000, 0},
		A: Entries(2, []float64{-1, 1, 1, -2}), B: Entries(1, []float64{0, 1})}
	p := compile(t, sys).(*modal)
	assert.Equal(t, math.Inf(1), p.Drift(segment(p, []float64{300, 0}, []Input{{Level: 300}}), 10))
}
