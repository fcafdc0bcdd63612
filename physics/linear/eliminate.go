package linear

import (
	"fmt"
	"math"
)

// SingularError says that the massless states around State are not determined:
// nothing ties them to a state with mass, to an input or to a fixed potential.
type SingularError struct {
	State int
}

func (e *SingularError) Error() string {
	return fmt.Sprintf("massless state %d is tied to nothing that determines it", e.State)
}

// dynamics is a System without its massless states: mass x' = a x + b u over
// the n states that have a mass, with every state and every output as a linear
// function of those and of the inputs.
type dynamics struct {
	n, m   int
	mass   []float64 // n
	a      []float64 // n x n
	b      []float64 // n x m
	kept   []int     // n: index of each dynamic state in the System
	states readings  // the N states of the System
	rows   readings  // its outputs
}

// readings are linear functions y = x-weights times the dynamic states plus
// u-weights times the inputs.
type readings struct {
	count int
	x     []float64 // count x n
	u     []float64 // count x m
}

// eliminate takes the massless states out by a Schur complement: with d the
// dynamic and 0 the massless states, 0 = A0d xd + A00 x0 + B0 u gives
// x0 = -A00^-1 (A0d xd + B0 u). Each connected group of massless states is
// solved alone.
func eliminate(sys System) (*dynamics, error) {
	d := &dynamics{m: sys.M}
	place := make([]int, sys.N) // of a state among the dynamic ones, or -1
	var massless []int
	for i, e := range sys.E {
		if e > 0 {
			place[i] = d.n
			d.n++
			d.kept = append(d.kept, i)
			d.mass = append(d.mass, e)
		} else {
			place[i] = -1
			massless = append(massless, i)
		}
	}
	n, m := d.n, d.m
	d.states = readings{count: sys.N, x: make([]float64, sys.N*n), u: make([]float64, sys.N*m)}
	for i, p := range place {
		if p >= 0 {
			d.states.x[i*n+p] = 1
		}
	}
	at := func(i, j int) float64 { return sys.A[i*sys.N+j] }
	for _, group := range components(len(massless), func(p, q int) bool {
		i, j := massless[p], massless[q]
		return at(i, j) != 0 || at(j, i) != 0
	}) {
		for p, q := range group {
			group[p] = massless[q]
		}
		if err := d.solveMassless(sys, group); err != nil {
			return nil, err
		}
	}
	d.a = make([]float64, n*n)
	d.b = make([]float64, n*m)
	for p, i := range d.kept {
		copy(d.b[p*m:(p+1)*m], sys.B[i*m:(i+1)*m])
		for q, j := range d.kept {
			d.a[p*n+q] = at(i, j)
		}
		for _, j := range massless {
			if w := at(i, j); w != 0 {
				addScaled(d.a[p*n:(p+1)*n], w, d.states.x[j*n:(j+1)*n])
				addScaled(d.b[p*m:(p+1)*m], w, d.states.u[j*m:(j+1)*m])
			}
		}
	}
	d.rows = readings{count: len(sys.Rows), x: make([]float64, len(sys.Rows)*n), u: make([]float64, len(sys.Rows)*m)}
	for r, row := range sys.Rows {
		x, u := d.rows.x[r*n:(r+1)*n], d.rows.u[r*m:(r+1)*m]
		for _, t := range row.X {
			addScaled(x, t.Weight, d.states.x[t.Index*n:(t.Index+1)*n])
			addScaled(u, t.Weight, d.states.u[t.Index*m:(t.Index+1)*m])
		}
		for _, t := range row.U {
			u[t.Index] += t.Weight
		}
	}
	return d, nil
}

// solveMassless expresses one connected group of massless states in the
// dynamic states and the inputs, by Gaussian elimination with partial pivoting.
func (d *dynamics) solveMassless(sys System, group []int) error {
	k, width := len(group), d.n+d.m
	lhs := make([]float64, k*k)
	rhs := make([]float64, k*width)
	for p, i := range group {
		for q, j := range group {
			lhs[p*k+q] = -sys.A[i*sys.N+j]
		}
		for q, j := range d.kept {
			rhs[p*width+q] = sys.A[i*sys.N+j]
		}
		copy(rhs[p*width+d.n:(p+1)*width], sys.B[i*sys.M:(i+1)*sys.M])
	}
	// A pivot that is rounding compared with the entries it came from is zero.
	start := make([]float64, k)
	for p := range group {
		for q := range group {
			start[p] = math.Max(start[p], math.Max(math.Abs(lhs[q*k+p]), math.Abs(lhs[p*k+q])))
		}
	}
	const loose = 1e-13
	for c := range k {
		pivot := c
		for p := c + 1; p < k; p++ {
			if math.Abs(lhs[p*k+c]) > math.Abs(lhs[pivot*k+c]) {
				pivot = p
			}
		}
		if size := math.Abs(lhs[pivot*k+c]); size == 0 || size <= loose*start[c] {
			return &SingularError{State: group[c]}
		}
		if pivot != c {
			swap(lhs[c*k:(c+1)*k], lhs[pivot*k:(pivot+1)*k])
			swap(rhs[c*width:(c+1)*width], rhs[pivot*width:(pivot+1)*width])
		}
		for p := c + 1; p < k; p++ {
			if f := lhs[p*k+c] / lhs[c*k+c]; f != 0 {
				addScaled(lhs[p*k+c:(p+1)*k], -f, lhs[c*k+c:(c+1)*k])
				addScaled(rhs[p*width:(p+1)*width], -f, rhs[c*width:(c+1)*width])
			}
		}
	}
	for c := k - 1; c >= 0; c-- {
		own := rhs[c*width : (c+1)*width]
		for q := c + 1; q < k; q++ {
			addScaled(own, -lhs[c*k+q], rhs[q*width:(q+1)*width])
		}
		for w := range own {
			own[w] /= lhs[c*k+c]
		}
		copy(d.states.x[group[c]*d.n:(group[c]+1)*d.n], own[:d.n])
		copy(d.states.u[group[c]*d.m:(group[c]+1)*d.m], own[d.n:])
	}
	return nil
}

// addScaled adds w times v to y.
func addScaled(y []float64, w float64, v []float64) {
	for i, x := range v {
		y[i] += w * x
	}
}

// swap exchanges the contents of two rows.
func swap(a, b []float64) {
	for i := range a {
		a[i], b[i] = b[i], a[i]
	}
}
