package equation

import (
	"errors"
	"math"

	"whatif/models/twin"
)

// Keys are the keys of a twin with a law of its own that are none of its names.
func Keys() []string {
	return []string{"model", "like", "ports", "start", "der", "output", "mode", "guard"}
}

// Catalogue is the kind as the catalogue describes it. Each twin has its own, see Law.Kind.
func Catalogue() *twin.Kind {
	none := math.Inf(1)
	p := func(name string, shape twin.Shape, doc string) twin.Param {
		return twin.Param{Name: name, Doc: doc, Shape: shape, Min: -none, Max: none}
	}
	return &twin.Kind{
		Name: Name,
		Doc: "A law of one's own: states with their derivatives, outputs and guards, each a formula. Whatever else is written for it is a parameter: " +
			"a quantity, true or false, or a reference to an input or to a variable of any twin, which formulas name.",
		Equation: "dx/dt = der(x, parameters, time); y = output(x, parameters, time)",
		Source:   "the planner",
		Open:     true,
		Params: []twin.Param{
			p("start", twin.Free,
				`States: what each begins with, a quantity or a formula of parameters, such as start.level = "0.5 m".`),
			p("der", twin.Free,
				`What each state changes per second, a formula such as der.level = "(inflow - outflow) / area".`),
			p("output", twin.Free,
				`What is computed of states, parameters and other outputs, in any order; or { formula = "...", unit = "l/s", doc = "..." }.`),
			p("mode", twin.Free, "Numbers, or true or false, that only guards change: what each begins with."),
			p("guard", twin.Free,
				`Events of the law: guard.NAME = { when = "level > '2 m'", set = { level = "2 m" } }. It sets states and modes at the instant at which its comparison becomes true.`),
			p("ports", twin.Names, "Parameters that a controller may drive."),
		},
		Wire: func(*twin.Wiring, *twin.Twin) error { return errors.New("its law is missing") },
	}
}
