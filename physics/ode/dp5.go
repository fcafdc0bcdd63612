package ode

// dp5 is the explicit method of Dormand and Prince. Its work holds five stages, the
// second to the sixth, and the states at which a stage is taken.
type dp5 struct{}

func (dp5) name() string           { return "dp5" }
func (dp5) order() (int, int)      { return 5, 4 }
func (dp5) denseSize(s *Shape) int { return 5 * s.States }
func (dp5) workSize(s *Shape) int  { return 6 * s.States }

// step implements method. Numbers that are not finite show in the error estimate.
func (m dp5) step(t *trial, h float64) bool {
	n := len(t.x)
	w := t.work
	x, k1, k7, x1, e := t.x, t.rates[:n], t.rates1[:n], t.x1[:n], t.e[:n]
	k2, k3, k4, k5, k6, y := w[:n], w[n:][:n], w[2*n:][:n], w[3*n:][:n], w[4*n:][:n], w[5*n:][:n]

	a1 := h * dpA21
	for i := range y {
		y[i] = x[i] + a1*k1[i]
	}
	t.at(t.tau+dpC2*h, y, k2)
	a1, a2 := h*dpA31, h*dpA32
	for i := range y {
		y[i] = x[i] + (a1*k1[i] + a2*k2[i])
	}
	t.at(t.tau+dpC3*h, y, k3)
	a1, a2, a3 := h*dpA41, h*dpA42, h*dpA43
	for i := range y {
		y[i] = x[i] + (a1*k1[i] + a2*k2[i] + a3*k3[i])
	}
	t.at(t.tau+dpC4*h, y, k4)
	a1, a2, a3, a4 := h*dpA51, h*dpA52, h*dpA53, h*dpA54
	for i := range y {
		y[i] = x[i] + (a1*k1[i] + a2*k2[i] + a3*k3[i] + a4*k4[i])
	}
	t.at(t.tau+dpC5*h, y, k5)
	a1, a2, a3, a4, a5 := h*dpA61, h*dpA62, h*dpA63, h*dpA64, h*dpA65
	for i := range y {
		y[i] = x[i] + (a1*k1[i] + a2*k2[i] + a3*k3[i] + a4*k4[i] + a5*k5[i])
	}
	t.at(t.tau+h, y, k6)
	a1, a3, a4, a5, a6 := h*dpB1, h*dpB3, h*dpB4, h*dpB5, h*dpB6
	for i := range x1 {
		x1[i] = x[i] + (a1*k1[i] + a3*k3[i] + a4*k4[i] + a5*k5[i] + a6*k6[i])
	}
	t.at(t.tau+h, x1, k7)
	a1, a3, a4, a5, a6, a7 := h*dpE1, h*dpE3, h*dpE4, h*dpE5, h*dpE6, h*dpE7
	for i := range e {
		e[i] = a1*k1[i] + a3*k3[i] + a4*k4[i] + a5*k5[i] + a6*k6[i] + a7*k7[i]
	}
	t.last = true
	m.prepare(t, h)
	return true
}
