package linear

import "math"

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
	clear(f.sum)
	matVec(n, f.sum, 1, f.a, f.x2)
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
		var most float64
		most, j.reach = mostWithin(n, a, x2, j.reach)
		j.up = p.norm[row] * most
		j.down = j.up
	}
	p.rows.direct(row, p.inputs(s), tau, &j)
	return j
}

// mostWithin bounds the largest magnitude in a solution of d' = a d from d on
// within reach, which is cut short where the solution grows fast.
func mostWithin(n int, a, d []float64, reach float64) (most, within float64) {
	for _, x := range d {
		most = math.Max(most, math.Abs(x))
	}
	most *= 1 + 1e-12
	if mu := logNormInf(n, a); mu > 0 {
		reach = math.Min(reach, 1/mu)
		most *= math.Exp(mu * reach)
	}
	return most, reach
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

// twist bounds the third derivative as jet does the second.
func (p *exponential) twist(s Segment, row int, tau, horizon float64) twist {
	n := p.n + 2*len(p.sines(s))
	a, v := s.Work[:n*n], s.Work[6*n*n:]
	x2, x3 := v[2*n:3*n], v[3*n:4*n]
	c, lo, hi := p.rows.row(row)
	t := twist{reach: horizon - tau}
	if lo < hi {
		var most float64
		most, t.reach = mostWithin(n, a, x3, t.reach)
		t.second = dot(c, x2[lo:hi])
		t.up = p.norm[row] * most
		t.down = t.up
	}
	p.rows.twist(row, p.inputs(s), tau, &t)
	return t
}
