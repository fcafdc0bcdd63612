package mechanical

import "whatif/physics/hybrid"

// none is a quantity that is absent.
const none = hybrid.Read(hybrid.None)

// scaled adds a factor times one or two quantities to a sum.
type scaled struct {
	From, By hybrid.Read // By is optional, 1
	Factor   float64
	To       hybrid.Add
}

// Evaluate implements hybrid.Part.
func (p *scaled) Evaluate(w []float64) {
	x := p.Factor * w[p.From]
	if p.By != none {
		x *= w[p.By]
	}
	w[p.To] += x
}

// product is one quantity times another: a power, a capacity that is partly engaged.
type product struct {
	One, Other hybrid.Read
	Is         hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *product) Evaluate(w []float64) { w[p.Is] = w[p.One] * w[p.Other] }

// quotient is one quantity, or 1, over another.
type quotient struct {
	Of, Over hybrid.Read // Of is optional, 1
	Is       hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *quotient) Evaluate(w []float64) {
	of := 1.0
	if p.Of != none {
		of = w[p.Of]
	}
	w[p.Is] = of / w[p.Over]
}

// difference is one quantity, over a ratio, less another; absent ones are zero.
type difference struct {
	One, Ratio, Other hybrid.Read // Ratio is optional, 1
	Is                hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *difference) Evaluate(w []float64) {
	x := 0.0
	if p.One != none {
		x = w[p.One]
	}
	if p.Ratio != none {
		x /= w[p.Ratio]
	}
	if p.Other != none {
		x -= w[p.Other]
	}
	w[p.Is] = x
}

// kineticEnergy is inertia speed^2/2.
type kineticEnergy struct {
	Inertia, Speed hybrid.Read
	Is             hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *kineticEnergy) Evaluate(w []float64) {
	v := w[p.Speed]
	w[p.Is] = w[p.Inertia] * v * v / 2
}
