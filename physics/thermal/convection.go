package thermal

import (
	"math"

	"whatif/physics/hybrid"
)

// Rounding is the difference of temperatures, in K, below which a law of natural
// convection no longer falls to nothing: there the air in a real room is never quite
// still, and a law that does would have no derivative.
const Rounding = 0.05

// Convection is natural convection at a surface: with d = From - To,
//
//	Flow = Area h d,   h = a (|d|/K)^Exponent
//
// where |d| is rounded at zero, sqrt(d^2 + Rounding^2). The factor a, in W/(m2 K), is
// Forth where heat flows from the first place to the second and Back the other way;
// between them it goes over smoothly within the rounding.
type Convection struct {
	Area, Forth, Back, Exponent hybrid.Read
	From, To                    hybrid.Read
	Flow                        hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Convection) Evaluate(w []float64) {
	d := w[p.From] - w[p.To]
	size := math.Hypot(d, Rounding)
	a := (w[p.Forth]+w[p.Back])/2 + (w[p.Forth]-w[p.Back])/2*d/size
	w[p.Flow] = w[p.Area] * a * math.Pow(size, w[p.Exponent]) * d
}
