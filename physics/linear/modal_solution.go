package linear

import "math"

// rests writes the rests of all modes at tau to y.
func (p *modal) rests(s Segment, tau float64, y []float64) {
	n, st, lambda := p.n, s.State, p.lambda
	y = y[:len(lambda)]
	rest, excess := st[:n][:len(lambda)], st[n : 2*n][:len(lambda)]
	if st[p.at.counts+rampCount] == 0 {
		for k, l := range lambda {
			_, m := decay(-l * tau)
			y[k] = rest[k] + excess[k]*m
		}
		return
	}
	ramp := st[2*n : 3*n][:len(lambda)]
	for k, l := range lambda {
		_, m, h := bow(-l * tau)
		y[k] = rest[k] + excess[k]*m + ramp[k]*h
	}
}

// modes writes all modes at tau to z.
func (p *modal) modes(s Segment, tau float64, z []float64) {
	p.rests(s, tau, z)
	if count := int(s.State[p.at.counts+sineCount]); count > 0 {
		p.addSwings(s, count, tau, z)
	}
}

// addSwings adds the lasting responses to so many sinusoidal inputs at tau.
func (p *modal) addSwings(s Segment, count int, tau float64, z []float64) {
	st, n := s.State, p.n
	for _, j := range st[p.at.sines : p.at.sines+count] {
		w := st[p.at.swings+int(j)*p.at.perSwing:][:p.at.perSwing]
		sin, cos := turn(w[2], w[3], w[0], w[1], tau)
		inPhase, quadrature := w[4:4+n], w[4+n:]
		for k, f := range z[:min(len(inPhase), len(quadrature))] {
			z[k] = f + (inPhase[k]*sin + quadrature[k]*cos)
		}
	}
}

// add adds the lasting response at the angle with this sine and cosine.
func (w *swing) add(z []float64, sin, cos float64) {
	z = z[:len(w.inPhase)]
	quadrature := w.quadrature[:len(z)]
	for k, a := range w.inPhase {
		z[k] += a*sin + quadrature[k]*cos
	}
}

// turn is the sine and the cosine of omega tau + phase, given those of the phase.
func turn(sin, cos, omega, phase, tau float64) (float64, float64) {
	x := omega * tau
	if x == 0 {
		return sin, cos
	}
	if !(math.Abs(x) < slightTurn) {
		return math.Sincos(x + phase)
	}
	s, c := slightSincos(x)
	return sin*c + cos*s, cos*c - sin*s
}

// Integrals adds the integrals of outputs from 0 to tau, by the closed form
//
//	y0 tau + rate tau^2 phi2(-lambda tau) + slope tau^3 phi3(-lambda tau)
//
// of the rest and that of each sine.
func (p *modal) Integrals(s Segment, rows []int32, tau float64, sum []float64) {
	v := p.memory(s)
	z := s.Work[:p.n]
	if len(v.ramps) == 0 {
		for k, l := range p.lambda {
			_, _, h := bow(-l * tau)
			z[k] = v.rest[k]*tau - v.excess[k]*h*p.inverse[k]
		}
	} else {
		for k, l := range p.lambda {
			rate := -l * v.excess[k]
			_, _, p2, p3 := phi123(-l * tau)
			z[k] = tau * (v.rest[k] + tau*(rate*p2+v.slope[k]*tau*p3))
		}
	}
	for _, j := range v.sines {
		// The mean of a sine over [0, tau] is its value midway times sinc of half
		// the angle, without cancellation for short times.
		w := p.swing(s, int(j))
		sin, cos := w.angle(tau / 2)
		f := tau * sinc(w.omega*tau/2)
		w.add(z, f*sin, f*cos)
	}
	for i, row := range rows {
		sum[i] += p.rows.integral(int(row), z, v.inputs, tau)
	}
}
