package mechanical

import "math"

// dense solves small systems of equations that may be singular.
type dense struct {
	a, x, scale, weight, start []float64
	pivot                      []int
}

// redundant is the size of a pivot, of a matrix whose diagonal is 1, from which down
// its row hangs on the others.
const redundant = 1e-10

// ties holds equations among some rows of a larger matrix.
type ties struct {
	couple []float64 // n by n, with a diagonal above zero
	n      int
	free   []int     // the rows and columns that count
	right  []float64 // of all rows
	rows   []row
}

// solve finds the forces x of the free rows, such that couple x = right for them. Where
// rows hang on each other, so that only sums of their forces are determined, it takes
// those forces for which the sum of force^2/hold is least: ties side by side take forces
// in proportion to their holds, and come to their limits together.
func (d *dense) solve(t ties) []float64 {
	k := len(t.free)
	d.x = grow(d.x, k)
	if k == 1 {
		r := t.free[0]
		d.x[0] = t.right[r] / t.couple[r*t.n+r]
		return d.x
	}
	d.scale = grow(d.scale, k)
	for i, r := range t.free {
		d.scale[i] = 1 / math.Sqrt(t.couple[r*t.n+r])
	}
	if d.factor(t, 0) {
		for i, r := range t.free {
			d.x[i] = t.right[r] * d.scale[i]
		}
		d.substitute(d.x)
	} else {
		d.least(t)
	}
	for i := range d.x {
		d.x[i] *= d.scale[i]
	}
	return d.x
}

// least solves a singular system by the proximal point method: each round solves the
// system with small weights on its diagonal, around the solution of the round before.
// From zero it converges to the solution of least weighted norm, by a factor of about
// the weights each round.
func (d *dense) least(t ties) {
	const small, rounds = 1e-8, 4
	d.weigh(t)
	d.factor(t, small)
	d.start = grow(d.start, len(t.free))
	clear(d.start)
	for range rounds {
		for i, r := range t.free {
			d.x[i] = t.right[r]*d.scale[i] + small*d.weight[i]*d.start[i]
		}
		d.substitute(d.x)
		copy(d.start, d.x)
	}
}

// weigh finds the weights of the norm, the largest of them 1.
func (d *dense) weigh(t ties) {
	d.weight = grow(d.weight, len(t.free))
	least := math.Inf(1)
	for _, r := range t.free {
		if hold := t.rows[r].hold; hold > 0 {
			least = min(least, hold)
		}
	}
	largest := 0.0
	for i, r := range t.free {
		share := 1.0
		if hold := t.rows[r].hold; hold > least {
			share = least / hold
		}
		d.weight[i] = d.scale[i] * d.scale[i] * share
		largest = max(largest, d.weight[i])
	}
	for i := range d.weight {
		d.weight[i] = max(d.weight[i]/largest, 1e-3)
	}
}

// factor computes the triangular factors of the scaled matrix, with extra times the
// weights on its diagonal. It is false where a pivot is redundant.
func (d *dense) factor(t ties, extra float64) bool {
	k := len(t.free)
	d.a, d.pivot = grow(d.a, k*k), growInts(d.pivot, k)
	for i, r := range t.free {
		for j, s := range t.free {
			d.a[i*k+j] = t.couple[r*t.n+s] * d.scale[i] * d.scale[j]
		}
		if extra > 0 {
			d.a[i*k+i] += extra * d.weight[i]
		}
	}
	for c := range k {
		p := c
		for i := c + 1; i < k; i++ {
			if math.Abs(d.a[i*k+c]) > math.Abs(d.a[p*k+c]) {
				p = i
			}
		}
		d.pivot[c] = p
		if size := math.Abs(d.a[p*k+c]); extra == 0 && !(size > redundant) {
			return false
		}
		if p != c {
			for j := range k {
				d.a[c*k+j], d.a[p*k+j] = d.a[p*k+j], d.a[c*k+j]
			}
		}
		for i := c + 1; i < k; i++ {
			f := d.a[i*k+c] / d.a[c*k+c]
			d.a[i*k+c] = f
			for j := c + 1; j < k; j++ {
				d.a[i*k+j] -= f * d.a[c*k+j]
			}
		}
	}
	return true
}

// substitute solves with the factors, in place.
func (d *dense) substitute(x []float64) {
	k := len(x)
	for c := range k {
		x[c], x[d.pivot[c]] = x[d.pivot[c]], x[c]
	}
	for c := range k {
		for i := c + 1; i < k; i++ {
			x[i] -= d.a[i*k+c] * x[c]
		}
	}
	for c := k - 1; c >= 0; c-- {
		for j := c + 1; j < k; j++ {
			x[c] -= d.a[c*k+j] * x[j]
		}
		x[c] /= d.a[c*k+c]
	}
}

func grow(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

func growInts(s []int, n int) []int {
	if cap(s) < n {
		return make([]int, n)
	}
	return s[:n]
}
