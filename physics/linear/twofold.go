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

// multiply sets c to the product of two k x k matrices, row-major; zeros of a are
// passed over. What is below the last digit of the sums so far is summed apart.
func multiply(k int, c, a, b []twofold) {
	clear(c)
	for i := range k {
		row := c[i*k : (i+1)*k]
		for l := range k {
			f := a[i*k+l]
			if f.hi == 0 {
				continue
			}
			other := b[l*k:][:len(row)]
			for j := range row {
				r, g := row[j], other[j]
				p := f.hi * g.hi
				hi := r.hi + p
				v := hi - r.hi
				row[j].hi = hi
				row[j].lo = r.lo + ((r.hi - (hi - v)) + (p - v)) + (math.FMA(f.hi, g.hi, -p) + (f.hi*g.lo + f.lo*g.hi))
			}
		}
		for j := range row {
			row[j] = row[j].normal()
		}
	}
}

// adjust adds sign times c d to a, for k x k matrices c and d whose product is so
// small beside a that float64 does for it. scratch has the length k*k.
func adjust(k int, a []twofold, sign float64, c, d, scratch []float64) {
	clear(scratch)
	addProduct(k, scratch, sign, c, d)
	for i, x := range scratch {
		a[i].lo += x
		a[i] = a[i].normal()
	}
}

// narrow writes the first parts of a to b.
func narrow(b []float64, a []twofold) []float64 {
	for i, x := range a {
		b[i] = x.hi
	}
	return b
}

// widen takes float64 numbers to twofold.
func widen(a []float64) []twofold {
	w := make([]twofold, len(a))
	for i, v := range a {
		w[i].hi = v
	}
	return w
}
