package linear

// memory is the parts of a Segment's State.
type memory struct {
	rest   []float64 // n: y0
	excess []float64 // n
	ramp   []float64 // n
	force  []float64 // n
	slope  []float64 // n
	inputs []float64 // m x perInput
	sines  []float64 // the inputs that are sinusoidal, ascending
	ramps  []float64 // the inputs that have a slope, ascending
	counts []float64
}

// What the counts hold.
const (
	sineCount = iota
	rampCount
	changeCount // changes since force and slope were summed up anew
	habit       // s: how long segments last, on average
	countsLen
)

// places is where the parts of State begin.
type places struct {
	counts, inputs, swings, sines, ramps, end int
	perSwing                                  int // numbers that hold one swing, in its order
}

func layState(n, m int) (at places) {
	at.perSwing = 4 + 2*n
	at.counts = 5 * n
	at.inputs = at.counts + countsLen
	at.swings = at.inputs + perInput*m
	at.sines = at.swings + at.perSwing*m
	at.ramps = at.sines + m
	at.end = at.ramps + m
	return at
}

func (p *modal) Size() int { return p.at.end }

// inputs is the inputs' part of State.
func (p *modal) inputs(s Segment) []float64 { return s.State[p.at.inputs:p.at.swings] }

func (p *modal) memory(s Segment) (v memory) {
	n, at, st := p.n, &p.at, s.State
	v.rest, v.excess, v.ramp, v.force, v.slope = st[:n], st[n:2*n], st[2*n:3*n], st[3*n:4*n], st[4*n:5*n]
	v.counts = st[at.counts:at.inputs]
	v.inputs = st[at.inputs:at.swings]
	v.sines = st[at.sines : at.sines+int(v.counts[sineCount])]
	v.ramps = st[at.ramps : at.ramps+int(v.counts[rampCount])]
	return v
}

// swing is the lasting response of the modes to one sinusoidal input,
//
//	zs = inPhase sin(theta) + quadrature cos(theta),  theta = omega tau + phase.
//
// For z' = -lambda z + b sin(theta) it is
//
//	zs = b (lambda sin(theta) - omega cos(theta)) / (lambda^2 + omega^2).
type swing struct {
	omega, phase        float64
	sin, cos            float64   // of the phase
	inPhase, quadrature []float64 // n
}

// swing reads that of input j.
func (p *modal) swing(s Segment, j int) swing {
	n, at := p.n, p.at.swings+j*p.at.perSwing
	w := s.State[at : at+p.at.perSwing : at+p.at.perSwing]
	return swing{omega: w[0], phase: w[1], sin: w[2], cos: w[3], inPhase: w[4 : 4+n], quadrature: w[4+n:]}
}

// laid is the swing of input j as it lies in State.
func (p *modal) laid(s Segment, j float64) []float64 {
	return s.State[p.at.swings+int(j)*p.at.perSwing:][:p.at.perSwing]
}

// turned is theta at tau.
func (w *swing) turned(tau float64) turn {
	return turned(w.sin, w.cos, w.omega, w.phase, tau)
}

// layAngle writes omega, the phase, and its sine and cosine.
func (p *modal) layAngle(s Segment, j int, omega, phase, sin, cos float64) {
	w := s.State[p.at.swings+j*p.at.perSwing:]
	w[0], w[1], w[2], w[3] = omega, phase, sin, cos
}
