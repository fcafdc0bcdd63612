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
	rotated        = 6     // states up to which rotations are the fastest way
)

// eigenbasis decomposes one component, or returns nil when it has no real,
// well-conditioned eigenbasis.
func eigenbasis(mass, a []float64) *basis {
	k := len(mass)
	plain := make([]float64, 3*k*k+2*k)
	take := func(length int) []float64 {
		part := plain[:length:length]
		plain = plain[length:]
		return part
	}
	b := &basis{k: k, lambda: take(k), v: take(k * k), w: take(k * k)}
	scaled, root := take(k*k), take(k) // mass^-1/2 a mass^-1/2
	for i, e := range mass {
		root[i] = math.Sqrt(e)
	}
	for i := range k {
		for j := range k {
			scaled[i*k+j] = a[i*k+j] / (root[i] * root[j])
		}
	}
	reciprocal := isSymmetric(k, a)
	switch {
	case !reciprocal:
		if !b.realVectors(scaled) {
			return nil
		}
	case k <= rotated:
		b.rotate(scaled)
	default:
		if !b.symmetricVectors(scaled) {
			return nil
		}
	}
	for i := range k {
		for j := range k {
			b.v[i*k+j] /= root[i]
			b.w[j*k+i] /= root[i]
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

// rotate sets v, w and lambda to the orthonormal eigenvectors of a symmetric
// matrix, their transpose, and the eigenvalues with their signs changed, by
// Jacobi's rotations, the cheapest way for a few states. Golub and Van Loan,
// "Matrix Computations", section 8.5. It overwrites a.
func (b *basis) rotate(a []float64) {
	const sweeps = 20
	k, v := b.k, b.v
	for i := range k {
		v[i*k+i] = 1
	}
	for range sweeps {
		turned := false
		for p := range k {
			for q := p + 1; q < k; q++ {
				off := (a[p*k+q] + a[q*k+p]) / 2
				if !(math.Abs(off) > 0x1p-54*math.Sqrt(math.Abs(a[p*k+p]*a[q*k+q]))) {
					continue
				}
				turned = true
				theta := (a[q*k+q] - a[p*k+p]) / (2 * off)
				t := math.Copysign(1, theta) / (math.Abs(theta) + math.Sqrt(theta*theta+1))
				c := 1 / math.Sqrt(t*t+1)
				s := t * c
				for i := range k {
					x, y := a[i*k+p], a[i*k+q]
					a[i*k+p], a[i*k+q] = c*x-s*y, s*x+c*y
					x, y = v[i*k+p], v[i*k+q]
					v[i*k+p], v[i*k+q] = c*x-s*y, s*x+c*y
				}
				for i := range k {
					x, y := a[p*k+i], a[q*k+i]
					a[p*k+i], a[q*k+i] = c*x-s*y, s*x+c*y
				}
				a[p*k+q], a[q*k+p] = 0, 0
			}
		}
		if !turned {
			break
		}
	}
	for i := range k {
		b.lambda[i] = -a[i*k+i]
		for j := range k {
			b.w[j*k+i] = v[i*k+j]
		}
	}
}

// symmetricVectors does what rotate does, for many states.
func (b *basis) symmetricVectors(a []float64) bool {
	k := b.k
	for i := range k {
		for j := range i {
			mean := (a[i*k+j] + a[j*k+i]) / 2
			a[i*k+j], a[j*k+i] = mean, mean
		}
	}
	var eig mat.EigenSym
	if !eig.Factorize(mat.NewSymDense(k, a), true) {
		return false
	}
	v := mat.NewDense(k, k, b.v)
	eig.VectorsTo(v)
	mat.NewDense(k, k, b.w).Copy(v.T())
	for i, x := range eig.Values(b.lambda) {
		b.lambda[i] = -x
	}
	return true
}

// realVectors sets v and w to the eigenvectors of a matrix and their inverse. It
// returns false where an eigenvalue is complex or the vectors are nearly
// dependent.
func (b *basis) realVectors(a []float64) bool {
	k := b.k
	var eig mat.Eigen
	if !eig.Factorize(mat.NewDense(k, k, a), mat.EigenRight) {
		return false
	}
	for _, l := range eig.Values(nil) {
		if imag(l) != 0 {
			return false
		}
	}
	var cv mat.CDense
	eig.VectorsTo(&cv)
	v, w := mat.NewDense(k, k, b.v), mat.NewDense(k, k, b.w)
	for j := range k {
		norm := 0.0
		for i := range k {
			norm = math.Hypot(norm, real(cv.At(i, j)))
		}
		for i := range k {
			v.Set(i, j, real(cv.At(i, j))/norm)
		}
	}
	if err := w.Inverse(v); err != nil {
		return false
	}
	return mat.Norm(v, math.Inf(1))*mat.Norm(w, math.Inf(1)) <= conditionLimit
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
// s = w a v and f_ij = s_ij/(s_jj - s_ii), v becomes v + v f and w becomes
// w - f w. Convergence is quadratic. Vectors of eigenvalues that cannot be
// told apart yet are left as they are, which does no harm: any mixture of
// them serves.
//
// What is small is a difference of large numbers, which takes twofold arithmetic;
// what is then done with it does not.
func (b *basis) refine(mass, a []float64) (left float64) {
	const rounds, settled = 4, 1e-12
	k := b.k
	size := k * k
	v, w, wide := widen(b.v), widen(b.w), widen(a)
	folds := make([]twofold, 3*size)
	heavy, image, product := folds[:size], folds[size:2*size], folds[2*size:]
	plain := make([]float64, 4*size)
	small, first, other, scratch := plain[:size], plain[size:2*size], plain[2*size:3*size], plain[3*size:]
	for round := 0; ; round++ {
		for i := range k {
			for j := range k {
				heavy[i*k+j] = v[i*k+j].times(twofold{hi: mass[i]})
			}
		}
		multiply(k, product, w, heavy)
		left = 0
		for i, x := range product {
			if i%(k+1) == 0 {
				x = x.plus(twofold{hi: -1})
			}
			small[i] = -x.hi
			left = math.Max(left, math.Abs(x.hi))
		}
		adjust(k, w, 1, small, narrow(first, w), scratch)
		multiply(k, image, wide, v)
		multiply(k, product, w, image)
		s := narrow(first, product)
		for i := range k {
			b.lambda[i] = -s[i*k+i]
		}
		mix := small
		clear(mix)
		blur := blurOf(k, s, left)
		for i := range k {
			for j := range k {
				between := s[j*k+j] - s[i*k+i]
				if i != j && math.Abs(between) > blur {
					mix[i*k+j] = s[i*k+j] / between
					left = math.Max(left, math.Abs(mix[i*k+j]))
				}
			}
		}
		adjust(k, v, 1, narrow(other, v), mix, scratch)
		adjust(k, w, -1, mix, narrow(other, w), scratch)
		if !(left > settled) || round == rounds {
			break
		}
	}
	narrow(b.v, v)
	narrow(b.w, w)
	return left
}

// blurOf is the distance below which two diagonal entries of s cannot be told
// apart: what its other entries and the error of the inverse may still move.
func blurOf(k int, s []float64, left float64) float64 {
	off, norm := 0.0, 0.0
	for i := range k {
		row := 0.0
		for j := range k {
			if i == j {
				norm = math.Max(norm, math.Abs(s[i*k+i]))
			} else {
				row += math.Abs(s[i*k+j])
			}
		}
		off = math.Max(off, row)
	}
	return 2 * (off + norm*left*left + 1e-30*norm)
}
