package linear

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"whatif/physics/connect"
)

// Compile checks a System, takes its massless states out, and chooses how to
// propagate the rest, from its structure and numbers alone:
//
//   - "static" when no state has a mass: the outputs follow the inputs;
//   - "modal" when each connected component of the system has a real,
//     well-conditioned eigenbasis. Components are decomposed one by one, so that
//     the numbers of one do not depend on which others are there;
//   - "local", by Taylor polynomials, where that is estimated to be faster: for
//     sparse systems that are not stiff. Its segments have a horizon, and all
//     components one step, which the fastest state sets: a large network with one
//     fast state pays for it everywhere. Of a thousand rooms with a sensor of 2 s,
//     a day takes some twenty times as long as without it; with one of 20 ms all
//     two thousand states are taken in modes, which takes half a minute to set up
//     and milliseconds a change. Such a state is better left massless;
//   - "exponential", by the matrix exponential, otherwise.
//
// Values are good to about 1e-12 of the magnitudes they are summed from in modes,
// for any stiffness and time, and in polynomials to about 1e-13 of how far the
// states stand from rest, besides rounding; the exponential loses about 1e-16
// times the fastest rate times the time since the segment began.
//
// A *SingularError names the massless state that nothing determines.
func Compile(sys System) (Propagator, error) {
	if err := check(sys); err != nil {
		return nil, fmt.Errorf("linear system: %w", err)
	}
	d, err := eliminate(sys)
	if err != nil {
		return nil, fmt.Errorf("linear system: %w", err)
	}
	return d.propagator(), nil
}

// propagator is the one that is estimated to be the fastest. Modes are computed
// only where they may be.
func (d *dynamics) propagator() Propagator {
	if d.n >= leastLocal {
		if plan := d.plan(); plan.cost < d.modalCost() && plan.step*mostSteps > aWeek {
			return newLocal(d, plan)
		}
	}
	if modes := d.modes(); modes != nil {
		return modes
	}
	if d.n >= leastTaylor {
		if plan := d.plan(); plan.cost < d.exponentialCost() {
			return newLocal(d, plan)
		}
	}
	return newExponential(d)
}

// modes is the modal propagator, nil where there is none.
func (d *dynamics) modes() *modal {
	parts := d.components()
	bases := make([]*basis, len(parts))
	for c, part := range parts {
		mass, a := d.part(part)
		if bases[c] = eigenbasis(mass, a); bases[c] == nil {
			return nil
		}
	}
	return newModal(d, parts, bases)
}

// components lists the dynamic states of each connected part.
func (d *dynamics) components() [][]int {
	net := connect.New(d.n)
	for i, row := range d.a {
		for _, t := range row {
			net.Join(i, t.Index)
		}
	}
	return net.Parts()
}

// part is the masses and the matrix, dense, of some of the dynamic states,
// ascending.
func (d *dynamics) part(of []int) (mass, a []float64) {
	k := len(of)
	mass, a = make([]float64, k), make([]float64, k*k)
	for p, i := range of {
		mass[p] = d.mass[i]
		for _, t := range d.a[i] {
			if q, ok := slices.BinarySearch(of, t.Index); ok {
				a[p*k+q] = t.Weight
			}
		}
	}
	return mass, a
}

// check refuses what is not a System: wrong lengths, numbers that are not
// finite, negative masses, and references out of range.
func check(sys System) error {
	if sys.N < 0 || sys.M < 0 {
		return fmt.Errorf("%d states and %d inputs", sys.N, sys.M)
	}
	if len(sys.E) != sys.N {
		return fmt.Errorf("length of E is %d, want %d", len(sys.E), sys.N)
	}
	var errs []error
	for i, e := range sys.E {
		if !(e >= 0) || math.IsInf(e, 0) {
			errs = append(errs, fmt.Errorf("state %d: mass %v is not a number >= 0", i, e))
		}
	}
	entries := func(name string, list []Entry, columns int) {
		for _, e := range list {
			if e.Row < 0 || e.Row >= sys.N || e.Column < 0 || e.Column >= columns {
				errs = append(errs, fmt.Errorf("%s[%d,%d] is outside of %d x %d", name, e.Row, e.Column, sys.N, columns))
			}
			if math.IsNaN(e.Value) || math.IsInf(e.Value, 0) {
				errs = append(errs, fmt.Errorf("%s[%d,%d] is %v", name, e.Row, e.Column, e.Value))
			}
		}
	}
	entries("A", sys.A, sys.N)
	entries("B", sys.B, sys.M)
	for r, row := range sys.Rows {
		terms := func(what string, terms []Term, limit int) {
			for _, t := range terms {
				if t.Index < 0 || t.Index >= limit {
					errs = append(errs, fmt.Errorf("output %d: %s %d of %d", r, what, t.Index, limit))
				}
				if math.IsNaN(t.Weight) || math.IsInf(t.Weight, 0) {
					errs = append(errs, fmt.Errorf("output %d: weight %v of %s %d", r, t.Weight, what, t.Index))
				}
			}
		}
		terms("state", row.X, sys.N)
		terms("input", row.U, sys.M)
	}
	return errors.Join(errs...)
}
