package ode

import "sync"

// mostDense is up to how many states the matrix of a step is treated as a full one:
// below, looking up where entries stand costs more than the zeros.
const mostDense = 24

// factor solves with W = a M - J for systems of one shape. Small matrices and those
// without a pattern are full. For others an order of elimination and the places of all
// entries are found once; where such an elimination would lose digits, the matrix is
// taken as a full one with pivots.
type factor struct {
	states  int
	pattern []Place
	sparse  *sparse // nil where the matrix is taken as a full one
	spare   *sync.Pool
}

// lu is W, ready to solve with.
type lu struct {
	f      *factor
	values []float64
	spare  *[]float64 // of a full matrix instead of a sparse one
}

func newFactor(s *Shape) *factor {
	f := &factor{states: s.States, pattern: s.Pattern}
	if s.Pattern != nil && s.States > mostDense {
		f.sparse = newSparse(s.States, s.Pattern)
		f.spare = &sync.Pool{New: func() any {
			values := make([]float64, denseSize(s.States))
			return &values
		}}
	}
	return f
}

// size is how many numbers decompose works on.
func (f *factor) size() int {
	if f.sparse != nil {
		return f.sparse.size()
	}
	return denseSize(f.states)
}

// perState is how many entries of L and U there are for each state.
func (f *factor) perState() float64 {
	if f.sparse != nil {
		return 1 + float64(len(f.sparse.l.columns)+len(f.sparse.u.columns))/float64(f.states)
	}
	return float64(f.states)
}

// decompose makes W = a*diag(mass) - J, with J as in Differentiable, in values. It is
// false where W is singular.
func (f *factor) decompose(mass []float64, a float64, j, values []float64) (lu, bool) {
	if f.sparse == nil {
		f.fill(mass, a, j, values)
		return lu{f: f, values: values}, decomposeDense(f.states, values)
	}
	if f.sparse.decompose(mass, a, j, values) {
		return lu{f: f, values: values}, true
	}
	spare := f.spare.Get().(*[]float64)
	f.fill(mass, a, j, *spare)
	if !decomposeDense(f.states, *spare) {
		f.spare.Put(spare)
		return lu{}, false
	}
	return lu{f: f, values: *spare, spare: spare}, true
}

// fill writes W as a full matrix, row by row.
func (f *factor) fill(mass []float64, a float64, j, w []float64) {
	n := f.states
	w = w[:n*n]
	if f.pattern == nil {
		for i, v := range j[:n*n] {
			w[i] = -v
		}
	} else {
		clear(w)
		for k, p := range f.pattern {
			w[int(p.Row)*n+int(p.Column)] = -j[k]
		}
	}
	for i, m := range mass {
		w[i*n+i] += a * m
	}
}

// solve replaces b by the solution x of W x = b.
func (l lu) solve(b []float64) {
	if l.f.sparse == nil || l.spare != nil {
		solveDense(l.f.states, l.values, b)
		return
	}
	l.f.sparse.solve(l.values, b)
}

// release ends the use of l.
func (l lu) release() {
	if l.spare != nil {
		l.f.spare.Put(l.spare)
	}
}
