package linear

import "math"

// The phi functions are what is left of the exponential series when its head
// is taken off,
//
//	phi1(x) = (e^x - 1)/x,  phi2(x) = (phi1(x) - 1)/x,  phi3(x) = (phi2(x) - 1/2)/x,
//
// with phi1(0) = 1, phi2(0) = 1/2, phi3(0) = 1/6. They are the responses of a
// first-order lag to a constant, a ramp and a parabola, and have no singularity
// where the rate of the lag is zero. See Hochbruck and Ostermann, "Exponential
// integrators", Acta Numerica 19 (2010).

// phi12 returns e^x, phi1(x) and phi2(x).
func phi12(x float64) (e, p1, p2 float64) {
	if math.Abs(x) < 1 {
		p2 = 0.5 + x*phi3Series(x)
		p1 = 1 + x*p2
		return 1 + x*p1, p1, p2
	}
	if x > 709 {
		e = math.Exp(x)
		p1 = e / x
		return e, p1, p1 / x
	}
	e = math.Exp(x)
	p1 = (e - 1) / x
	return e, p1, (p1 - 1) / x
}

// phi123 returns e^x and the three phi functions.
func phi123(x float64) (e, p1, p2, p3 float64) {
	if math.Abs(x) < 1 {
		p3 = phi3Series(x)
		p2 = 0.5 + x*p3
		p1 = 1 + x*p2
		return 1 + x*p1, p1, p2, p3
	}
	e, p1, p2 = phi12(x)
	return e, p1, p2, (p2 - 0.5) / x
}

// phi3Series sums the series of phi3 for |x| < 1: the first term left out is
// below 1e-17 of the sum.
func phi3Series(x float64) float64 {
	return 1./6 + x*(1./24+x*(1./120+x*(1./720+x*(1./5040+x*(1./40320+x*(1./362880+
		x*(1./3628800+x*(1./39916800+x*(1./479001600+x*(1./6227020800+
			x*(1./87178291200+x*(1./1307674368000+x*(1./20922789888000+
				x*(1./355687428096000))))))))))))))
}

// slight is the greatest magnitude that phi2Slight takes.
const slight = 1. / 16

// phi2Slight is phi2Series with so few terms as a slight argument needs.
func phi2Slight(x float64) float64 {
	q := x * x
	a := 1./2 + x*(1./6)
	b := 1./24 + x*(1./120)
	c := 1./720 + x*(1./5040)
	d := 1./40320 + x*(1./362880)
	return (a + q*b) + q*q*(c+q*d)
}

// phi2Series sums the series of phi2 for |x| < 0.5 to rounding. It is written
// in pairs of terms, which a processor can compute side by side.
func phi2Series(x float64) float64 {
	q := x * x
	a := 1./2 + x*(1./6)
	b := 1./24 + x*(1./120)
	c := 1./720 + x*(1./5040)
	d := 1./40320 + x*(1./362880)
	e := 1./3628800 + x*(1./39916800)
	f := 1./479001600 + x*(1./6227020800)
	g := 1./87178291200 + x*(1./1307674368000)
	r := q * q
	return (a + q*b) + r*((c+q*d)+r*((e+q*f)+r*g))
}
