package problems

import "whatif/physics/ode"

// Oregonator is the Belousov-Zhabotinskii reaction, whose limit cycle is sharp: R. Field,
// R. Noyes (1974); problem OREGO of the test set.
func Oregonator() Problem {
	return Problem{
		Name:      "oregonator",
		System:    &oregonator{smooth{ode.Shape{States: 3}}},
		Span:      360,
		Reference: []float64{1.000814870318523, 1228.178521549917, 132.0554942846706},
	}
}

type oregonator struct{ smooth }

// The constants s, w and q of the model.
const (
	orego77 = 77.27
	orego16 = 0.161
	orego8  = 8.375e-6
)

func (*oregonator) Begin(p *ode.Point) { p.X[0], p.X[1], p.X[2] = 1, 2, 3 }

func (*oregonator) Rates(p *ode.Point, dx []float64) {
	x, y, z := p.X[0], p.X[1], p.X[2]
	dx[0] = orego77 * (y + x*(1-orego8*x-y))
	dx[1] = (z - (1+x)*y) / orego77
	dx[2] = orego16 * (x - z)
}

func (*oregonator) Jacobian(p *ode.Point, j []float64) {
	x, y := p.X[0], p.X[1]
	j[0], j[1], j[2] = orego77*(1-2*orego8*x-y), orego77*(1-x), 0
	j[3], j[4], j[5] = -y/orego77, -(1+x)/orego77, 1/orego77
	j[6], j[7], j[8] = orego16, 0, -orego16
}
