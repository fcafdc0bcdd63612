package linear

import "math"

// Input is one input of a System between two events,
//
//	u(tau) = Level + Slope*tau + Amplitude*sin(Omega*tau + Phase)
//
// in the unit of the input, with tau in seconds since the segment began, Omega
// in rad/s and Phase in rad.
type Input struct {
	Level, Slope, Amplitude, Omega, Phase float64
}

// At is the input at tau.
func (in Input) At(tau float64) float64 {
	u := in.Level + in.Slope*tau
	if in.Amplitude != 0 {
		u += in.Amplitude * math.Sin(in.Omega*tau+in.Phase)
	}
	return u
}

// Rate is the time derivative at tau, in the input's unit per second.
func (in Input) Rate(tau float64) float64 {
	du := in.Slope
	if in.Amplitude != 0 {
		du += in.Amplitude * in.Omega * math.Cos(in.Omega*tau+in.Phase)
	}
	return du
}

// Integral is the integral from 0 to tau, in the input's unit times seconds.
func (in Input) Integral(tau float64) float64 {
	sum := in.Level*tau + in.Slope*tau*tau/2
	if in.Amplitude != 0 {
		half := in.Omega * tau / 2
		sum += in.Amplitude * tau * sinc(half) * math.Sin(half+in.Phase)
	}
	return sum
}

// After is the same input with tau counted from the given instant on.
func (in Input) After(tau float64) Input {
	in.Level += in.Slope * tau
	if in.Amplitude != 0 {
		in.Phase = wrap(in.Phase + in.Omega*tau)
	}
	return in
}

// Scaled is the input times k.
func (in Input) Scaled(k float64) Input {
	in.Level *= k
	in.Slope *= k
	in.Amplitude *= k
	return in
}

// Extremes is the least and the greatest value on [from, to].
func (in Input) Extremes(from, to float64) (lo, hi float64) {
	a, b := in.At(from), in.At(to)
	lo, hi = math.Min(a, b), math.Max(a, b)
	swing := in.Amplitude * in.Omega
	if swing == 0 || math.Abs(in.Slope) > math.Abs(swing) {
		return lo, hi
	}
	// Where the derivative is zero, Omega*tau + Phase = +-alpha + 2 pi m. Along
	// one branch the values change by a constant from one m to the next, so
	// that the first and the last in the range hold its extremes.
	alpha := math.Acos(-in.Slope / swing)
	first, last := in.Omega*from+in.Phase, in.Omega*to+in.Phase
	if first > last {
		first, last = last, first
	}
	for _, branch := range [2]float64{alpha, -alpha} {
		m0 := math.Ceil((first - branch) / (2 * math.Pi))
		m1 := math.Floor((last - branch) / (2 * math.Pi))
		if m0 > m1 {
			continue
		}
		for _, m := range [2]float64{m0, m1} {
			u := in.At((branch + 2*math.Pi*m - in.Phase) / in.Omega)
			lo, hi = math.Min(lo, u), math.Max(hi, u)
		}
	}
	return lo, hi
}

// slowest is the angular frequency, in rad/s, below which a sine is a straight
// line to rounding over the longest time an int64 of nanoseconds can hold.
const slowest = 1e-18

// plain is the same input without a sine that is none: of no amplitude, or too
// slow to be told from a straight line.
func (in Input) plain() Input {
	if in.Amplitude != 0 && math.Abs(in.Omega) < slowest {
		sin, cos := math.Sincos(in.Phase)
		in.Level += in.Amplitude * sin
		in.Slope += in.Amplitude * in.Omega * cos
		in.Amplitude = 0
	}
	if in.Amplitude == 0 {
		in.Omega, in.Phase = 0, 0
	}
	return in
}

// sinc is sin(x)/x.
func sinc(x float64) float64 {
	if math.Abs(x) < 1e-4 {
		return 1 - x*x/6
	}
	return math.Sin(x) / x
}

// wrap brings a phase to within one turn, so that its rounding does not grow
// with the number of turns.
func wrap(phase float64) float64 {
	const turnHigh, turnLow = 2 * math.Pi, 2.4492935982947064e-16
	if math.Abs(phase) <= turnHigh {
		return phase
	}
	turns := math.Trunc(phase / turnHigh)
	return math.FMA(-turns, turnHigh, phase) - turns*turnLow
}
