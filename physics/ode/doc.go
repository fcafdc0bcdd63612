// Package ode solves M x' = f(x, u) with modes: nonlinear laws, stiff or not,
// whose right-hand side may change at events that they guard themselves (a contact
// that begins to slip, a ball that meets the ground).
//
// A System is the law. Solve runs one from one moment to another; Compile makes it a
// linear.Propagator, so that the engine treats linear and nonlinear physics alike:
// each accepted step is a segment, whose interpolant is read at any time.
//
// Steps are taken by Dormand-Prince 5(4) or, where the law is stiff or has states
// without a rate of their own, by Rodas5P. Both are one-step methods: after an event or
// a jump of an input the step goes on at the length it had.
//
// An event is found on the interpolant of the step that passed it: the first one, by a
// bound on the guard in between, so that a guard may fall and come back within a step. A
// guard that stands at zero, as after its own event, has not fallen unless it falls from
// there. Too many events in too short a time end the solution with an error.
//
// Sources: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (2nd
// ed. 1993) and II (2nd ed. 1996).
package ode
