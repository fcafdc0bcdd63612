package linear

// sweepValues writes all dynamic states at sigma to x.
func (p *local) sweepValues(s Segment, sigma float64, x []float64) {
	p.sweepRise(s, sigma, x)
	for i, c := range p.coefficients(s)[:len(x)] {
		x[i] += c
	}
}

// sweepRise writes by how much all dynamic states have risen at sigma, by
// Horner's scheme, two orders a time.
func (p *local) sweepRise(s Segment, sigma float64, x []float64) {
	c, w := p.coefficients(s), p.width
	k := p.order
	copy(x[:p.n], c[k*w:])
	for ; k >= 3; k -= 2 {
		c1, c2 := c[(k-1)*w:][:len(x)], c[(k-2)*w:][:len(x)]
		for i, v := range x {
			x[i] = (v*sigma+c1[i])*sigma + c2[i]
		}
	}
	if k == 2 {
		c1 := c[w:][:len(x)]
		for i, v := range x {
			x[i] = (v*sigma + c1[i]) * sigma
		}
		return
	}
	for i, v := range x {
		x[i] = v * sigma
	}
}

// sweepOn makes the states at sigma those at the segment's beginning. Their
// rounding, which is alike in one macro-step after the other, is carried on (Kahan's
// compensated summation).
func (p *local) sweepOn(s Segment, sigma float64) {
	rise := s.Work[:p.n]
	p.sweepRise(s, sigma, rise)
	x, carry := p.coefficients(s)[:len(rise)], s.State[p.at.carry:][:len(rise)]
	for i, v := range rise {
		v += carry[i]
		was := x[i]
		is := was + v
		carry[i] = v - (is - was)
		x[i] = is
	}
}

// sweepIntegrals writes the integrals of all dynamic states from 0 to sigma to
// x, in their unit times s.
func (p *local) sweepIntegrals(s Segment, sigma float64, x []float64) {
	c, w := p.coefficients(s), p.width
	x = x[:p.n]
	clear(x)
	for k := p.order; k >= 0; k-- {
		ck, f := c[k*w:][:len(x)], 1/float64(k+1)
		for i, v := range x {
			x[i] = v*sigma + f*ck[i]
		}
	}
	owed, tau := p.owed(s)[:len(x)], sigma*s.State[cellLength]
	for i, v := range x {
		x[i] = v*tau - owed[i]
	}
}

// valueOf is one variable at sigma.
func (p *local) valueOf(s Segment, v int, sigma float64) float64 {
	c, w := p.coefficients(s), p.width
	if v >= p.n && p.constant(s, v-p.n) {
		return c[v]
	}
	y := 0.0
	for at := p.order*w + v; at >= 0; at -= w {
		y = y*sigma + c[at]
	}
	return y
}

// integralOf is the integral of one variable from 0 to sigma, in its unit times
// s.
func (p *local) integralOf(s Segment, v int, sigma float64) float64 {
	c, w, tau := p.coefficients(s), p.width, sigma*s.State[cellLength]
	if v >= p.n && p.constant(s, v-p.n) {
		return c[v]*tau - p.owed(s)[v]
	}
	y := 0.0
	for k := p.order; k >= 0; k-- {
		y = y*sigma + c[k*w+v]/float64(k+1)
	}
	return y*tau - p.owed(s)[v]
}

// States writes all N states.
func (p *local) States(s Segment, tau float64, x []float64) {
	sigma, swept := p.sigma(s, tau), s.Work[:p.n]
	p.sweepValues(s, sigma, swept)
	for i := range p.states.count() {
		x[i] = p.combine(s, p.states, i, swept, sigma)
	}
}

// combine is a combination of variables at sigma, for swept states.
func (p *local) combine(s Segment, of *compressed, i int, swept []float64, sigma float64) float64 {
	index, weight := of.row(i)
	if len(index) == 1 && int(index[0]) < p.n {
		return weight[0] * swept[index[0]]
	}
	y := 0.0
	for t, v := range index {
		if int(v) < p.n {
			y += weight[t] * swept[v]
		} else {
			y += weight[t] * p.valueOf(s, int(v), sigma)
		}
	}
	return y
}

// manyRows tells whether to sweep over all states to read so many outputs.
func (p *local) manyRows(rows int) bool { return 3*rows >= p.n }

// Values writes the listed outputs.
func (p *local) Values(s Segment, rows []int32, tau float64, y []float64) {
	sigma := p.sigma(s, tau)
	if !p.manyRows(len(rows)) {
		for i, row := range rows {
			y[i] = p.value(s, int(row), sigma)
		}
		return
	}
	swept := s.Work[:p.n]
	p.sweepValues(s, sigma, swept)
	for i, row := range rows {
		if at := p.plain[row]; at.state >= 0 {
			y[i] = at.weight * swept[at.state]
		} else {
			y[i] = p.combine(s, p.rows, int(row), swept, sigma)
		}
	}
}

// plainRow is an output that is one state, weighted; state is -1 for any other.
type plainRow struct {
	state  int32
	weight float64
}

// plainRows lists the outputs.
func plainRows(rows *compressed, n int) []plainRow {
	list := make([]plainRow, rows.count())
	for i := range list {
		list[i].state = -1
		if index, weight := rows.row(i); len(index) == 1 && int(index[0]) < n {
			list[i] = plainRow{index[0], weight[0]}
		}
	}
	return list
}

// Series takes several times together, output by output, so that the coefficients
// are fetched once.
func (p *local) Series(s Segment, rows []int32, g Series, y []float64, stride int) {
	if g.Last-g.First == 1 {
		p.Values(s, rows, g.at(g.First), y[:len(rows)])
		return
	}
	for i, row := range rows {
		p.outputOver(s, row, g, y[i:], stride)
	}
}

// outputOver writes one output at all times of a series, four a time, each with
// the same operations as Values.
func (p *local) outputOver(s Segment, row int32, g Series, y []float64, stride int) {
	at, k, to := p.plain[row], g.First, 0
	if at.state < 0 {
		for ; k < g.Last; k, to = k+1, to+stride {
			y[to] = p.value(s, int(row), p.sigma(s, g.at(k)))
		}
		return
	}
	var gathered [maxOrder + 1]float64
	c := gathered[:p.order+1]
	all := p.coefficients(s)[at.state:]
	for l := range c {
		c[l] = all[l*p.width]
	}
	for ; k < g.Last; k += 4 {
		var sigma, x [4]float64
		for i := range sigma {
			sigma[i] = p.sigma(s, g.at(k+i))
		}
		for l := len(c) - 1; l >= 0; l-- {
			v := c[l]
			x[0], x[1] = x[0]*sigma[0]+v, x[1]*sigma[1]+v
			x[2], x[3] = x[2]*sigma[2]+v, x[3]*sigma[3]+v
		}
		for i := 0; i < min(4, g.Last-k); i, to = i+1, to+stride {
			y[to] = at.weight * x[i]
		}
	}
}

// Value is one output.
func (p *local) Value(s Segment, row int, tau float64) float64 {
	return p.value(s, row, p.sigma(s, tau))
}

func (p *local) value(s Segment, row int, sigma float64) float64 {
	index, weight := p.rows.row(row)
	y := 0.0
	for t, v := range index {
		y += weight[t] * p.valueOf(s, int(v), sigma)
	}
	return y
}

// Integrals adds the integrals of outputs from 0 to tau.
func (p *local) Integrals(s Segment, rows []int32, tau float64, sum []float64) {
	sigma, many, swept := p.sigma(s, tau), p.manyRows(len(rows)), s.Work[:p.n]
	if many {
		p.sweepIntegrals(s, sigma, swept)
	}
	for i, row := range rows {
		index, weight := p.rows.row(int(row))
		for t, v := range index {
			if many && int(v) < p.n {
				sum[i] += weight[t] * swept[v]
			} else {
				sum[i] += weight[t] * p.integralOf(s, int(v), sigma)
			}
		}
	}
}
