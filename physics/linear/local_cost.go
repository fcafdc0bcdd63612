package linear

import (
	"math"
	"slices"
)

// Choosing between propagators takes what a run is like for granted: it lasts
// a week, and each input that acts on few states changes about three times an
// hour, as a thermostat's heater does, any other one each hour, as the weather does.
// One change more stands for what else is asked for.
// Times are measured on a processor of 2 GHz; only their ratios count.
const (
	aWeek       = 604800. // s
	localEvery  = 1200.   // s
	globalEvery = 3600.   // s

	leastLocal  = 8   // states from which polynomials may replace modes
	leastTaylor = 5   // and the exponential
	mostSteps   = 1e7 // a week in more macro-steps than these is left to modes

	perMultiply = 0.5  // ns, of a sweep
	perMove     = 1.0  // ns: a multiplication that moves a response
	perStep     = 2600 // ns: what an owner does at a macro-step, besides
	perMoved    = 800  // ns: and at a change that moves the segment
	perMode     = 30   // ns: a mode at a change
	perGuard    = 7.5  // ns: and for each guard
	perChange   = 450  // ns
	perSearch   = 130  // ns: to solve for a guard again, a few per change
)

// plan is the best plan of any order, with its cost in ns per s.
func (d *dynamics) plan() plan {
	rates, drives := compress(d.a), compress(d.b)
	for i, mass := range d.mass {
		rates.scale(i, 1/mass)
	}
	sp := newSpreader(rates.transposed(d.n))
	acts := drives.transposed(d.m)
	norm := d.norm()
	best := plan{cost: math.Inf(1)}
	for order := leastOrder; order <= maxOrder; order++ {
		plan := planOf(order, norm)
		if plan.cost = d.cost(plan, sp, acts, len(rates.index)); plan.cost < best.cost {
			best = plan
		}
	}
	return best
}

// cost is what a plan costs, in ns per s. The responses of a few states stand for
// those of all.
func (d *dynamics) cost(plan plan, sp *spreader, acts *compressed, rates int) float64 {
	whole := perStep + perMultiply*float64(plan.order*(rates+4*d.n)+4*len(d.rows.x))
	limit := globalBurden(plan.order, d.n, rates)
	const samples = 3
	burden, asked := 0., 0
	for k := 0; k < len(acts.index); k += max(1, len(acts.index)/samples) {
		burden += math.Min(limit, sp.spread(int(acts.index[k]), plan.order, plan.step, limit))
		asked++
	}
	burden /= math.Max(1, float64(asked))
	cost := whole / plan.step
	for j := range d.m {
		if own := burden * float64(acts.first[j+1]-acts.first[j]); own > limit {
			cost += whole / globalEvery
		} else {
			cost += (perChange + 3*perSearch + perMove*own) / localEvery
		}
	}
	return cost
}

// modalCost is what modes cost, in ns per s, with what it takes to find them.
func (d *dynamics) modalCost() float64 {
	const perCube, perCubeRefined, perCubeSkew = 4, 50, 100 // ns
	setUp := 0.0
	for _, part := range d.components() {
		k := float64(len(part))
		switch cube := k * k * k; {
		case !d.reciprocal(part):
			setUp += perCubeSkew * cube
		case len(part) <= alwaysRefined:
			setUp += perCubeRefined * cube
		default:
			setUp += perCube * cube
		}
	}
	change := perMoved + float64(d.n)*(perMode+perGuard*float64(d.watched()))
	return setUp/aWeek + change*float64(d.m+1)/localEvery
}

// watched is how many guards to expect: one for each state on which an input acts
// that acts on few.
func (d *dynamics) watched() int {
	const few = 4
	acts := make([]int, d.m)
	for _, row := range d.b {
		for _, t := range row {
			acts[t.Index]++
		}
	}
	count := 0
	for _, row := range d.b {
		if slices.ContainsFunc(row, func(t Term) bool { return acts[t.Index] <= few }) {
			count++
		}
	}
	return count
}

// reciprocal tells whether what passes between two states does so both ways alike.
func (d *dynamics) reciprocal(part []int) bool {
	for _, i := range part {
		for _, t := range d.a[i] {
			p, q := t.Weight, d.a[t.Index].at(i)
			if math.Abs(p-q) > symmetric*math.Max(math.Abs(p), math.Abs(q)) {
				return false
			}
		}
	}
	return true
}

// exponentialCost is what the matrix exponential costs, in ns per s: some
// products of matrices for each look, a few looks for each change.
func (d *dynamics) exponentialCost() float64 {
	n := float64(d.n)
	change := 5000 + 100*n*n*n
	return change * float64(d.m+1) / localEvery
}
