package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Bearing is the friction of a bearing in two terms:
//
//	from the load:   coefficient load bore/2 (SKF's estimate for rolling bearings;
//	                 coefficient 0.0015 for deep groove balls)
//	from the oil:    drag v exp(-thinning (temperature - reference)) (Petroff's law for
//	                 a full film, whose drag falls with the viscosity)
//
// The term of the load turns round with the speed and holds at rest: it is written to
// Level as the capacity of a Friction with static = kinetic = 1. Without a Level the
// part exerts it itself, smoothed by tanh(v/slow), which does not hold at rest.
type Bearing struct {
	Velocity    hybrid.Read // rad/s
	Load        hybrid.Read // N; optional, 0
	Coefficient hybrid.Read // needed with a load
	Bore        hybrid.Read // m; needed with a load
	Slow        hybrid.Read // rad/s; needed with a load and no Level
	Drag        hybrid.Read // N m s/rad at the reference temperature; optional, 0
	Temperature hybrid.Read // of the oil, K; optional: as the reference
	Reference   hybrid.Read // K; needed with a temperature
	Thinning    hybrid.Read // 1/K; needed with a temperature; 0.03 to 0.05 for mineral oils
	OnShaft     hybrid.Add
	Level       hybrid.Write // N m; optional
	Torque      hybrid.Write // that the part exerts against the speed; optional
	Heat        hybrid.Write // of that torque, W; optional
	Warms       hybrid.Add   // optional
}

// Evaluate implements hybrid.Part.
func (b *Bearing) Evaluate(w []float64) {
	v := w[b.Velocity]
	torque := value(w, b.Drag, 0) * v
	if b.Temperature != hybrid.Read(hybrid.None) {
		torque *= math.Exp(-w[b.Thinning] * (w[b.Temperature] - w[b.Reference]))
	}
	if b.Load != hybrid.Read(hybrid.None) {
		level := w[b.Coefficient] * math.Abs(w[b.Load]) * w[b.Bore] / 2
		put(w, b.Level, level)
		if b.Level == hybrid.Write(hybrid.None) {
			torque += level * math.Tanh(v/w[b.Slow])
		}
	} else {
		put(w, b.Level, 0)
	}
	add(w, b.OnShaft, -torque)
	put(w, b.Torque, torque)
	put(w, b.Heat, torque*v)
	add(w, b.Warms, torque*v)
}
