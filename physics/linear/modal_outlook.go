package linear

import "math"

// views is how many instants a search keeps in Work.
const views = 3

// view is the modes at one instant, in Work: the rests y with
//
//	y'(tau)  = -lambda (excess e^(-lambda tau) + ramp (e^(-lambda tau) - 1))
//	y''(tau) = lambda^2 (excess + ramp) e^(-lambda tau),
//
// and the turn of each sinusoidal input. The second
// derivative of a rest, and every higher one, only decays (or, with lambda < 0,
// grows by a known factor): the sum of the positive parts over the modes of an
// output bounds the output's derivative from above for all later times, that of
// the negative parts from below. The first derivative, too, only rises or only
// falls.
type view struct {
	y, y1, y2 []float64 // n
	angles    []float64 // perTurn for each sinusoidal input, in their order
}

// perTurn is how many numbers hold a turn, in its order.
const perTurn = 4

// turnAt is the i-th of turns.
func turnAt(angles []float64, i int) turn {
	a := angles[perTurn*i:][:perTurn]
	return turn{a[0], a[1], a[2], a[3]}
}

func (p *modal) viewLen() int { return 3*p.n + perTurn*p.m }

func (p *modal) Work() int { return views*p.viewLen() + searchLen*p.guards + p.seriesLen() }

func (p *modal) view(s Segment, number int) view {
	n, w := p.n, s.Work[number*p.viewLen():(number+1)*p.viewLen()]
	return view{y: w[:n], y1: w[n : 2*n], y2: w[2*n : 3*n], angles: w[3*n:]}
}

// search is the part of Work that the search for guards owns.
func (p *modal) search(s Segment) []float64 {
	return s.Work[views*p.viewLen() : len(s.Work)-p.seriesLen()]
}

func (p *modal) prepare(Segment) {}

// look computes the view at tau.
func (p *modal) look(s Segment, tau float64) { p.lookAt(s, 0, tau) }

// lookAt computes the view of that number at tau.
func (p *modal) lookAt(s Segment, number int, tau float64) {
	n, st, o := p.n, s.State, s.Work[number*p.viewLen():]
	lambda := p.lambda
	rest, excess := st[:n][:len(lambda)], st[n : 2*n][:len(lambda)]
	y, y1, y2 := o[:n][:len(lambda)], o[n : 2*n][:len(lambda)], o[2*n : 3*n][:len(lambda)]
	switch ramp, ramps := st[2*n : 3*n][:len(lambda)], st[p.at.counts+rampCount] != 0; {
	case ramps && tau == 0:
		for k, l := range lambda {
			y[k], y1[k], y2[k] = rest[k], -l*excess[k], l*l*(excess[k]+ramp[k])
		}
	case ramps:
		for k, l := range lambda {
			e, m, h := bow(-l * tau)
			y[k] = rest[k] + excess[k]*m + ramp[k]*h
			y1[k] = -l * (excess[k]*e + ramp[k]*m)
			y2[k] = l * l * ((excess[k] + ramp[k]) * e)
		}
	case tau == 0:
		for k, l := range lambda {
			d := -l * excess[k]
			y[k], y1[k], y2[k] = rest[k], d, -l*d
		}
	default:
		for k, l := range lambda {
			e, m := decay(-l * tau)
			d := -l * (excess[k] * e)
			y[k], y1[k], y2[k] = rest[k]+excess[k]*m, d, -l*d
		}
	}
	if count := int(st[p.at.counts+sineCount]); count > 0 {
		angles := o[3*n : 3*n+perTurn*count]
		for i, j := range st[p.at.sines : p.at.sines+count] {
			w := st[p.at.swings+int(j)*p.at.perSwing:][:4]
			t, a := turned(w[2], w[3], w[0], w[1], tau), angles[perTurn*i:][:perTurn]
			a[0], a[1], a[2], a[3] = t.sin, t.cos, t.up, t.across
		}
	}
}

// course is how an output goes on from a view.
type course struct {
	value, rate, second, third float64
	scale                      float64 // sum of the magnitudes that value was summed from
	up, down                   float64 // >= the second derivative from there on; >= minus it
	up3, down3                 float64 // the same of the third
	fourth                     float64 // >= the magnitude of the fourth
	sway                       float64 // the part that sinusoids have in rate
	sway1, sway3               float64 // the most that part, and its second derivative, can be
}

// course sets c to that of output row from the view of that number, at tau.
// Growing modes are left as they are.
func (p *modal) course(s Segment, number, row int, tau float64, c *course) {
	n := p.n
	w, lo, hi := p.rows.row(row)
	o := s.Work[number*p.viewLen():]
	y, y1, y2, lambda := o[lo:hi], o[n+lo:n+hi], o[2*n+lo:2*n+hi], p.lambda[lo:hi]
	y, y1, y2, lambda = y[:len(w)], y1[:len(w)], y2[:len(w)], lambda[:len(w)]
	var value, scale, rate, second, third, size2, size3, size4 float64
	for k, f := range w {
		a, b, l := f*y[k], f*y2[k], lambda[k]
		d := -l * b
		value += a
		scale += math.Abs(a)
		rate += f * y1[k]
		second += b
		size2 += math.Abs(b)
		third += d
		size3 += math.Abs(d)
		size4 += math.Abs(l * d)
	}
	// What rounding may have taken from the sums is put back.
	const more = 1 + 4e-14
	*c = course{value: value, rate: rate, second: second, third: third, scale: scale,
		up: 0.5 * (size2*more + second), down: 0.5 * (size2*more - second),
		up3: 0.5 * (size3*more + third), down3: 0.5 * (size3*more - third), fourth: size4 * more}
	if s.State[p.at.counts+sineCount] > 0 {
		p.sway(s, number, w, lo, c)
	}
	if p.rows.first[row] < p.rows.first[row+1] {
		p.direct(s, row, tau, c)
	}
}

// sway adds to a course what sinusoids do lastingly through the modes from lo on
// with weights w.
func (p *modal) sway(s Segment, number int, w []float64, lo int, c *course) {
	st, n := s.State, p.n
	angles := s.Work[number*p.viewLen()+3*n:]
	for i, j := range st[p.at.sines : p.at.sines+int(st[p.at.counts+sineCount])] {
		q := st[p.at.swings+int(j)*p.at.perSwing:][:p.at.perSwing]
		inPhase, quadrature := q[4+lo:][:len(w)], q[4+n+lo:][:len(w)]
		var a, b float64
		for k, f := range w {
			a += f * inPhase[k]
			b += f * quadrature[k]
		}
		t := turnAt(angles, i)
		up, across := a*t.up, b*t.across
		c.value += up + across
		c.scale += math.Abs(up) + math.Abs(across)
		c.swing(a, b, q[0], t.sin, t.cos)
	}
}

// direct adds to a course what inputs contribute directly.
func (p *modal) direct(s Segment, row int, tau float64, c *course) {
	inputs := p.inputs(s)
	for t := p.rows.first[row]; t < p.rows.first[row+1]; t++ {
		j, g := int(p.rows.input[t]), p.rows.gain[t]
		in := inputs[j*perInput:][:perInput]
		level, slope, amplitude := in[0], in[1], in[2]
		steady := g * (level + slope*tau)
		c.value += steady
		c.scale += math.Abs(steady)
		c.rate += g * slope
		if amplitude != 0 {
			q := p.swing(s, j)
			t := q.turned(tau)
			c.value += g * amplitude * t.sin
			c.scale += math.Abs(g * amplitude)
			c.swing(g*amplitude, 0, q.omega, t.sin, t.cos)
		}
	}
}

// swing adds how a sin(theta) + b cos(theta) goes on where theta grows by omega.
func (c *course) swing(a, b, omega, sin, cos float64) {
	in, across := a*sin+b*cos, omega*(a*cos-b*sin)
	most, square := math.Abs(a)+math.Abs(b), omega*omega
	speed, bend := math.Abs(omega)*most, square*most
	c.rate += across
	c.second -= square * in
	c.third -= square * across
	c.up += bend
	c.down += bend
	c.up3 += square * speed
	c.down3 += square * speed
	c.fourth += square * bend
	c.sway += across
	c.sway1 += speed
	c.sway3 += square * speed
}

// within is how far ahead bounds are asked for, cut short where modes grow, and
// by what factor these grow within it.
func (p *modal) within(tau, horizon float64) (reach, grown float64) {
	reach, grown = horizon-tau, 1+1e-12
	if p.growth > 0 {
		reach = math.Min(reach, 1/p.growth)
		grown *= math.Exp(p.growth * reach)
	}
	return reach, grown
}

// jet is the outlook on one output from where look stood; the bounds hold up
// to the given horizon.
func (p *modal) jet(s Segment, row int, tau, horizon float64) jet {
	var c course
	p.course(s, 0, row, tau, &c)
	reach, grown := p.within(tau, horizon)
	return jet{value: c.value, rate: c.rate, scale: c.scale, up: c.up * grown, down: c.down * grown, reach: reach}
}

// twist is the outlook one order further.
func (p *modal) twist(s Segment, row int, tau, horizon float64) twist {
	var c course
	p.course(s, 0, row, tau, &c)
	reach, grown := p.within(tau, horizon)
	return twist{second: c.second, up: c.up3 * grown, down: c.down3 * grown, reach: reach}
}

// heading is which way an output sets off.
func (p *modal) heading(s Segment, row int, tau float64) float64 {
	v, o := p.memory(s), p.view(s, 0)
	c, lo, _ := p.rows.row(row)
	var rate, rateScale, second, secondScale float64
	for i, w := range c {
		k := lo + i
		l := p.lambda[k]
		rate += w * o.y1[k]
		rateScale += math.Abs(w) * (math.Abs(o.y1[k]) + math.Abs(v.force[k]) + math.Abs(l*v.rest[k]))
		second += w * o.y2[k]
		secondScale += math.Abs(w * o.y2[k])
	}
	for i, j := range v.sines {
		q, t := p.swing(s, int(j)), turnAt(o.angles, i)
		for i, w := range c {
			k := lo + i
			size := math.Abs(w*q.inPhase[k]) + math.Abs(w*q.quadrature[k])
			a, b := w*q.inPhase[k]*q.omega, w*q.quadrature[k]*q.omega
			rate += a*t.cos - b*t.sin
			rateScale += (math.Abs(q.omega) + math.Abs(p.lambda[k])) * size
			second -= q.omega * (a*t.sin + b*t.cos)
			secondScale += q.omega * q.omega * size
		}
	}
	p.rows.trend(row, v.inputs, tau, &rate, &rateScale, &second, &secondScale)
	return sense(rate, rateScale, second, secondScale)
}
