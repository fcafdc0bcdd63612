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

	// columns is c column by column, n x count, where each row has weights
	// throughout; else nil. Of many rows in a row, that is faster to read.
	columns []float64
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
	r.layColumns()
	return r
}

// fewRows is below how many rows these are read one by one.
const fewRows = 4

func (r *readout) layColumns() {
	for i := range r.count {
		if r.lo[i] != 0 || int(r.hi[i]) != r.n {
			return
		}
	}
	if r.count < fewRows {
		return
	}
	r.columns = make([]float64, len(r.c))
	for i := range r.count {
		for k := range r.n {
			r.columns[k*r.count+i] = r.c[i*r.n+k]
		}
	}
}

// readColumns writes the outputs from first on, as many as y is long, without
// their direct terms: the same sums as dot makes, of all rows side by side.
func (r *readout) readColumns(first int, z, y []float64) {
	clear(y)
	k := 0
	for ; k+4 <= len(z); k += 4 {
		z0, z1, z2, z3 := z[k], z[k+1], z[k+2], z[k+3]
		at := k*r.count + first
		c0, c1 := r.columns[at:][:len(y)], r.columns[at+r.count:][:len(y)]
		c2, c3 := r.columns[at+2*r.count:][:len(y)], r.columns[at+3*r.count:][:len(y)]
		for i := range y {
			y[i] += (c0[i]*z0 + c1[i]*z1) + (c2[i]*z2 + c3[i]*z3)
		}
	}
	for ; k < len(z); k++ {
		f := z[k]
		for i, w := range r.columns[k*r.count+first:][:len(y)] {
			y[i] += w * f
		}
	}
}

// inARow tells whether rows follow one another.
func inARow(rows []int32) bool {
	for k, i := range rows {
		if i != rows[0]+int32(k) {
			return false
		}
	}
	return true
}

// row is the weights of one output and the coordinates they belong to.
func (r *readout) row(i int) (c []float64, lo, hi int) {
	lo, hi = int(r.lo[i]), int(r.hi[i])
	return r.c[i*r.n+lo : i*r.n+hi], lo, hi
}

// read writes the listed outputs for coordinates z and inputs at tau to y; all of
// them where rows is nil.
func (r *readout) read(rows []int32, z, inputs []float64, tau float64, y []float64) {
	if rows == nil {
		y = y[:r.count]
		if r.columns != nil {
			r.readColumns(0, z, y)
			for i := range y {
				y[i] += r.inputsOf(r.first[i], r.first[i+1], inputs, tau)
			}
			return
		}
		for i := range y {
			y[i] = r.value(i, z, inputs, tau)
		}
		return
	}
	y = y[:len(rows)]
	if r.columns != nil && len(rows) >= fewRows && inARow(rows) {
		r.readColumns(int(rows[0]), z, y)
		for k, i := range rows {
			y[k] += r.inputsOf(r.first[i], r.first[i+1], inputs, tau)
		}
		return
	}
	for k, i := range rows {
		lo, hi := int(r.lo[i]), int(r.hi[i])
		c, x := r.c[int(i)*r.n+lo:int(i)*r.n+hi], z[lo:hi]
		var v float64
		if len(c) == 2 && len(x) == 2 {
			v = c[0]*x[0] + c[1]*x[1]
		} else {
			v = dot(c, x)
		}
		if first, last := r.first[i], r.first[i+1]; first < last {
			v += r.inputsOf(first, last, inputs, tau)
		}
		y[k] = v
	}
}

// inputsOf is what direct terms contribute at tau.
func (r *readout) inputsOf(first, last int32, inputs []float64, tau float64) float64 {
	v := 0.0
	for t := first; t < last; t++ {
		v += r.gain[t] * inputAt(inputs, int(r.input[t])).At(tau)
	}
	return v
}

// value is output i for coordinates z and inputs at tau.
func (r *readout) value(i int, z, inputs []float64, tau float64) float64 {
	c, lo, hi := r.row(i)
	return dot(c, z[lo:hi]) + r.inputsOf(r.first[i], r.first[i+1], inputs, tau)
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

// dot is the scalar product, four terms at a time, which a processor can compute
// side by side.
func dot(a, b []float64) float64 {
	sum := 0.0
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		sum += (a[0]*b[0] + a[1]*b[1]) + (a[2]*b[2] + a[3]*b[3])
		a, b = a[4:], b[4:]
	}
	b = b[:len(a)]
	for i, x := range a {
		sum += x * b[i]
	}
	return sum
}
