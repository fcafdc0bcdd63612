package ode

import "math"

// Step control knows the states only. An output that swings while they go straight, as
// the sine of an angle, would be lost between them. So a step is also kept short enough
// that rows which are searched, integrated or followed bend little within it: a parabola
// through three of their values must foretell a fourth. Then quartics, refined where
// need be, describe them.
const (
	parts    = 4
	mostBent = 0.05 // part of the range by which the parabola may miss
	attempts = 4    // shorter steps that are tried for one step
	// A kink stays one in a shorter step, and so does rounding: then rows are not looked
	// at for so many steps.
	blindSteps = 50
	leastBow   = 1e-12
)

// meshAt are the parts of the step that are looked at; the parabola goes through all but
// the second, where its weights are parabola.
var (
	meshAt   = [parts]float64{0, 0.3, 0.5, 1}
	parabola = [parts]float64{0.28, 0, 0.84, -0.12}
)

// bent is how much the looked-at rows bend in the step that was tried, as a part of what
// they may.
func (s *Solution) bent() float64 {
	n := len(s.law.looked)
	for k, theta := range meshAt {
		s.outputsAt(theta)
		for i := range s.law.looked {
			s.mesh[k*n+i] = s.sum(&s.law.looked[i], theta)
		}
	}
	worst := 0.0
	for i := range n {
		lo, hi, foretold := math.Inf(1), math.Inf(-1), 0.0
		for k := range parts {
			y := s.mesh[k*n+i]
			lo, hi = min(lo, y), max(hi, y)
			foretold += parabola[k] * y
		}
		miss := math.Abs(s.mesh[n+i] - foretold)
		if miss > leastBow*max(math.Abs(lo), math.Abs(hi)) {
			worst = max(worst, miss/(mostBent*(hi-lo)))
		}
	}
	return worst
}

// stretch is by what factor a step may grow, or must shrink, for a row that bends so much:
// what a parabola misses goes with the third power of the step.
func stretch(bent float64) float64 {
	return min(5, max(0.2, 0.9/math.Cbrt(max(bent, 1e-6))))
}
