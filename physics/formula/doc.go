// Package formula reads formulas such as
//
//	input.sun * 0.7 * '12 m2' - max(input.loss, '0 W')
//
// checks their dimensions, and computes them: of numbers, and exactly of signals
// that go linearly or sinusoidally for a while.
//
// A formula is made of numbers, quantities in quotes ('3 kW'), names with dots
// (input.sun; a name with other characters as input["a-b"]), + - * / ^ (or **),
// brackets and functions:
//
//	min max sum mean (of one or more), abs, sign, clamp(x, least, most)
//	sqrt, pow(x, y), exp, log (natural), floor, tanh
//	sin, cos, tan (of angles in rad), atan
//	if(condition, then, otherwise)
//
// A condition compares with < <= > >= and joins with and, or, not. Everything is
// computed in SI. Absolute temperatures (degC) and differences (K) are told
// apart: T - T is a difference, T + difference a temperature, and nothing
// multiplies a T. Where a formula has no value (division by zero, the root or
// logarithm of a negative number), it is NaN, in conditions too.
package formula
