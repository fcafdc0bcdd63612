package mechanical

import "whatif/physics/hybrid"

// DCMotor is a direct-current motor with a permanent field, or a generator:
//
//	inductance di/dt = voltage - resistance i - constant v
//	torque = constant i
//
// with resistance = R0 (1 + coefficient (temperature - reference)). Without an
// inductance the current is a quantity of hybrid.Builder.Algebraic, and Rate its
// residual.
type DCMotor struct {
	Voltage     hybrid.Read  // V
	Velocity    hybrid.Read  // of the shaft, rad/s
	Current     hybrid.Read  // a state, A
	Rate        hybrid.Add   // of the current
	Inductance  hybrid.Read  // H; optional
	Resistance  hybrid.Read  // ohm, at the reference temperature
	Constant    hybrid.Read  // N m/A, the same as V s/rad
	Temperature hybrid.Read  // of the winding, K; optional
	Reference   hybrid.Read  // K; needed with a temperature
	Coefficient hybrid.Read  // 1/K; needed with a temperature; 0.00393 for copper at 20 degC
	OnShaft     hybrid.Add   // torque
	Torque      hybrid.Write // optional
	Electrical  hybrid.Write // power taken from the supply, W; optional
	Stored      hybrid.Write // energy in the inductance, J; optional
	Heat        hybrid.Write // in the winding, W; optional
	Warms       hybrid.Add   // optional
}

// Evaluate implements hybrid.Part.
func (d *DCMotor) Evaluate(w []float64) {
	i, k, voltage := w[d.Current], w[d.Constant], w[d.Voltage]
	resistance := w[d.Resistance]
	if d.Temperature != hybrid.Read(hybrid.None) {
		resistance *= 1 + w[d.Coefficient]*(w[d.Temperature]-w[d.Reference])
	}
	inductance := value(w, d.Inductance, 1)
	add(w, d.Rate, (voltage-resistance*i-k*w[d.Velocity])/inductance)
	add(w, d.OnShaft, k*i)
	put(w, d.Torque, k*i)
	put(w, d.Electrical, voltage*i)
	put(w, d.Stored, value(w, d.Inductance, 0)*i*i/2)
	put(w, d.Heat, resistance*i*i)
	add(w, d.Warms, resistance*i*i)
}
