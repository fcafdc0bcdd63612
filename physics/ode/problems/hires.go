package problems

import "whatif/physics/ode"

// HIRES is the response of plants to light of high irradiance, eight reactants: E.
// Schaefer, A new approach to explain the "high irradiance responses" of
// photomorphogenesis (1975); problem HIRES of the test set.
func HIRES() Problem {
	return Problem{
		Name:   "hires",
		System: &hires{smooth{ode.Shape{States: 8, Pattern: hiresPattern, Scale: hiresScale}}},
		Span:   321.8122,
		Reference: []float64{
			0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
			0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
		},
	}
}

type hires struct{ smooth }

var hiresScale = []float64{1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3}

func (*hires) Begin(p *ode.Point) {
	clear(p.X)
	p.X[0], p.X[7] = 1, 0.0057
}

func (*hires) Rates(p *ode.Point, dx []float64) {
	x := (*[8]float64)(p.X)
	dx[0] = -1.71*x[0] + 0.43*x[1] + 8.32*x[2] + 0.0007
	dx[1] = 1.71*x[0] - 8.75*x[1]
	dx[2] = -10.03*x[2] + 0.43*x[3] + 0.035*x[4]
	dx[3] = 8.32*x[1] + 1.71*x[2] - 1.12*x[3]
	dx[4] = -1.745*x[4] + 0.43*x[5] + 0.43*x[6]
	dx[5] = -280*x[5]*x[7] + 0.69*x[3] + 1.71*x[4] - 0.43*x[5] + 0.69*x[6]
	dx[6] = 280*x[5]*x[7] - 1.81*x[6]
	dx[7] = -dx[6]
}

var hiresPattern = []ode.Place{
	{Row: 0, Column: 0}, {Row: 0, Column: 1}, {Row: 0, Column: 2},
	{Row: 1, Column: 0}, {Row: 1, Column: 1},
	{Row: 2, Column: 2}, {Row: 2, Column: 3}, {Row: 2, Column: 4},
	{Row: 3, Column: 1}, {Row: 3, Column: 2}, {Row: 3, Column: 3},
	{Row: 4, Column: 4}, {Row: 4, Column: 5}, {Row: 4, Column: 6},
	{Row: 5, Column: 3}, {Row: 5, Column: 4}, {Row: 5, Column: 5}, {Row: 5, Column: 6}, {Row: 5, Column: 7},
	{Row: 6, Column: 5}, {Row: 6, Column: 6}, {Row: 6, Column: 7},
	{Row: 7, Column: 5}, {Row: 7, Column: 6}, {Row: 7, Column: 7},
}

func (*hires) Jacobian(p *ode.Point, j []float64) {
	a, b := 280*p.X[7], 280*p.X[5]
	_ = append(j[:0],
		-1.71, 0.43, 8.32,
		1.71, -8.75,
		-10.03, 0.43, 0.035,
		8.32, 1.71, -1.12,
		-1.745, 0.43, 0.43,
		0.69, 1.71, -a-0.43, 0.69, -b,
		a, -1.81, b,
		-a, 1.81, -b,
	)
}
