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

// addSwings adds how far so many sinusoidal inputs lastingly take the modes by tau.
func (p *modal) addSwings(s Segment, count int, tau float64, z []float64) {
	st, n := s.State, p.n
	for _, j := range st[p.at.sines : p.at.sines+count] {
		w := st[p.at.swings+int(j)*p.at.perSwing:][:p.at.perSwing]
		t := turned(w[2], w[3], w[0], w[1], tau)
		inPhase, quadrature := w[4:4+n], w[4+n:]
		for k, f := range z[:min(len(inPhase), len(quadrature))] {
			z[k] = f + (inPhase[k]*t.up + quadrature[k]*t.across)
		}
	}
}

// addSwing adds the lasting response to so much of a sine and a cosine.
func addSwing(z, inPhase, quadrature []float64, sin, cos float64) {
	inPhase, quadrature = inPhase[:len(z)], quadrature[:len(z)]
	for k, a := range inPhase {
		z[k] += a*sin + quadrature[k]*cos
	}
}

// turn is an angle that has grown since the segment's beginning: its sine and cosine, and
// by how much these differ from what they were.
type turn struct{ sin, cos, up, across float64 }

// turned is the angle omega tau + phase, given the sine and the cosine of the phase.
func turned(sin, cos, omega, phase, tau float64) turn {
	x := omega * tau
	if x == 0 {
		return turn{sin: sin, cos: cos}
	}
	if !(math.Abs(x) < slightTurn) {
		s, c := math.Sincos(x + phase)
		return turn{s, c, s - sin, c - cos}
	}
	lag, versine := slightTurns(x)
	s := x + x*lag
	up, across := cos*s-sin*versine, -sin*s-cos*versine
	return turn{sin + up, cos + across, up, across}
}

// meanTurn is by how much a sine and a cosine are greater on average over [0, tau] than
// at its beginning.
func (w *swing) meanTurn(tau float64) (up, across float64) {
	x := w.omega * tau
	if !(math.Abs(x) < slightTurn) {
		// The mean of a sine is its value midway times sinc of half the angle.
		sin, cos := math.Sincos(x/2 + w.phase)
		f := sinc(x / 2)
		return f*sin - w.sin, f*cos - w.cos
	}
	lag, versine := slightTurns(x)
	if x != 0 {
		versine /= x
	}
	return w.sin*lag + w.cos*versine, w.cos*lag - w.sin*versine
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
		w := p.swing(s, int(j))
		up, across := w.meanTurn(tau)
		addSwing(z, w.inPhase, w.quadrature, tau*up, tau*across)
	}
	for i, row := range rows {
		sum[i] += p.rows.integral(int(row), z, v.inputs, tau)
	}
}
