package signal

import "whatif/physics/linear"

// Mix is a Function of its arguments alone, not of time. It is played exactly
// while nothing changes, and while one argument changes in which the value is
// affine.
type Mix struct {
	// Value computes from the arguments, in SI.
	Value func(x []float64) float64
	// Affine tells whether Value is a x + b in argument i, which goes on as in,
	// with the others as they are in x, for all that the argument may come to be
	// and for one less than its level. Nil means that it is in none.
	Affine func(x []float64, i int, in linear.Input) bool
}

// Form is the value while at most one argument changes. It computes in x.
func (m Mix) Form(args []linear.Input, x []float64) (out linear.Input, ok bool) {
	moving := -1
	for i := range args {
		x[i] = args[i].Level
		if Constant(args[i]) {
			continue
		}
		if moving >= 0 {
			return out, false
		}
		moving = i
	}
	if moving < 0 {
		return linear.Input{Level: m.Value(x)}, true
	}
	in := args[moving]
	if m.Affine == nil || !m.Affine(x, moving, in) {
		return out, false
	}
	out.Level = m.Value(x)
	x[moving]--
	slope := out.Level - m.Value(x)
	out.Slope, out.Amplitude, out.Omega, out.Phase = slope*in.Slope, slope*in.Amplitude, in.Omega, in.Phase
	return out, true
}

// At is the value for the arguments at some time.
func (m Mix) At(_ float64, args []float64) float64 { return m.Value(args) }

// Constant reports whether a form does not change.
func Constant(f linear.Input) bool { return f.Slope == 0 && f.Amplitude == 0 }

// Product is the Mix that multiplies its arguments.
func Product() Mix {
	return Mix{
		Value: func(x []float64) float64 {
			p := 1.0
			for _, v := range x {
				p *= v
			}
			return p
		},
		Affine: func([]float64, int, linear.Input) bool { return true },
	}
}
