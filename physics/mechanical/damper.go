package mechanical

import "whatif/physics/hybrid"

// Damper is viscous loss between two motions: force = damping (v1 - v2).
type Damper struct {
	First, Second hybrid.Read // velocities v1 and v2; one of them may be None: it stands still
	Damping       hybrid.Read // N s/m or N m s/rad
	OnFirst       hybrid.Add  // the forces on the two; optional
	OnSecond      hybrid.Add
	Force         hybrid.Write // optional
	Heat          hybrid.Write // W; optional
	Warms         hybrid.Add   // where the heat goes; optional
}

// Evaluate implements hybrid.Part.
func (d *Damper) Evaluate(w []float64) {
	slip := value(w, d.First, 0) - value(w, d.Second, 0)
	force := w[d.Damping] * slip
	add(w, d.OnFirst, -force)
	add(w, d.OnSecond, force)
	put(w, d.Force, force)
	put(w, d.Heat, force*slip)
	add(w, d.Warms, force*slip)
}
