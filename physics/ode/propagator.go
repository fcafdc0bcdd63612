package ode

import (
	"sync"

	"whatif/physics/linear"
)

// propagator is a system as linear.Stepper. All that a solution goes on from is in the
// segment's State.
type propagator struct {
	law  *law
	rows []row
	pool sync.Pool // of *Solution
}

var _ linear.Stepper = (*propagator)(nil)

// Compile makes sys a propagator whose outputs are the rows. Each of its segments is one
// step that was taken, or the rest of one, up to the first event of the system in it. It
// is a linear.Stepper; its Method is "dp5", "rodas5p", or "auto" where it chooses between
// these. Options that make no sense are an error, and so is method dp5 for states of
// mass 0.
func Compile(sys System, rows []Row, o Options) (linear.Propagator, error) {
	l, err := newLaw(sys, o)
	if err != nil {
		return nil, err
	}
	p := &propagator{law: l.whole()}
	for _, r := range rows {
		own := newRow(r, l.shape)
		p.rows = append(p.rows, own)
		if r.Looked && len(own.outputs) > 0 {
			l.looked = append(l.looked, own)
		}
	}
	l.at = l.lay()
	return p, nil
}

// take is a solution that works in a segment's memory.
func (p *propagator) take(seg linear.Segment) *Solution {
	s, _ := p.pool.Get().(*Solution)
	if s == nil {
		s = p.law.newSolution()
	}
	s.bind(seg)
	return s
}

// put gives a solution back that has only looked; keep, one that has moved.
func (p *propagator) put(s *Solution) { p.pool.Put(s) }

func (p *propagator) keep(s *Solution) {
	s.keep()
	p.pool.Put(s)
}

// Method implements linear.Propagator.
func (p *propagator) Method() string { return p.law.name() }

// Size implements linear.Propagator.
func (p *propagator) Size() int { return p.law.at.size }

// Work implements linear.Propagator.
func (p *propagator) Work() int { return p.law.at.work + samples*len(p.rows) }

// Bytes implements linear.Propagator.
func (p *propagator) Bytes() int {
	const each, place, term = 64, 24, 16
	sum := each*len(p.rows) + (place+8)*p.law.shape.States + place*len(p.law.shape.Pattern)
	for i := range p.rows {
		r := &p.rows[i]
		sum += term * (len(r.states) + len(r.outputs) + len(r.inputs))
	}
	return sum
}

// Start implements linear.Propagator: x is proposed to the system, which has the last
// word. Only Force may follow.
func (p *propagator) Start(seg linear.Segment, x []float64) {
	clear(seg.State)
	copy(seg.State[p.law.at.x:][:p.law.shape.States], x)
}

// Inherit implements linear.Stepper.
func (p *propagator) Inherit(seg linear.Segment, from []float64) {
	copy(seg.State, from)
	s := p.take(seg)
	s.stale = 1
	p.keep(s)
}

// Horizon implements linear.Propagator.
func (p *propagator) Horizon(seg linear.Segment) float64 {
	var at pace
	at.load(seg.State)
	return at.horizon - at.offset
}

// Moves implements linear.Propagator.
func (p *propagator) Moves(linear.Segment, []int32) bool { return true }

// Reach implements linear.Propagator.
func (p *propagator) Reach(int) []int32 { return nil }

// News implements linear.Stepper.
func (p *propagator) News(seg linear.Segment) []float64 {
	news := seg.State[p.law.at.news:][:newsSize]
	return news[3:][:2*int(news[0])]
}

// ClearNews implements linear.Stepper.
func (p *propagator) ClearNews(seg linear.Segment) {
	seg.State[p.law.at.news] = 0
}

// Fault implements linear.Stepper.
func (p *propagator) Fault(seg linear.Segment) error {
	var at pace
	if at.load(seg.State); at.fault == 0 {
		return nil
	}
	s := p.take(seg)
	defer p.put(s)
	return s.Err()
}
