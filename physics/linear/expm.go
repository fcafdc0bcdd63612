package linear

import "math"

// phiMatrices computes, for an n x n matrix a and a time tau, the matrices
//
//	p1 = tau phi1(a tau),  p2 = tau^2 phi2(a tau),  p3 = tau^3 phi3(a tau),
//
// by their series at tau/2^q, where |a| tau/2^q <= 1/2, and q doublings which,
// with e(x) = exp(x) - 1, are
//
//	phi3(2x) = (e phi3 + 2 phi3 + phi2 + phi1/2) / 8
//	phi2(2x) = (e phi2 + 2 phi2 + phi1) / 4
//	phi1(2x) = (e phi1 + 2 phi1) / 2
//	e(2x)    = e^2 + 2 e.
//
// Doubling e instead of the exponential keeps what is small beside 1. What is
// left is the rounding of the fastest rates, about 1e-16 |a| tau. x and t are
// scratch of n x n.
func phiMatrices(n int, a []float64, tau float64, p1, p2, p3, x, t []float64) {
	norm := normInf(n, a) * tau
	doublings := 0
	for norm > 0.5 {
		norm /= 2
		doublings++
	}
	h := math.Ldexp(tau, -doublings)
	for i := range x {
		x[i] = a[i] * h
	}
	// Horner's rule on phi3 = 1/3! + x (1/4! + x (...)), then the others from it.
	const degree = 15
	factorial := 1.0
	for k := 2; k <= degree+3; k++ {
		factorial *= float64(k)
	}
	setIdentity(n, p3, 1/factorial)
	for k := degree; k >= 1; k-- {
		factorial /= float64(k + 3)
		matMul(n, t, x, p3)
		copy(p3, t)
		addIdentity(n, p3, 1/factorial)
	}
	matMul(n, p2, x, p3)
	addIdentity(n, p2, 0.5)
	matMul(n, p1, x, p2)
	addIdentity(n, p1, 1)
	matMul(n, t, x, p1)
	copy(x, t) // e
	for range doublings {
		matMul(n, t, x, p3)
		for i := range p3 {
			p3[i] = (t[i] + 2*p3[i] + p2[i] + p1[i]/2) / 8
		}
		matMul(n, t, x, p2)
		for i := range p2 {
			p2[i] = (t[i] + 2*p2[i] + p1[i]) / 4
		}
		matMul(n, t, x, p1)
		for i := range p1 {
			p1[i] += t[i] / 2
		}
		matMul(n, t, x, x)
		for i := range x {
			x[i] = t[i] + 2*x[i]
		}
	}
	for i := range p1 {
		p1[i] *= tau
		p2[i] *= tau * tau
		p3[i] *= tau * tau * tau
	}
}

// normInf is the largest row sum of magnitudes.
func normInf(n int, a []float64) float64 {
	most := 0.0
	for i := range n {
		row := 0.0
		for _, v := range a[i*n : (i+1)*n] {
			row += math.Abs(v)
		}
		most = math.Max(most, row)
	}
	return most
}

// logNormInf is the logarithmic norm that belongs to the largest row sum:
// |e^(a t) v| <= e^(logNormInf t) |v| for t >= 0, in the largest magnitude.
func logNormInf(n int, a []float64) float64 {
	most := math.Inf(-1)
	for i := range n {
		row := a[i*n+i]
		for j, v := range a[i*n : (i+1)*n] {
			if j != i {
				row += math.Abs(v)
			}
		}
		most = math.Max(most, row)
	}
	return most
}

// matMul sets c = a b.
func matMul(n int, c, a, b []float64) {
	clear(c[:n*n])
	addProduct(n, c, 1, a, b)
}

// addProduct adds f a b to c.
func addProduct(n int, c []float64, f float64, a, b []float64) {
	for i := range n {
		row := c[i*n : (i+1)*n]
		for k := range n {
			if w := f * a[i*n+k]; w != 0 {
				addScaled(row, w, b[k*n:(k+1)*n])
			}
		}
	}
}

// matVec adds f a v to y.
func matVec(n int, y []float64, f float64, a, v []float64) {
	for i := range n {
		y[i] += f * dot(a[i*n:(i+1)*n], v)
	}
}

func setIdentity(n int, a []float64, f float64) {
	clear(a[:n*n])
	addIdentity(n, a, f)
}

func addIdentity(n int, a []float64, f float64) {
	for i := range n {
		a[i*n+i] += f
	}
}
