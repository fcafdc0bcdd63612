package ode

// prepare writes the interpolant of the last step: five coefficients of each state,
// side by side with those of the others, of the form
//
//	x + theta (d + (1-theta) (b + theta (c + (1-theta) r))).
func (dp5) prepare(t *trial, h float64) {
	n := len(t.x)
	w := t.work
	k1, k7, x1 := t.rates[:n], t.rates1[:n], t.x1[:n]
	k3, k4, k5, k6 := w[n:][:n], w[2*n:][:n], w[3*n:][:n], w[4*n:][:n]
	x, d, b, c, r := t.dense[:n], t.dense[n:][:n], t.dense[2*n:][:n], t.dense[3*n:][:n], t.dense[4*n:][:n]
	a1, a3, a4, a5, a6, a7 := h*dpD1, h*dpD3, h*dpD4, h*dpD5, h*dpD6, h*dpD7
	for i, xi := range t.x {
		way := x1[i] - xi
		bend := h*k1[i] - way
		x[i], d[i], b[i], c[i] = xi, way, bend, way-h*k7[i]-bend
		r[i] = a1*k1[i] + a3*k3[i] + a4*k4[i] + a5*k5[i] + a6*k6[i] + a7*k7[i]
	}
}

// interpolate implements method.
func (dp5) interpolate(s *Shape, dense []float64, theta float64, x []float64) {
	n := len(x)
	x0, d, b, c, r := dense[:n], dense[n:][:n], dense[2*n:][:n], dense[3*n:][:n], dense[4*n:][:n]
	rest := 1 - theta
	for i := range x {
		x[i] = x0[i] + theta*(d[i]+rest*(b[i]+theta*(c[i]+rest*r[i])))
	}
}

// one implements method.
func (dp5) one(s *Shape, dense []float64, theta float64, i int) float64 {
	n := s.States
	rest := 1 - theta
	return dense[i] + theta*(dense[n+i]+rest*(dense[2*n+i]+theta*(dense[3*n+i]+rest*dense[4*n+i])))
}
