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
		project: make([]float64, n), kept: d.kept, guards: guardCapacity(d.rows.count)}
	for i := range n {
		for j := range n {
			p.a[i*n+j] = d.a[i*n+j] / d.mass[i]
		}
	}
	unit := balance(n, p.a)
	for i := range n {
		p.project[i] = 1 / unit[i]
		for j := range m {
			p.b[j*n+i] = d.b[i*m+j] / d.mass[i] / unit[i]
		}
	}
	scale := func(r readings) []float64 {
		c := make([]float64, r.count*n)
		for i := range r.count {
			for k := range n {
				c[i*n+k] = r.x[i*n+k] * unit[k]
			}
		}
		return c
	}
	p.states = newReadout(d.states.count, n, m, scale(d.states), d.states.u)
	p.rows = newReadout(d.rows.count, n, m, scale(d.rows), d.rows.u)
	p.norm = make([]float64, d.rows.count)
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
	inputs, list, count := p.inputs(s), s.State[p.n+perInput*p.m:], 0
	for j := range p.m {
		in := u[j].plain()
		putInput(inputs, j, in)
		if in.Amplitude != 0 {
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
	p.read(p.states, s, tau, x)
}

// Values writes all outputs.
func (p *exponential) Values(s Segment, tau float64, y []float64) {
	p.read(p.rows, s, tau, y)
}

func (p *exponential) read(r *readout, s Segment, tau float64, y []float64) {
	v := p.propagate(s, tau, false)
	for i := range r.count {
		y[i] = r.value(i, v.x, p.inputs(s), tau)
	}
}

// Outputs is the number of outputs.
func (p *exponential) Outputs() int { return p.rows.count }

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

// Cross looks for the first crossing.
func (p *exponential) Cross(s Segment, guards []Guard, from, to float64) Crossing {
	return cross(p, s, guards, from, to)
}

// Extremes bounds an output.
func (p *exponential) Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	return extremes(p, s, row, from, to, lo, hi)
}
