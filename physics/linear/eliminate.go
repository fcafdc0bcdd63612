package linear

import (
	"fmt"
	"math"
	"slices"

	"whatif/physics/connect"
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
	a      []vector  // n, over the dynamic states
	b      []vector  // n, over the inputs
	kept   []int     // n: index of each dynamic state in the System
	states readings  // the N states of the System
	rows   readings  // its outputs
}

// readings are linear functions y = x-weights times the dynamic states plus
// u-weights times the inputs, one of each per function.
type readings struct {
	x []vector
	u []vector
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
	a, b := rowsOf(sys.N, sys.N, sys.A), rowsOf(sys.N, sys.M, sys.B)
	d.states = readings{x: make([]vector, sys.N), u: make([]vector, sys.N)}
	for p, i := range d.kept {
		d.states.x[i] = vector{{Index: p, Weight: 1}}
	}
	for _, group := range masslessGroups(a, massless, place) {
		if err := d.solveMassless(a, b, group, place); err != nil {
			return nil, err
		}
	}
	d.a, d.b = make([]vector, d.n), make([]vector, d.n)
	x, u := newGather(d.n), newGather(d.m)
	for p, i := range d.kept {
		u.addScaled(1, b[i])
		for _, t := range a[i] {
			if place[t.Index] >= 0 {
				x.add(place[t.Index], t.Weight)
			}
		}
		for _, t := range a[i] {
			if place[t.Index] < 0 {
				x.addScaled(t.Weight, d.states.x[t.Index])
				u.addScaled(t.Weight, d.states.u[t.Index])
			}
		}
		d.a[p], d.b[p] = x.take(), u.take()
	}
	d.rows = readings{x: make([]vector, len(sys.Rows)), u: make([]vector, len(sys.Rows))}
	for r, row := range sys.Rows {
		for _, t := range row.X {
			x.addScaled(t.Weight, d.states.x[t.Index])
			u.addScaled(t.Weight, d.states.u[t.Index])
		}
		for _, t := range row.U {
			u.add(t.Index, t.Weight)
		}
		d.rows.x[r], d.rows.u[r] = x.take(), u.take()
	}
	return d, nil
}

// masslessGroups lists the massless states that hang together, each group
// ascending.
func masslessGroups(a []vector, massless, place []int) [][]int {
	if len(massless) == 0 {
		return nil
	}
	order := make(map[int]int, len(massless))
	for k, i := range massless {
		order[i] = k
	}
	net := connect.New(len(massless))
	for k, i := range massless {
		for _, t := range a[i] {
			if place[t.Index] < 0 {
				net.Join(k, order[t.Index])
			}
		}
	}
	groups := net.Parts()
	for _, group := range groups {
		for k, p := range group {
			group[k] = massless[p]
		}
	}
	return groups
}

// solveMassless expresses one connected group of massless states in the
// dynamic states and the inputs next to it, by Gaussian elimination with partial
// pivoting.
func (d *dynamics) solveMassless(a, b []vector, group, place []int) error {
	states, inputs := nextTo(a, b, group, place)
	k, width := len(group), len(states)+len(inputs)
	lhs := make([]float64, k*k)
	rhs := make([]float64, k*width)
	for p, i := range group {
		for q, j := range group {
			lhs[p*k+q] = -a[i].at(j)
		}
		for q, j := range states {
			rhs[p*width+q] = a[i].at(d.kept[j])
		}
		for q, j := range inputs {
			rhs[p*width+len(states)+q] = b[i].at(j)
		}
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
	x, u := newGather(d.n), newGather(d.m)
	for c := k - 1; c >= 0; c-- {
		own := rhs[c*width : (c+1)*width]
		for q := c + 1; q < k; q++ {
			addScaled(own, -lhs[c*k+q], rhs[q*width:(q+1)*width])
		}
		for w := range own {
			own[w] /= lhs[c*k+c]
		}
		for q, j := range states {
			x.add(j, own[q])
		}
		for q, j := range inputs {
			u.add(j, own[len(states)+q])
		}
		d.states.x[group[c]], d.states.u[group[c]] = x.take(), u.take()
	}
	return nil
}

// nextTo lists the dynamic states (by place) and the inputs that a group of
// massless states has to do with.
func nextTo(a, b []vector, group, place []int) (states, inputs []int) {
	for _, i := range group {
		for _, t := range a[i] {
			if p := place[t.Index]; p >= 0 {
				states = append(states, p)
			}
		}
		for _, t := range b[i] {
			inputs = append(inputs, t.Index)
		}
	}
	slices.Sort(states)
	slices.Sort(inputs)
	return slices.Compact(states), slices.Compact(inputs)
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
