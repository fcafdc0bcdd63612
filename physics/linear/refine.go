package linear

import "math"

// How a basis is refined.
const (
	refinements = 8       // rounds at most
	settled     = 1e-12   // last correction, relative, after which none is needed
	unsettled   = 1e-9    // after which the basis is not taken
	mixes       = 0x1p-10 // largest share that one vector takes of another in a symmetric basis
	mixesSkew   = 0x1p-4  // and in another one
	nothingLeft = 1e-30   // of the fastest rate: nothing
	unturned    = 0x1p-54 // of two rates: what ties them may stay
)

// refine improves a basis that was found in float64 until it is one of the
// given numbers to their last digit, in twofold arithmetic, and sets lambda.
// Without it, an eigenvalue is off by rounding of the largest one, which for
// stiff systems is more than the slow ones can bear over days. It returns false,
// and leaves the basis as it was, where the corrections do not settle.
//
// One round solves both conditions to first order (compare Ogita and Aishima,
// "Iterative refinement for symmetric eigenvalue decomposition", Japan J.
// Indust. Appl. Math. 35, 2018): w becomes w + (1 - w mass v) w; then with
// s = w a v and f_ij = s_ij/(s_jj - s_ii), v becomes v + v f and w becomes
// w - f w. Convergence is quadratic, as long as f is small: what a round leaves of
// w mass v is 1 - f f. Two vectors of a symmetric system whose eigenvalues are
// so close that f would be large are turned against each other first, by the
// rotation that makes s_ij zero (Jacobi), which is exact for any f.
//
// What is small is a difference of large numbers, which takes twofold arithmetic;
// what is then done with it does not.
func (b *basis) refine(mass, a []float64, reciprocal bool) bool {
	k := b.k
	size := k * k
	v, w, wide := widen(b.v), widen(b.w), widen(a)
	folds := make([]twofold, 3*size)
	heavy, image, product := folds[:size], folds[size:2*size], folds[2*size:]
	plain := make([]float64, 4*size)
	small, first, other, scratch := plain[:size], plain[size:2*size], plain[2*size:3*size], plain[3*size:]
	for range refinements {
		for i := range k {
			for j := range k {
				heavy[i*k+j] = v[i*k+j].times(twofold{hi: mass[i]})
			}
		}
		multiply(k, product, w, heavy)
		left := 0.0
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
		blur := blurOf(k, s, left)
		limit := mixesSkew
		if reciprocal {
			limit = mixes
			separate(k, s, v, w, blur)
		}
		left = math.Max(left, mixtures(k, s, small, blur, limit))
		adjust(k, v, 1, narrow(other, v), small, scratch)
		adjust(k, w, -1, small, narrow(other, w), scratch)
		if left <= settled {
			for i := range k {
				b.lambda[i] = -s[i*k+i]
			}
			narrow(b.v, v)
			narrow(b.w, w)
			return true
		}
		if math.IsNaN(left) {
			break
		}
	}
	return false
}

// mixtures sets f from s, and returns the largest. Vectors that cannot be told
// apart are left as they are, which does no harm where their eigenvalues are
// equal: any mixture of them serves.
func mixtures(k int, s, f []float64, blur, limit float64) (most float64) {
	clear(f)
	for i := range k {
		for j := range k {
			between := s[j*k+j] - s[i*k+i]
			if i == j || math.Abs(between) <= blur || math.Abs(s[i*k+j]) > limit*math.Abs(between) {
				continue
			}
			f[i*k+j] = s[i*k+j] / between
			most = math.Max(most, math.Abs(f[i*k+j]))
		}
	}
	return most
}

// separate turns the pairs of vectors against each other that are too close to be
// mixed to first order, until there is none.
func separate(k int, s []float64, v, w []twofold, blur float64) {
	const sweeps = 20
	for range sweeps {
		turned := false
		for p := range k {
			for q := p + 1; q < k; q++ {
				off, between := (s[p*k+q]+s[q*k+p])/2, s[q*k+q]-s[p*k+p]
				if size := math.Abs(off); size <= mixes*math.Abs(between) || size <= blur ||
					size <= unturned*math.Sqrt(math.Abs(s[p*k+p]*s[q*k+q])) {
					continue
				}
				turned = true
				cos, sin := rotation(off, between)
				for i := range k {
					turnPlain(&s[i*k+p], &s[i*k+q], cos, sin)
					turnFolds(&v[i*k+p], &v[i*k+q], cos, sin)
				}
				for i := range k {
					turnPlain(&s[p*k+i], &s[q*k+i], cos, sin)
					turnFolds(&w[p*k+i], &w[q*k+i], cos, sin)
				}
				s[p*k+q], s[q*k+p] = 0, 0
			}
		}
		if !turned {
			return
		}
	}
}

func turnPlain(x, y *float64, cos, sin float64) {
	*x, *y = cos**x-sin**y, sin**x+cos**y
}

func turnFolds(x, y *twofold, cos, sin float64) {
	c, s, less := twofold{hi: cos}, twofold{hi: sin}, twofold{hi: -sin}
	*x, *y = x.times(c).plus(y.times(less)), x.times(s).plus(y.times(c))
}

// blurOf is the distance below which two diagonal entries of s cannot be told
// apart: what the error of the inverse may still move.
func blurOf(k int, s []float64, left float64) float64 {
	norm := 0.0
	for i := range k {
		norm = math.Max(norm, math.Abs(s[i*k+i]))
	}
	return 2 * norm * (float64(k)*left*left + nothingLeft)
}
