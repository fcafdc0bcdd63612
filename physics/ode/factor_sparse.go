package ode

import "math"

// sparse factorises matrices of one pattern into L U, with pivots on the diagonal in an
// order that keeps few entries. It is immutable.
type sparse struct {
	order []int32 // order[k] is the row and column that is eliminated as the k-th
	// Rows in that order: entries of W, of L below and of U above the diagonal, with
	// columns in that order too. from is which number of the Jacobian an entry is.
	w, l, u sparseRows
	from    []int32
}

// sparseRows are places of a matrix: row k has columns[start[k]:start[k+1]].
type sparseRows struct{ start, columns []int32 }

// size is how many numbers decompose works on: L, U, the reciprocals of the diagonal,
// the largest entry of each row of U, and a row.
func (s *sparse) size() int { return len(s.l.columns) + len(s.u.columns) + 3*len(s.order) }

// mostGrowth is by how much entries may grow in the elimination: so many digits the
// solution loses.
const mostGrowth = 1e5

// decompose factorises W = a*diag(mass) - J row by row. It is false where a pivot is
// zero, or entries grow so much that the order is not a good one for these numbers.
func (s *sparse) decompose(mass []float64, a float64, j, values []float64) bool {
	n := len(s.order)
	l, u, inverse, top, row := s.parts(values)
	for k := range n {
		largest := s.scatter(k, a*mass[s.order[k]], j, row)
		grown := 0.
		for p := s.l.start[k]; p < s.l.start[k+1]; p++ {
			c := s.l.columns[p]
			v := row[c] * inverse[c]
			l[p] = v
			if v == 0 {
				continue
			}
			grown = max(grown, math.Abs(v)*top[c])
			for q := s.u.start[c]; q < s.u.start[c+1]; q++ {
				row[s.u.columns[q]] -= v * u[q]
			}
		}
		pivot := row[k]
		big := math.Abs(pivot)
		for q := s.u.start[k]; q < s.u.start[k+1]; q++ {
			v := row[s.u.columns[q]]
			u[q] = v
			big = max(big, math.Abs(v))
		}
		if !(grown <= mostGrowth*largest) || pivot == 0 || big-big != 0 {
			return false
		}
		inverse[k], top[k] = 1/pivot, big
	}
	return true
}

// scatter lays row k of W out in row and returns the size of its largest entry.
func (s *sparse) scatter(k int, diagonal float64, j, row []float64) (largest float64) {
	for _, c := range s.l.columns[s.l.start[k]:s.l.start[k+1]] {
		row[c] = 0
	}
	for _, c := range s.u.columns[s.u.start[k]:s.u.start[k+1]] {
		row[c] = 0
	}
	row[k] = diagonal
	for p := s.w.start[k]; p < s.w.start[k+1]; p++ {
		c := s.w.columns[p]
		row[c] -= j[s.from[p]]
		largest = max(largest, math.Abs(row[c]))
	}
	return max(largest, math.Abs(row[k]))
}

// solve replaces b by the solution for what decompose left.
func (s *sparse) solve(values, b []float64) {
	l, u, inverse, _, y := s.parts(values)
	for k, i := range s.order {
		v := b[i]
		for p := s.l.start[k]; p < s.l.start[k+1]; p++ {
			v -= l[p] * y[s.l.columns[p]]
		}
		y[k] = v
	}
	for k := len(y) - 1; k >= 0; k-- {
		v := y[k]
		for q := s.u.start[k]; q < s.u.start[k+1]; q++ {
			v -= u[q] * y[s.u.columns[q]]
		}
		v *= inverse[k]
		y[k] = v
		b[s.order[k]] = v
	}
}

// parts is where in values things lie.
func (s *sparse) parts(values []float64) (l, u, inverse, top, row []float64) {
	n := len(s.order)
	cut := func(length int) []float64 {
		part := values[:length:length]
		values = values[length:]
		return part
	}
	return cut(len(s.l.columns)), cut(len(s.u.columns)), cut(n), cut(n), cut(n)
}
