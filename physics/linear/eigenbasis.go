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
		if !b.refine(mass, a, reciprocal) && !reciprocal {
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
				c, s := rotation(off, a[q*k+q]-a[p*k+p])
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

// rotation is the cosine and the sine of the angle that makes the entry off of a
// symmetric matrix zero, where the two diagonal entries lie so far apart.
func rotation(off, between float64) (cos, sin float64) {
	theta := between / (2 * off)
	t := math.Copysign(1, theta) / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	cos = 1 / math.Sqrt(t*t+1)
	return cos, t * cos
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
