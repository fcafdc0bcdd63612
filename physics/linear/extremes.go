package linear

import "math"

// extremes finds the least and the greatest value of an output on [from, to].
func extremes(p forecaster, s Segment, row int, from, to float64) (lo, hi float64) {
	p.prepare(s)
	p.look(s, to)
	end := p.jet(s, row, to, to)
	hi = greatest(p, s, row, from, to, end.value, 1)
	lo = -greatest(p, s, row, from, to, -end.value, -1)
	return lo, hi
}

// greatest is the maximum of sign times an output on [from, to], at least most.
// Where the output rises it is climbed to where it is level: with its bending
// bounded it certainly goes on rising for rate/bend. Where it falls, it is
// passed over for as long as it certainly stays below what was found.
func greatest(p forecaster, s Segment, row int, from, to, most, sign float64) float64 {
	const fine = 1e-13 // of the magnitude: how far below the maximum the result may be
	tau := from
	for {
		p.look(s, tau)
		j := p.jet(s, row, tau, to)
		value, rate, up, down := sign*j.value, j.rate, j.up, j.down
		if sign < 0 {
			rate, up, down = -rate, down, up
		}
		if math.IsNaN(value) || math.IsNaN(rate) {
			return math.NaN()
		}
		most = math.Max(most, value)
		room := most - value + fine*j.scale
		step := latestSafe(room, -rate, up)
		if rate > 0 {
			step = math.Max(step, rate/down)
		}
		step = math.Min(step, j.reach)
		tau += math.Max(step, fineness*math.Abs(tau)+1e-12*(to-from))
		if !(tau < to) {
			return most
		}
	}
}
