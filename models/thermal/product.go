package thermal

import (
	"whatif/engine"
	"whatif/models/twin"
)

// product is a conductance or capacity in SI: a factor, times held signals,
// times one less each of others. The zero product is none at all.
type product struct {
	factor float64
	of     []engine.Signal
	less   []engine.Signal
}

// of is the product of parameters; it is none where the first is absent.
func of(q ...twin.Quantity) product {
	return times(1, q...)
}

// times is the product of a factor and parameters.
func times(factor float64, q ...twin.Quantity) product {
	var p product
	for _, x := range q {
		if !x.Given() {
			return product{}
		}
		p.of = append(p.of, x.Signal)
	}
	p.factor = factor
	return p
}

func (p product) given() bool { return p.factor != 0 }

func (p product) signals() []engine.Signal {
	return append(append([]engine.Signal(nil), p.of...), p.less...)
}

func (p product) value(value func(engine.Signal) float64) float64 {
	x := p.factor
	for _, s := range p.of {
		x *= value(s)
	}
	for _, s := range p.less {
		x *= 1 - value(s)
	}
	return x
}

// at is the start of a node at the temperature of a parameter, if it is given.
func at(q twin.Quantity) []engine.Term {
	if !q.Given() {
		return nil
	}
	return []engine.Term{{Signal: q.Signal, Weight: 1}}
}
