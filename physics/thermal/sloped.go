package thermal

import "whatif/physics/hybrid"

// SlopedLoss is a conductance that grows with the temperature that it leads away from:
//
//	Flow = max(0, Conductance + Slope (From - Reference)) (From - To)
//
// with Slope in W/K2: the first terms of any conductance that hangs on temperature, about
// the temperature at which it is known.
type SlopedLoss struct {
	Conductance, Slope, Reference hybrid.Read
	From, To                      hybrid.Read
	Flow                          hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *SlopedLoss) Evaluate(w []float64) {
	from := w[p.From]
	g := w[p.Conductance] + w[p.Slope]*(from-w[p.Reference])
	w[p.Flow] = max(0, g) * (from - w[p.To])
}
