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

// look computes the coordinates and their derivatives at tau. x' = e^(a tau) rate
// + tau phi1(a tau) slope, and x” = a x' + slope decays or grows like e^(a tau).
func (p *exponential) look(s Segment, tau float64) {
	f := p.propagate(s, tau, false)
	n := f.n
	copy(f.x1, f.rate)
	clear(f.x2)
	matVec(n, f.x2, 1, f.p1, f.rate)
	matVec(n, f.x1, 1, f.a, f.x2)
	matVec(n, f.x1, 1, f.p1, f.slope)
	copy(f.x2, f.slope)
	matVec(n, f.x2, 1, f.a, f.x1)
}

func (p *exponential) prepare(Segment) {}

// search is the part of Work that the search for guards owns.
func (p *exponential) search(s Segment) []float64 {
	return s.Work[len(s.Work)-searchLen*p.guards:]
}

// jet bounds an output's bending by the size of x” and the logarithmic norm
// of a: |x”(tau+t)| <= e^(mu t) |x”(tau)|, in the largest magnitude.
func (p *exponential) jet(s Segment, row int, tau, horizon float64) jet {
	n := p.n + 2*len(p.sines(s))
	a := s.Work[:n*n]
	v := s.Work[6*n*n:]
	x, x1, x2 := v[:n], v[n:2*n], v[2*n:3*n]
	c, lo, hi := p.rows.row(row)
	j := jet{reach: horizon - tau}
	for k, w := range c {
		term := w * x[lo+k]
		j.value += term
		j.scale += math.Abs(term)
		j.rate += w * x1[lo+k]
	}
	if lo < hi {
		size := 0.0
		for _, d := range x2 {
			size = math.Max(size, math.Abs(d))
		}
		grown := 1 + 1e-12
		if mu := logNormInf(n, a); mu > 0 {
			j.reach = math.Min(j.reach, 1/mu)
			grown *= math.Exp(mu * j.reach)
		}
		j.up = p.norm[row] * size * grown
		j.down = j.up
	}
	p.rows.direct(row, p.inputs(s), tau, &j)
	return j
}

// heading is which way an output sets off.
func (p *exponential) heading(s Segment, row int, tau float64) float64 {
	n := p.n + 2*len(p.sines(s))
	a, v := s.Work[:n*n], s.Work[6*n*n:]
	x, x1, x2 := v[:n], v[n:2*n], v[2*n:3*n]
	c, lo, _ := p.rows.row(row)
	var rate, rateScale, second, secondScale float64
	for i, w := range c {
		k := lo + i
		rate += w * x1[k]
		second += w * x2[k]
		rateScale += math.Abs(w * x1[k])
		secondScale += math.Abs(w * x2[k])
		for j, f := range a[k*n : (k+1)*n] {
			rateScale += math.Abs(w * f * x[j])
			secondScale += math.Abs(w * f * x1[j])
		}
	}
	p.rows.trend(row, p.inputs(s), tau, &rate, &rateScale, &second, &secondScale)
	return sense(rate, rateScale, second, secondScale)
}
