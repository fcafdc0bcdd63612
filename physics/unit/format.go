package unit

import (
	"math"
	"strconv"
)

// Format writes the SI value x in u, with as few digits as give x back when
// the text is read by ParseQuantity: "2.4 MJ/K", "-5 degC", "0.5". Where no
// number in u gives x back exactly (absolute temperatures within a hair of
// absolute zero), the nearest is written.
func Format(x float64, u Unit) string {
	text := number(shortest(x, u))
	if u.Symbol == "1" {
		return text
	}
	return text + " " + u.Symbol
}

// About writes x, which is in SI, in u with six digits at most: for what was
// computed, and of which more digits would say nothing.
func About(x float64, u Unit) string {
	v, err := strconv.ParseFloat(strconv.FormatFloat(u.FromSI(x), 'e', 5, 64), 64)
	if err != nil {
		return Format(x, u)
	}
	return Format(u.ToSI(v), u)
}

// shortest returns the number in u with the fewest digits that is x in SI.
func shortest(x float64, u Unit) float64 {
	v := u.FromSI(x)
	if math.IsNaN(v) || math.IsInf(v, 0) || v == 0 {
		return v
	}
	if w, ok := exact(x, v, u); ok {
		return w
	}
	// x is no image of a number in u; the image of v is, and is the nearest.
	if w, ok := exact(u.ToSI(v), v, u); ok {
		return w
	}
	return v
}

// exact looks for a number near v that ToSI maps to x, fewest digits first.
func exact(x, v float64, u Unit) (float64, bool) {
	for digits := 1; digits <= 17; digits++ {
		w, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
		if err == nil && u.ToSI(w) == x {
			return w, true
		}
	}
	// The division that made v may have been off by the last place.
	up, down := v, v
	for range 4 {
		up, down = math.Nextafter(up, math.Inf(1)), math.Nextafter(down, math.Inf(-1))
		for _, w := range [2]float64{up, down} {
			if u.ToSI(w) == x {
				return w, true
			}
		}
	}
	return v, false
}

// number writes v in decimals, or with an exponent where that is shorter.
func number(v float64) string {
	if size := math.Abs(v); v == 0 || size >= 1e-4 && size < 1e15 {
		return strconv.FormatFloat(v+0, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}
