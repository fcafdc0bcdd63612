package linear

import "math"

// Constant is the value of an input that does not change; ok is false for one
// that does.
func (in Input) Constant() (value float64, ok bool) {
	if in.Slope != 0 || in.Amplitude != 0 && in.Omega != 0 {
		return 0, false
	}
	return in.At(0), true
}

// Plus is the sum of two inputs; ok is false where it is no Input, since both
// swing, and at different frequencies.
func (in Input) Plus(other Input) (sum Input, ok bool) {
	in, other = in.plain(), other.plain()
	sum = Input{Level: in.Level + other.Level, Slope: in.Slope + other.Slope}
	switch {
	case other.Amplitude == 0:
		sum.Amplitude, sum.Omega, sum.Phase = in.Amplitude, in.Omega, in.Phase
	case in.Amplitude == 0:
		sum.Amplitude, sum.Omega, sum.Phase = other.Amplitude, other.Omega, other.Phase
	case in.Omega == other.Omega:
		sum.Amplitude, sum.Phase = phasors(in.Amplitude, in.Phase, other.Amplitude, other.Phase)
		sum.Omega = in.Omega
	case in.Omega == -other.Omega: // sin(-x) = -sin(x)
		sum.Amplitude, sum.Phase = phasors(in.Amplitude, in.Phase, -other.Amplitude, -other.Phase)
		sum.Omega = in.Omega
	default:
		return Input{}, false
	}
	return sum, true
}

// phasors adds two swings of one frequency. What is left of two that cancel but
// for rounding is none.
func phasors(a, phaseA, b, phaseB float64) (amplitude, phase float64) {
	sinA, cosA := math.Sincos(phaseA)
	sinB, cosB := math.Sincos(phaseB)
	x, y := a*cosA+b*cosB, a*sinA+b*sinB
	amplitude = math.Hypot(x, y)
	if amplitude <= 4e-16*(math.Abs(a)+math.Abs(b)) {
		return 0, 0
	}
	return amplitude, math.Atan2(y, x)
}

// mostTurns bounds how many turns of a swing NextSign looks through at a time.
const mostTurns = 64

// NextSign tells the sign (-1, 0 or 1) of the input just after tau = 0, and the
// time in s until which it is certain to stay: that of the crossing to the
// other sign, or Inf. Where the crossing is many turns away, it is an earlier
// time, from which to look again. rounding is how large a value at tau = 0 may
// be and still count as a crossing at that moment; then the direction tells the
// sign. The sign is 0 only of an input that stays at 0.
func (in Input) NextSign(rounding float64) (sign int, until float64) {
	in = in.plain()
	if in.Omega < 0 {
		in.Amplitude, in.Omega, in.Phase = -in.Amplitude, -in.Omega, -in.Phase
	}
	if in.Slope == 0 && in.Amplitude == 0 {
		return signOf(in.Level), math.Inf(1)
	}
	sign = in.signNow(rounding)
	if in.Amplitude == 0 {
		if signOf(in.Slope) != -sign {
			return sign, math.Inf(1)
		}
		return sign, math.Max(0, -in.Level/in.Slope)
	}
	if reach := math.Abs(in.Level) - math.Abs(in.Amplitude); reach >= 0 && (in.Slope == 0 || signOf(in.Slope) == sign) && signOf(in.Level) == sign {
		return sign, math.Inf(1)
	}
	return sign, in.crossing(sign)
}

// signNow is the sign just after tau = 0.
func (in Input) signNow(rounding float64) int {
	if now := in.At(0); math.Abs(now) > rounding {
		return signOf(now)
	}
	if rate := in.Rate(0); math.Abs(rate) > 1e-9*(math.Abs(in.Slope)+math.Abs(in.Amplitude*in.Omega)) {
		return signOf(rate)
	}
	if in.Amplitude == 0 {
		return signOf(in.Slope)
	}
	// At the turn of the swing, its curvature tells.
	return signOf(-in.Amplitude * math.Sin(in.Phase))
}

// crossing walks from one turn of the input to the next until it has left the
// sign, and finds where between the two.
func (in Input) crossing(sign int) float64 {
	swing := in.Amplitude * in.Omega
	if math.Abs(in.Slope) >= math.Abs(swing) { // it never turns
		if signOf(in.Slope) != -sign {
			return math.Inf(1)
		}
		far := (math.Abs(in.Level) + math.Abs(in.Amplitude)) / math.Abs(in.Slope)
		return in.between(0, 2*far+1, sign)
	}
	alpha := math.Acos(-in.Slope / swing)
	from, angle := 0.0, in.Phase
	for range 2 * mostTurns {
		// The next angle beyond this one at which the rate is zero.
		up := alpha + 2*math.Pi*math.Ceil((angle-alpha)/(2*math.Pi)+1e-12)
		down := -alpha + 2*math.Pi*math.Ceil((angle+alpha)/(2*math.Pi)+1e-12)
		angle = math.Min(up, down)
		to := (angle - in.Phase) / in.Omega
		if signOf(in.At(to)) == -sign {
			return in.between(from, to, sign)
		}
		from = to
	}
	return from
}

// between is the first moment, to rounding, at which a monotonic stretch has
// left the sign that it begins with.
func (in Input) between(from, to float64, sign int) float64 {
	for range 200 {
		middle := from + (to-from)/2
		if middle <= from || middle >= to {
			break
		}
		if signOf(in.At(middle)) == -sign {
			to = middle
		} else {
			from = middle
		}
	}
	return to
}

func signOf(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
