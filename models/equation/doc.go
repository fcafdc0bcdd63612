// Package equation is the kind of twin whose law a planner writes: states with their
// derivatives, outputs and guards, each a formula.
//
// A Law is such a law as it was read, of any number of formulas. Check finds what is
// wrong with it; Kind makes a kind of twin of it, which is wired like those of the
// catalogue: each derivative, output and guard becomes a part of the coupled physics.
package equation
