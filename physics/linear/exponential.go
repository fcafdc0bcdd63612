package linear

import "math"

// exponential propagates by the matrix exponential. It is for systems without
// a well-conditioned real eigenbasis: oscillations, free inertia, critical
// damping, one-way chains. Its coordinates are the dynamic states, scaled by
// powers of two so that no row of the matrix outweighs the others, followed by
// two for each sinusoidal input, sin and cos of its angle, which a rotation
// propagates. With coordinates x and x' = a x + c + s tau,
//
//	x(tau) = x0 + tau phi1(a tau) (a x0 + c) + tau^2 phi2(a tau) s.
type exponential struct {
	n, m    int
	a       []float64 // n x n, mass divided out and scaled
	b       []float64 // m x n: what one unit of an input does to each x', scaled
	project []float64 // n: x = project times state kept
	kept    []int     // n: index of each dynamic state
	states  *readout
	rows    *readout
	norm    []float64 // of each output: sum of the magnitudes of its weights
	guards  int
}

func newExponential(d *dynamics) *exponential {
	n, m := d.n, d.m
	p := &exponential{n: n, m: m, a: make([]float64, n*n), b: make([]float64, n*m),
		project: make([]float64, n), kept: d.kept, guards: guardCapacity(len(d.rows.x))}
	for i := range n {
		for _, t := range d.a[i] {
			p.a[i*n+t.Index] = t.Weight / d.mass[i]
		}
	}
	unit := balance(n, p.a)
	for i := range n {
		p.project[i] = 1 / unit[i]
		for _, t := range d.b[i] {
			p.b[t.Index*n+i] = t.Weight / d.mass[i] / unit[i]
		}
	}
	scale := func(r readings) []float64 {
		c := make([]float64, len(r.x)*n)
		for i, row := range r.x {
			for _, t := range row {
				c[i*n+t.Index] = t.Weight * unit[t.Index]
			}
		}
		return c
	}
	p.states = newReadout(len(d.states.x), n, scale(d.states), d.states.u)
	p.rows = newReadout(len(d.rows.x), n, scale(d.rows), d.rows.u)
	p.norm = make([]float64, len(d.rows.x))
	for i := range p.norm {
		for _, w := range p.rows.c[i*n : (i+1)*n] {
			p.norm[i] += math.Abs(w)
		}
	}
	return p
}

// balance scales a by a diagonal of powers of two, a_ij unit_j/unit_i, until
// rows and columns have like sums, and returns the units. Parlett and Reinsch,
// "Balancing a matrix", Numerische Mathematik 13 (1969).
func balance(n int, a []float64) []float64 {
	unit := make([]float64, n)
	for i := range unit {
		unit[i] = 1
	}
	for range 100 {
		changed := false
		for i := range n {
			row, column := 0.0, 0.0
			for j := range n {
				if j != i {
					row += math.Abs(a[i*n+j])
					column += math.Abs(a[j*n+i])
				}
			}
			if row == 0 || column == 0 {
				continue
			}
			f := math.Ldexp(1, int(math.Round(math.Log2(row/column)/2)))
			if column*f+row/f >= 0.95*(column+row) {
				continue
			}
			changed = true
			unit[i] *= f
			for j := range n {
				if j != i {
					a[i*n+j] /= f
					a[j*n+i] *= f
				}
			}
		}
		if !changed {
			break
		}
	}
	return unit
}

func (p *exponential) Method() string { return "exponential" }

// Size: the coordinates, the inputs, which of them are sinusoidal, how many.
func (p *exponential) Size() int { return p.n + (perInput+1)*p.m + 1 }

// wide is the greatest number of coordinates, with all inputs sinusoidal.
func (p *exponential) wide() int { return p.n + 2*p.m }

func (p *exponential) Work() int {
	return 6*p.wide()*p.wide() + vectors*p.wide() + searchLen*p.guards
}

func (p *exponential) inputs(s Segment) []float64 {
	return s.State[p.n : p.n+perInput*p.m]
}

func (p *exponential) sines(s Segment) []float64 {
	at := p.n + perInput*p.m
	return s.State[at : at+int(s.State[len(s.State)-1])]
}

// Start sets the coordinates from the states; inputs are zero.
func (p *exponential) Start(s Segment, x []float64) {
	clear(s.State)
	for i, k := range p.kept {
		s.State[i] = p.project[i] * x[k]
	}
}

// Force takes new inputs.
func (p *exponential) Force(s Segment, u []Input) {
	inputs := p.inputs(s)
	for j := range p.m {
		putInput(inputs, j, u[j].plain())
	}
	p.listSines(s)
}

// listSines notes which inputs are sinusoidal.
func (p *exponential) listSines(s Segment) {
	inputs, list, count := p.inputs(s), s.State[p.n+perInput*p.m:], 0
	for j := range p.m {
		if inputAt(inputs, j).Amplitude != 0 {
			list[count] = float64(j)
			count++
		}
	}
	s.State[len(s.State)-1] = float64(count)
}

// Shift moves the segment's beginning on by tau.
func (p *exponential) Shift(s Segment, tau float64) {
	v := p.propagate(s, tau, false)
	copy(s.State[:p.n], v.x[:p.n])
	inputs := p.inputs(s)
	for j := range p.m {
		putInput(inputs, j, inputAt(inputs, j).After(tau))
	}
}

// States writes all states.
func (p *exponential) States(s Segment, tau float64, x []float64) {
	v := p.propagate(s, tau, false)
	for i := range p.states.count {
		x[i] = p.states.value(i, v.x, p.inputs(s), tau)
	}
}

// Values writes the listed outputs.
func (p *exponential) Values(s Segment, rows []int32, tau float64, y []float64) {
	v := p.propagate(s, tau, false)
	for i, row := range rows {
		y[i] = p.rows.value(int(row), v.x, p.inputs(s), tau)
	}
}

// Value is one output.
func (p *exponential) Value(s Segment, row int, tau float64) float64 {
	v := p.propagate(s, tau, false)
	return p.rows.value(row, v.x, p.inputs(s), tau)
}

// Integrals adds the integrals of outputs from 0 to tau.
func (p *exponential) Integrals(s Segment, rows []int32, tau float64, sum []float64) {
	v := p.propagate(s, tau, true)
	for i, row := range rows {
		sum[i] += p.rows.integral(int(row), v.sum, p.inputs(s), tau)
	}
}

// Change moves the segment on to tau and takes the new inputs there.
func (p *exponential) Change(s Segment, tau float64, inputs []int32, u []Input) {
	p.Shift(s, tau)
	all := p.inputs(s)
	for k, j := range inputs {
		putInput(all, int(j), u[k].plain())
	}
	p.listSines(s)
}

// Moves is always so.
func (p *exponential) Moves(Segment, []int32) bool { return true }

// Reach is all outputs.
func (p *exponential) Reach(int) []int32 { return nil }

// Horizon is none.
func (p *exponential) Horizon(Segment) float64 { return math.Inf(1) }

// Cross looks for the first crossing.
func (p *exponential) Cross(s Segment, guards []Guard, _ []int32, from, to float64) Crossing {
	return cross(p, s, guards, from, to)
}

// Extremes bounds an output.
func (p *exponential) Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	return extremes(p, s, row, from, to, lo, hi)
}
