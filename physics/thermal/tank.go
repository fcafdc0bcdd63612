package thermal

import "whatif/physics/hybrid"

// The parts below make a stratified tank: layers of equal volume, each of one
// temperature, the first on top. Water is drawn from the top and made up for at the
// bottom; a circuit that charges the tank brings water in on top and takes it out at the
// bottom. Heat flows that water carries count above a reference temperature, which
// cancels in every layer, since as much water comes as goes.
//
// J. A. Duffie and W. A. Beckman, Solar Engineering of Thermal Processes, section 8.4:
// the multi-node tank.

// Overturning is how fast a tank turns over that is warmer below than above, as a time in
// s, and Steadiness the difference over its whole height, in K, at which it does so with
// half its strength.
const (
	Overturning = 600
	Steadiness  = 0.5
)

// Carrying is what a flow of water carries per kelvin, in W/K: Density SpecificHeat Flow.
type Carrying struct {
	Density, SpecificHeat hybrid.Read
	Flow                  hybrid.Read // m3/s; None for no flow
	Rate                  hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Carrying) Evaluate(w []float64) {
	w[p.Rate] = 0
	if p.Flow >= 0 {
		w[p.Rate] = w[p.Density] * w[p.SpecificHeat] * w[p.Flow]
	}
}

// LayerConductance is the conductance between the middles of two neighbouring layers of
// an upright cylinder cut into Layers: Conductivity Volume Layers/Height^2.
type LayerConductance struct {
	Conductivity, Volume, Height hybrid.Read
	Layers                       float64
	Conductance                  hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *LayerConductance) Evaluate(w []float64) {
	w[p.Conductance] = w[p.Conductivity] * w[p.Volume] * p.Layers / (w[p.Height] * w[p.Height])
}

// Interface lets heat flow from a layer to the one below:
//
//	Flow = Conductance (Upper - Lower) - mixing - net (T - Reference),   net = Draw - Charge
//
// where T is the temperature of the layer that the net flow of water comes from: the lower
// while more is drawn than charged. Where the lower layer is warmer, by d, buoyancy mixes
// the two: with D = Layers d, the difference over the height were it the same everywhere,
//
//	mixing = Layers Capacity/Overturning D^2/(D + Steadiness)
//
// and nothing otherwise. So how much warmer a tank is below that is heated there does not
// hang on how many its layers are.
type Interface struct {
	Upper, Lower          hybrid.Read
	Conductance, Capacity hybrid.Read // Capacity of one layer, J/K
	Layers                float64     // how many
	Draw, Charge          hybrid.Read // W/K
	Reference             hybrid.Read
	Flow                  hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Interface) Evaluate(w []float64) {
	upper, lower := w[p.Upper], w[p.Lower]
	flow := w[p.Conductance] * (upper - lower)
	if d := p.Layers * (lower - upper); d > 0 {
		flow -= p.Layers * w[p.Capacity] / Overturning * d * d / (d + Steadiness)
	}
	net, from := w[p.Draw]-w[p.Charge], lower
	if net < 0 {
		from = upper
	}
	w[p.Flow] = flow - net*(from-w[p.Reference])
}

// Carried is the heat flow that water of a temperature brings: Rate (Temperature -
// Reference).
type Carried struct {
	Rate, Temperature, Reference hybrid.Read
	Flow                         hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Carried) Evaluate(w []float64) {
	w[p.Flow] = w[p.Rate] * (w[p.Temperature] - w[p.Reference])
}

// Difference is First - Second.
type Difference struct {
	First, Second hybrid.Read
	Is            hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Difference) Evaluate(w []float64) { w[p.Is] = w[p.First] - w[p.Second] }

// Mean is the mean of quantities.
type Mean struct {
	Of []hybrid.Read
	Is hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Mean) Evaluate(w []float64) {
	sum := 0.0
	for _, s := range p.Of {
		sum += w[s]
	}
	w[p.Is] = sum / float64(len(p.Of))
}
