package telemetry

import (
	"math"
	"strconv"
	"unsafe"
)

// tens are the powers of ten that a float64 holds exactly.
var tens = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// parseFloat reads a decimal number, with the given decimal mark, to the
// nearest float64. A mantissa below 2^53 and a power of ten below 1e22 are both
// exact, and one multiplication or division rounds once (Clinger, "How to read
// floating point numbers accurately", 1990); the rest goes to strconv. ok is
// false for anything else than a finite number.
func parseFloat(cell []byte, mark byte) (v float64, ok bool) {
	i, n := 0, len(cell)
	negative := false
	if n > 0 && (cell[0] == '-' || cell[0] == '+') {
		negative = cell[0] == '-'
		i = 1
	}
	var mantissa uint64
	begin := i
	for i < n && cell[i]-'0' < 10 {
		mantissa = mantissa*10 + uint64(cell[i]-'0')
		i++
	}
	digits, exponent := i-begin, 0
	if i < n && cell[i] == mark {
		i++
		point := i
		for i < n && cell[i]-'0' < 10 {
			mantissa = mantissa*10 + uint64(cell[i]-'0')
			i++
		}
		exponent = point - i
		digits += i - point
	}
	const exact = 1 << 53
	if digits == 0 || digits > 19 || i < n || mantissa >= exact || exponent < -22 {
		return slowFloat(cell, mark)
	}
	v = float64(mantissa) / tens[-exponent]
	if negative {
		v = -v
	}
	return v, true
}

// slowFloat reads what parseFloat leaves: exponents, long numbers.
func slowFloat(cell []byte, mark byte) (float64, bool) {
	if len(cell) == 0 || len(cell) > 400 {
		return 0, false
	}
	if mark != '.' {
		var other [400]byte
		size := copy(other[:], cell)
		for i, c := range other[:size] {
			switch c {
			case '.':
				return 0, false
			case mark:
				other[i] = '.'
			}
		}
		return slowFloat(other[:size], '.')
	}
	for _, c := range cell {
		switch {
		case c-'0' < 10 || c == '.' || c == '+' || c == '-' || c == 'e' || c == 'E':
		default:
			return 0, false
		}
	}
	v, err := strconv.ParseFloat(unsafe.String(&cell[0], len(cell)), 64) // not kept
	return v, err == nil && !math.IsInf(v, 0)
}
