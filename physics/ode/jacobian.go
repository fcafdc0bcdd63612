package ode

import "math"

// jacobian takes df/dx for systems of one shape: from the system where it knows it,
// else by forward differences of several columns at once.
type jacobian struct {
	known   bool // the system knows it
	states  int
	entries int
	scale   []float64 // Shape.Scale
	groups  [][]int32 // columns that have no row in common
	// columns lists the entries of each column.
	columns [][]entry
}

// entry is a place in one column of a Jacobian: its row, and which of the stored
// numbers it is.
type entry struct{ row, index int32 }

func newJacobian(s *Shape, known bool) *jacobian {
	j := &jacobian{known: known, states: s.States, entries: len(s.Pattern), scale: s.Scale}
	if s.Pattern == nil {
		j.entries = s.States * s.States
	}
	if known {
		return j
	}
	j.columns = columnsOf(s)
	j.groups = colour(j.columns, s.States)
	return j
}

// size is how many numbers a Jacobian takes.
func (j *jacobian) size() int { return j.entries }

// take writes df/dx at t.x and t.tau to values. x, dx and delta are scratch, each as
// long as there are states. It is false where a number is not finite.
func (j *jacobian) take(t *trial, values, x, dx, delta []float64) bool {
	for _, i := range t.moving {
		t.p.U[i] = t.forms[i].At(t.tau)
	}
	if j.known {
		t.p.X = t.x
		t.sys.(Differentiable).Jacobian(&t.p, values)
		return finite(values)
	}
	copy(x, t.x)
	for i, v := range x {
		delta[i] = j.increment(i, v, t.rates[i])
	}
	for _, group := range j.groups {
		// Some laws end at a border: what has no value on one side may have one on the other.
		if !j.differ(t, group, 1, values, x, dx, delta) && !j.differ(t, group, -1, values, x, dx, delta) {
			return false
		}
	}
	return true
}

// differ takes the columns of one group by a difference to one side.
func (j *jacobian) differ(t *trial, group []int32, side float64, values, x, dx, delta []float64) bool {
	for _, c := range group {
		x[c] = t.x[c] + side*delta[c]
	}
	t.p.X = x
	t.sys.Rates(&t.p, dx)
	t.evaluations++
	ok := true
	for _, c := range group {
		per := 1 / (x[c] - t.x[c])
		for _, e := range j.columns[c] {
			v := (dx[e.row] - t.rates[e.row]) * per
			values[e.index] = v
			ok = ok && v-v == 0
		}
		x[c] = t.x[c]
	}
	return ok
}

// increment is by how much to change state i for a difference: half the digits of its
// size, away from zero, or the way it goes where it is zero.
func (j *jacobian) increment(i int, x, rate float64) float64 {
	const half = 0x1p-26 // the root of the relative rounding error
	size := math.Abs(x)
	if j.scale == nil {
		size = max(size, 1)
	} else {
		size = max(size, j.scale[i])
	}
	if x < 0 || (x == 0 && rate < 0) {
		return -half * size
	}
	return half * size
}
