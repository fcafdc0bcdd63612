package linear

import "math"

// modal propagates in modes z, x = V z: between two changes of the inputs each
// mode is a scalar equation z' = -lambda z + b(tau) with an exact solution.
//
// A mode is the sum of how far its sinusoidal inputs would by then have taken it if
// they had been there for ever, zs(tau) - zs(0), and of a rest y, which is the mode
// where the segment begins:
//
//	y(tau) = y0 + excess (e^(-lambda tau) - 1) + ramp (e^(-lambda tau) - 1 + lambda tau),
//
// with excess = -rate/lambda, where rate = force + lambda zs(0) - lambda y0 is the
// rest's first rate, ramp = slope/lambda^2, and force + slope tau is what levels and
// slopes of the inputs put into the mode. The brackets and the difference are computed
// without cancellation, so a mode that keeps its heat and a sine of ages need no formula
// of their own, however far zs itself would swing: what is slower than still counts as
// still.
type modal struct {
	name    string
	n, m    int       // modes, inputs
	lambda  []float64 // n, 1/s; none is zero
	inverse []float64 // n, s: 1/lambda
	fastest float64   // the greatest lambda; at least 0
	growth  float64   // the greatest -lambda; 0 when nothing grows
	project []float64 // n x N: z = project x
	gain    []float64 // m x n: what one unit of an input puts into each mode
	states  *readout  // the N states
	shown   []float64 // n: the most that a mode counts in any state
	rows    *readout  // the outputs
	guards  int       // capacity of the search for guards
	at      places
}

// still is a rate in 1/s at which nothing happens, and which can be divided by
// twice.
const still = 1e-100

// newModal assembles the modes of all components, in the components' order.
func newModal(d *dynamics, parts [][]int, bases []*basis) *modal {
	n, m, all, outputs := d.n, d.m, len(d.states.x), len(d.rows.x)
	p := &modal{
		name: "modal", n: n, m: m, at: layState(n, m),
		lambda:  make([]float64, 0, n),
		project: make([]float64, n*all),
		gain:    make([]float64, m*n),
	}
	if n == 0 {
		p.name = "static"
	}
	states, rows := make([]float64, all*n), make([]float64, outputs*n)
	// Networks are sparse: what state i has to do with, few others.
	shownBy, readBy := columnsOf(n, d.states.x), columnsOf(n, d.rows.x)
	for c, part := range parts {
		b, base := bases[c], len(p.lambda)
		p.lambda = append(p.lambda, b.lambda...)
		for q, i := range part {
			inputs, shown, read := d.b[i], shownBy[i], readBy[i]
			for k := range b.k {
				mode := base + k
				w, v := b.w[k*b.k+q], b.v[q*b.k+k]
				p.project[mode*all+d.kept[i]] = w * d.mass[i]
				for _, t := range inputs {
					p.gain[t.Index*n+mode] += w * t.Weight
				}
				for _, t := range shown {
					states[t.Index*n+mode] += t.Weight * v
				}
				for _, t := range read {
					rows[t.Index*n+mode] += t.Weight * v
				}
			}
		}
	}
	for k, l := range p.lambda {
		if math.Abs(l) < still {
			p.lambda[k] = still
		}
		p.inverse = append(p.inverse, 1/p.lambda[k])
		p.fastest = max(p.fastest, l)
		p.growth = max(p.growth, -l)
	}
	p.shown = make([]float64, n)
	for i, w := range states {
		p.shown[i%n] = max(p.shown[i%n], math.Abs(w))
	}
	p.states = newReadout(all, n, states, d.states.u)
	p.rows = newReadout(outputs, n, rows, d.rows.u)
	p.guards = guardCapacity(outputs)
	return p
}

func (p *modal) Method() string { return p.name }

// Start sets the modes from the states; inputs are zero.
func (p *modal) Start(s Segment, x []float64) {
	clear(s.State)
	v, all := p.memory(s), p.states.count
	for k := range p.n {
		v.rest[k] = dotFinite(p.project[k*all:(k+1)*all], x)
	}
	p.settle(s, &v)
}

// dotFinite is the scalar product over the weights that are not zero, so that
// an entry that does not count may hold anything.
func dotFinite(w, x []float64) float64 {
	sum := 0.0
	for i, f := range w {
		if f != 0 {
			sum += f * x[i]
		}
	}
	return sum
}

// Moves is always so: a mode is everywhere.
func (p *modal) Moves(Segment, []int32) bool { return true }

// Reach is all outputs.
func (p *modal) Reach(int) []int32 { return nil }

// Horizon is none: the solution is closed.
func (p *modal) Horizon(Segment) float64 { return math.Inf(1) }

// States writes all states.
func (p *modal) States(s Segment, tau float64, x []float64) {
	z := s.Work[:p.n]
	p.modes(s, tau, z)
	p.states.read(nil, z, p.inputs(s), tau, x)
}

// Values writes the listed outputs.
func (p *modal) Values(s Segment, rows []int32, tau float64, y []float64) {
	z := s.Work[:p.n]
	p.modes(s, tau, z)
	if len(rows) > 0 {
		p.rows.read(rows, z, p.inputs(s), tau, y)
	}
}

// Value is one output.
func (p *modal) Value(s Segment, row int, tau float64) float64 {
	z := s.Work[:p.n]
	p.modes(s, tau, z)
	return p.rows.value(row, z, p.inputs(s), tau)
}
