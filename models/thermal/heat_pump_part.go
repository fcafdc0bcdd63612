package thermal

import (
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// running is the law of a heat pump as a part of the physics that it heats and that it
// takes its heat from.
type running struct {
	Of                  [readings]hybrid.Read // None where there is no such reading
	Heat, Electric, COP hybrid.Write
	law                 *pump
}

// Evaluate implements hybrid.Part.
func (p *running) Evaluate(w []float64) {
	var x state
	for i, s := range p.Of {
		if s >= 0 {
			x[i] = w[s]
		}
	}
	w[p.Heat], w[p.Electric], w[p.COP] = p.law.heat(x), p.law.electric(x), p.law.performance(x)
}

// follow lets a heat pump follow the temperatures of twins at every moment.
func follow(w *twin.Wiring, p *heatPumpParams, law *pump) {
	c := coupled.Of(w.Board)
	part := running{law: law}
	for i, s := range p.reads(p.Supply.Signal, p.Source.Signal) {
		part.Of[i] = hybrid.Read(c.Slot(s))
	}
	show := func(variable string) hybrid.Write { return hybrid.Write(c.Slot(w.Own(variable))) }
	part.Heat, part.Electric, part.COP = show("heat"), show("electric_power"), show("cop")
	c.Law.Add("twin."+w.Name, &part)
}
