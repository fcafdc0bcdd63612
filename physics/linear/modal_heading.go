package linear

import "math"

// heading is which way an output sets off.
func (p *modal) heading(s Segment, row int, tau float64) float64 {
	v, o := p.memory(s), p.outlook(s)
	c, lo, _ := p.rows.row(row)
	var rate, rateScale, second, secondScale float64
	for i, w := range c {
		k := lo + i
		rate += w * o.z1[k]
		rateScale += math.Abs(w) * (math.Abs(o.z1[k]) + math.Abs(v.force[k]) + math.Abs(p.lambda[k]*v.rest[k]))
		second += w * o.z2[k]
		secondScale += math.Abs(w * o.z2[k])
	}
	for i, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		sin, cos := math.Sincos(in.Omega*tau + in.Phase)
		for q, w := range c {
			k := i*p.n + lo + q
			swing := w * in.Omega * in.Omega
			second -= swing * (o.sin[k]*sin + o.cos[k]*cos)
			secondScale += math.Abs(swing) * (math.Abs(o.sin[k]) + math.Abs(o.cos[k]))
		}
	}
	p.rows.trend(row, v.inputs, tau, &rate, &rateScale, &second, &secondScale)
	return sense(rate, rateScale, second, secondScale)
}

// twist is the outlook one order further: the third derivative of a rest is
// -lambda times its second.
func (p *modal) twist(s Segment, row int, tau, horizon float64) twist {
	v, o := p.memory(s), p.outlook(s)
	c, lo, _ := p.rows.row(row)
	var sum, size float64
	t := twist{reach: horizon - tau}
	for i, w := range c {
		k := lo + i
		bent := w * o.z2[k]
		t.second += bent
		d := -p.lambda[k] * bent
		sum += d
		size += math.Abs(d)
	}
	slack, grown := 1e-14*size, 1+1e-12
	if p.growth > 0 {
		t.reach = math.Min(t.reach, 1/p.growth)
		grown *= math.Exp(p.growth * t.reach)
	}
	t.up = (0.5*(size+sum) + slack) * grown
	t.down = (0.5*(size-sum) + slack) * grown
	for i, j := range v.sines {
		in := inputAt(v.inputs, int(j))
		sin, cos := math.Sincos(in.Omega*tau + in.Phase)
		for q, w := range c {
			k := i*p.n + lo + q
			t.second -= w * in.Omega * in.Omega * (o.sin[k]*sin + o.cos[k]*cos)
		}
	}
	if len(v.sines) > 0 {
		for i, w := range c {
			more := math.Abs(w) * o.bend3[lo+i]
			t.up += more
			t.down += more
		}
	}
	p.rows.twist(row, v.inputs, tau, &t)
	return t
}
