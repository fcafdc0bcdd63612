package ode

import "whatif/physics/linear"

// method is one way of taking a step. It is immutable; a trial is what it works on.
type method interface {
	name() string
	// order is that of the solution that is carried on, and of its error estimate,
	// each as a power of the step: 5 and 4 for Dormand-Prince 5(4).
	order() (solution, estimate int)
	// denseSize and workSize are the lengths of trial.dense and trial.work.
	denseSize(s *Shape) int
	workSize(s *Shape) int
	// step tries a step of h from t.x at t.tau. It writes the states at its end to
	// t.x1 and the error estimate to t.e, and leaves what interpolate needs in
	// t.dense. t.rates, those at the beginning, are given; where the method knows
	// the rates at the end, it writes them to t.rates1 and sets t.last. It is false
	// where a number is not finite or a matrix is singular; then a shorter step is
	// tried.
	step(t *trial, h float64) bool
	// interpolate writes the states at the part theta of the last step to x.
	interpolate(s *Shape, dense []float64, theta float64, x []float64)
	// one writes state i only.
	one(s *Shape, dense []float64, theta float64, i int) float64
}

// trial is what a method works on: one step from tau on.
type trial struct {
	sys         System
	shape       *Shape
	p           Point          // for evaluations: Z, W are those of the step; X and U are set by at
	forms       []linear.Input // how the inputs go on, with tau counted as there
	moving      []int32        // inputs that are not constant; p.U has the others
	tau         float64
	x           []float64 // states at the beginning: not to be changed
	rates       []float64 // f there
	x1          []float64 // states at the end
	rates1      []float64 // f there, where last
	last        bool
	e           []float64 // estimate of the error of x1
	dense       []float64
	work        []float64
	stiff       *rodas5p // nil where there is none, or none yet
	linearised  bool     // work has the Jacobian at x and tau: who takes it sets this, who moves on clears it
	evaluations int      // calls of Rates
}

// at evaluates f for the states x at tau to dx.
func (t *trial) at(tau float64, x, dx []float64) {
	for _, i := range t.moving {
		t.p.U[i] = t.forms[i].At(tau)
	}
	t.p.X = x
	t.sys.Rates(&t.p, dx)
	t.evaluations++
}
