package problems

import "whatif/physics/ode"

// VanDerPol is the oscillator x” = ((1-x^2) x' - x)/eps with eps = 1e-6, which rests,
// and jumps in a millionth of that time: B. van der Pol (1926); problem VDPOL of the
// test set.
func VanDerPol() Problem {
	return Problem{
		Name:      "van der pol",
		System:    &vanDerPol{smooth{ode.Shape{States: 2}}},
		Span:      2,
		Reference: []float64{1.706167732170483, -0.8928097010247975},
	}
}

// vanDerPol has x and x' as states.
type vanDerPol struct{ smooth }

const perEpsilon = 1e6

func (*vanDerPol) Begin(p *ode.Point) { p.X[0], p.X[1] = 2, 0 }

func (*vanDerPol) Rates(p *ode.Point, dx []float64) {
	x, v := p.X[0], p.X[1]
	dx[0], dx[1] = v, ((1-x*x)*v-x)*perEpsilon
}

func (*vanDerPol) Jacobian(p *ode.Point, j []float64) {
	x, v := p.X[0], p.X[1]
	j[0], j[1] = 0, 1
	j[2], j[3] = (-2*x*v-1)*perEpsilon, (1-x*x)*perEpsilon
}
