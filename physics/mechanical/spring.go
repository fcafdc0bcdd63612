package mechanical

import "whatif/physics/hybrid"

// Spring lies between two motions: force = stiffness (q1 - q2 - rest).
type Spring struct {
	First, Second hybrid.Read // positions q1 and q2; one of them may be None: it is held at zero
	Stiffness     hybrid.Read // N/m or N m/rad
	Rest          hybrid.Read // the deflection without force; optional, 0
	OnFirst       hybrid.Add  // the forces on the two; optional
	OnSecond      hybrid.Add
	Force         hybrid.Write // optional
	Potential     hybrid.Write // stored energy in J; optional
}

// Evaluate implements hybrid.Part.
func (s *Spring) Evaluate(w []float64) {
	deflection := value(w, s.First, 0) - value(w, s.Second, 0) - value(w, s.Rest, 0)
	force := w[s.Stiffness] * deflection
	add(w, s.OnFirst, -force)
	add(w, s.OnSecond, force)
	put(w, s.Force, force)
	put(w, s.Potential, force*deflection/2)
}
