package linear

import "math"

// Moves tells whether the changes of these inputs together touch so much that
// all is expanded anew.
func (p *local) Moves(_ Segment, inputs []int32) bool {
	burden := 0.0
	for _, j := range inputs {
		burden += p.answer.burden[j]
	}
	return burden > p.answer.limit
}

// Reach lists the outputs near an input.
func (p *local) Reach(input int) []int32 { return p.answer.reach[input] }

// Change lets inputs go on otherwise from tau on.
func (p *local) Change(s Segment, tau float64, inputs []int32, u []Input) {
	if p.Moves(s, inputs) {
		p.advance(s, tau)
		for k, j := range inputs {
			p.putInput(s, int(j), u[k].plain(), 0)
		}
		p.begin(s)
		return
	}
	var m mover
	p.aim(s, tau, &m)
	for k, j := range inputs {
		p.changeInput(s, &m, int(j), u[k].plain())
	}
}

// mover moves polynomials from an instant e of the macro-step, tau, to its
// beginning: sigma^l of a response, in steps, becomes
//
//	short^l (sigma - e)^l = sum over k of table[l][k] sigma^k
//
// in lengths, which are short times a step, and its integral from sigma = 0 to e
// is integral[l]. left[l] is what sigma^l can become until the macro-step ends.
type mover struct {
	tau      float64
	table    [maxOrder + 1][maxOrder + 1]float64
	integral [maxOrder + 1]float64
	left     [maxOrder + 1]float64
	watch    watch
}

// aim sets a mover, each power from the one before. All terms of an entry have
// one sign, so that nothing cancels.
func (p *local) aim(s Segment, tau float64, m *mover) {
	length := s.State[cellLength]
	e, short := tau/length, length/p.step
	rest := short * math.Max(0, 1-e)
	m.tau = tau
	m.table[0][0], m.left[0] = 1, 1
	m.integral[0] = tau
	for l := 1; l <= p.order; l++ {
		was, is := &m.table[(l-1)&maxOrder], &m.table[l&maxOrder]
		last := 0.0
		for k, v := range was[:l] {
			is[k] = short * (last - e*v)
			last = v
		}
		is[l&maxOrder] = short * last
		m.integral[l&maxOrder] = is[0] * tau / float64(l+1)
		m.left[l&maxOrder] = m.left[(l-1)&maxOrder] * rest
	}
	if s.State[cellStale] == 0 && s.State[cellGuards] > 0 {
		m.watch = p.watch(s)
	}
}

// changeInput changes one input from tau on.
func (p *local) changeInput(s Segment, m *mover, j int, in Input) {
	tau := m.tau
	if p.tooFast(s, in) {
		s.State[cellHorizon] = math.Min(s.State[cellHorizon], tau)
	}
	d, top := p.difference(s, p.input(s, j).After(tau), in)
	e := p.sigma(s, tau)
	before := p.integralOf(s, p.n+j, e)
	p.putInput(s, j, in, tau)
	if !p.constant(s, j) {
		p.expandInput(s, j)
	}
	p.owed(s)[p.n+j] += p.integralOf(s, p.n+j, e) - before
	short, most := s.State[cellLength]/p.step, 0.0
	for k := top; k >= 0; k-- {
		most = most*short + math.Abs(d[k])
	}
	if most == 0 {
		return
	}
	driven, gains := p.drives.row(j)
	for t, i := range driven {
		p.respond(s, m, int(i), gains[t], d[:top+1], most)
	}
	p.disturb(&m.watch, s, p.n+j, most, tau)
}

// difference is by how much an input changes, as a polynomial in steps, and its
// order.
func (p *local) difference(s Segment, was, in Input) (d [maxOrder + 1]float64, top int) {
	d[0] = in.Level - was.Level
	if was.Slope == 0 && was.Amplitude == 0 && in.Slope == 0 && in.Amplitude == 0 {
		return d, 0
	}
	var old [maxOrder + 1]float64
	expandForm(p.tame(s, was), p.step, old[:p.order+1])
	expandForm(p.tame(s, in), p.step, d[:p.order+1])
	for k := range d {
		if d[k] -= old[k]; d[k] != 0 {
			top = k
		}
	}
	return d, top
}

// tooFast tells whether a sine is too fast for this macro-step. It then ends
// where the sine comes up, and what is left of it (the rounding of an instant) sees
// a straight line.
func (p *local) tooFast(s Segment, in Input) bool {
	const rounded = 1 + 1e-9
	return math.Abs(in.Omega)*s.State[cellLength] > p.within*rounded
}

func (p *local) tame(s Segment, in Input) Input {
	if p.tooFast(s, in) {
		return Input{Level: in.At(0), Slope: in.Rate(0)}
	}
	return in
}

// respond adds the response to a force on state i that is gain times the
// polynomial d. The response to sigma^k is that to a step integrated k times,
// which sends r_l sigma^l to r_l sigma^(l+k) over the binomial coefficient of l+k
// over k.
func (p *local) respond(s Segment, m *mover, i int, gain float64, d []float64, most float64) {
	c, owed := p.coefficients(s), p.owed(s)
	most *= math.Abs(gain)
	var q [maxOrder + 1]float64
	list := p.answer.list[p.answer.first[i]:p.answer.first[i+1]]
	for a := range list {
		to := &list[a]
		low, top, at := int(to.low), int(to.top), int(to.state)
		terms, f := p.answer.terms[to.at:int(to.at)+top-low+1], gain*d[0]
		if len(d) > 1 {
			top, f = p.integrate(gain, terms, low, d, &q), 1
			terms = q[low : top+1]
		}
		owed[at] += f * m.add(f, terms, low, c[at:], p.width)
		p.disturb(&m.watch, s, at, most*to.most*m.left[low&maxOrder], m.tau)
	}
}

// integrate is the response to gain times the polynomial d, in q from order low
// on; it returns its last order.
func (p *local) integrate(gain float64, terms []float64, low int, d []float64, q *[maxOrder + 1]float64) int {
	top := min(p.order, low+len(terms)+len(d)-2)
	clear(q[low : top+1])
	for l, r := range terms {
		for k := 0; k < len(d) && low+l+k <= top; k++ {
			n := low + l + k
			q[n] += gain * d[k] * r / p.choose[n*(n+1)/2+k]
		}
	}
	return top
}

// add adds to c, whose orders lie stride apart, f times what the terms from order
// low on become at the macro-step's beginning. It returns the integral of that
// until the instant, over f.
func (m *mover) add(f float64, terms []float64, low int, c []float64, stride int) (integral float64) {
	var s0, s1, s2, s3, s4, s5, s6, s7 float64
	for i, v := range terms {
		l := (low + i) & maxOrder
		t := &m.table[l]
		integral += v * m.integral[l]
		s0 += v * t[0]
		s1 += v * t[1]
		s2 += v * t[2]
		s3 += v * t[3]
		s4 += v * t[4]
		s5 += v * t[5]
		s6 += v * t[6]
		s7 += v * t[7]
	}
	top := low + len(terms) - 1
	if top < 7 {
		sums := [7]float64{s0, s1, s2, s3, s4, s5, s6}
		for k, v := range sums[:top+1] {
			c[k*stride] += f * v
		}
		return integral
	}
	c[0] += f * s0
	c[stride] += f * s1
	c[2*stride] += f * s2
	c[3*stride] += f * s3
	c[4*stride] += f * s4
	c[5*stride] += f * s5
	c[6*stride] += f * s6
	c[7*stride] += f * s7
	if top == 7 {
		return integral
	}
	s0, s1, s2, s3 = 0, 0, 0, 0
	for l := max(low, 8); l <= top; l++ {
		v, t := terms[l-low], &m.table[l&maxOrder]
		s0 += v * t[8]
		s1 += v * t[9]
		s2 += v * t[10]
		s3 += v * t[11]
	}
	c[8*stride] += f * s0
	if top == 8 {
		return integral
	}
	c[9*stride] += f * s1
	if top == 9 {
		return integral
	}
	c[10*stride] += f * s2
	if top == 10 {
		return integral
	}
	c[11*stride] += f * s3
	for k := 12; k <= top; k++ {
		sum := 0.0
		for l := max(low, k); l <= top; l++ {
			sum += terms[l-low] * m.table[l&maxOrder][k&maxOrder]
		}
		c[k*stride] += f * sum
	}
	return integral
}
