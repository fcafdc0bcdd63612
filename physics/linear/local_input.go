package linear

import "math"

// perLocalInput is how many numbers of State hold one input: those of Input and
// how long it has been going on when the segment begins, in two parts, as the sum
// of many macro-steps must not be rounded each time.
const perLocalInput = perInput + 2

// input is an input with its tau counted from the segment's beginning.
func (p *local) input(s Segment, j int) Input {
	at := p.at.inputs + j*perLocalInput
	q := s.State[at : at+perLocalInput : at+perLocalInput]
	in := Input{q[0], q[1], q[2], q[3], q[4]}
	if q[1] == 0 && q[2] == 0 {
		return in
	}
	return in.After(q[5]).After(q[6])
}

// putInput writes an input that goes on from tau on, and its level; expandInput
// must follow where it is not constant.
func (p *local) putInput(s Segment, j int, in Input, tau float64) {
	at := p.at.inputs + j*perLocalInput
	q := s.State[at : at+perLocalInput : at+perLocalInput]
	was, is := q[1] != 0 || q[2] != 0, in.Slope != 0 || in.Amplitude != 0
	if was != is {
		s.State[cellRelist] = 1
	}
	q[0], q[1], q[2], q[3], q[4], q[5], q[6] = in.Level, in.Slope, in.Amplitude, in.Omega, in.Phase, -tau, 0
	c := p.coefficients(s)
	c[p.n+j] = in.Level
	if was && !is {
		for k := 1; k <= p.order; k++ {
			c[k*p.width+p.n+j] = 0
		}
	}
}

// passInput lets an input go on by tau.
func (p *local) passInput(s Segment, j int, tau float64) {
	at := p.at.inputs + j*perLocalInput
	sum := twofold{s.State[at+5], s.State[at+6]}.plus(twofold{hi: tau})
	s.State[at+5], s.State[at+6] = sum.hi, sum.lo
}

// constant tells whether an input is.
func (p *local) constant(s Segment, j int) bool {
	at := p.at.inputs + j*perLocalInput
	return s.State[at+1] == 0 && s.State[at+2] == 0
}

// listMoving lists the inputs that are not constant.
func (p *local) listMoving(s Segment) int {
	count := 0
	for j := range p.m {
		if !p.constant(s, j) {
			s.State[p.at.moving+count] = float64(j)
			count++
		}
	}
	s.State[cellMoving], s.State[cellRelist] = float64(count), 0
	return count
}

// expandInput writes the coefficients of an input that is not constant.
func (p *local) expandInput(s Segment, j int) {
	in := p.input(s, j)
	if p.tooFast(s, in) {
		came := -s.State[p.at.inputs+j*perLocalInput+5]
		in = p.tame(s, in.After(came)).After(-came)
	}
	var c [maxOrder + 1]float64
	expandForm(in, s.State[cellLength], c[:p.order+1])
	all := p.coefficients(s)
	for k, v := range c[:p.order+1] {
		all[k*p.width+p.n+j] = v
	}
}

// expandForm writes the Taylor coefficients of an input in tau/length.
func expandForm(in Input, length float64, c []float64) {
	clear(c)
	c[0] = in.Level
	c[1] = in.Slope * length
	if in.Amplitude == 0 {
		return
	}
	sin, cos := math.Sincos(in.Phase)
	turn := [4]float64{sin, cos, -sin, -cos}
	const nothing = 1e-18 // of the amplitude
	f := in.Amplitude
	for k := range c {
		c[k] += f * turn[k%4]
		f *= in.Omega * length / float64(k+1)
		if math.Abs(f) < nothing*math.Abs(in.Amplitude) {
			break
		}
	}
}
