package signal

import "whatif/physics/linear"

// Mix is a Function of its arguments alone, not of time. It is played exactly
// while nothing changes, and while one argument changes in which the value is
// affine.
type Mix struct {
	// Value computes from the arguments, in SI.
	Value func(x []float64) float64
	// Affine tells whether Value is a x + b in argument i, with the others as
	// they are, for all that the argument may come to be and for one less than
	// its level. Nil means that it is in none.
	Affine func(args []linear.Input, i int) bool
}

// Form is the value while at most one argument changes.
func (m Mix) Form(args []linear.Input) (out linear.Input, ok bool) {
	x := make([]float64, 0, len(args))
	moving := -1
	for i := range args {
		x = append(x, args[i].Level)
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
	if m.Affine == nil || !m.Affine(args, moving) {
		return out, false
	}
	out.Level = m.Value(x)
	x[moving]--
	slope := out.Level - m.Value(x)
	in := args[moving]
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
		Affine: func([]linear.Input, int) bool { return true },
	}
}
