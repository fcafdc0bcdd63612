package thermal

import (
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/linear"
	physics "whatif/physics/thermal"
)

// A temperature outside this range, in K, is a runaway.
const (
	lowest  = 0
	highest = 1e5
)

// blockLaw gives the network of one connected part for the values of its
// parameters.
type blockLaw struct {
	nodes   []node
	outputs []engine.Signal
	rows    []row
	place   map[int]int // index in the assembly to index here
	inputs  []engine.Signal
	links   []link
	losses  []loss
	lifts   []loss
	gains   []inflow
	heats   []above
	stores  [][]int // nodes of zones
}

type link struct {
	path        string // of the parameter that names its ends
	a, b        int
	conductance product
}

// loss is a conductance between a node and an input.
type loss struct {
	path        string // as well
	node, input int
	conductance product
}

type inflow struct {
	node, input int
	share       float64
}

// above is the heat of a node above the temperature of an input.
type above struct{ node, input int }

// row says what an output shows.
type row struct {
	kind  rowKind
	index int
	sign  float64 // of a loss: -1 shows the flow into the node
}

type rowKind int8

const (
	temperature rowKind = iota // of node index
	linkFlow                   // through link index
	lossFlow                   // through loss index
	gainFlow                   // of gain index
	liftFlow                   // of lift index
	storedHeat                 // of all nodes
	heatAbove                  // of a node above an input, by index of heats
	zoneHeat                   // of the nodes of a zone, by index of stores
)

func newBlockLaw() *blockLaw { return &blockLaw{place: map[int]int{}} }

func (l *blockLaw) addNode(n *node, output engine.Signal, index int) {
	l.place[index] = len(l.nodes)
	l.nodes = append(l.nodes, *n)
	l.show(output, row{temperature, l.place[index], 1})
}

func (l *blockLaw) addLink(t *tie, from, to int) {
	l.links = append(l.links, link{t.path, l.place[from], l.place[to], t.conductance})
	l.show(t.flow, row{linkFlow, len(l.links) - 1, 1})
}

// addLoss ties a node to a temperature that is a sum of inputs: to the first
// of them it loses heat, each other lifts it by its conductance times the
// input. inward says that the twin counts the flow into the node.
func (l *blockLaw) addLoss(t *tie, n int, given []engine.Signal, inward bool) {
	for i, s := range given {
		item := loss{t.path, l.place[n], l.input(s), t.conductance}
		if i > 0 {
			l.lifts = append(l.lifts, item)
			continue
		}
		l.losses = append(l.losses, item)
		sign := 1.0
		if inward {
			sign = -1
		}
		l.show(t.flow, row{lossFlow, len(l.losses) - 1, sign})
	}
}

func (l *blockLaw) addGain(n int, s engine.Signal, share float64) {
	l.gains = append(l.gains, inflow{l.place[n], l.input(s), share})
}

func (l *blockLaw) addHeat(n int, h *heat) {
	l.heats = append(l.heats, above{l.place[n], l.input(h.reference)})
	l.show(h.shown, row{heatAbove, len(l.heats) - 1, 1})
}

func (l *blockLaw) show(s engine.Signal, r row) {
	if s != engine.NoSignal {
		l.outputs = append(l.outputs, s)
		l.rows = append(l.rows, r)
	}
}

func (l *blockLaw) input(s engine.Signal) int {
	if i := slices.Index(l.inputs, s); i >= 0 {
		return i
	}
	l.inputs = append(l.inputs, s)
	return len(l.inputs) - 1
}

// block hands the part to the engine.
func (l *blockLaw) block(b *twin.Board) {
	if b.Audit != nil {
		l.audit(b)
	}
	if b.Balance != nil {
		l.balance(b)
	}
	blk := engine.Block{Path: l.name(), Lowest: lowest, Highest: highest, Inputs: l.inputs, Law: l}
	for i := range l.nodes {
		blk.States = append(blk.States, l.nodes[i].path)
	}
	seen := map[engine.Signal]bool{}
	shape := func(p product) {
		for _, s := range p.signals() {
			if !seen[s] {
				seen[s] = true
				blk.Shaping = append(blk.Shaping, s)
			}
		}
	}
	for i := range l.nodes {
		shape(l.nodes[i].capacity)
	}
	for i := range l.links {
		shape(l.links[i].conductance)
	}
	for i := range l.losses {
		shape(l.losses[i].conductance)
	}
	blk.Outputs = l.outputs
	b.Builder.Block(blk)
}

// name is the path of the first twin.
func (l *blockLaw) name() string {
	path := l.nodes[0].path
	return path[:strings.LastIndexByte(path, '.')]
}

// System returns the equations for the values of the parameters.
func (l *blockLaw) System(value func(engine.Signal) float64) linear.System {
	net := physics.Network{Capacity: make([]float64, len(l.nodes)), Inputs: len(l.inputs)}
	for i := range l.nodes {
		net.Capacity[i] = l.nodes[i].capacity.value(value)
	}
	for _, k := range l.links {
		net.Links = append(net.Links, physics.Link{A: k.a, B: k.b, G: k.conductance.value(value)})
	}
	for _, k := range l.losses {
		net.Losses = append(net.Losses, physics.Loss{Node: k.node, Input: k.input, G: k.conductance.value(value)})
	}
	for _, g := range l.gains {
		net.Gains = append(net.Gains, physics.Gain{Node: g.node, Input: g.input, Share: g.share})
	}
	for _, k := range l.lifts {
		net.Gains = append(net.Gains, physics.Gain{Node: k.node, Input: k.input, Share: k.conductance.value(value)})
	}
	system := net.System()
	system.Rows = make([]linear.Row, len(l.rows))
	for i, r := range l.rows {
		system.Rows[i] = l.row(&net, r)
	}
	return system
}

func (l *blockLaw) row(net *physics.Network, r row) linear.Row {
	switch r.kind {
	case linkFlow:
		return scaled(net.LinkFlow(r.index), r.sign)
	case lossFlow:
		return scaled(net.LossFlow(r.index), r.sign)
	case gainFlow, liftFlow:
		index := r.index
		if r.kind == liftFlow {
			index += len(l.gains) // as System appends them
		}
		return net.GainFlow(index)
	case storedHeat:
		return net.StoredEnergy()
	case zoneHeat:
		var stored linear.Row
		for _, n := range l.stores[r.index] {
			stored.X = append(stored.X, linear.Term{Index: n, Weight: net.Capacity[n]})
		}
		return stored
	case heatAbove:
		h := l.heats[r.index]
		c := net.Capacity[h.node]
		return linear.Row{X: []linear.Term{{Index: h.node, Weight: c}}, U: []linear.Term{{Index: h.input, Weight: -c}}}
	}
	return net.TemperatureRow(r.index)
}

func scaled(r linear.Row, factor float64) linear.Row {
	for i := range r.X {
		r.X[i].Weight *= factor
	}
	for i := range r.U {
		r.U[i].Weight *= factor
	}
	return r
}

// Start writes the temperatures at the start, in K; those of massless nodes
// follow from the others.
func (l *blockLaw) Start(value func(engine.Signal) float64, x []float64) {
	for i := range l.nodes {
		x[i] = 0
		for _, t := range l.nodes[i].start {
			x[i] += t.Weight * value(t.Signal)
		}
	}
}
