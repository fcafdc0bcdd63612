package linear

import "math"

// modes writes all modes at tau to z.
func (p *modal) modes(v memory, tau float64, z []float64) {
	if v.counts[slopeFlag] == 0 {
		for k, l := range p.lambda {
			_, p1 := phi1(-l * tau)
			z[k] = v.rest[k] + v.rate[k]*tau*p1
		}
	} else {
		for k, l := range p.lambda {
			_, p1, p2 := phi12(-l * tau)
			z[k] = v.rest[k] + tau*(v.rate[k]*p1+v.slope[k]*tau*p2)
		}
	}
	for _, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		p.addSine(z, int(j), in, 1, in.Omega*tau+in.Phase)
	}
}

// addSine adds sign times the lasting response to sinusoidal input j at the
// angle theta = Omega tau + Phase. For z' = -lambda z + b sin(theta) it is
//
//	zs = b (lambda sin(theta) - Omega cos(theta)) / (lambda^2 + Omega^2).
func (p *modal) addSine(z []float64, j int, in Input, sign, theta float64) {
	sin, cos := math.Sincos(theta)
	gain := p.gain[j*p.n : (j+1)*p.n]
	a := sign * in.Amplitude
	for k, l := range p.lambda {
		z[k] += a * gain[k] * response(l, in.Omega, sin, cos)
	}
}

// response is (lambda s - omega c)/(lambda^2 + omega^2).
func response(lambda, omega, s, c float64) float64 {
	return (lambda*s - omega*c) / (lambda*lambda + omega*omega)
}

// Integrals adds the integrals of outputs from 0 to tau, by the closed form
//
//	y0 tau + rate tau^2 phi2(-lambda tau) + slope tau^3 phi3(-lambda tau)
//
// of the rest and that of each sine.
func (p *modal) Integrals(s Segment, rows []int32, tau float64, sum []float64) {
	v := p.memory(s)
	z := s.Work[:p.n]
	for k, l := range p.lambda {
		_, _, p2, p3 := phi123(-l * tau)
		z[k] = tau * (v.rest[k] + tau*(v.rate[k]*p2+v.slope[k]*tau*p3))
	}
	for _, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		// The mean of a sine over [0, tau] is its value midway times sinc of half
		// the angle, without cancellation for short times.
		half := in.Omega * tau / 2
		p.addSine(z, int(j), in, tau*sinc(half), half+in.Phase)
	}
	for i, row := range rows {
		sum[i] += p.rows.integral(int(row), z, v.inputs, tau)
	}
}
