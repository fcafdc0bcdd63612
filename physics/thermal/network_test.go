package thermal

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// room is an air node and a wall node with a massless surface between them.
func room() *Network {
	return &Network{
		Capacity: []float64{5e5, 0, 1e7},
		Links:    []Link{{0, 1, 300}, {1, 2, 600}},
		Losses:   []Loss{{0, 0, 10}, {2, 0, 33}},
		Gains:    []Gain{{0, 1, 0.7}, {1, 1, 0.3}},
		Inputs:   2,
	}
}

func TestSystemIsSymmetric(t *testing.T) {
	n := room()
	sys := n.System()
	a, b := make([]float64, sys.N*sys.N), make([]float64, sys.N*sys.M)
	for _, e := range sys.A {
		a[e.Row*sys.N+e.Column] += e.Value
	}
	for _, e := range sys.B {
		b[e.Row*sys.M+e.Column] += e.Value
	}
	for i := range sys.N {
		for j := range sys.N {
			assert.Equal(t, a[i*sys.N+j], a[j*sys.N+i])
		}
	}
	assert.Equal(t, []float64{-310, 300, 0, 300, -900, 600, 0, 600, -633}, a)
	assert.Equal(t, []float64{10, 0.7, 0, 0.3, 33, 0}, b)
}

func TestEnergyBalance(t *testing.T) {
	n := room()
	sys := n.System()
	sys.Rows = []linear.Row{n.StoredEnergy(), n.LossFlow(0), n.LossFlow(1), n.GainFlow(0), n.GainFlow(1), n.LinkFlow(0), n.TemperatureRow(1)}
	p, err := linear.Compile(sys)
	require.NoError(t, err)
	assert.Equal(t, "modal", p.Method())
	s := linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
	p.Start(s, []float64{293, 0, 291})
	p.Force(s, []linear.Input{{Level: 270, Amplitude: 5, Omega: 7e-5}, {Level: 800, Slope: 0.01}})
	const tau = 40000.
	before := p.Value(s, 0, 0)
	rows := []int32{1, 2, 3, 4}
	net, abs, closed := make([]float64, 4), make([]float64, 4), make([]float64, 4)
	linear.Quadrature(p, s, rows, tau, net, abs)
	p.Integrals(s, rows, tau, closed)
	change := p.Value(s, 0, tau) - before
	assert.InEpsilon(t, change, net[2]+net[3]-net[0]-net[1], 1e-9)
	assert.InDeltaSlice(t, net, closed, 1e-3)
	// The surface stores nothing: what comes in goes out.
	y := make([]float64, len(sys.Rows))
	x := make([]float64, 3)
	p.Values(s, []int32{0, 1, 2, 3, 4, 5, 6}, tau, y)
	p.States(s, tau, x)
	assert.InDelta(t, 0, y[5]+y[4]-600*(x[1]-x[2]), 1e-8)
	assert.Equal(t, x[1], y[6])
}

func TestSteadyState(t *testing.T) {
	n := &Network{Capacity: []float64{1e5, 2e5}, Links: []Link{{0, 1, 20}}, Losses: []Loss{{1, 0, 5}}, Gains: []Gain{{0, 1, 1}}, Inputs: 2}
	sys := n.System()
	sys.Rows = []linear.Row{n.TemperatureRow(0), n.LinkFlow(0)}
	p, err := linear.Compile(sys)
	require.NoError(t, err)
	s := linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
	p.Start(s, []float64{0, 0})
	p.Force(s, []linear.Input{{Level: 280}, {Level: 100}})
	assert.InDelta(t, 280+100./5+100./20, p.Value(s, 0, 1e8), 1e-10)
	assert.InDelta(t, 100, p.Value(s, 1, 1e8), 1e-9)
}
