package thermal

import (
	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

// loseMore lets the heat loss of a room hang on its temperature.
func (a *assembly) loseMore(w *twin.Wiring, p *roomParams, air string, outdoor end) {
	c := coupled.Of(w.Board)
	law := physics.SlopedLoss{
		Conductance: hybrid.Read(c.Of(p.HeatLoss)),
		Slope:       hybrid.Read(c.Of(p.HeatLossSlope)), Reference: hybrid.Read(c.Of(p.HeatLossReference)),
	}
	a.bends = append(a.bends, bend{
		path: w.Path("outdoor"), from: end{node: air}, to: outdoor, flow: engine.NoSignal,
		law: func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part {
			law := law
			law.From, law.To, law.Flow = from, to, flow
			return &law
		},
	})
}
