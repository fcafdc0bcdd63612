package thermal

import (
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/connect"
)

// assembly gathers the nodes of all thermal twins of a study and what ties
// them.
type assembly struct {
	nodes []node
	ties  []tie
	bends []bend
	gains []gain
	heats []heat

	fittings []fitting
}

// node is a temperature. Without a capacity it is massless.
type node struct {
	path     string // twin.north.temperature
	capacity product
	start    []engine.Term // the temperature at the start is the sum of weight times signal
	within   *profile      // where start is empty
}

// profile gives a node inside a wall the temperature that it would have at
// rest, part of the way in resistance from one end to the other.
type profile struct {
	path     string // of the parameter that would say otherwise
	from, to end
	part     float64
}

// tie conducts heat from one end to the other.
type tie struct {
	path        string // of the parameter that names its ends
	from, to    end
	conductance product
	flow        engine.Signal // the variable that shows the flow, or NoSignal
}

// end is a node, by its path, or a temperature that is given as a sum of
// signals.
type end struct {
	node  string
	given []engine.Signal
}

// gain is heat in W into a node: share times the signal.
type gain struct {
	path   string // of the parameter that asks for it
	node   string
	signal engine.Signal
	share  float64
}

// heat shows the heat stored in a node above a given temperature.
type heat struct {
	node      string
	reference engine.Signal
	shown     engine.Signal
}

func assemblyOf(w *twin.Wiring) *assembly {
	return w.Domain("thermal", func() twin.Domain { return &assembly{} }).(*assembly)
}

// spot is the end at a place: a node, an input, or a temperature that was
// written there.
func (a *assembly) spot(b *twin.Board, place twin.Spot) end {
	if strings.HasPrefix(string(place), "input.") {
		if s, ok := b.Signals[string(place)]; ok {
			return end{given: []engine.Signal{s}}
		}
	}
	if signals := b.Params[string(place)]; len(signals) > 0 {
		return end{given: signals}
	}
	return end{node: string(place)}
}

// Finish makes one block of each connected part. The order of nodes, inputs and
// ties in it follows their paths, whatever the order of wiring.
func (a *assembly) Finish(b *twin.Board) {
	slices.SortStableFunc(a.nodes, func(x, y node) int { return strings.Compare(x.path, y.path) })
	index := map[string]int{}
	for i, n := range a.nodes {
		index[n.path] = i
	}
	if !a.sound(b, index) || !a.settle(b, index) {
		return
	}
	parts := a.parts(index)
	curved := a.curved(b, index, parts)
	if len(curved) > 0 {
		a.bend(b, index, parts, curved)
	}
	linear := func(e end) bool { return e.node != "" && !curved[parts.First(index[e.node])] }
	laws := map[int]*blockLaw{}
	var order []int
	for i := range a.nodes {
		root := parts.First(i)
		if curved[root] {
			continue
		}
		if laws[root] == nil {
			laws[root] = newBlockLaw()
			order = append(order, root)
		}
		output, shown := b.Signals[a.nodes[i].path]
		if !shown {
			output = engine.NoSignal
		}
		laws[root].addNode(&a.nodes[i], output, i)
	}
	for i := range a.ties {
		t := &a.ties[i]
		switch {
		case !linear(t.from) && !linear(t.to): // bent
		case t.from.node == "":
			to := index[t.to.node]
			laws[parts.First(to)].addLoss(t, to, t.from.given, true)
		case t.to.node == "":
			from := index[t.from.node]
			laws[parts.First(from)].addLoss(t, from, t.to.given, false)
		default:
			from := index[t.from.node]
			laws[parts.First(from)].addLink(t, from, index[t.to.node])
		}
	}
	for i := range a.gains {
		g := &a.gains[i]
		if n := index[g.node]; !curved[parts.First(n)] {
			laws[parts.First(n)].addGain(n, g.signal, g.share)
		}
	}
	for i := range a.heats {
		h := &a.heats[i]
		if n := index[h.node]; !curved[parts.First(n)] {
			laws[parts.First(n)].addHeat(n, h)
		}
	}
	for _, root := range order {
		laws[root].block(b)
	}
}

// parts tells which nodes are tied to each other.
func (a *assembly) parts(index map[string]int) *connect.Network {
	net := connect.New(len(a.nodes))
	join := func(from, to end) {
		if from.node != "" && to.node != "" {
			net.Join(index[from.node], index[to.node])
		}
	}
	for i := range a.ties {
		join(a.ties[i].from, a.ties[i].to)
	}
	for i := range a.bends {
		join(a.bends[i].from, a.bends[i].to)
	}
	for i := range a.fittings {
		for _, node := range a.fittings[i].nodes {
			join(end{node: a.fittings[i].nodes[0]}, end{node: node})
		}
	}
	return net
}
