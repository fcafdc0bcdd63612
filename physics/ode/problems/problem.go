// Package problems has the systems that solvers are measured by: problems of the Test
// Set for Initial Value Problem Solvers (F. Mazzia, C. Magherini, release 2.4, University
// of Bari, 2008) with its reference solutions, and three mechanical ones with contacts,
// whose events are known. Times are in s; the chemical problems have none of their own
// units in the test set, and are numbers.
package problems

import (
	"whatif/physics/linear"
	"whatif/physics/ode"
)

// Problem is a system, what to solve it with, and what has to come out.
type Problem struct {
	Name   string
	System ode.System
	Inputs []linear.Input
	Span   float64 // s, from 0
	// Reference has the states at the end of Span; nil where events are the reference.
	Reference []float64
	// Events is how many guards act in Span, and LastEvent when the last does, in s.
	Events    int
	LastEvent float64
	// Sample is how often a comparison of solvers records the states, in s; 0 is not at
	// all.
	Sample float64
	// Control makes a controller that sets the inputs at every multiple of Sample; nil
	// where the inputs go on by themselves. It has a memory: each solution takes its own.
	Control func() Controller
}

// Controller writes the inputs from t on to u, from the states x at t.
type Controller func(t float64, x []float64, u []linear.Input)

// All are the problems, those of the test set first.
func All() []Problem {
	return []Problem{
		Robertson(), RobertsonBalance(), RobertsonRoots(), HIRES(), VanDerPol(), Oregonator(), Pleiades(),
		Ball(), Slip(), Gear(),
	}
}

// smooth is a system without memory, outputs and guards.
type smooth struct{ shape ode.Shape }

func (s *smooth) Shape() *ode.Shape             { return &s.shape }
func (s *smooth) Outputs(*ode.Point, []float64) {}
func (s *smooth) Guards(*ode.Point, []float64)  {}
func (s *smooth) React(*ode.Point, int)         {}
func (s *smooth) Settle(*ode.Point)             {}
