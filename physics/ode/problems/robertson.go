package problems

import "whatif/physics/ode"

// Robertson is the reaction A -> B, 2B -> B + C, B + C -> A + C with rate constants that
// span nine orders of magnitude, from pure A, over 1e11 s: H. Robertson, The solution of
// a set of reaction rate equations (1966); problem ROBER of the test set.
func Robertson() Problem {
	return Problem{
		Name:      "robertson",
		System:    &robertson{smooth{ode.Shape{States: 3, Scale: []float64{1e-4, 1e-10, 1}}}},
		Span:      1e11,
		Reference: []float64{0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050},
	}
}

// robertson has the parts of A, B and C as states.
type robertson struct{ smooth }

// The rate constants of the three reactions.
const (
	decay     = 0.04
	pairs     = 3e7
	catalysed = 1e4
)

func (*robertson) Begin(p *ode.Point) { p.X[0], p.X[1], p.X[2] = 1, 0, 0 }

func (*robertson) Rates(p *ode.Point, dx []float64) {
	a, b, c := p.X[0], p.X[1], p.X[2]
	dx[0] = -decay*a + catalysed*b*c
	dx[2] = pairs * b * b
	dx[1] = -dx[0] - dx[2]
}

func (*robertson) Jacobian(p *ode.Point, j []float64) {
	b, c := p.X[1], p.X[2]
	j[0], j[1], j[2] = -decay, catalysed*c, catalysed*b
	j[3], j[4], j[5] = decay, -catalysed*c-2*pairs*b, -catalysed*b
	j[6], j[7], j[8] = 0, 2*pairs*b, 0
}

// RobertsonBalance is Robertson's problem with C as what is left of 1: a state without
// mass, as in the example idaRoberts_dns of SUNDIALS.
func RobertsonBalance() Problem {
	p := Robertson()
	p.Name = "robertson balance"
	shape := ode.Shape{States: 3, Mass: []float64{1, 1, 0}, Scale: p.System.Shape().Scale}
	p.System = &robertsonBalance{robertson{smooth{shape}}}
	return p
}

type robertsonBalance struct{ robertson }

func (r *robertsonBalance) Rates(p *ode.Point, dx []float64) {
	r.robertson.Rates(p, dx)
	dx[2] = p.X[0] + p.X[1] + p.X[2] - 1
}

func (r *robertsonBalance) Jacobian(p *ode.Point, j []float64) {
	r.robertson.Jacobian(p, j)
	j[6], j[7], j[8] = 1, 1, 1
}

// RobertsonRoots is Robertson's problem with guards that act once each: where C reaches
// 0.01, at FirstRoot, and where A has fallen to 1e-4, at 20795496.883 s. The example
// cvRoberts_dns of SUNDIALS looks for the same; the times that it prints, 0.26391 s and
// 2.0790e7 s, are those of its tolerance of 1e-4.
func RobertsonRoots() Problem {
	p := Robertson()
	p.Name = "robertson with roots"
	shape := ode.Shape{States: 3, Memory: 2, Guards: 2, Scale: p.System.Shape().Scale}
	p.System = &robertsonRoots{robertson{smooth{shape}}}
	p.Events, p.LastEvent = 2, 20795496.883
	return p
}

// FirstRoot is when C reaches 0.01 in RobertsonRoots, in s.
const FirstRoot = 0.264019078188

// robertsonRoots remembers which guards have acted.
type robertsonRoots struct{ robertson }

func (r *robertsonRoots) Begin(p *ode.Point) {
	r.robertson.Begin(p)
	clear(p.Z)
}

func (*robertsonRoots) Guards(p *ode.Point, g []float64) {
	g[0], g[1] = 0.01-p.X[2], p.X[0]-1e-4
	for k, done := range p.Z {
		if done != 0 {
			g[k] = 1
		}
	}
}

func (*robertsonRoots) React(p *ode.Point, k int) { p.Z[k] = 1 }
