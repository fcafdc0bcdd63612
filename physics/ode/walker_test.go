package ode_test

import (
	"github.com/stretchr/testify/require"

	"whatif/physics/linear"
)

// walker goes along a propagator's solution, step by step.
type walker struct {
	tb   require.TestingT
	p    linear.Stepper
	seg  linear.Segment
	now  float64
	told []float64 // in the last step
}

func newWalker(tb require.TestingT, p linear.Stepper, u []linear.Input) *walker {
	w := &walker{tb: tb, p: p, seg: linear.Segment{State: make([]float64, p.Size()), Work: make([]float64, p.Work())}}
	p.Start(w.seg, nil)
	p.Force(w.seg, u)
	return w
}

// next is when the step ends.
func (w *walker) next() float64 { return w.now + w.p.Horizon(w.seg) }

// step goes to the end of the step and takes the next.
func (w *walker) step() {
	length := w.p.Horizon(w.seg)
	w.p.Shift(w.seg, length)
	w.now += length
	w.told = append(w.told[:0], w.p.News(w.seg)...)
	w.p.ClearNews(w.seg)
	if err := w.p.Fault(w.seg); err != nil {
		require.NoError(w.tb, err)
	}
}

// to goes to a time.
func (w *walker) to(tau float64) {
	for w.next() <= tau {
		w.step()
	}
	w.p.Shift(w.seg, tau-w.now)
	w.now = tau
}
