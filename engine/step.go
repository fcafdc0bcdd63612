package engine

import (
	"fmt"
	"slices"
	"strings"

	"whatif/physics/linear"
	"whatif/physics/ode"
)

// An island with nonlinear physics goes in steps. Each is a segment, at whose end, or
// at an event within the law, the island wakes: no event of the run, and no trace in
// the fingerprint, unless the law tells of one. The end lies between two nanoseconds;
// the island wakes at the later one and goes on from the exact time.

// propagator makes the law of an island for the values of its parameters.
func (isl *islandLaw) propagator(m *Model, value func(Signal) float64) (linear.Propagator, error) {
	if !isl.curved {
		return linear.Compile(isl.system(m, value))
	}
	var members []ode.Member
	for k, b := range isl.blocks {
		system := b.System
		if system == nil {
			system = ode.FromLinear(b.Law.System(value))
		}
		members = append(members, ode.Member{System: system, Inputs: isl.inputAt[k]})
	}
	return ode.Compile(ode.Join(members, len(isl.inputs)), isl.rows(m), ode.Options{Relative: m.accuracy})
}

// rows are the outputs, and the sums that the watches wait for.
func (isl *islandLaw) rows(m *Model) []ode.Row {
	var rows []ode.Row
	for k := range isl.outputs {
		looked := isl.followers != nil && len(isl.followers[k].extremes)+len(isl.followers[k].windows) > 0
		looked = looked || slices.Contains(isl.sumRows, int32(k))
		rows = append(rows, ode.Row{Y: []ode.Term{{Index: k, Weight: 1}}, Looked: looked})
	}
	for _, w := range isl.watches {
		row := ode.Row{Looked: true}
		for _, t := range m.watches[w].terms {
			if s := &m.signals[t.Signal]; s.class == Dense {
				row.Y = append(row.Y, ode.Term{Index: int(s.row), Weight: t.Weight})
			} else {
				row.U = append(row.U, ode.Term{Index: isl.place[t.Signal], Weight: t.Weight})
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// step ends the steps of island i that are over by now.
func (r *Run) step(i int) error {
	st, p := &r.islands[i], r.props[i]
	for {
		seg := r.segment(i)
		horizon := p.Horizon(seg)
		if st.due(horizon) > r.now {
			return nil
		}
		if err := r.takeIn(i, horizon); err != nil {
			return err
		}
		p.Shift(seg, horizon)
		r.beginsAt(i, horizon)
		if err := r.heed(i); err != nil {
			return err
		}
		if err := r.comesOn(i); err != nil {
			return err
		}
	}
}

// A run whose steps are so short that it would never end is told so: each paceSteps
// steps of an island should bring it mostPaces-th of what is left.
const (
	paceSteps = 1_000_000
	mostPaces = 2_000
)

// comesOn counts a step of island i and ends the run where it hardly comes on.
func (r *Run) comesOn(i int) error {
	st := &r.islands[i]
	if st.steps == 0 {
		st.stepsFrom = r.now
	}
	if st.steps++; st.steps < paceSteps {
		return nil
	}
	st.steps = 0
	came, left := max(r.now-st.stepsFrom, 1).Seconds(), (r.model.until - r.now).Seconds()
	if left < mostPaces*came {
		return nil
	}
	isl := &r.model.islands[i]
	var names []string
	for _, b := range isl.blocks {
		if b.System != nil {
			names = append(names, b.Path)
		}
	}
	return fmt.Errorf("the law of %s goes in steps of %.2g s, of which the run would take %.1g: it switches to and fro without end, as without a band, it jumps where no guard or event says so, or a stiffness or rate in it is far beyond all others",
		strings.Join(names, " and "), came/paceSteps, left/came*paceSteps)
}

// rebaseSteps lets island i go on with the inputs and parameters of now.
func (r *Run) rebaseSteps(i int) error {
	st := &r.islands[i]
	tau := st.tau
	if !st.hit || st.at != r.now {
		if err := r.step(i); err != nil {
			return err
		}
		tau = st.elapsed(r.now)
	}
	if st.reshape {
		if err := r.reshapeSteps(i, tau); err != nil {
			return err
		}
		tau = 0
	}
	if err := r.change(i, tau); err != nil {
		return err
	}
	st.dirty = false
	r.unsettle(i)
	return r.heed(i)
}

// reshapeSteps lets island i, of which a linear part has other parameters now, go on
// by another law from the same states and modes.
func (r *Run) reshapeSteps(i int, tau float64) error {
	if tau > 0 {
		if err := r.proceed(i, tau); err != nil {
			return err
		}
	}
	before := slices.Clone(r.memory[i])
	if err := r.compile(i); err != nil {
		return err
	}
	r.props[i].(linear.Stepper).Inherit(r.segment(i), before)
	st := &r.islands[i]
	st.reshape, st.anew, st.margin = false, true, 0
	return nil
}

// heed records what the law of island i has told, and ends the run where it failed.
func (r *Run) heed(i int) error {
	p, ok := r.props[i].(linear.Stepper)
	if !ok {
		return nil
	}
	seg := r.segment(i)
	if news := p.News(seg); len(news) > 0 {
		isl := &r.model.islands[i]
		r.stamp(r.model.actors[r.model.islandActor[i]].key)
		for k := 0; k+1 < len(news); k += 2 {
			code := int(news[k])
			blk := &isl.blocks[code%len(isl.blocks)]
			r.Emit(blk.Event(code/len(isl.blocks), news[k+1]))
		}
		p.ClearNews(seg)
	}
	if err := p.Fault(seg); err != nil {
		return err
	}
	return nil
}
