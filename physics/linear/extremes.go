package linear

import "math"

// extremes widens [lo, hi] to hold an output's least and greatest value on
// [from, to]. Mostly there is nothing to widen, and one look at from certifies
// it.
func extremes(p forecaster, s Segment, row int, from, to, lo, hi float64) (float64, float64) {
	p.prepare(s)
	p.look(s, from)
	j, t := p.jet(s, row, from, to), p.twist(s, row, from, to)
	length := to - from
	if lo <= j.value && j.value <= hi && t.reach >= length &&
		latestSafeCubic(hi-j.value, -j.rate, -t.second, t.up, length) >= length &&
		latestSafeCubic(j.value-lo, j.rate, t.second, t.down, length) >= length {
		return lo, hi
	}
	p.look(s, to)
	end := p.jet(s, row, to, to)
	hi = greatest(p, s, row, from, to, end, 1, hi)
	lo = -greatest(p, s, row, from, to, end, -1, -lo)
	return lo, hi
}

// greatest is the maximum of known and of sign times an output on [from, to],
// whose end is given. Where the output rises it is climbed to where it is level, by
// steps in which it certainly goes on rising. Elsewhere it is passed over for
// as long as it certainly stays below what was found.
func greatest(p forecaster, s Segment, row int, from, to float64, end jet, sign, known float64) float64 {
	const fine = 1e-13 // of the magnitude: how far below the maximum the result may be
	tau, most, scale := from, math.Max(known, sign*end.value), end.scale
	for tau < to {
		p.look(s, tau)
		j, t := p.jet(s, row, tau, to), p.twist(s, row, tau, to)
		value, rate, second, up, down := sign*j.value, sign*j.rate, sign*t.second, t.up, t.down
		if sign < 0 {
			up, down = down, up
		}
		if math.IsNaN(value) || math.IsNaN(rate) || math.IsNaN(second) {
			return math.NaN()
		}
		most = math.Max(most, value)
		scale = math.Max(scale, j.scale)
		step := latestSafeCubic(most-value+fine*scale, -rate, -second, up, t.reach)
		if rate > 0 {
			// rate + second t - down t^2/2, times t.
			step = math.Max(step, latestSafeCubic(0, rate, 2*second, 3*down, t.reach))
		}
		tau += math.Max(step, fineness*math.Abs(tau)+1e-12*(to-from))
	}
	return most
}
