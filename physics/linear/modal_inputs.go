package linear

import "math"

// patience is how many changes add to force and slope before these are summed
// up anew, so that rounding does not pile up.
const patience = 64

// Force takes new inputs from the segment's beginning on.
func (p *modal) Force(s Segment, u []Input) {
	v := p.memory(s)
	for j, in := range u[:p.m] {
		putInput(v.inputs, j, in.plain())
	}
	v = p.list(s)
	for _, j := range v.sines {
		p.layResponse(s, int(j))
	}
	p.sum(&v)
	p.settle(s, &v)
}

// Change moves the segment on to tau and takes the new inputs there.
func (p *modal) Change(s Segment, tau float64, inputs []int32, u []Input) {
	v := p.memory(s)
	if tau > 0 {
		p.advance(s, &v, tau)
		v.counts[habit] += (tau - v.counts[habit]) / 8
	}
	kinds, cancelled := false, false
	for k, j := range inputs {
		other, lost := p.replace(s, &v, int(j), u[k].plain())
		kinds, cancelled = kinds || other, cancelled || lost
	}
	if kinds {
		v = p.list(s)
	}
	if v.counts[changeCount]++; cancelled || v.counts[changeCount] >= patience {
		for _, j := range v.sines {
			p.layPhase(s, int(j))
		}
		p.sum(&v)
	}
	p.settle(s, &v)
}

// Shift moves the segment's beginning on by tau.
func (p *modal) Shift(s Segment, tau float64) {
	v := p.memory(s)
	p.advance(s, &v, tau)
	p.settle(s, &v)
}

// advance moves the modes and the inputs on by tau.
func (p *modal) advance(s Segment, v *memory, tau float64) {
	p.rests(s, tau, v.rest) // each from what it was
	for _, j := range v.ramps {
		in := v.inputs[int(j)*perInput : (int(j)+1)*perInput]
		in[0] += in[1] * tau
	}
	if len(v.ramps) > 0 {
		addScaled(v.force, tau, v.slope)
	}
	for _, f := range v.sines {
		j := int(f)
		w := p.laid(s, f)
		phase := wrap(w[1] + w[0]*tau)
		t := turned(w[2], w[3], w[0], w[1], tau)
		w[2], w[3] = t.sin, t.cos
		w[1], v.inputs[j*perInput+4] = phase, phase
		addSwing(v.rest, w[4:4+p.n], w[4+p.n:], t.up, t.across)
	}
}

// replace lets input j go on as in from the segment's beginning. kind tells
// whether it now has a slope or a sine and had none, or the other way round;
// cancelled whether a force is so much smaller than what was taken from it that
// it carries its rounding.
func (p *modal) replace(s Segment, v *memory, j int, in Input) (kind, cancelled bool) {
	const small = 1e-3
	old := inputAt(v.inputs, j)
	if in == old {
		return false, false
	}
	putInput(v.inputs, j, in)
	if in.Amplitude != 0 {
		if in.Amplitude == old.Amplitude && in.Omega == old.Omega {
			p.layPhase(s, j)
		} else {
			p.layResponse(s, j)
		}
	}
	gain := p.gain[j*p.n : (j+1)*p.n]
	if step := in.Level - old.Level; step != 0 {
		force := v.force[:len(gain)]
		for k, g := range gain {
			d := step * g
			force[k] += d
			cancelled = cancelled || !(math.Abs(force[k]) >= small*math.Abs(d))
		}
	}
	if step := in.Slope - old.Slope; step != 0 {
		slope := v.slope[:len(gain)]
		for k, g := range gain {
			d := step * g
			slope[k] += d
			cancelled = cancelled || !(math.Abs(slope[k]) >= small*math.Abs(d))
		}
	}
	return (in.Slope != 0) != (old.Slope != 0) || (in.Amplitude != 0) != (old.Amplitude != 0), cancelled
}

// list notes which inputs have a slope and which are sinusoidal.
func (p *modal) list(s Segment) memory {
	v := p.memory(s)
	sines, ramps := v.sines[:0], v.ramps[:0]
	for j := range p.m {
		in := inputAt(v.inputs, j)
		if in.Amplitude != 0 {
			sines = append(sines, float64(j))
		}
		if in.Slope != 0 {
			ramps = append(ramps, float64(j))
		}
	}
	v.counts[sineCount], v.counts[rampCount] = float64(len(sines)), float64(len(ramps))
	v.sines, v.ramps = sines, ramps
	if len(ramps) == 0 {
		clear(v.slope)
	}
	return v
}

// sum adds up what the levels and the slopes of all inputs put into the modes.
func (p *modal) sum(v *memory) {
	v.counts[changeCount] = 0
	clear(v.force)
	for j := range p.m {
		if level := v.inputs[j*perInput]; level != 0 {
			addScaled(v.force, level, p.gain[j*p.n:(j+1)*p.n])
		}
	}
	clear(v.slope)
	for _, j := range v.ramps {
		addScaled(v.slope, v.inputs[int(j)*perInput+1], p.gain[int(j)*p.n:(int(j)+1)*p.n])
	}
}

// layResponse computes the lasting response to sinusoidal input j.
func (p *modal) layResponse(s Segment, j int) {
	in, w := inputAt(p.inputs(s), j), p.swing(s, j)
	for k, l := range p.lambda {
		b := in.Amplitude * p.gain[j*p.n+k] / (l*l + in.Omega*in.Omega)
		w.inPhase[k], w.quadrature[k] = b*l, -b*in.Omega
	}
	p.layPhase(s, j)
}

// layPhase takes the angle of input j at the segment's beginning.
func (p *modal) layPhase(s Segment, j int) {
	in := inputAt(p.inputs(s), j)
	sin, cos := math.Sincos(in.Phase)
	p.layAngle(s, j, in.Omega, in.Phase, sin, cos)
}

// settle derives how the rests go on from where they begin.
func (p *modal) settle(s Segment, v *memory) {
	n := p.n
	rest, excess, force := v.rest[:n], v.excess[:n], v.force[:n]
	lambda, inverse := p.lambda[:n], p.inverse[:n]
	for k, y := range rest {
		excess[k] = (lambda[k]*y - force[k]) * inverse[k]
	}
	for _, j := range v.sines {
		w := p.laid(s, j)
		addSwing(excess, w[4:4+n], w[4+n:], -w[2], -w[3])
	}
	if len(v.ramps) > 0 {
		for k, i := range inverse {
			v.ramp[k] = v.slope[k] * i * i
		}
	}
}
