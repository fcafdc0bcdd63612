package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Load is what a driven machine asks for, against its motion:
//
//	load = constant + linear v + quadratic v |v|
//
// constant acts in one direction always, as the weight at a hoist; the quadratic term
// is the fan law. A load that turns round with the speed and holds at rest is a
// Friction.
type Load struct {
	Velocity  hybrid.Read
	Constant  hybrid.Read  // N or N m; optional, 0
	Linear    hybrid.Read  // optional, 0
	Quadratic hybrid.Read  // optional, 0
	Driving   hybrid.Read  // a force given from outside, forward where positive; optional, 0
	OnMotion  hybrid.Add   // Driving - load
	Taken     hybrid.Write // the load; optional
	Power     hybrid.Write // that the load takes from the motion, without Driving, W; optional
}

// Evaluate implements hybrid.Part.
func (l *Load) Evaluate(w []float64) {
	v := w[l.Velocity]
	load := value(w, l.Constant, 0) + value(w, l.Linear, 0)*v + value(w, l.Quadratic, 0)*v*math.Abs(v)
	add(w, l.OnMotion, value(w, l.Driving, 0)-load)
	put(w, l.Taken, load)
	put(w, l.Power, load*v)
}
