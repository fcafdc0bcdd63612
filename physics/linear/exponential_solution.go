package linear

import "math"

// vectors is how many vectors of coordinates an exponential keeps in Work.
const vectors = 6

// flow is the solution of an exponential at one instant, in Work.
type flow struct {
	n          int       // coordinates in use: dynamic states and two per sine
	a          []float64 // n x n
	p1, p2, p3 []float64 // n x n
	x, x1, x2  []float64 // n: coordinates, first and second derivatives
	sum        []float64 // n: integral of x from 0
	rate       []float64 // n: a x0 + c
	slope      []float64 // n
}

// flow lays the solution out for the inputs that are sinusoidal now, and sets
// a, the coordinates at 0 in x, rate and slope.
func (p *exponential) flow(s Segment) (f flow, x, t []float64) {
	sines, inputs := p.sines(s), p.inputs(s)
	n := p.n + 2*len(sines)
	w, used := s.Work, 0
	take := func(k int) []float64 {
		used += k
		return w[used-k : used : used]
	}
	f = flow{n: n, a: take(n * n), p1: take(n * n), p2: take(n * n), p3: take(n * n)}
	x, t = take(n*n), take(n*n)
	f.x, f.x1, f.x2, f.sum, f.rate, f.slope = take(n), take(n), take(n), take(n), take(n), take(n)
	clear(f.a)
	clear(f.rate)
	clear(f.slope)
	for i := range p.n {
		copy(f.a[i*n:i*n+p.n], p.a[i*p.n:(i+1)*p.n])
	}
	copy(f.x, s.State[:p.n])
	for j := range p.m {
		in := inputAt(inputs, j)
		b := p.b[j*p.n : (j+1)*p.n]
		if in.Level != 0 {
			addScaled(f.rate, in.Level, b)
		}
		if in.Slope != 0 {
			addScaled(f.slope, in.Slope, b)
		}
	}
	for i, j := range sines {
		in := inputAt(inputs, int(j))
		b := p.b[int(j)*p.n : (int(j)+1)*p.n]
		most := 0.0
		for _, v := range b {
			most = math.Max(most, math.Abs(v))
		}
		// The oscillator's unit makes its coupling as strong as its own rate, so
		// that neither decides the norm.
		unit := 1.0
		if most != 0 {
			unit = math.Abs(in.Omega) / most
		}
		sin, cos := p.n+2*i, p.n+2*i+1
		for k, v := range b {
			f.a[k*n+sin] = v * unit
		}
		f.a[sin*n+cos], f.a[cos*n+sin] = in.Omega, -in.Omega
		f.x[sin] = in.Amplitude / unit * math.Sin(in.Phase)
		f.x[cos] = in.Amplitude / unit * math.Cos(in.Phase)
	}
	matVec(n, f.rate, 1, f.a, f.x)
	return f, x, t
}

// propagate solves for the coordinates at tau and, where asked for, their
// integral.
func (p *exponential) propagate(s Segment, tau float64, integral bool) flow {
	f, x, t := p.flow(s)
	n := f.n
	phiMatrices(n, f.a, tau, f.p1, f.p2, f.p3, x, t)
	if integral {
		for i := range n {
			f.sum[i] = f.x[i] * tau
		}
		matVec(n, f.sum, 1, f.p2, f.rate)
		matVec(n, f.sum, 1, f.p3, f.slope)
	}
	matVec(n, f.x, 1, f.p1, f.rate)
	matVec(n, f.x, 1, f.p2, f.slope)
	return f
}
