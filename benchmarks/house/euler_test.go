package house

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
	"whatif/physics/thermal"
)

// record is the house: hourly heat, indoor and outdoor temperature.
type record struct{ heat, indoor, ambient []float64 }

func readRecord(t *testing.T) (r record) {
	f, err := os.Open("../../../shared/data/darkgreybox/house.csv")
	if err != nil {
		t.Skip("the record of the house is not here")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		for k, to := range []*[]float64{&r.heat, &r.indoor, &r.ambient} {
			x, err := strconv.ParseFloat(row[k+1], 64)
			require.NoError(t, err)
			*to = append(*to, x)
		}
	}
	return r
}

// euler steps a network by forward Euler with steps of 1 h over the rows from a to b,
// from states x, and returns by how much its first state misses the indoor record as a
// root mean square.
func (r *record) euler(sys linear.System, x []float64, a, b int) float64 {
	sum := 0.0
	for k := a; k < b; k++ {
		sum += (x[0] - r.indoor[k]) * (x[0] - r.indoor[k])
		if k == b-1 {
			break
		}
		flows := make([]float64, sys.N)
		for _, e := range sys.A {
			flows[e.Row] += e.Value * x[e.Column]
		}
		for _, e := range sys.B {
			flows[e.Row] += e.Value * []float64{r.ambient[k], r.heat[k]}[e.Column]
		}
		for i := range x {
			x[i] += flows[i] / sys.E[i]
		}
	}
	return math.Sqrt(sum / float64(b-a))
}

// Forward Euler with steps of an hour is no truth, but the notebooks of darkgreybox say
// what it gives with the same parameters: the networks are the same.
func TestNetworksStepAsTheNotebooksDo(t *testing.T) {
	r := readRecord(t)
	const train, rows = 672, 792
	one := thermal.Network{
		Capacity: []float64{448.10}, Inputs: 2,
		Losses: []thermal.Loss{{Node: 0, Input: 0, G: 1 / 0.63658}}, Gains: []thermal.Gain{{Node: 0, Input: 1, Share: 1}},
	}
	assert.InDelta(t, 0.864778, r.euler(one.System(), []float64{r.indoor[0]}, 0, train), 1e-6)
	assert.InDelta(t, 0.9733, r.euler(one.System(), []float64{r.indoor[train]}, train, rows), 5e-5)

	two := thermal.Network{
		Capacity: []float64{184.891, 483.231}, Inputs: 2,
		Links:  []thermal.Link{{A: 0, B: 1, G: 1 / 0.111196}},
		Losses: []thermal.Loss{{Node: 1, Input: 0, G: 1 / 0.522980}}, Gains: []thermal.Gain{{Node: 0, Input: 1, Share: 1}},
	}
	x := []float64{r.indoor[0], 16.831}
	assert.InDelta(t, 0.449866, r.euler(two.System(), x, 0, train), 1e-6)
	x[0] = r.indoor[train]
	assert.InDelta(t, 0.48444, r.euler(two.System(), x, train, rows), 5e-6)
}
