package linear

import "math"

// readout turns coordinates (modes, or states) and inputs into outputs.
type readout struct {
	count int
	n     int       // coordinates
	lo    []int32   // count: a row has no weight outside its coordinates [lo, hi),
	hi    []int32   // which are those of one component for most rows
	c     []float64 // count x n
	first []int32   // count+1: where the direct terms of each row begin
	input []int32   // of each direct term
	gain  []float64 // of each direct term
}

// newReadout takes count rows of coordinate weights c and of input weights u.
func newReadout(count, n int, c []float64, u []vector) *readout {
	r := &readout{count: count, n: n, c: c, first: make([]int32, 1, count+1)}
	for i := range count {
		lo, hi := 0, 0
		for k, w := range c[i*n : (i+1)*n] {
			if w != 0 {
				if hi == 0 {
					lo = k
				}
				hi = k + 1
			}
		}
		r.lo, r.hi = append(r.lo, int32(lo)), append(r.hi, int32(hi))
		for _, t := range u[i] {
			r.input, r.gain = append(r.input, int32(t.Index)), append(r.gain, t.Weight)
		}
		r.first = append(r.first, int32(len(r.input)))
	}
	return r
}

// row is the weights of one output and the coordinates they belong to.
func (r *readout) row(i int) (c []float64, lo, hi int) {
	lo, hi = int(r.lo[i]), int(r.hi[i])
	return r.c[i*r.n+lo : i*r.n+hi], lo, hi
}

// value is output i for coordinates z and inputs at tau.
func (r *readout) value(i int, z, inputs []float64, tau float64) float64 {
	c, lo, hi := r.row(i)
	y := dot(c, z[lo:hi])
	for t := r.first[i]; t < r.first[i+1]; t++ {
		y += r.gain[t] * inputAt(inputs, int(r.input[t])).At(tau)
	}
	return y
}

// integral is the integral of output i from 0 to tau, for coordinates whose
// integrals are sum.
func (r *readout) integral(i int, sum, inputs []float64, tau float64) float64 {
	c, lo, hi := r.row(i)
	y := dot(c, sum[lo:hi])
	for t := r.first[i]; t < r.first[i+1]; t++ {
		y += r.gain[t] * inputAt(inputs, int(r.input[t])).Integral(tau)
	}
	return y
}

// direct adds what inputs contribute to output i to a jet.
func (r *readout) direct(i int, inputs []float64, tau float64, j *jet) {
	for t := r.first[i]; t < r.first[i+1]; t++ {
		in, g := inputAt(inputs, int(r.input[t])), r.gain[t]
		steady := in.Level + in.Slope*tau
		j.value += g * steady
		j.rate += g * in.Slope
		j.scale += math.Abs(g * steady)
		if in.Amplitude != 0 {
			sin, cos := math.Sincos(in.Omega*tau + in.Phase)
			swing := g * in.Amplitude
			j.value += swing * sin
			j.rate += swing * in.Omega * cos
			j.scale += math.Abs(swing)
			bend := math.Abs(swing) * in.Omega * in.Omega
			j.up += bend
			j.down += bend
		}
	}
}

// trend adds what inputs contribute to the derivatives of output i and to the
// magnitudes these are summed from.
func (r *readout) trend(i int, inputs []float64, tau float64, rate, rateScale, second, secondScale *float64) {
	for t := r.first[i]; t < r.first[i+1]; t++ {
		in, g := inputAt(inputs, int(r.input[t])), r.gain[t]
		sin, cos := math.Sincos(in.Omega*tau + in.Phase)
		swing := g * in.Amplitude * in.Omega
		*rate += g*in.Slope + swing*cos
		*rateScale += math.Abs(g*in.Slope) + math.Abs(swing)
		*second -= swing * in.Omega * sin
		*secondScale += math.Abs(swing * in.Omega)
	}
}

// twist adds what inputs contribute to a twist of output i.
func (r *readout) twist(i int, inputs []float64, tau float64, w *twist) {
	for t := r.first[i]; t < r.first[i+1]; t++ {
		in, g := inputAt(inputs, int(r.input[t])), r.gain[t]
		if in.Amplitude != 0 {
			bend := g * in.Amplitude * in.Omega * in.Omega
			w.second -= bend * math.Sin(in.Omega*tau+in.Phase)
			w.up += math.Abs(bend * in.Omega)
			w.down += math.Abs(bend * in.Omega)
		}
	}
}

// perInput is how many numbers of a Segment's State hold one input.
const perInput = 5

// inputAt reads input j from a Segment's State.
func inputAt(inputs []float64, j int) Input {
	p := inputs[j*perInput : j*perInput+perInput : j*perInput+perInput]
	return Input{p[0], p[1], p[2], p[3], p[4]}
}

// putInput writes input j to a Segment's State.
func putInput(inputs []float64, j int, in Input) {
	p := inputs[j*perInput : j*perInput+perInput : j*perInput+perInput]
	p[0], p[1], p[2], p[3], p[4] = in.Level, in.Slope, in.Amplitude, in.Omega, in.Phase
}

// dot is the scalar product.
func dot(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
