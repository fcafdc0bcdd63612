package linear

import "math"

// twofold is the unevaluated sum of two float64, which carries about 32
// decimal digits. Dekker, "A floating-point technique for extending the
// available precision", Numerische Mathematik 18 (1971); products by fused
// multiply-add.
type twofold struct {
	hi, lo float64
}

// normal restores |lo| <= ulp(hi)/2.
func (a twofold) normal() twofold {
	hi := a.hi + a.lo
	return twofold{hi, a.lo - (hi - a.hi)}
}

// plus is a + b.
func (a twofold) plus(b twofold) twofold {
	hi := a.hi + b.hi
	v := hi - a.hi
	err := (a.hi - (hi - v)) + (b.hi - v)
	return twofold{hi, err + a.lo + b.lo}.normal()
}

// times is a * b.
func (a twofold) times(b twofold) twofold {
	hi := a.hi * b.hi
	return twofold{hi, math.FMA(a.hi, b.hi, -hi) + a.hi*b.lo + a.lo*b.hi}.normal()
}

// multiply is the product of two k x k matrices, row-major; zeros of a are
// passed over.
func multiply(k int, a, b []twofold) []twofold {
	c := make([]twofold, k*k)
	for i := range k {
		row := c[i*k : (i+1)*k]
		for l := range k {
			f := a[i*k+l]
			if f.hi == 0 {
				continue
			}
			for j, g := range b[l*k : (l+1)*k] {
				row[j] = row[j].plus(f.times(g))
			}
		}
	}
	return c
}

// widen takes float64 numbers to twofold.
func widen(a []float64) []twofold {
	w := make([]twofold, len(a))
	for i, v := range a {
		w[i].hi = v
	}
	return w
}
