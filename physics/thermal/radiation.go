package thermal

import "whatif/physics/hybrid"

// StefanBoltzmann is the Stefan-Boltzmann constant in W/(m2 K4): exact, of the
// constants of the SI (CODATA 2018).
const StefanBoltzmann = 5.670374419e-8

// Radiation is the heat that two grey, diffuse surfaces exchange:
//
//	Flow = sigma Area ViewFactor e (From^4 - To^4)
//
// e is Emissivity where the second surface is black or very large. Otherwise
// 1/e = 1/Emissivity + Area/SecondArea (1/Second - 1), as for two large parallel
// plates, or one body within another. Temperatures in K, areas in m2.
//
// F. P. Incropera and D. P. DeWitt, Fundamentals of Heat and Mass Transfer, section
// 13.3: two-surface enclosures.
type Radiation struct {
	Area, ViewFactor, Emissivity hybrid.Read
	Second                       hybrid.Read // emissivity of the second surface; None where it is 1
	SecondArea                   hybrid.Read // None where it is Area
	From, To                     hybrid.Read
	Flow                         hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *Radiation) Evaluate(w []float64) {
	e := w[p.Emissivity]
	if p.Second >= 0 {
		ratio := 1.0
		if p.SecondArea >= 0 {
			ratio = w[p.Area] / w[p.SecondArea]
		}
		e = 1 / (1/e + ratio*(1/w[p.Second]-1))
	}
	from, to := w[p.From], w[p.To]
	// As a product, since the difference of the powers loses digits.
	difference := (from*from + to*to) * (from + to) * (from - to)
	w[p.Flow] = StefanBoltzmann * w[p.Area] * w[p.ViewFactor] * e * difference
}
