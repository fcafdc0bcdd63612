package thermal

import "whatif/physics/hybrid"

// The parts below make a heat network with laws that are not linear. Temperatures
// are in K, heat flows in W, positive from the first place to the second.

// Conduction is Fourier's law, lumped: Flow = Conductance (From - To).
type Conduction struct {
	Conductance, From, To hybrid.Read
	Flow                  hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Conduction) Evaluate(w []float64) {
	w[p.Flow] = w[p.Conductance] * (w[p.From] - w[p.To])
}

// Exchange takes a heat flow out of one node and brings it into another; either may be
// absent.
type Exchange struct {
	Flow    hybrid.Read
	Out, In hybrid.Add
}

// Evaluate implements hybrid.Part.
func (p *Exchange) Evaluate(w []float64) {
	if p.Out >= 0 {
		w[p.Out] -= w[p.Flow]
	}
	if p.In >= 0 {
		w[p.In] += w[p.Flow]
	}
}

// Inflow brings a share of a heat flow into a node.
type Inflow struct {
	Flow  hybrid.Read
	Share float64
	In    hybrid.Add
}

// Evaluate implements hybrid.Part.
func (p *Inflow) Evaluate(w []float64) { w[p.In] += p.Share * w[p.Flow] }

// Balance is the heat balance of a node: Capacity dT/dt = Heat. Without a capacity its
// heat flows cancel.
type Balance struct {
	Heat     hybrid.Read
	Capacity hybrid.Read // None for a node without
	Rate     hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Balance) Evaluate(w []float64) {
	w[p.Rate] = w[p.Heat]
	if p.Capacity >= 0 {
		w[p.Rate] /= w[p.Capacity]
	}
}

// Product is a factor times quantities, times one less each of others.
type Product struct {
	Factor   float64
	Of, Less []hybrid.Read
	Is       hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Product) Evaluate(w []float64) {
	x := p.Factor
	for _, s := range p.Of {
		x *= w[s]
	}
	for _, s := range p.Less {
		x *= 1 - w[s]
	}
	w[p.Is] = x
}

// Stored is the heat in nodes, above a reference where there is one.
type Stored struct {
	Capacity, Temperature []hybrid.Read
	Reference             hybrid.Read // None for 0 K
	Heat                  hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Stored) Evaluate(w []float64) {
	above := 0.0
	if p.Reference >= 0 {
		above = w[p.Reference]
	}
	sum := 0.0
	for i, c := range p.Capacity {
		sum += w[c] * (w[p.Temperature[i]] - above)
	}
	w[p.Heat] = sum
}

// Crossing is a heat flow over the boundary of a network, positive inward where Sign
// is. It names a temperature of the network so as to belong to its law, even where
// the flow is an input.
type Crossing struct {
	Flow   hybrid.Read
	Sign   float64
	Beside hybrid.Last
	Inward hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Crossing) Evaluate(w []float64) { w[p.Inward] = p.Sign * w[p.Flow] }
