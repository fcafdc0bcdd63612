package mechanical

import (
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/mechanical"
)

type pumpParams struct {
	On         twin.Spot     `par:"on,required" place:"speed" doc:"The shaft that turns it."`
	Speed      twin.Quantity `par:"rated_speed,required,changeable" unit:"rpm" above:"0" doc:"Speed that the curve is for."`
	ShutOff    twin.Quantity `par:"shutoff_head,required,changeable" unit:"m" above:"0" doc:"Head against a closed valve, at rated speed."`
	Flow       twin.Quantity `par:"rated_flow,required,changeable" unit:"m3/h" above:"0" doc:"Flow at the best point, at rated speed."`
	Head       twin.Quantity `par:"rated_head,required,changeable" unit:"m" above:"0" doc:"Head at rated_flow."`
	Efficiency twin.Quantity `par:"efficiency,changeable" unit:"1" default:"0.7" above:"0" max:"1" doc:"Efficiency at the best point."`
	Lift       twin.Quantity `par:"lift,changeable" unit:"m" default:"0 m" doc:"Height that the water is lifted by."`
	Loss       twin.Quantity `par:"pipe_loss,changeable" unit:"m" default:"0 m" min:"0" doc:"Head that the pipes take at rated_flow; it goes with the square of the flow."`
	Density    twin.Quantity `par:"density,changeable" unit:"kg/m3" default:"1000 kg/m3" above:"0" doc:"Density of the fluid."`
	Heats      twin.Spot     `par:"heats" unit:"degC" doc:"The twin that its losses warm."`
}

// Pump is the kind mechanical.pump.
func Pump() *twin.Kind {
	return twin.Define(twin.Kind{
		Name: "mechanical.pump",
		Doc:  "A centrifugal pump with a check valve, on a shaft, that works against a height and the pipes. It lifts nothing until its head is above the lift.",
		Equation: "head = shutoff_head s^2 - (shutoff_head - rated_head) (flow/rated_flow)^2 = lift + pipe_loss (flow/rated_flow)^2, s = speed/rated_speed; " +
			"hydraulic_power = density g flow head; power = hydraulic_power/eta, eta = efficiency (2 x - x^2), x = flow/(s rated_flow); beyond x = 1.8 eta stays as it is there",
		Source: "affinity laws, such as J. F. Guelich, Centrifugal Pumps, chapter 4; a parabola for the efficiency",
		Variables: []twin.Variable{
			dense("flow", "Volume flow.", "m3/s"),
			dense("head", "Head of the pump.", "m"),
			dense("torque", "Torque that it takes.", "N m"),
			dense("eta", "Efficiency as it is.", "1"),
			flowing("power", "Power that it takes from its shaft."),
			flowing("hydraulic_power", "Power that it gives to the water."),
			flowing("heat", "Losses."),
		},
		Events: []twin.Event{{Kind: "lift", Unit: "rad/s"}, {Kind: "idle", Unit: "rad/s"}},
		Check:  checkPump,
	}, wirePump)
}

func checkPump(t *twin.Twin) []twin.Fault {
	var faults []twin.Fault
	if t.Settings["rated_head"].Number >= t.Settings["shutoff_head"].Number {
		faults = append(faults, twin.Fault{Path: "rated_head", Summary: "rated_head is not below shutoff_head", Hint: "the head falls with the flow: swap the two, or correct one"})
	}
	if loss, lift := t.Settings["pipe_loss"], t.Settings["lift"]; !loss.IsRef && !lift.IsRef && loss.Number == 0 && lift.Number <= 0 {
		faults = append(faults, twin.Fault{Path: "pipe_loss", Summary: "neither pipe_loss nor lift is given: the pump works against nothing, at no point of its curve",
			Hint: `give the head that the pipes take at rated_flow, such as pipe_loss = "10 m"`})
	}
	return faults
}

func wirePump(w *twin.Wiring, p *pumpParams) {
	a := assemblyOf(w)
	a.later(func() {
		m := a.shaftAt(w, "on", p.On)
		if m == nil {
			return
		}
		name := "twin." + w.Name
		curve := pumpCurve{
			ShutOff: a.number(p.ShutOff), Head: a.number(p.Head), Flow: a.number(p.Flow), Loss: a.number(p.Loss),
			Droop: a.inner(w, "droop"), Drag: a.inner(w, "drag of the pipes"),
		}
		a.Law.Add(name, &curve)
		u := physics.Absent[physics.Pump]()
		u.Velocity, u.Rated = m.speed(), a.number(p.Speed)
		u.ShutOff, u.Droop, u.Drag = curve.ShutOff, hybrid.Read(curve.Droop), hybrid.Read(curve.Drag)
		u.Lift, u.BestFlow, u.Best, u.Density = a.number(p.Lift), curve.Flow, a.number(p.Efficiency), a.number(p.Density)
		u.OnShaft, u.Flow, u.Head, u.Torque = m.pull(), a.shows(w, "flow"), a.shows(w, "head"), a.shows(w, "torque")
		u.Hydraulic, u.Efficiency = a.shows(w, "hydraulic_power"), a.shows(w, "eta")
		u.Heat, u.Warms, u.Lifts = a.shows(w, "heat"), a.warms(w, p.Heats), a.mode(w)
		u.Starts, u.Stops = a.event(w, "lift", "", "rad/s"), a.event(w, "idle", "", "rad/s")
		a.Law.Add(name, &u)
		a.Law.Add(name, &product{One: hybrid.Read(u.Torque), Other: m.speed(), Is: a.shows(w, "power")})
	})
}

// pumpCurve is how fast the heads of a pump and of its pipes change with the square of
// the flow, by their values at one flow.
type pumpCurve struct {
	ShutOff, Head, Flow, Loss hybrid.Read
	Droop, Drag               hybrid.Write
}

// Evaluate implements hybrid.Part.
func (p *pumpCurve) Evaluate(w []float64) {
	square := w[p.Flow] * w[p.Flow]
	w[p.Droop] = (w[p.ShutOff] - w[p.Head]) / square
	w[p.Drag] = w[p.Loss] / square
}
