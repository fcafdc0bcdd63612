package linear

import "math"

// The exponentials of the modes are what a run spends its time on. decay costs
// as much as math.Exp and gives e^x - 1 as well, to the last digit.

const (
	octave    = 64   // entries of the table between a number and its double
	vanishing = -700 // x below which e^x counts as that of it: nothing beside 1
	runaway   = 709  // x above which e^x is no number any more
)

// power is 2^(j/octave) and the same less 1, for j from 0 to octave/2 - 1 and
// then from -octave/2 to -1.
type power struct{ whole, excess float64 }

var powers = tabulate()

func tabulate() (table [octave]power) {
	for k := range table {
		j := k
		if k >= octave/2 {
			j = k - octave
		}
		x := float64(j) / octave
		table[k] = power{whole: math.Exp2(x), excess: math.Expm1(x * math.Ln2)}
	}
	return table
}

// decay returns e = e^x and m = e^x - 1, both to about an ulp: with
// x = (i + j/octave) ln 2 + r, e^x = 2^i 2^(j/octave) (1 + p), where p = e^r - 1
// is a short series. Tang, "Table-driven implementation of the exponential
// function", ACM Transactions on Mathematical Software 15 (1989).
func decay(x float64) (e, m float64) {
	const (
		scale   = octave / math.Ln2
		partHi  = 6.93147180369123816490e-01 / octave // ln 2/octave, with zeros at the end,
		partLo  = 1.90821492927058770002e-10 / octave // and what is left of it
		rounder = 0x1.8p52                            // what is added to it keeps no fraction
		bias    = 1023
		places  = 52
	)
	if x < vanishing {
		x = vanishing
	} else if x > runaway {
		return math.Inf(1), math.Inf(1)
	}
	t := x*scale + rounder
	n := t - rounder
	r := (x - n*partHi) - n*partLo
	q := r * r
	p := r + q*((1./2+r*(1./6))+q*(1./24+r*(1./120)+q*(1./720)))
	bits := math.Float64bits(t)
	w := &powers[bits%octave]
	s := math.Float64frombits(((bits+octave/2)/octave + bias) << places)
	p *= w.whole
	return s * (w.whole + p), s*(w.excess+p) + (s - 1)
}

// bow returns e^x, e^x - 1 and e^x - 1 - x = x^2 phi2(x).
func bow(x float64) (e, m, h float64) {
	if y := math.Abs(x); y < 0.5 {
		if y < slight {
			h = x * x * phi2Slight(x)
		} else {
			h = x * x * phi2Series(x)
		}
		m = x + h
		return 1 + m, m, h
	}
	e, m = decay(x)
	return e, m, m - x
}

// slightTurn is the greatest magnitude of an angle that slightTurns takes.
const slightTurn = 0.5

// slightTurns is sin(x)/x - 1 and 1 - cos(x) of a small angle by their series, whose
// first terms left out are below 1e-17 of them.
func slightTurns(x float64) (lag, versine float64) {
	q := x * x
	r := q * q
	lag = -q * ((1./6 - q*(1./120)) + r*((1./5040-q*(1./362880))+r*(1./39916800-q*(1./6227020800))))
	versine = q * ((1./2 - q*(1./24)) + r*((1./720-q*(1./40320))+r*((1./3628800-q*(1./479001600))+r*(1./87178291200))))
	return lag, versine
}
