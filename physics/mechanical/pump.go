package mechanical

import (
	"math"

	"whatif/physics/hybrid"
)

// Pump is a centrifugal pump with a check valve, working against a system. With s the
// speed as a part of the rated one, by the affinity laws,
//
//	pump:   head = shut-off s^2 - droop Q^2
//	system: head = lift + drag Q^2
//	Q = sqrt((shut-off s^2 - lift)/(droop + drag)),  none where that is no number
//
// Efficiency is best (2 x - x^2) with x = Q/(s best flow), a parabola that is best at
// the best flow; shaft power is density g Q head/efficiency, and the torque is that
// over the speed. Towards no flow this stays finite and is the shut-off torque.
type Pump struct {
	Velocity   hybrid.Read  // of the shaft, rad/s
	Rated      hybrid.Read  // the speed that the curve is for, rad/s
	ShutOff    hybrid.Read  // head without flow, m
	Droop      hybrid.Read  // m/(m3/s)2
	Lift       hybrid.Read  // static head of the system, m; optional, 0
	Drag       hybrid.Read  // of the system, m/(m3/s)2; optional, 0
	BestFlow   hybrid.Read  // at rated speed, m3/s
	Best       hybrid.Read  // efficiency there
	Density    hybrid.Read  // kg/m3; optional, 1000
	OnShaft    hybrid.Add   // torque, against the speed
	Flow       hybrid.Write // m3/s; optional
	Head       hybrid.Write // m; optional
	Torque     hybrid.Write // that the pump takes; optional
	Hydraulic  hybrid.Write // power given to the water, W; optional
	Efficiency hybrid.Write // optional
	Heat       hybrid.Write // W; optional
	Warms      hybrid.Add   // optional
	// Lifts is a memory that starts at 0: 1 where the pump lifts, -1 where it cannot.
	Lifts hybrid.Change
	// Starts and Stops are told with the speed; Silent for neither.
	Starts, Stops hybrid.Event
}

// gravity is the standard acceleration of gravity in m/s2.
const gravity = 9.80665

// farthest is the flow, over the best one, beyond which the efficiency is taken as
// there: the parabola falls to zero at 2.
const farthest = 1.8

// Evaluate implements hybrid.Part.
func (p *Pump) Evaluate(w []float64) {
	s := w[p.Velocity] / w[p.Rated]
	head, flow := w[p.ShutOff]*s*math.Abs(s), 0.0
	if drop := w[p.Droop] + value(w, p.Drag, 0); w[p.Lifts] > 0 && drop > 0 {
		flow = math.Sqrt(max(p.excess(w), 0) / drop)
		head -= w[p.Droop] * flow * flow
	}
	x := 0.0
	if flow > 0 {
		x = min(flow/(s*w[p.BestFlow]), farthest)
	}
	weight := value(w, p.Density, 1000) * gravity
	// Q/efficiency = s best flow/(best (2 - x)), and s over the speed is one over the
	// rated speed; beyond the farthest flow they grow with the flow.
	effort := w[p.BestFlow] / (w[p.Best] * (2 - x) * w[p.Rated])
	if x == farthest {
		effort *= flow / (s * w[p.BestFlow] * farthest)
	}
	torque := weight * head * effort
	hydraulic, shaft := weight*flow*head, torque*w[p.Velocity]
	add(w, p.OnShaft, -torque)
	put(w, p.Flow, flow)
	put(w, p.Head, head)
	put(w, p.Torque, torque)
	put(w, p.Hydraulic, hydraulic)
	put(w, p.Efficiency, w[p.Best]*x*(2-x))
	put(w, p.Heat, shaft-hydraulic)
	add(w, p.Warms, shaft-hydraulic)
}

// excess is the head that is left for friction, in m.
func (p *Pump) excess(w []float64) float64 {
	s := w[p.Velocity] / w[p.Rated]
	return w[p.ShutOff]*s*math.Abs(s) - value(w, p.Lift, 0)
}

// GuardNames implements hybrid.Guarded.
func (p *Pump) GuardNames() []string { return []string{"begins or ceases to lift"} }

// Guards implements hybrid.Guarded.
func (p *Pump) Guards(w, g []float64) { g[0] = w[p.Lifts] * p.excess(w) }

// React implements hybrid.Guarded.
func (p *Pump) React(m *hybrid.Moment, _ int) { p.turn(m, -m.W[p.Lifts]) }

// Settle implements hybrid.Settler.
func (p *Pump) Settle(m *hybrid.Moment) bool {
	lifts, excess := m.W[p.Lifts], p.excess(m.W)
	switch {
	case lifts == 0 && excess > 0:
		m.W[p.Lifts] = 1
	case lifts == 0:
		m.W[p.Lifts] = -1
	case lifts*excess < -1e-9*m.W[p.ShutOff]:
		p.turn(m, -lifts)
	default:
		return false
	}
	return true
}

func (p *Pump) turn(m *hybrid.Moment, lifts float64) {
	m.W[p.Lifts] = lifts
	if lifts > 0 {
		tell(m, p.Starts, m.W[p.Velocity])
	} else {
		tell(m, p.Stops, m.W[p.Velocity])
	}
}
