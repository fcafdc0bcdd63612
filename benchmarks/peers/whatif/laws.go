//go:build unix

package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"whatif/physics/linear"
	"whatif/physics/ode"
	"whatif/physics/ode/problems"
)

// least is how long a run lasts, in s of processor time: as in cpp/timing.h.
const least = 5e-3

// law is a problem to be solved by physics/ode alone, and what a solution leaves.
type law struct {
	problem problems.Problem
	options ode.Options
	inputs  []linear.Input
	x       []float64
	samples int
	*trace
}

// newLaw finds a problem by its name; method "auto" leaves the choice to the solver.
func newLaw(name, method, rtol string) (*law, error) {
	relative, err := strconv.ParseFloat(rtol, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUsage, err)
	}
	if method == "auto" {
		method = ""
	}
	for _, p := range problems.All() {
		if strings.ReplaceAll(p.Name, " ", "") != name {
			continue
		}
		l := &law{problem: p, options: ode.Options{Relative: relative, Method: method}}
		l.samples = 1
		if p.Sample > 0 {
			l.samples = int(math.Round(p.Span / p.Sample))
		}
		l.inputs = make([]linear.Input, len(p.Inputs))
		l.x = make([]float64, p.System.Shape().States)
		l.trace = newTrace((l.samples + 1) * len(l.x))
		return l, nil
	}
	return nil, fmt.Errorf("no problem is called %q", name)
}

// measure solves the problem in so many runs, prints what a solution took in each and
// writes the trace if there is a file for it. A solution before them does not count.
func (l *law) measure(runs int, file string) error {
	if err := l.solve(); err != nil {
		return err
	}
	var r report
	for range runs {
		seconds, err := l.timed()
		if err != nil {
			return err
		}
		r.CPU = append(r.CPU, seconds)
	}
	r.Events, r.Last = len(l.events)/2, l.last()
	if file != "" {
		if err := l.write(file, 0); err != nil {
			return err
		}
	}
	return r.print()
}

// timed returns the processor time of a solution, in s: the mean over a run.
func (l *law) timed() (float64, error) {
	begun, spent, solutions := processor(), 0., 0
	for more := 1; spent < least; more *= 2 {
		for range more {
			if err := l.solve(); err != nil {
				return 0, err
			}
		}
		solutions += more
		spent = processor() - begun
	}
	return spent / float64(solutions), nil
}

// solve solves the problem once, with all setting up, and keeps its samples and events.
func (l *law) solve() error {
	l.clear()
	copy(l.inputs, l.problem.Inputs)
	if l.problem.Control != nil {
		return l.controlled()
	}
	s, err := ode.Begin(l.problem.System, l.inputs, l.options)
	if err != nil {
		return err
	}
	l.sample(0, s)
	p := l.problem
	for k := 1; k < l.samples; k++ {
		t := float64(k) * p.Sample
		if err := s.Cover(t, p.Span); err != nil {
			return err
		}
		l.sample(t, s)
	}
	err = s.To(p.Span)
	l.sample(p.Span, s)
	return err
}

// controlled solves a problem whose controller acts at each sample.
func (l *law) controlled() error {
	control := l.problem.Control()
	s, err := ode.Begin(l.problem.System, l.inputs, l.options)
	if err != nil {
		return err
	}
	l.sample(0, s)
	for k := 1; k <= l.samples; k++ {
		t := float64(k) * l.problem.Sample
		if err := s.To(t); err != nil {
			return err
		}
		control(t, l.sample(t, s), l.inputs)
		if k == l.samples {
			break
		}
		if err := s.Change(nil, l.inputs); err != nil {
			return err
		}
	}
	return nil
}

// sample keeps the states at t and returns them, and keeps the events since the sample
// before. They are told apart as long as there is one at most between two samples.
func (l *law) sample(t float64, s *ode.Solution) []float64 {
	s.States(t, l.x)
	l.states = append(l.states, l.x...)
	_, _, _, reactions := s.Counts()
	for 2*reactions > len(l.events) {
		l.events = append(l.events, s.LastEvent(), 0)
	}
	return l.x
}
