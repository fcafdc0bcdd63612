package linear

// A series in modes is computed mode by mode: one exponential where it begins, and
// from there on by steps. With e = e^(-lambda step), a step takes the rest y of a
// mode and its first derivative y1 to
//
//	y  + y1 step phi1(-lambda step) + slope step^2 phi2(-lambda step),
//	y1 e + slope step phi1(-lambda step),
//
// and turns each sine by the same angle. A series is so short that the rounding of
// its steps does not add up.
const seriesSteps = 16

// seriesLen is the part of Work that a series takes: at each time the modes, and by
// how much a sine and a cosine have grown.
func (p *modal) seriesLen() int { return (p.n + 2) * seriesSteps }

// Series computes the modes one by one at all times, and from them the outputs at
// one time after the other.
func (p *modal) Series(s Segment, rows []int32, g Series, y []float64, stride int) {
	if g.Last > seriesSteps {
		valuesOver(p, s, rows, g, y, stride)
		return
	}
	work := s.Work[len(s.Work)-p.seriesLen():]
	up, across, z := work[:g.Last], work[seriesSteps:][:g.Last], work[2*seriesSteps:][:g.Last*p.n]
	v := p.memory(s)
	p.restsOver(&v, g, z)
	for _, j := range v.sines {
		w := p.swing(s, int(j))
		w.turns(g, up, across)
		for t, a := range up {
			addSwing(z[t*p.n:(t+1)*p.n], w.inPhase, w.quadrature, a, across[t])
		}
	}
	if len(rows) >= fewRows {
		for t := g.First; t < g.Last; t++ {
			p.rows.read(rows, z[t*p.n:(t+1)*p.n], v.inputs, g.at(t), y[(t-g.First)*stride:][:len(rows)])
		}
		return
	}
	for i, row := range rows {
		p.outputOver(int(row), v.inputs, g, z, y[i:], stride)
	}
}

// outputOver writes one output at all times wanted.
func (p *modal) outputOver(row int, inputs []float64, g Series, z, y []float64, stride int) {
	c, lo, _ := p.rows.row(row)
	n, at := p.n, 0
	for t := g.First*n + lo; t < g.Last*n; t, at = t+n, at+stride {
		if len(c) == 2 { // one room
			y[at] = c[0]*z[t] + c[1]*z[t+1]
		} else {
			y[at] = dot(c, z[t:])
		}
	}
	for q := p.rows.first[row]; q < p.rows.first[row+1]; q++ {
		in, at := inputAt(inputs, int(p.rows.input[q])), 0
		for t := g.First; t < g.Last; t, at = t+1, at+stride {
			y[at] += p.rows.gain[q] * in.At(g.at(t))
		}
	}
}

// restsOver writes the rests of all modes at all times, those of one time side by
// side.
func (p *modal) restsOver(v *memory, g Series, z []float64) {
	if len(v.ramps) > 0 {
		p.rampsOver(v, g, z)
		return
	}
	for k, l := range p.lambda {
		e, m := decay(-l * g.From)
		fade, less := decay(-l * g.Step)
		reach := -less * p.inverse[k]
		y, y1 := v.rest[k]+v.excess[k]*m, -l*v.excess[k]*e
		for at := k; at < len(z); at += p.n {
			z[at] = y
			y += y1 * reach
			y1 *= fade
		}
	}
}

// rampsOver is restsOver where inputs have slopes.
func (p *modal) rampsOver(v *memory, g Series, z []float64) {
	for k, l := range p.lambda {
		e, m, h := bow(-l * g.From)
		fade, less, bent := bow(-l * g.Step)
		reach, ramp := -less*p.inverse[k], v.ramp[k]
		lift, hasten := ramp*bent, -l*ramp*less
		y, y1 := v.rest[k]+v.excess[k]*m+ramp*h, -l*(v.excess[k]*e+ramp*m)
		for at := k; at < len(z); at += p.n {
			z[at] = y
			y += y1*reach + lift
			y1 = y1*fade + hasten
		}
	}
}

// turns writes by how much the sine and the cosine of the angle differ at all times from
// what they are where the segment begins.
func (w *swing) turns(g Series, up, across []float64) {
	at, step := w.turned(g.From), turned(0, 1, w.omega, 0, g.Step)
	for t := range up {
		up[t], across[t] = at.up, at.across
		du := at.sin*step.across + at.cos*step.up
		dc := at.cos*step.across - at.sin*step.up
		at = turn{at.sin + du, at.cos + dc, at.up + du, at.across + dc}
	}
}
