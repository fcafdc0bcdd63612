package thermal

import "whatif/models/twin"

type nodeParams struct {
	Capacity twin.Quantity `par:"capacity" unit:"J/K" above:"0" doc:"Heat capacity; without one the node stores no heat and its temperature follows from what it is tied to."`
	Start    twin.Quantity `par:"start" unit:"degC" doc:"Temperature at the beginning of the run; required with a capacity."`
	Gains    twin.Total    `par:"gains,changeable" unit:"W" doc:"Heat into the node; several add up."`
}

// Node is the kind thermal.node.
func Node() *twin.Kind {
	return twin.Define(twin.Kind{
		Name:     "thermal.node",
		Doc:      "A point of a heat network with one temperature, tied to others by thermal.conductance. Without capacity it is massless, such as a surface.",
		Equation: "capacity dT/dt = gains + heat flows of the conductances",
		Source:   "heat balance of a lumped capacity; VDI 6007-1, ISO 13790",
		Variables: []twin.Variable{
			temperatureVariable("temperature", "Temperature of the node.", ""),
		},
	}, wireNode)
}

func wireNode(w *twin.Wiring, p *nodeParams) {
	if p.Capacity.Given() && !p.Start.Given() {
		w.Wrong("start", "a node with a capacity needs a temperature to start from", `give start, such as "20 degC"`)
		return
	}
	a := assemblyOf(w)
	here := w.Path("temperature")
	a.nodes = append(a.nodes, node{path: here, capacity: of(p.Capacity), start: at(p.Start)})
	a.addGains(w.Path("gains"), here, p.Gains)
}

// addGains lets each signal of a sum be heat into a node.
func (a *assembly) addGains(path, node string, sum twin.Total) {
	for _, s := range sum {
		a.gains = append(a.gains, gain{path, node, s, 1})
	}
}
