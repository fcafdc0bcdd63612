package thermal

import "math"

// Layer is one layer of a wall, by area: of Thickness in m, Conductivity in
// W/(m K), Density in kg/m3 and SpecificHeat in J/(kg K); or, where Resistance
// is above 0, one that stores no heat, such as a gap of air, with a Resistance
// in m2 K/W. Cells is into how many equal parts it is cut.
type Layer struct {
	Resistance                                     float64
	Thickness, Conductivity, Density, SpecificHeat float64
	Cells                                          int
}

// R is the thermal resistance of the layer in m2 K/W.
func (l *Layer) R() float64 {
	if l.Resistance > 0 {
		return l.Resistance
	}
	return l.Thickness / l.Conductivity
}

// depthPeriod, in s, and mostCells say how DefaultCells cuts a layer.
const (
	depthPeriod = 3600
	mostCells   = 24
)

// DefaultCells is a number of cells that is fine enough for swings of a few
// hours and longer: none is thicker than the depth sqrt(a P/pi) to which a
// swing of period P = 1 h goes into a material of diffusivity a (ISO 13786,
// where it is called the periodic penetration depth).
func (l *Layer) DefaultCells() int {
	diffusivity := l.Conductivity / (l.Density * l.SpecificHeat)
	n := math.Ceil(l.Thickness / math.Sqrt(diffusivity*depthPeriod/math.Pi))
	return int(math.Max(1, math.Min(n, mostCells)))
}

// Chain is a wall of 1 m2 as nodes in a row, the first and the last of them
// its surfaces. Each cell is a node with the capacity of the cell and half of
// its resistance on either side, which is accurate to the second order in its
// thickness.
type Chain struct {
	Capacity   []float64 // J/(m2 K) of each node; 0 for the surfaces
	Resistance []float64 // m2 K/W between each node and the next
}

// Wall cuts layers, listed from the first surface to the second, into a chain.
func Wall(layers []Layer) Chain {
	c := Chain{Capacity: []float64{0}}
	ahead := 0.0 // resistance between the last node and what comes next
	for i := range layers {
		l := &layers[i]
		if l.Resistance > 0 {
			ahead += l.Resistance
			continue
		}
		n := max(l.Cells, 1)
		half := l.R() / float64(2*n)
		for range n {
			c.Resistance = append(c.Resistance, ahead+half)
			c.Capacity = append(c.Capacity, l.Thickness*l.Density*l.SpecificHeat/float64(n))
			ahead = half
		}
	}
	c.Resistance = append(c.Resistance, ahead)
	c.Capacity = append(c.Capacity, 0)
	return c
}
