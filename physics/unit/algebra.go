package unit

// Times is the SI unit of a value in u multiplied by one in v to the power n;
// ok is false where no such unit can be: for absolute temperatures, and beyond
// the powers that any quantity has.
func (u Unit) Times(v Unit, n int) (product Unit, ok bool) {
	if u.Absolute || v.Absolute || n < -maxExponent || n > maxExponent {
		return Unit{}, false
	}
	d, ok := u.Dimension.times(v.Dimension, n)
	return Unit{Symbol: d.SI(), Dimension: d, Scale: 1}, ok
}

// Root is the SI unit whose n-th power is the unit of u; ok is false where
// there is none, as for the square root of a length.
func (u Unit) Root(n int) (root Unit, ok bool) {
	if u.Absolute || n < 1 || n > maxExponent {
		return Unit{}, false
	}
	d := u.Dimension
	for _, e := range [...]*int8{&d.length, &d.mass, &d.time, &d.current, &d.temperature, &d.amount, &d.luminous, &d.euro, &d.dollar} {
		if int(*e)%n != 0 {
			return Unit{}, false
		}
		*e /= int8(n)
	}
	return Unit{Symbol: d.SI(), Dimension: d, Scale: 1}, true
}
