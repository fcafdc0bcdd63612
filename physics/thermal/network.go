package thermal

import (
	"whatif/physics/linear"
)

// Link conducts heat between nodes A and B with conductance G in W/K.
type Link struct {
	A, B int
	G    float64
}

// Loss conducts heat between a node and a temperature given by an input, with
// conductance G in W/K.
type Loss struct {
	Node, Input int
	G           float64
}

// Gain brings Share of the heat of an input, in W, into a node.
type Gain struct {
	Node, Input int
	Share       float64
}

// Network is an RC network by numbers. Node i has the heat balance
//
//	Capacity[i] dT_i/dt = sum of G (T_j - T_i) over its links
//	                    + sum of G (u - T_i) over its losses
//	                    + sum of Share u over its gains,
//
// with temperatures in K (or in degC throughout: only differences count) and
// heat in W.
type Network struct {
	Capacity []float64 // J/K of each node; 0 for a node that stores no heat
	Links    []Link
	Losses   []Loss
	Gains    []Gain
	Inputs   int // number of inputs that losses and gains refer to
}

// System is the network as E x' = A x + B u, without outputs: E the capacities,
// x the temperatures of the nodes. The network must have passed Check.
func (n *Network) System() linear.System {
	nodes := len(n.Capacity)
	sys := linear.System{
		N: nodes, M: n.Inputs,
		E: append([]float64(nil), n.Capacity...),
		A: make([]linear.Entry, 0, 4*len(n.Links)+len(n.Losses)),
		B: make([]linear.Entry, 0, len(n.Losses)+len(n.Gains)),
	}
	for _, l := range n.Links {
		sys.A = append(sys.A, linear.Entry{Row: l.A, Column: l.A, Value: -l.G}, linear.Entry{Row: l.B, Column: l.B, Value: -l.G},
			linear.Entry{Row: l.A, Column: l.B, Value: l.G}, linear.Entry{Row: l.B, Column: l.A, Value: l.G})
	}
	for _, l := range n.Losses {
		sys.A = append(sys.A, linear.Entry{Row: l.Node, Column: l.Node, Value: -l.G})
		sys.B = append(sys.B, linear.Entry{Row: l.Node, Column: l.Input, Value: l.G})
	}
	for _, g := range n.Gains {
		sys.B = append(sys.B, linear.Entry{Row: g.Node, Column: g.Input, Value: g.Share})
	}
	return sys
}

// TemperatureRow is the temperature of a node.
func (n *Network) TemperatureRow(node int) linear.Row {
	return linear.Row{X: []linear.Term{{Index: node, Weight: 1}}}
}

// LinkFlow is the heat flow through link i in W, positive from A to B.
func (n *Network) LinkFlow(i int) linear.Row {
	l := n.Links[i]
	return linear.Row{X: []linear.Term{{Index: l.A, Weight: l.G}, {Index: l.B, Weight: -l.G}}}
}

// LossFlow is the heat flow through loss i in W, positive out of the node.
func (n *Network) LossFlow(i int) linear.Row {
	l := n.Losses[i]
	return linear.Row{
		X: []linear.Term{{Index: l.Node, Weight: l.G}},
		U: []linear.Term{{Index: l.Input, Weight: -l.G}},
	}
}

// GainFlow is the heat flow of gain i in W, positive into the node.
func (n *Network) GainFlow(i int) linear.Row {
	g := n.Gains[i]
	return linear.Row{U: []linear.Term{{Index: g.Input, Weight: g.Share}}}
}

// StoredEnergy is the heat in all nodes in J, counted from temperature 0.
func (n *Network) StoredEnergy() linear.Row {
	var row linear.Row
	for i, c := range n.Capacity {
		if c > 0 {
			row.X = append(row.X, linear.Term{Index: i, Weight: c})
		}
	}
	return row
}
