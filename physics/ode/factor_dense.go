package ode

import "math"

// denseSize is how many numbers a full matrix and its pivots take.
func denseSize(n int) int { return n*n + 2*n }

// decomposeDense factorises the n x n matrix at the head of values, row by row, into
// L U with partial pivoting, where an entry counts beside the largest of its own row:
// rows have different units. The n numbers that follow are the pivot rows, then n for
// the reciprocals of the diagonal of U. It is false where the matrix is singular.
func decomposeDense(n int, values []float64) bool {
	w, pivots, inverse := values[:n*n], values[n*n:][:n], values[n*n+n:][:n]
	for i := range n {
		largest := 0.
		for _, v := range w[i*n:][:n] {
			largest = max(largest, math.Abs(v))
		}
		if largest == 0 || largest-largest != 0 {
			return false
		}
		inverse[i] = 1 / largest
	}
	for k := range n {
		p, best := k, math.Abs(w[k*n+k])*inverse[k]
		for i := k + 1; i < n; i++ {
			if v := math.Abs(w[i*n+k]) * inverse[i]; v > best {
				p, best = i, v
			}
		}
		if best == 0 {
			return false
		}
		pivots[k] = float64(p)
		if p != k {
			inverse[p] = inverse[k]
			swap(w[k*n:][:n], w[p*n:][:n])
		}
		top := w[k*n:][:n]
		per := 1 / top[k]
		inverse[k] = per
		for i := k + 1; i < n; i++ {
			row := w[i*n:][:n]
			if row[k] == 0 {
				continue
			}
			l := row[k] * per
			row[k] = l
			row = row[k+1:]
			for c, u := range top[k+1:][:len(row)] {
				row[c] -= l * u
			}
		}
	}
	return true
}

func swap(a, b []float64) {
	for i, v := range a {
		a[i], b[i] = b[i], v
	}
}

// solveDense replaces b by the solution for what decomposeDense left.
func solveDense(n int, values, b []float64) {
	w, pivots, inverse := values[:n*n], values[n*n:][:n], values[n*n+n:][:n]
	b = b[:n]
	for k, p := range pivots {
		if p := int(p); p != k {
			b[k], b[p] = b[p], b[k]
		}
	}
	for i := 1; i < n; i++ {
		v := b[i]
		for c, l := range w[i*n:][:i] {
			v -= l * b[c]
		}
		b[i] = v
	}
	for i := n - 1; i >= 0; i-- {
		v, known := b[i], b[i+1:]
		for c, u := range w[i*n+i+1:][:len(known)] {
			v -= u * known[c]
		}
		b[i] = v * inverse[i]
	}
}
