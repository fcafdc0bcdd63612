package linear

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// basis diagonalises one component mass x' = a x + b u: with x = v z,
//
//	z' = -lambda z + w b u,  w mass v = 1,  w a v = -diag(lambda).
type basis struct {
	k      int
	lambda []float64 // k, 1/s; >= 0 where the system is stable
	v, w   []float64 // k x k
}

// Limits of what counts as a well-conditioned eigenbasis.
const (
	symmetric      = 1e-12 // largest asymmetry that is rounding, relative
	conditionLimit = 1e5   // of a non-symmetric basis: digits lost are its logarithm
	unsettled      = 1e-9  // largest correction left in a non-symmetric basis
	alwaysRefined  = 128   // states up to which refining takes no time worth saving
)

// eigenbasis decomposes one component, or returns nil when it has no real,
// well-conditioned eigenbasis.
func eigenbasis(mass, a []float64) *basis {
	k := len(mass)
	scaled := mat.NewDense(k, k, nil) // mass^-1/2 a mass^-1/2
	root := make([]float64, k)
	for i, e := range mass {
		root[i] = math.Sqrt(e)
	}
	for i := range k {
		for j := range k {
			scaled.Set(i, j, a[i*k+j]/(root[i]*root[j]))
		}
	}
	b := &basis{k: k, lambda: make([]float64, k)}
	reciprocal := isSymmetric(k, a)
	var v, w *mat.Dense
	if reciprocal {
		v, w, b.lambda = symmetricVectors(scaled)
	} else {
		v, w = realVectors(scaled)
	}
	if v == nil {
		return nil
	}
	b.v, b.w = make([]float64, k*k), make([]float64, k*k)
	for i := range k {
		for j := range k {
			b.v[i*k+j] = v.At(i, j) / root[i]
			b.w[j*k+i] = w.At(j, i) / root[i]
		}
	}
	if !reciprocal || k <= alwaysRefined || b.stiff() {
		if left := b.refine(mass, a); !reciprocal && !(left < unsettled) {
			return nil
		}
	}
	for _, l := range b.lambda {
		if math.IsNaN(l) || math.IsInf(l, 0) {
			return nil
		}
	}
	return b
}

// stiff tells whether what rounding does to the slowest eigenvalue, which is of
// the size of rounding of the fastest, could show within a year. Refining costs
// seconds from some hundred states on; without it a network that is not stiff is
// off by some 1e-12 K, and its thermostats by a nanosecond a switching.
func (b *basis) stiff() bool {
	const (
		year  = 3.2e7 // s
		shows = 1e-11 // relative
	)
	fastest, slowest := 0.0, math.Inf(1)
	for _, l := range b.lambda {
		fastest, slowest = math.Max(fastest, l), math.Min(slowest, l)
	}
	rounding := 0x1p-52 * math.Sqrt(float64(b.k)) * fastest
	return rounding*math.Min(year, 1/math.Max(slowest, 0)) > shows
}

// isSymmetric tells whether a k x k matrix is symmetric to rounding.
func isSymmetric(k int, a []float64) bool {
	for i := range k {
		for j := range i {
			p, q := a[i*k+j], a[j*k+i]
			if math.Abs(p-q) > symmetric*math.Max(math.Abs(p), math.Abs(q)) {
				return false
			}
		}
	}
	return true
}

// symmetricVectors returns orthonormal eigenvectors, their transpose, and the
// eigenvalues with their signs changed.
func symmetricVectors(a *mat.Dense) (v, w *mat.Dense, lambda []float64) {
	k, _ := a.Dims()
	sym := mat.NewSymDense(k, nil)
	for i := range k {
		for j := i; j < k; j++ {
			sym.SetSym(i, j, (a.At(i, j)+a.At(j, i))/2)
		}
	}
	var eig mat.EigenSym
	if !eig.Factorize(sym, true) {
		return nil, nil, nil
	}
	v = new(mat.Dense)
	eig.VectorsTo(v)
	lambda = eig.Values(nil)
	for i, x := range lambda {
		lambda[i] = -x
	}
	return v, mat.DenseCopyOf(v.T()), lambda
}

// realVectors returns the eigenvectors of a matrix and their inverse, or nil
// where an eigenvalue is complex or the vectors are nearly dependent.
func realVectors(a *mat.Dense) (v, w *mat.Dense) {
	k, _ := a.Dims()
	var eig mat.Eigen
	if !eig.Factorize(a, mat.EigenRight) {
		return nil, nil
	}
	for _, l := range eig.Values(nil) {
		if imag(l) != 0 {
			return nil, nil
		}
	}
	var cv mat.CDense
	eig.VectorsTo(&cv)
	v = mat.NewDense(k, k, nil)
	for j := range k {
		norm := 0.0
		for i := range k {
			norm = math.Hypot(norm, real(cv.At(i, j)))
		}
		for i := range k {
			v.Set(i, j, real(cv.At(i, j))/norm)
		}
	}
	w = new(mat.Dense)
	if err := w.Inverse(v); err != nil {
		return nil, nil
	}
	if mat.Norm(v, math.Inf(1))*mat.Norm(w, math.Inf(1)) > conditionLimit {
		return nil, nil
	}
	return v, w
}

// refine improves a basis that was found in float64 until it is one of the
// given numbers to their last digit, in twofold arithmetic, and sets lambda.
// Without it, an eigenvalue is off by rounding of the largest one, which for
// stiff systems is more than the slow ones can bear over days. It returns the
// size of the last correction, relative.
//
// One round solves both conditions to first order (compare Ogita and Aishima,
// "Iterative refinement for symmetric eigenvalue decomposition", Japan J.
// Indust. Appl. Math. 35, 2018): w becomes w + (1 - w mass v) w; then with
// s = -w a v and f_ij = s_ij/(s_jj - s_ii), v becomes v + v f and w becomes
// w - f w. Convergence is quadratic. Vectors of eigenvalues that cannot be
// told apart yet are left as they are, which does no harm: any mixture of
// them serves.
func (b *basis) refine(mass, a []float64) (left float64) {
	const rounds, settled = 4, 1e-12
	k := b.k
	v, w, wide := widen(b.v), widen(b.w), widen(a)
	heavy := make([]twofold, k*k)
	for round := 0; ; round++ {
		for i := range k {
			for j := range k {
				heavy[i*k+j] = v[i*k+j].times(twofold{hi: mass[i]})
			}
		}
		gap := negative(multiply(k, w, heavy))
		for i := range k {
			gap[i*k+i] = gap[i*k+i].plus(twofold{hi: 1})
		}
		left = largest(gap)
		w = sum(w, multiply(k, gap, w))
		s := negative(multiply(k, w, multiply(k, wide, v)))
		f := make([]twofold, k*k)
		blur := blurOf(k, s, left)
		for i := range k {
			b.lambda[i] = s[i*k+i].hi
			for j := range k {
				between := s[j*k+j].hi - s[i*k+i].hi
				if i != j && math.Abs(between) > blur {
					f[i*k+j].hi = s[i*k+j].hi / between
				}
			}
		}
		left = math.Max(left, largest(f))
		v = sum(v, multiply(k, v, f))
		w = sum(w, negative(multiply(k, f, w)))
		if !(left > settled) || round == rounds {
			break
		}
	}
	for i := range v {
		b.v[i], b.w[i] = v[i].hi, w[i].hi
	}
	return left
}

// blurOf is the distance below which two diagonal entries of s cannot be told
// apart: what its other entries and the error of the inverse may still move.
func blurOf(k int, s []twofold, left float64) float64 {
	off, norm := 0.0, 0.0
	for i := range k {
		row := 0.0
		for j := range k {
			if i == j {
				norm = math.Max(norm, math.Abs(s[i*k+i].hi))
			} else {
				row += math.Abs(s[i*k+j].hi)
			}
		}
		off = math.Max(off, row)
	}
	return 2 * (off + norm*left*left + 1e-30*norm)
}

// largest is the greatest magnitude of an entry.
func largest(a []twofold) float64 {
	most := 0.0
	for _, x := range a {
		most = math.Max(most, math.Abs(x.hi))
	}
	return most
}

// negative changes all signs, in place.
func negative(a []twofold) []twofold {
	for i := range a {
		a[i].hi, a[i].lo = -a[i].hi, -a[i].lo
	}
	return a
}

// sum adds b to a, in place.
func sum(a, b []twofold) []twofold {
	for i := range a {
		a[i] = a[i].plus(b[i])
	}
	return a
}
