package mechanical

import "whatif/physics/hybrid"

// Belt is an elastic belt over two pulleys, or a shaft that twists between two gears.
// It stretches by r1 q1 - r2 q2, and its pull, in N, is stiffness times stretch plus
// damping times the stretch's rate. The two spans are taken as one that both pulls and
// pushes, as a belt under enough pretension does.
type Belt struct {
	FirstPosition, SecondPosition hybrid.Read // rad
	FirstVelocity, SecondVelocity hybrid.Read // rad/s
	FirstRadius, SecondRadius     hybrid.Read // m
	Stiffness                     hybrid.Read // N/m
	Damping                       hybrid.Read // N s/m; optional, 0
	OnFirst, OnSecond             hybrid.Add  // torques, N m
	Force                         hybrid.Write
	Potential                     hybrid.Write // stored energy in J; optional
	Heat                          hybrid.Write // W; optional
	Warms                         hybrid.Add   // optional
}

// Evaluate implements hybrid.Part.
func (b *Belt) Evaluate(w []float64) {
	r1, r2 := w[b.FirstRadius], w[b.SecondRadius]
	stretch := r1*w[b.FirstPosition] - r2*w[b.SecondPosition]
	rate := r1*w[b.FirstVelocity] - r2*w[b.SecondVelocity]
	elastic, viscous := w[b.Stiffness]*stretch, value(w, b.Damping, 0)*rate
	force := elastic + viscous
	add(w, b.OnFirst, -r1*force)
	add(w, b.OnSecond, r2*force)
	put(w, b.Force, force)
	put(w, b.Potential, elastic*stretch/2)
	put(w, b.Heat, viscous*rate)
	add(w, b.Warms, viscous*rate)
}
