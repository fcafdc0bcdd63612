// Package linear propagates linear time-invariant systems
//
//	E x' = A x + B u
//
// exactly, for inputs u that are constant, linear or sinusoidal between
// events. E is diagonal and not negative; a zero on it marks a massless
// state, which is eliminated, not approximated by a small one.
package linear
