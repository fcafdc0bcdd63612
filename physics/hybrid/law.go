package hybrid

import (
	"fmt"
	"math"
	"sync"

	"whatif/physics/ode"
)

// Law is one connected piece as a system to be solved. It is immutable.
//
// Its quantities w are laid out as states, inputs, memory, constants, sums, and what
// one part computes.
type Law struct {
	// Path is that of its first twin.
	Path string
	// Twins are the paths of all.
	Twins []string
	// States describes each state.
	States []StateSpec
	// Reads are the ids of the inputs, Shows those of the outputs.
	Reads []int32
	Shows []int32

	shape     ode.Shape
	start     []term
	first     []float64 // of the memory
	constants []float64
	inputAt   int
	memoryAt  int
	constAt   int
	sumAt     int
	sums      int
	rates     []int32 // place of each state's rate
	shows     []int32 // place of each output
	paths     []string
	parts     []owned
	guarded   []guarded
	settlers  []Settler
	resolvers []Resolver
	starters  []Starter
	events    []EventSpec
	failures  []failure
	moments   sync.Pool
}

// term is a part of a first value: weight times the quantity at a place.
type term struct {
	state  int
	place  int
	weight float64
}

type owned struct {
	twin string
	part Part
	puts []int32 // places that it writes or adds to
}

// guarded is a part with guards from number at on.
type guarded struct {
	twin  string
	part  Guarded
	at    int
	names []string
}

// Shape implements ode.System.
func (l *Law) Shape() *ode.Shape { return &l.shape }

// evaluate computes all quantities at p.
func (l *Law) evaluate(p *ode.Point) []float64 {
	w := l.lay(p)
	for i := range l.parts {
		l.parts[i].part.Evaluate(w)
	}
	return w
}

// lay writes to p.W what is given, with sums of zero.
func (l *Law) lay(p *ode.Point) []float64 {
	w := p.W
	copy(w, p.X)
	copy(w[l.inputAt:], p.U)
	copy(w[l.memoryAt:], p.Z)
	copy(w[l.constAt:], l.constants)
	clear(w[l.sumAt : l.sumAt+l.sums])
	return w
}

// Begin implements ode.System.
func (l *Law) Begin(p *ode.Point) {
	clear(p.X)
	copy(p.Z, l.first)
	w := l.lay(p)
	for _, t := range l.start {
		p.X[t.state] += t.weight * w[t.place]
	}
	if len(l.starters) == 0 {
		return
	}
	w = l.lay(p)
	for _, s := range l.starters {
		s.Start(w)
	}
	l.takeBack(p)
}

// takeBack takes states and memory from p.W.
func (l *Law) takeBack(p *ode.Point) {
	copy(p.X, p.W[:len(p.X)])
	copy(p.Z, p.W[l.memoryAt:l.memoryAt+len(p.Z)])
}

// Rates implements ode.System.
func (l *Law) Rates(p *ode.Point, dx []float64) {
	w := l.evaluate(p)
	for i, k := range l.rates {
		dx[i] = w[k]
	}
}

// Outputs implements ode.System.
func (l *Law) Outputs(p *ode.Point, y []float64) {
	w := l.evaluate(p)
	for i, k := range l.shows {
		y[i] = w[k]
	}
}

// Guards implements ode.System.
func (l *Law) Guards(p *ode.Point, g []float64) {
	if len(l.guarded) == 0 {
		return
	}
	w := l.evaluate(p)
	for i := range l.guarded {
		part := &l.guarded[i]
		part.part.Guards(w, g[part.at:part.at+len(part.names)])
	}
}

// React implements ode.System.
func (l *Law) React(p *ode.Point, k int) {
	part := l.guardedBy(k)
	m := l.moment(p)
	part.part.React(m, k-part.at)
	l.takeBack(p)
	l.done(m)
}

// Waits implements ode.Waiter.
func (l *Law) Waits(p *ode.Point, k int) bool {
	part := l.guardedBy(k)
	waiter, ok := part.part.(Waiter)
	if !ok {
		return false
	}
	return waiter.Waits(l.evaluate(p), k-part.at)
}

func (l *Law) guardedBy(k int) *guarded {
	i := len(l.guarded) - 1
	for l.guarded[i].at > k {
		i--
	}
	return &l.guarded[i]
}

// mostRounds is how often parts may decide anew at one moment.
const mostRounds = 1000

// Settle implements ode.System.
func (l *Law) Settle(p *ode.Point) {
	if len(l.settlers) == 0 {
		return
	}
	m := l.moment(p)
	defer l.done(m)
	for round := 0; ; round++ {
		changed := false
		for _, r := range l.resolvers {
			changed = r.Resolve(m) || changed
		}
		if changed {
			l.takeBack(p)
			m.W = l.evaluate(p)
			changed = false
		}
		for _, s := range l.settlers {
			if !s.Settle(m) {
				continue
			}
			changed = true
			if _, one := s.(Resolver); one {
				break // the others note it before one of them changes it again
			}
		}
		if !changed {
			return
		}
		l.takeBack(p)
		if round == mostRounds {
			p.Fail(len(l.failures), 0)
			return
		}
		m.W = l.evaluate(p)
	}
}

// moment is p as the parts see it.
func (l *Law) moment(p *ode.Point) *Moment {
	m, _ := l.moments.Get().(*Moment)
	if m == nil {
		m = &Moment{}
	}
	m.W, m.point = l.evaluate(p), p
	return m
}

func (l *Law) done(m *Moment) {
	*m = Moment{}
	l.moments.Put(m)
}

// EventOf is how the event of that code is shown.
func (l *Law) EventOf(code int) EventSpec { return l.events[code] }

// GuardName implements ode.Explainer.
func (l *Law) GuardName(k int) string {
	part := l.guardedBy(k)
	return part.twin + ", which " + part.names[k-part.at]
}

// StateName implements ode.Explainer.
func (l *Law) StateName(i int) string { return l.States[i].Path }

// Explain implements ode.Explainer.
func (l *Law) Explain(code int, value float64) error {
	if code >= len(l.failures) {
		return fmt.Errorf("the modes of %s do not come to rest: each choice calls for another", l.Path)
	}
	f := l.failures[code]
	return fmt.Errorf("%s: %s", f.twin, f.text)
}

// Blame implements ode.Explainer: the first part, in the order in which they are
// computed, that makes no finite number of what it reads, at p or a moment later.
func (l *Law) Blame(p *ode.Point) error {
	const moment = 1e-9 // s
	err := l.blame(p)
	dx, later := make([]float64, len(p.X)), *p
	later.X = make([]float64, len(p.X))
	for h := 1e-15; err == nil && h <= moment; h *= 10 {
		l.Rates(p, dx)
		for i, x := range p.X {
			later.X[i] = x + h*dx[i]
		}
		err = l.blame(&later)
	}
	return err
}

func (l *Law) blame(p *ode.Point) error {
	w := l.lay(p)
	for i := range l.parts {
		part := &l.parts[i]
		part.part.Evaluate(w)
		for _, k := range part.puts {
			if math.IsNaN(w[k]) || math.IsInf(w[k], 0) {
				return fmt.Errorf("%s: %s is no number: a division by zero, the root of a negative number, or a number beyond all bounds", part.twin, l.paths[k])
			}
		}
	}
	return nil
}
