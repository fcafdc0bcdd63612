// Package ode solves M x' = f(x, u) with modes: nonlinear laws, stiff or not,
// whose right-hand side may change at events that they guard themselves (a contact
// that begins to slip, a ball that meets the ground).
//
// A System is the law. Solve runs one from one moment to another; Compile makes it a
// linear.Propagator, so that the engine treats linear and nonlinear physics alike:
// each accepted step is a segment, whose interpolant is read at any time.
//
// Sources: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (2nd
// ed. 1993) and II (2nd ed. 1996).
package ode
