package linear

import "math"

// plan is the order and the step of a local propagator.
//
// A macro-step of length h leaves out of a mode of rate r that stands x away from
// where it is driven the remainder
//
//	(h r)^(P+1)/(P+1)! x
//
// (Hairer, Norsett and Wanner, "Solving Ordinary Differential Equations I", II.1).
// The mode forgets by the factor 1 - h r in each step, so that what all steps left
// out is at most
//
//	(h r)^P/(P+1)! x
//
// for any time. So is what a sine of that angular frequency leaves out, whose phase
// turns by h r each step. The largest h for which that is below the accuracy, with
// r the norm of the matrix, is the step.
type plan struct {
	order  int
	step   float64 // s
	within float64 // largest h r
	cost   float64 // ns per s
}

// accuracy is what may be left out, relative to the distance of the states from
// where they are driven.
const accuracy = 3e-13

const (
	leastOrder  = 6
	longestStep = 86400 // s
)

// reachOfOrder is the largest h r for an order.
func reachOfOrder(order int) float64 {
	factorial := 1.0
	for k := 2; k <= order+1; k++ {
		factorial *= float64(k)
	}
	return math.Pow(accuracy*factorial, 1/float64(order))
}

// planOf is the plan of an order for rates up to norm, in 1/s.
func planOf(order int, norm float64) plan {
	within := reachOfOrder(order)
	return plan{order: order, step: math.Min(longestStep, within/norm), within: within}
}

// norm bounds the rates of the system, in 1/s: the norm of the matrix in the
// largest magnitude of x_i/v_i,
//
//	max over i of (sum over j of |a_ij| v_j) / (mass_i v_i),
//
// where v is brought near the vector for which that is least (Collatz and
// Wielandt) but not below a quarter, so that the norm means about the same for all
// states.
func (d *dynamics) norm() float64 {
	const rounds, least = 8, 0.25
	v, next := make([]float64, d.n), make([]float64, d.n)
	for i := range v {
		v[i] = 1
	}
	best := math.Inf(1)
	for range rounds {
		most, largest := 0.0, 0.0
		for i, row := range d.a {
			sum := 0.0
			for _, t := range row {
				sum += math.Abs(t.Weight) * v[t.Index]
			}
			next[i] = sum / d.mass[i]
			most = math.Max(most, next[i]/v[i])
			largest = math.Max(largest, next[i])
		}
		if largest == 0 { // nothing happens by itself
			return 0
		}
		best = math.Min(best, most)
		for i, w := range next {
			v[i] = math.Max(least, w/largest)
		}
	}
	return best
}
