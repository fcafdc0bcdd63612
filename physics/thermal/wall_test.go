package thermal

import (
	"math"
	"math/cmplx"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// concrete is 20 cm of it.
var concrete = Layer{Thickness: 0.2, Conductivity: 1.6, Density: 2300, SpecificHeat: 1000}

// wool is 12 cm of insulation.
var wool = Layer{Thickness: 0.12, Conductivity: 0.04, Density: 30, SpecificHeat: 1400}

// wall ties the surfaces of a chain over films (m2 K/W; 0 for none) to the
// inputs 0 and 1. Outputs: heat flow in at the first side, out at the second,
// and all temperatures.
func wall(t *testing.T, c Chain, films [2]float64) (linear.Propagator, linear.Segment) {
	n := Network{Capacity: c.Capacity, Inputs: 2}
	for i, r := range c.Resistance {
		n.Links = append(n.Links, Link{i, i + 1, 1 / r})
	}
	last := len(c.Capacity) - 1
	n.Losses = []Loss{{0, 0, 1 / math.Max(films[0], 1e-9)}, {last, 1, 1 / math.Max(films[1], 1e-9)}}
	sys := n.System()
	in := n.LossFlow(0)
	for i := range in.X {
		in.X[i].Weight *= -1
	}
	for i := range in.U {
		in.U[i].Weight *= -1
	}
	sys.Rows = []linear.Row{in, n.LossFlow(1)}
	for i := range c.Capacity {
		sys.Rows = append(sys.Rows, n.TemperatureRow(i))
	}
	p, err := linear.Compile(sys)
	require.NoError(t, err)
	return p, linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}
}

// At rest a wall lets through U = 1/(Rsi + sum d/k + Rse) per kelvin, whatever
// the number of cells, and the temperature falls with the resistance.
func TestWallAtRest(t *testing.T) {
	films := [2]float64{1 / 7.7, 1 / 25.}
	for _, cells := range []int{1, 2, 7} {
		a, b := concrete, wool
		a.Cells, b.Cells = cells, cells
		gap := Layer{Resistance: 0.18}
		c := Wall([]Layer{a, gap, b, gap})
		assert.Len(t, c.Capacity, 2*cells+2)
		p, s := wall(t, c, films)
		p.Start(s, make([]float64, len(c.Capacity)))
		p.Force(s, []linear.Input{{Level: 20}, {Level: -5}})
		resistance := films[0] + 0.2/1.6 + 0.18 + 0.12/0.04 + 0.18 + films[1]
		assert.InEpsilon(t, 25/resistance, p.Value(s, 0, 1e8), 1e-10)
		assert.InEpsilon(t, 25/resistance, p.Value(s, 1, 1e8), 1e-10)
		assert.InEpsilon(t, 20-25/resistance*films[0], p.Value(s, 2, 1e8), 1e-10)
	}
}

// Layers without capacity are one resistance, and nothing is lost of the
// capacity of the others.
func TestWallKeepsResistanceAndCapacity(t *testing.T) {
	c := Wall([]Layer{{Resistance: 0.1}, {Resistance: 0.2}})
	assert.Equal(t, []float64{0, 0}, c.Capacity)
	assert.InDeltaSlice(t, []float64{0.3}, c.Resistance, 1e-15)
	a := concrete
	a.Cells = 4
	c = Wall([]Layer{a, wool, {Resistance: 0.5}})
	sum := func(list []float64) (total float64) {
		for _, x := range list {
			total += x
		}
		return total
	}
	assert.InEpsilon(t, 0.2*2300*1000+0.12*30*1400, sum(c.Capacity), 1e-12)
	assert.InEpsilon(t, 0.2/1.6+3+0.5, sum(c.Resistance), 1e-12)
}

// A slab whose first surface jumps by 1 K, the second kept at 0: the heat flow
// out of the second is k/d (1 + 2 sum (-1)^n exp(-n^2 pi^2 Fo)), Carslaw and
// Jaeger, section 3.4. The error falls with the square of the number of cells.
func TestSlabFollowsFourier(t *testing.T) {
	out := func(fo float64) float64 {
		sum := 1.0
		for n := 1.0; n < 60; n++ {
			sum += 2 * math.Pow(-1, n) * math.Exp(-n*n*math.Pi*math.Pi*fo)
		}
		return concrete.Conductivity / concrete.Thickness * sum
	}
	diffusivity := concrete.Conductivity / (concrete.Density * concrete.SpecificHeat)
	worst := func(cells int) (e float64) {
		l := concrete
		l.Cells = cells
		c := Wall([]Layer{l})
		p, s := wall(t, c, [2]float64{})
		p.Start(s, make([]float64, len(c.Capacity)))
		p.Force(s, []linear.Input{{Level: 1}, {}})
		for _, fo := range []float64{0.05, 0.1, 0.2, 0.4} {
			e = math.Max(e, math.Abs(p.Value(s, 1, fo*concrete.Thickness*concrete.Thickness/diffusivity)-out(fo)))
		}
		return e / out(10)
	}
	before := worst(10)
	for _, cells := range []int{20, 40, 80} {
		now := worst(cells)
		assert.InDelta(t, 4, before/now, 0.5, "%d cells", cells)
		before = now
	}
	assert.Less(t, before, 2e-4)
}

// transfer is the matrix of ISO 13786 of a layer for swings of a period:
// (T2, q2) = Z (T1, q1).
func transfer(l *Layer, period float64) [4]complex128 {
	if l.Resistance > 0 {
		return [4]complex128{1, complex(-l.Resistance, 0), 0, 1}
	}
	depth := math.Sqrt(l.Conductivity / (l.Density * l.SpecificHeat) * period / math.Pi)
	g := complex(1, 1) * complex(l.Thickness/depth, 0)
	k := complex(l.Conductivity/depth, 0) * complex(1, 1)
	return [4]complex128{cmplx.Cosh(g), -cmplx.Sinh(g) / k, -k * cmplx.Sinh(g), cmplx.Cosh(g)}
}

func times(b, a [4]complex128) [4]complex128 {
	return [4]complex128{b[0]*a[0] + b[1]*a[2], b[0]*a[1] + b[1]*a[3], b[2]*a[0] + b[3]*a[2], b[2]*a[1] + b[3]*a[3]}
}

// Outdoors swings over a day: what comes through and what the inner surface
// takes up follow the matrices of ISO 13786, with the default cells to 1 % in
// amplitude and 0.2 h in the shift of 24 h.
func TestWallFollowsISO13786(t *testing.T) {
	films := [2]float64{0.13, 0.04}
	const period = 86400.0
	list := []Layer{concrete, {Resistance: 0.18}, wool}
	z := [4]complex128{1, complex(-films[0], 0), 0, 1}
	for i := range list {
		list[i].Cells = list[i].DefaultCells()
		z = times(transfer(&list[i], period), z)
	}
	z = times([4]complex128{1, complex(-films[1], 0), 0, 1}, z)
	c := Wall(list)
	p, s := wall(t, c, films)
	measure := func(row, side int) complex128 {
		u := []linear.Input{{}, {}}
		omega := 2 * math.Pi / period
		u[side] = linear.Input{Amplitude: 1, Omega: omega}
		p.Start(s, make([]float64, len(c.Capacity)))
		p.Force(s, u)
		const late = 400 * period
		// a sin(w t) + b cos(w t), read off at 0 and at a quarter of the period.
		b, a := p.Value(s, row, late), p.Value(s, row, late+period/4)
		return complex(a, b)
	}
	near := func(want, got complex128, what string) {
		assert.InEpsilon(t, cmplx.Abs(want), cmplx.Abs(got), 1e-2, what)
		assert.InDelta(t, 0, cmplx.Phase(got/want)*24/(2*math.Pi), 0.2, what)
	}
	near(1/z[1], measure(0, 1), "heat flow in, outdoors swings")
	near(-z[0]/z[1], measure(0, 0), "heat flow in, indoors swings")
}

func TestDefaultCells(t *testing.T) {
	for _, c := range []struct {
		layer Layer
		want  int
	}{
		{concrete, 8}, {wool, 4},
		{Layer{Thickness: 0.0125, Conductivity: 0.25, Density: 900, SpecificHeat: 1000}, 1},
		{Layer{Thickness: 0.3, Conductivity: 0.13, Density: 500, SpecificHeat: 1600}, 22},
		{Layer{Thickness: 3, Conductivity: 2, Density: 2000, SpecificHeat: 1000}, 24},
	} {
		assert.Equal(t, c.want, c.layer.DefaultCells())
	}
}
