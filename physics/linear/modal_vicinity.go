package linear

import "math"

// Most of what is asked about a short segment is answered by where it begins and
// how far it can get: an indicator gets no new extreme, a level far away is not
// reached, no state leaves its range.
//
// From its beginning a rest moves by excess (e^-x - 1) + ramp (e^-x - 1 + x) with
// x = lambda tau, which is no more than |excess| min(x, 1) + |ramp| min(x^2/2, x),
// and the more the longer it lasts.

// strays bounds how far each rest gets within that length of the segment's
// beginning, with some margin for rounding; ok is false where modes grow.
func (p *modal) strays(s Segment, length float64, far []float64) (ok bool) {
	// What a mode that hardly grows adds to the bounds, and how well its beginning
	// is known.
	const more, rounded = 1 + 2*harmless, 1e-13
	if !(p.growth*length < harmless) {
		return false
	}
	n, st, lambda := p.n, s.State, p.lambda
	far = far[:len(lambda)]
	rest, excess, ramp := st[:n][:len(lambda)], st[n : 2*n][:len(lambda)], st[2*n : 3*n][:len(lambda)]
	length *= more
	ramps := st[p.at.counts+rampCount] != 0
	for k, l := range lambda {
		x := math.Abs(l) * length
		curved := x * 0.5
		if x > 1 {
			curved, x = x*min(curved, 1), 1
		} else {
			curved *= x
		}
		d := math.Abs(excess[k])*x + rounded*math.Abs(rest[k])
		if ramps {
			d += math.Abs(ramp[k]) * curved
		}
		far[k] = d
	}
	return true
}

// vicinity is an output at the segment's beginning and a bound on how far from
// that it gets within a length, for which the rests do not stray further than far.
func (p *modal) vicinity(s Segment, row int, length float64, far []float64) (value, off float64) {
	const rounded = 1e-13
	st := s.State
	w, lo, hi := p.rows.row(row)
	rest, far := st[lo:hi][:len(w)], far[lo:hi][:len(w)]
	for k, f := range w {
		value += f * rest[k]
		off += math.Abs(f) * far[k]
	}
	if count := int(st[p.at.counts+sineCount]); count > 0 {
		for _, j := range st[p.at.sines : p.at.sines+count] {
			q := p.swing(s, int(j))
			a, b := dot(w, q.inPhase[lo:hi]), dot(w, q.quadrature[lo:hi])
			off += (math.Abs(a) + math.Abs(b)) * min(2, math.Abs(q.omega)*length) * (1 + rounded)
		}
	}
	if first, last := p.rows.first[row], p.rows.first[row+1]; first < last {
		inputs := p.inputs(s)
		for t := first; t < last; t++ {
			in, g := inputAt(inputs, int(p.rows.input[t])), p.rows.gain[t]
			value += g * in.At(0)
			off += math.Abs(g) * (math.Abs(in.Slope)*length + math.Abs(in.Amplitude)*min(2, math.Abs(in.Omega)*length) +
				rounded*(math.Abs(in.Level)+math.Abs(in.Amplitude)))
		}
	}
	return value, off
}

// Drift bounds how far any state gets from where it is at the segment's beginning.
// It has no bound where a massless state hangs directly on an input.
func (p *modal) Drift(s Segment, length float64) float64 {
	far := s.Work[:p.n]
	if len(p.states.input) > 0 || !p.strays(s, length, far) {
		return math.Inf(1)
	}
	off := dot(p.shown, far)
	n, st := p.n, s.State
	for _, j := range st[p.at.sines : p.at.sines+int(st[p.at.counts+sineCount])] {
		q := st[p.at.swings+int(j)*p.at.perSwing:][:p.at.perSwing]
		inPhase, quadrature := q[4:][:n], q[4+n:][:n]
		most := 0.0
		for k, f := range p.shown[:n] {
			most += f * (math.Abs(inPhase[k]) + math.Abs(quadrature[k]))
		}
		off += most * min(2, math.Abs(q[0])*length)
	}
	return off
}

// Extremes bounds an output: mostly there is nothing to widen, or the output only
// rises or only falls.
func (p *modal) Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	if far := s.Work[:p.n]; p.strays(s, to, far) {
		if value, off := p.vicinity(s, row, to, far); lo <= value-off && value+off <= hi {
			return lo, hi
		}
	}
	var a, b course
	p.lookAt(s, 0, from)
	p.course(s, 0, row, from, &a)
	p.lookAt(s, 1, to)
	p.course(s, 1, row, to, &b)
	falls, rises := p.slopes(s, row, &a, &b, 0, 1, to-from)
	switch {
	case rises <= 0:
		return min(lo, b.value), max(hi, a.value)
	case falls >= 0:
		return min(lo, a.value), max(hi, b.value)
	}
	return extremes(p, s, row, from, to, lo, hi)
}
