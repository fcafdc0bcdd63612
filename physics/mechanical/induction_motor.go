package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// InductionMotor is a three-phase induction machine by the formula of Kloss (Archiv
// fuer Elektrotechnik 5, 1916), written in slip speeds so that standstill, braking and
// generating are no special cases:
//
//	synchronous = 2 pi frequency / pole pairs
//	d = synchronous - v,  db = breakdown slip 2 pi rated frequency / pole pairs
//	torque = 2 breakdown flux^2 d db / (d^2 + db^2)
//	flux = (voltage / rated voltage) (rated frequency / frequency)
//
// It is the quasi-static curve of the machine: currents follow at once. The slip power,
// torque times d, is heat in the rotor; what the machine takes besides (iron, stator)
// is the idle loss, while there is a supply.
type InductionMotor struct {
	Velocity       hybrid.Read // of the shaft, rad/s
	Voltage        hybrid.Read // of the supply, V; optional: as rated
	Frequency      hybrid.Read // of the supply, Hz
	RatedVoltage   hybrid.Read // needed with a voltage
	RatedFrequency hybrid.Read // Hz
	PolePairs      hybrid.Read
	Breakdown      hybrid.Read  // greatest torque at rated supply, N m
	BreakdownSlip  hybrid.Read  // slip at which it is, a part of the synchronous speed
	IdleLoss       hybrid.Read  // W at rated supply, with the square of the voltage; optional
	OnShaft        hybrid.Add   // torque
	Torque         hybrid.Write // optional
	Slip           hybrid.Write // (synchronous - v)/synchronous; 1 without a frequency; optional
	Electrical     hybrid.Write // power taken from the supply, W; optional
	Heat           hybrid.Write // W; optional
	Warms          hybrid.Add   // optional
}

// Evaluate implements hybrid.Part.
func (m *InductionMotor) Evaluate(w []float64) {
	perHertz := 2 * math.Pi / w[m.PolePairs]
	frequency, rated := w[m.Frequency], w[m.RatedFrequency]
	synchronous := perHertz * frequency
	supply := 1.0
	if m.Voltage != hybrid.Read(hybrid.None) {
		supply = w[m.Voltage] / w[m.RatedVoltage]
	}
	torque, slip := 0.0, 1.0
	d := synchronous - w[m.Velocity]
	if frequency != 0 {
		flux := supply * rated / frequency
		db := w[m.BreakdownSlip] * perHertz * rated
		torque = 2 * w[m.Breakdown] * flux * flux * d * db / (d*d + db*db)
		slip = d / synchronous
	}
	heat := torque*d + value(w, m.IdleLoss, 0)*supply*supply
	add(w, m.OnShaft, torque)
	put(w, m.Torque, torque)
	put(w, m.Slip, slip)
	put(w, m.Electrical, torque*w[m.Velocity]+heat)
	put(w, m.Heat, heat)
	add(w, m.Warms, heat)
}
