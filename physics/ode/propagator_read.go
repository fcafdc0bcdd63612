package ode

import "whatif/physics/linear"

// part is the part of the step at tau since the segment's beginning. Past the horizon
// the solution is not known; what is asked for there is that at the horizon.
func (s *Solution) part(tau float64) float64 {
	if s.length == 0 {
		return 0
	}
	return min(tau+s.offset, s.horizon) / s.length
}

// States implements linear.Propagator.
func (p *propagator) States(seg linear.Segment, tau float64, x []float64) {
	s := p.take(seg)
	defer p.put(s)
	s.method().interpolate(s.shape, s.dense, s.part(tau), x)
}

// Value implements linear.Propagator.
func (p *propagator) Value(seg linear.Segment, row int, tau float64) float64 {
	s := p.take(seg)
	defer p.put(s)
	return s.output(&p.rows[row], s.part(tau))
}

// Values implements linear.Propagator. The system is evaluated once, and only where a
// row shows what is no state.
func (p *propagator) Values(seg linear.Segment, rows []int32, tau float64, y []float64) {
	s := p.take(seg)
	defer p.put(s)
	p.values(s, rows, s.part(tau), y)
}

func (p *propagator) values(s *Solution, rows []int32, theta float64, y []float64) {
	if p.evaluates(rows) {
		s.outputsAt(theta)
	}
	for k, r := range rows {
		y[k] = s.sum(&p.rows[r], theta)
	}
}

func (p *propagator) evaluates(rows []int32) bool {
	for _, r := range rows {
		if len(p.rows[r].outputs) > 0 {
			return true
		}
	}
	return false
}

// Series implements linear.Propagator.
func (p *propagator) Series(seg linear.Segment, rows []int32, g linear.Series, y []float64, stride int) {
	s := p.take(seg)
	defer p.put(s)
	for k := g.First; k < g.Last; k++ {
		tau := g.From + float64(k)*g.Step
		p.values(s, rows, s.part(tau), y[(k-g.First)*stride:][:len(rows)])
	}
}
