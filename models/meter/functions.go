package meter

import (
	"math"
	"math/cmplx"

	"whatif/engine"
	"whatif/models/signal"
	"whatif/physics/linear"
)

// summed is the actor of a sum. Most are forms, which it tells itself, without
// memory of its own; what is none is left to the blend.
type summed struct {
	signal.Blend
	net
}

func newSummed(path string, of []engine.Signal, plus int, out engine.Signal) summed {
	law := net{plus: plus}
	return summed{signal.Blend{Path: path, Of: of, Law: law, Out: out}, law}
}

func (l summed) add(b *engine.Builder, path string) {
	engine.Add[signal.BlendState](b, path, l, engine.Wiring{Reads: l.Of})
}

// Start shows the sum.
func (l summed) Start(r *engine.Run, s *signal.BlendState) (engine.Time, error) { return l.Fire(r, s) }

// Fire shows the sum anew.
func (l summed) Fire(r *engine.Run, s *signal.BlendState) (engine.Time, error) {
	var sum linear.Input
	for i, of := range l.Of {
		f, ok := r.Form(of), true
		if constant(f) && i < l.plus { // as most are
			sum.Level += f.Level
			continue
		}
		if sum, ok = l.with(sum, i, f); !ok {
			return l.Blend.Fire(r, s)
		}
	}
	r.SetForm(l.Out, sum)
	return engine.Never, nil
}

// rated is the actor of a tariff, in the same way.
type rated struct {
	signal.Blend
	tariff
}

func (l rated) add(b *engine.Builder, path string) {
	engine.Add[signal.BlendState](b, path, l, engine.Wiring{Reads: l.Of})
}

// Start shows the rate.
func (l rated) Start(r *engine.Run, s *signal.BlendState) (engine.Time, error) { return l.Fire(r, s) }

// Fire shows the rate anew.
func (l rated) Fire(r *engine.Run, s *signal.BlendState) (engine.Time, error) {
	var args [4]linear.Input
	for i, of := range l.Of {
		args[i] = r.Form(of)
	}
	if rate, ok := l.Form(args[:len(l.Of)], nil); ok {
		r.SetForm(l.Out, rate)
		return engine.Never, nil
	}
	return l.Blend.Fire(r, s)
}

// net is the sum of the first arguments, less that of the others.
type net struct{ plus int }

// Form adds up the forms: all but sines of different frequencies.
func (n net) Form(args []linear.Input, _ []float64) (sum linear.Input, ok bool) {
	for i, a := range args {
		if sum, ok = n.with(sum, i, a); !ok {
			return sum, false
		}
	}
	return sum, true
}

// with is a sum and argument i.
func (n net) with(sum linear.Input, i int, a linear.Input) (linear.Input, bool) {
	if i >= n.plus {
		a = a.Scaled(-1)
	}
	return add(sum, a)
}

// At adds up the values.
func (n net) At(_ float64, args []float64) float64 {
	sum := 0.0
	for i, a := range args {
		if i >= n.plus {
			a = -a
		}
		sum += a
	}
	return sum
}

// add is the sum of two forms, where that is a form.
func add(a, b linear.Input) (linear.Input, bool) {
	a.Level += b.Level
	a.Slope += b.Slope
	switch {
	case b.Amplitude == 0:
	case a.Amplitude == 0:
		a.Amplitude, a.Omega, a.Phase = b.Amplitude, b.Omega, b.Phase
	case a.Omega == b.Omega:
		a.Amplitude, a.Phase = cmplx.Polar(cmplx.Rect(a.Amplitude, a.Phase) + cmplx.Rect(b.Amplitude, b.Phase))
	default:
		return a, false
	}
	return a, true
}

// tariff is price times power, with another price while power is below 0, and a
// standing charge. Its arguments are power, price, and what there is of the
// other price and the charge, in this order.
type tariff struct{ feedIn, standing bool }

// Form tells the rate as a form where power or price is constant.
func (t tariff) Form(args []linear.Input, _ []float64) (linear.Input, bool) {
	power, price := args[0], args[1]
	if t.feedIn {
		switch {
		case !constant(power):
			return linear.Input{}, false
		case power.Level < 0:
			price = args[2]
		}
	}
	var rate linear.Input
	switch {
	case constant(power):
		rate = price.Scaled(power.Level)
	case constant(price):
		rate = power.Scaled(price.Level)
	default:
		return rate, false
	}
	if t.standing {
		return add(rate, args[len(args)-1])
	}
	return rate, true
}

// At is the rate for the values.
func (t tariff) At(_ float64, args []float64) float64 {
	rate := args[0] * args[1]
	if t.feedIn {
		rate = math.Max(args[0], 0)*args[1] + math.Min(args[0], 0)*args[2]
	}
	if t.standing {
		rate += args[len(args)-1]
	}
	return rate
}

func constant(f linear.Input) bool { return f.Slope == 0 && f.Amplitude == 0 }
