package linear

import "math"

// outlookLen is how many numbers per mode an outlook keeps in Work.
const outlookLen = 5

// outlook is the modal outlook of the search for crossings and extremes: the
// modes at one instant with their derivatives. The rest of a mode has
//
//	y'(tau)  = rate e^(-lambda tau) + slope tau phi1(-lambda tau)
//	y''(tau) = (slope - lambda rate) e^(-lambda tau),
//
// whose second derivative only decays (or, with lambda < 0, grows by a known
// factor): the sum of its positive parts over the modes of an output bounds the
// output's bending from above for all later times, that of the negative parts
// from below.
type outlook struct {
	z, z1, z2 []float64 // n: modes, first derivatives, second ones of the rests
	bend      []float64 // n: greatest second derivative of the sines
	bend3     []float64 // n: greatest third derivative of the sines
	sin, cos  []float64 // per sine n: weights of sin(theta) and cos(theta)
}

func (p *modal) outlook(s Segment) outlook {
	n, w := p.n, s.Work
	return outlook{
		z: w[:n], z1: w[n : 2*n], z2: w[2*n : 3*n], bend: w[3*n : 4*n],
		bend3: w[4*n : 5*n],
		sin:   w[5*n : 5*n+n*p.m], cos: w[5*n+n*p.m : 5*n+2*n*p.m],
	}
}

// search is the part of Work that the search for guards owns.
func (p *modal) search(s Segment) []float64 {
	return s.Work[outlookLen*p.n+2*p.n*p.m:]
}

// prepare computes what does not change during one search.
func (p *modal) prepare(s Segment) {
	v, o := p.memory(s), p.outlook(s)
	if len(v.sines) == 0 {
		return
	}
	clear(o.bend)
	clear(o.bend3)
	for i, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		gain := p.gain[int(j)*p.n : (int(j)+1)*p.n]
		sin, cos := o.sin[i*p.n:(i+1)*p.n], o.cos[i*p.n:(i+1)*p.n]
		square := in.Omega * in.Omega
		for k, l := range p.lambda {
			b := in.Amplitude * gain[k] / (l*l + square)
			sin[k], cos[k] = b*l, -b*in.Omega
			most := square * (math.Abs(sin[k]) + math.Abs(cos[k]))
			o.bend[k] += most
			o.bend3[k] += most * math.Abs(in.Omega)
		}
	}
}

// look computes the modes and their derivatives at tau.
func (p *modal) look(s Segment, tau float64) {
	v, o := p.memory(s), p.outlook(s)
	n := p.n
	rest, rate, slope := v.rest[:n], v.rate[:n], v.slope[:n]
	z, z1, z2 := o.z[:n], o.z1[:n], o.z2[:n]
	if tau == 0 {
		copy(z, rest)
		copy(z1, rate)
		for k, l := range p.lambda {
			z2[k] = slope[k] - l*rate[k]
		}
	} else if v.counts[slopeFlag] == 0 {
		for k, l := range p.lambda {
			e, p1 := phi1(-l * tau)
			z[k] = rest[k] + rate[k]*tau*p1
			d := rate[k] * e
			z1[k] = d
			z2[k] = -l * d
		}
	} else {
		for k, l := range p.lambda {
			e, p1, p2 := phi12(-l * tau)
			z[k] = rest[k] + tau*(rate[k]*p1+slope[k]*tau*p2)
			z1[k] = rate[k]*e + slope[k]*tau*p1
			z2[k] = (slope[k] - l*rate[k]) * e
		}
	}
	for i, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		sin, cos := math.Sincos(in.Omega*tau + in.Phase)
		ws, wc := o.sin[i*n:(i+1)*n], o.cos[i*n:(i+1)*n]
		for k := range z {
			z[k] += ws[k]*sin + wc[k]*cos
			z1[k] += in.Omega * (ws[k]*cos - wc[k]*sin)
		}
	}
}

// jet is the outlook on one output from where look stood; the bounds hold up
// to the given horizon.
func (p *modal) jet(s Segment, row int, tau, horizon float64) jet {
	n, work := p.n, s.Work
	c, lo, hi := p.rows.row(row)
	z, z1, z2 := work[lo:hi], work[n+lo:n+hi], work[2*n+lo:2*n+hi]
	z, z1, z2 = z[:len(c)], z1[:len(c)], z2[:len(c)]
	var value, scale, rate, sum, size float64
	for k, w := range c {
		a, d := w*z[k], w*z2[k]
		value += a
		scale += math.Abs(a)
		rate += w * z1[k]
		sum += d
		size += math.Abs(d)
	}
	j := jet{value: value, rate: rate, scale: scale, reach: horizon - tau}
	// What rounding may have taken from the sums is put back.
	slack := 1e-14 * size
	grown := 1 + 1e-12
	if p.growth > 0 {
		j.reach = math.Min(j.reach, 1/p.growth)
		grown *= math.Exp(p.growth * j.reach)
	}
	j.up = (0.5*(size+sum) + slack) * grown
	j.down = (0.5*(size-sum) + slack) * grown
	if s.State[p.counts()+sineCount] > 0 {
		bend := work[3*n+lo : 3*n+hi]
		more := 0.0
		for k, w := range c {
			more += math.Abs(w) * bend[k]
		}
		j.up += more
		j.down += more
	}
	if p.rows.first[row] < p.rows.first[row+1] {
		p.rows.direct(row, p.memory(s).inputs, tau, &j)
	}
	return j
}

// Cross looks for the first crossing.
func (p *modal) Cross(s Segment, guards []Guard, _ []int32, from, to float64) Crossing {
	return cross(p, s, guards, from, to)
}

// Extremes bounds an output.
func (p *modal) Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64) {
	return extremes(p, s, row, from, to, lo, hi)
}
