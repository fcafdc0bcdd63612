package mechanical

import "whatif/models/twin"

type carriageParams struct {
	Speed twin.Feed `par:"speed,required,port,changeable" unit:"m/s" doc:"Speed: a number, an input, or driven by a controller; it may jump."`
}

// Carriage is the kind mechanical.carriage.
func Carriage() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "mechanical.carriage",
		Doc:      "Something that moves along a line at a given speed, whatever that takes: a belt, a table, a crane. Springs, frictions, stops and joints tie masses to it.",
		Equation: "speed is given; force = that which keeps it; power = force speed",
		Source:   "definition of a prescribed motion",
		Variables: []twin.Variable{
			dense("position", "Position, from 0 at the beginning.", "m"),
			dense("speed", "Speed along its line.", "m/s"),
			dense("force", "Force that it gives to all that is tied to it.", "N"),
			flowing("power", "Power that it gives."),
		},
	}, wireCarriage)
}

func wireCarriage(w *twin.Wiring, p *carriageParams) {
	a := assemblyOf(w)
	if m := a.bringGiven(w, p.Speed, false); m != nil {
		a.effort(w, m, "force")
	}
}
