package linear

import "math"

// modal propagates in modes z, x = V z: between two changes of the inputs each
// mode is a scalar equation z' = -lambda z + b(tau) with an exact solution.
//
// A mode is the sum of what its sinusoidal inputs would make it do forever,
// zs(tau), and of a rest y with
//
//	y(tau) = y0 + rate tau phi1(-lambda tau) + slope tau^2 phi2(-lambda tau),
//
// where y0 = z0 - zs(0), rate = force - lambda y0 is the rest's first rate, and
// force + slope tau is what levels and slopes of the inputs put into the mode.
// Nothing is divided by lambda, so that a mode that keeps its heat (lambda = 0)
// is no special case.
type modal struct {
	name    string
	n, m    int       // modes, inputs
	lambda  []float64 // n, 1/s
	fastest float64   // the greatest lambda; at least 0
	growth  float64   // the greatest -lambda; 0 when nothing grows
	project []float64 // n x N: z = project x
	gain    []float64 // m x n: what one unit of an input puts into each mode
	states  *readout  // the N states
	rows    *readout  // the outputs
	guards  int       // capacity of the search for guards
}

// newModal assembles the modes of all components, in the components' order.
func newModal(d *dynamics, parts [][]int, bases []*basis) *modal {
	n, m, all, outputs := d.n, d.m, len(d.states.x), len(d.rows.x)
	p := &modal{
		name: "modal", n: n, m: m,
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
	for _, l := range p.lambda {
		p.fastest = max(p.fastest, l)
		p.growth = max(p.growth, -l)
	}
	p.states = newReadout(all, n, states, d.states.u)
	p.rows = newReadout(outputs, n, rows, d.rows.u)
	p.guards = guardCapacity(outputs)
	return p
}

// memory is the parts of a Segment's State.
type memory struct {
	start  []float64 // n: z at the segment's beginning
	rest   []float64 // n: y0
	rate   []float64 // n
	force  []float64 // n
	slope  []float64 // n
	inputs []float64 // m x perInput
	sines  []float64 // the inputs that are sinusoidal
	counts []float64 // how many of those, and 1 if any slope is not zero
}

const (
	sineCount = iota
	slopeFlag
	countsLen
)

// counts is where the counts begin in State.
func (p *modal) counts() int { return 5*p.n + (perInput+1)*p.m }

func (p *modal) memory(s Segment) memory {
	n, st := p.n, s.State
	in, si := 5*n, 5*n+perInput*p.m
	counts := st[si+p.m : si+p.m+countsLen]
	return memory{
		start: st[:n], rest: st[n : 2*n], rate: st[2*n : 3*n], force: st[3*n : 4*n], slope: st[4*n : in],
		inputs: st[in:si],
		sines:  st[si : si+int(counts[sineCount])],
		counts: counts,
	}
}

func (p *modal) Method() string { return p.name }
func (p *modal) Size() int      { return p.counts() + countsLen }
func (p *modal) Work() int      { return outlookLen*p.n + 2*p.n*p.m + searchLen*p.guards }

// Start sets the modes from the states; inputs are zero.
func (p *modal) Start(s Segment, x []float64) {
	clear(s.State)
	all := p.states.count
	for k := range p.n {
		s.State[k] = dotFinite(p.project[k*all:(k+1)*all], x)
	}
	p.settle(p.memory(s))
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

// Force takes new inputs from the segment's beginning on.
func (p *modal) Force(s Segment, u []Input) {
	v := p.memory(s)
	for j, in := range u[:p.m] {
		putInput(v.inputs, j, in.plain())
	}
	p.press(s)
}

// Change moves the segment on to tau and takes the new inputs there.
func (p *modal) Change(s Segment, tau float64, inputs []int32, u []Input) {
	p.advance(p.memory(s), s.Work[:p.n], tau)
	all := p.memory(s).inputs
	for k, j := range inputs {
		putInput(all, int(j), u[k].plain())
	}
	p.press(s)
}

// Moves is always so: a mode is everywhere.
func (p *modal) Moves(Segment, []int32) bool { return true }

// Reach is all outputs.
func (p *modal) Reach(int) []int32 { return nil }

// Horizon is none: the solution is closed.
func (p *modal) Horizon(Segment) float64 { return math.Inf(1) }

// press sums up what the inputs do to the modes from the segment's beginning on.
func (p *modal) press(s Segment) {
	v := p.memory(s)
	clear(v.force)
	sines, sloped := 0, false
	list := s.State[5*p.n+perInput*p.m:]
	for j := range p.m {
		in := inputAt(v.inputs, j)
		if in.Level != 0 {
			addScaled(v.force, in.Level, p.gain[j*p.n:(j+1)*p.n])
		}
		if in.Slope != 0 {
			if !sloped {
				clear(v.slope)
				sloped = true
			}
			addScaled(v.slope, in.Slope, p.gain[j*p.n:(j+1)*p.n])
		}
		if in.Amplitude != 0 {
			list[sines] = float64(j)
			sines++
		}
	}
	if !sloped {
		clear(v.slope)
	}
	v.counts[sineCount] = float64(sines)
	v.counts[slopeFlag] = 0
	if sloped {
		v.counts[slopeFlag] = 1
	}
	p.settle(p.memory(s))
}

// settle derives the rest and its rate from start, force and the sines.
func (p *modal) settle(v memory) {
	copy(v.rest, v.start)
	for _, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		p.addSine(v.rest, int(j), in, -1, in.Phase)
	}
	for k, l := range p.lambda {
		v.rate[k] = v.force[k] - l*v.rest[k]
	}
}

// Shift moves the segment's beginning on by tau.
func (p *modal) Shift(s Segment, tau float64) {
	v := p.memory(s)
	p.advance(v, s.Work[:p.n], tau)
	if v.counts[slopeFlag] != 0 {
		addScaled(v.force, tau, v.slope)
	}
	p.settle(v)
}

// advance moves modes and inputs on by tau.
func (p *modal) advance(v memory, z []float64, tau float64) {
	p.modes(v, tau, z)
	copy(v.start, z)
	for j := range p.m {
		if in := inputAt(v.inputs, j); in.Slope != 0 || in.Amplitude != 0 {
			putInput(v.inputs, j, in.After(tau))
		}
	}
}

// States writes all states.
func (p *modal) States(s Segment, tau float64, x []float64) {
	v := p.memory(s)
	z := s.Work[:p.n]
	p.modes(v, tau, z)
	for i := range p.states.count {
		x[i] = p.states.value(i, z, v.inputs, tau)
	}
}

// Values writes the listed outputs.
func (p *modal) Values(s Segment, rows []int32, tau float64, y []float64) {
	v := p.memory(s)
	z := s.Work[:p.n]
	p.modes(v, tau, z)
	for i, row := range rows {
		y[i] = p.rows.value(int(row), z, v.inputs, tau)
	}
}

// Value is one output.
func (p *modal) Value(s Segment, row int, tau float64) float64 {
	v := p.memory(s)
	z := s.Work[:p.n]
	p.modes(v, tau, z)
	return p.rows.value(row, z, v.inputs, tau)
}
