package ode

import "math"

const (
	mostCorrections = 50    // of Newton's method
	leastDamping    = 1e-4  // the shortest part of a correction that is tried
	consistentTo    = 1e-10 // the last correction, beside the size of a state
	consistentLeast = 1e-8  // the same, where rounding lets no smaller one come
)

// consistent brings the states of mass 0 to where their f is zero, with all others as
// they are: from t.x on, at t.tau, writing t.x. It is false where Newton's method
// finds no such place. A correction is shortened until the one that would follow, with
// the same matrix, is smaller: this test does not hang on the units of f (P. Deuflhard,
// Newton Methods for Nonlinear Problems, 2004, section 3.3).
func (t *trial) consistent() bool {
	r := t.stiff
	if r == nil || !r.massless {
		return true
	}
	t.linearised = false
	work, n := t.work, r.states
	d, f, next := work[r.at.u:][:n], work[r.at.u+n:][:n], work[r.at.u+2*n:][:n]
	t.at(t.tau, t.x, t.rates)
	size := math.Inf(1)
	for range mostCorrections {
		if !finite(t.rates) {
			return false
		}
		w, ok := r.balance(t)
		if !ok {
			return false
		}
		r.correction(w, t.rates, d)
		size = t.size(d)
		part := t.damp(r, w, size, d, f, next)
		w.release()
		if part == 0 {
			break
		}
		copy(t.x, next)
		t.at(t.tau, t.x, t.rates)
		if size <= consistentTo {
			return finite(t.rates)
		}
	}
	return size <= consistentLeast
}

// damp writes the states after as much of the correction d, of the given size, as does
// not make things worse to next, and returns how much that is: 0 is none. f is scratch.
func (t *trial) damp(r *rodas5p, w lu, size float64, d, f, next []float64) float64 {
	for part := 1.; part >= leastDamping; part /= 2 {
		for i, v := range t.x {
			next[i] = v + part*d[i]
		}
		if size <= consistentTo {
			return part
		}
		t.at(t.tau, next, f)
		r.correction(w, f, f)
		if t.size(f) <= (1-part/4)*size {
			return part
		}
	}
	return 0
}

// balance makes the matrix of the correction: -df/dx in the rows of states without
// mass, and 1 on the diagonal in the rows of the others.
func (r *rodas5p) balance(t *trial) (lu, bool) {
	if !r.linearise(t) {
		return lu{}, false
	}
	j := t.work[r.at.jacobian:r.at.lu]
	if r.factor.pattern == nil {
		for i, m := range r.mass {
			if m != 0 {
				clear(j[i*r.states:][:r.states])
			}
		}
	} else {
		for k, p := range r.factor.pattern {
			if r.mass[p.Row] != 0 {
				j[k] = 0
			}
		}
	}
	return r.factor.decompose(r.held, 1, j, t.work[r.at.lu:r.at.u])
}

// correction writes the change of the states that would bring f to zero to d.
func (r *rodas5p) correction(w lu, f, d []float64) {
	for i, m := range r.mass {
		if m == 0 {
			d[i] = f[i]
		} else {
			d[i] = 0
		}
	}
	w.solve(d)
}

// size is the greatest of the changes d beside the size of its state.
func (t *trial) size(d []float64) float64 {
	greatest := 0.
	for i, v := range d {
		size := math.Abs(t.x[i])
		if t.shape.Scale == nil {
			size = max(size, 1)
		} else {
			size = max(size, t.shape.Scale[i])
		}
		v = math.Abs(v) / size
		if v > greatest || v != v {
			greatest = v
		}
		if greatest != greatest {
			return math.Inf(1)
		}
	}
	return greatest
}
