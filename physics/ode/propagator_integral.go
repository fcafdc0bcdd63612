package ode

import (
	"math"

	"whatif/physics/linear"
)

// Gauss-Legendre quadrature of 3 points on [-1, 1] and its extension by A. S. Kronrod to
// 7, exact for polynomials of degrees 5 and 11 (P. Patterson, Math. Comp. 22 (1968)
// 847): the points from the middle out, every second of them Gauss's.
var (
	kronrodPoints  = [...]float64{0, 0.43424374934680255, 0.7745966692414834, 0.9604912687080202}
	kronrodWeights = [...]float64{0.4509165386584741, 0.4013974147759622, 0.2684880898683334, 0.10465622602646727}
	gaussWeights   = [...]float64{8. / 9, 0, 5. / 9, 0}
)

const (
	// agreed is by how much both rules may differ, as a part of the integral of the
	// magnitude. The longer rule is then off by about the square of that.
	agreed = 1e-7
	// halvings is how often a step is halved: enough for a kink, whose error falls to a
	// quarter each time.
	halvings = 20
	// mostHalved is how many ranges of one row are halved in a step, enough for two kinks:
	// what is rounding only never agrees.
	mostHalved = 100
	// batch is how many rows are integrated at a time.
	batch = 16
)

// Integrals implements linear.Propagator. Inputs are integrated in closed form, states
// exactly, other outputs by adaptive quadrature on the interpolant.
func (p *propagator) Integrals(seg linear.Segment, rows []int32, tau float64, sum []float64) {
	s := p.take(seg)
	defer p.put(s)
	if s.length == 0 { // it has failed and stays where it is
		for k, r := range rows {
			sum[k] += tau * s.output(&p.rows[r], 0)
		}
		return
	}
	a, b := s.part(0), s.part(tau)
	for k, r := range rows {
		sum[k] += s.inputIntegral(&p.rows[r], a, b)
	}
	for at := 0; at < len(rows); at += batch {
		n := min(batch, len(rows)-at)
		left := mostHalved
		p.integrate(s, rows[at:][:n], a, b, sum[at:][:n], 0, &left)
	}
}

// inputIntegral is the integral of what a row has of inputs over the part [a, b] of the
// step.
func (s *Solution) inputIntegral(r *row, a, b float64) float64 {
	sum := 0.
	for _, t := range r.inputs {
		sum += t.Weight * s.forms[t.Index].After(a*s.length).Integral((b-a)*s.length)
	}
	return sum
}

// estimate is an integral by two rules, and that of the magnitude.
type estimate struct{ fine, coarse, size float64 }

func (e *estimate) add(i int, y float64) {
	e.fine += kronrodWeights[i] * y
	e.coarse += gaussWeights[i] * y
	e.size += kronrodWeights[i] * math.Abs(y)
}

// integrate adds the integrals of what rows have of states and outputs over [a, b],
// halving the range for those rows for which the rules differ.
func (p *propagator) integrate(s *Solution, rows []int32, a, b float64, sum []float64, depth int, left *int) {
	var found [batch]estimate
	mid, half := (a+b)/2, (b-a)/2
	evaluates := p.evaluates(rows)
	for i, x := range kronrodPoints {
		for _, side := range [...]float64{-1, 1} {
			if side > 0 && x == 0 {
				continue
			}
			theta := mid + side*half*x
			if evaluates {
				s.outputsAt(theta)
			}
			for k, r := range rows {
				found[k].add(i, s.own(&p.rows[r], theta))
			}
		}
	}
	for k := range rows {
		f := &found[k]
		if depth == 0 {
			*left = mostHalved
		}
		if depth < halvings && *left > 0 && math.Abs(f.fine-f.coarse) > agreed*f.size {
			*left--
			p.integrate(s, rows[k:k+1], a, mid, sum[k:k+1], depth+1, left)
			p.integrate(s, rows[k:k+1], mid, b, sum[k:k+1], depth+1, left)
			continue
		}
		sum[k] += half * s.length * f.fine
	}
}
