// Package coupled gathers the nonlinear physics of all twins of a study: parts of
// whatever domain, and the quantities by which they hang together. What is connected
// becomes one block of the engine, solved together.
package coupled

import (
	"math"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// Assembly is the nonlinear physics of a study while it is wired.
type Assembly struct {
	// Law takes parts, states, memory and events.
	Law *hybrid.Builder

	board *twin.Board
	dense map[engine.Signal]hybrid.Slot // quantities that are variables
	shown []engine.Signal               // the same, in order
	nodes map[string]Node               // of the heat network, by path
	order []string                      // their paths, in order
	asked map[string]string             // the parameter that names a node first
	found map[string]bool               // the nodes that there are
}

// Node is a node of the heat network, as other physics sees it.
type Node struct {
	Temperature hybrid.Slot // in K
	Heat        hybrid.Slot // a sum: what others heat it with, in W
}

// Of is the assembly of a board.
func Of(b *twin.Board) *Assembly {
	return b.Domain("coupled", func() twin.Domain {
		return &Assembly{
			Law: hybrid.NewBuilder(), board: b,
			dense: map[engine.Signal]hybrid.Slot{}, nodes: map[string]Node{}, asked: map[string]string{}, found: map[string]bool{},
		}
	}).(*Assembly)
}

// Slot is the quantity behind a signal: an input where it goes in steps, lines or
// sines, otherwise the variable that some physics computes, which may be another
// twin's. hybrid.None stands for no signal.
func (a *Assembly) Slot(s engine.Signal) hybrid.Slot {
	if s == engine.NoSignal {
		return hybrid.None
	}
	path := a.board.Builder.PathOf(s)
	if a.board.Builder.ClassOf(s) != engine.Dense {
		return a.Law.Input(int32(s), path)
	}
	slot, known := a.dense[s]
	if !known {
		slot = a.Law.Quantity(path)
		a.dense[s] = slot
		a.shown = append(a.shown, s)
	}
	return slot
}

// Of is the quantity of a parameter that is a number.
func (a *Assembly) Of(q twin.Quantity) hybrid.Slot { return a.Slot(q.Signal) }

// First is the quantity of a parameter as it is without interventions, which is what
// states begin with.
func (a *Assembly) First(q twin.Quantity) hybrid.Slot {
	if !q.Given() {
		return hybrid.None
	}
	return a.Slot(a.board.Origin(q.Signal))
}

// Total is the sum of the signals of a parameter of a twin.
func (a *Assembly) Total(path string, signals twin.Total) hybrid.Slot {
	if len(signals) == 1 {
		return a.Slot(signals[0])
	}
	sum := a.Law.Sum(path)
	for _, s := range signals {
		a.Law.Add(twinOf(path), &term{From: hybrid.Read(a.Slot(s)), To: hybrid.Add(sum)})
	}
	return sum
}

// term adds one quantity to a sum.
type term struct {
	From hybrid.Read
	To   hybrid.Add
}

func (p *term) Evaluate(w []float64) { w[p.To] += w[p.From] }

// Node is the node of the heat network at a place, asked for by a parameter.
func (a *Assembly) Node(place twin.Spot, by string) Node {
	path := string(place)
	n, known := a.nodes[path]
	if !known {
		n = Node{Temperature: a.Law.Quantity(path), Heat: a.Law.Sum(path + " (heat)")}
		a.nodes[path], a.asked[path] = n, by
		a.order = append(a.order, path)
		if s, ok := a.board.Signals[path]; ok && a.board.Builder.ClassOf(s) == engine.Dense {
			a.Law.Same(n.Temperature, a.Slot(s))
		}
	}
	return n
}

// Temperature is the temperature at a place: that of a node of the heat network, an
// input, or a number.
func (a *Assembly) Temperature(place twin.Spot, by string) hybrid.Slot {
	if s, ok := a.board.Signals[string(place)]; ok && a.board.Builder.ClassOf(s) != engine.Dense {
		return a.Slot(s)
	}
	if signals := a.board.Params[string(place)]; len(signals) > 0 {
		return a.Total(string(place), signals)
	}
	return a.Node(place, by).Temperature
}

// Asked reports whether other physics has to do with the node at that path, for the
// heat network that has it.
func (a *Assembly) Asked(path string) (Node, bool) {
	n, ok := a.nodes[path]
	a.found[path] = true
	return n, ok
}

// Wants reports whether other physics reads a variable.
func (a *Assembly) Wants(s engine.Signal) bool {
	_, ok := a.dense[s]
	return ok
}

// Asking lists the nodes that were asked for: their paths, and the parameter that
// names each first.
func (a *Assembly) Asking() (paths []string, by map[string]string) { return a.order, a.asked }

// Finish implements twin.Domain.
func (a *Assembly) Finish(*twin.Board) {}

// Close hands what is connected to the engine, once all domains have finished.
func (a *Assembly) Close(b *twin.Board) {
	for _, path := range a.order {
		if !a.found[path] {
			b.Fault(a.asked[path], twinOf(path)+" has no temperature of its own", "name a thermal.room or a thermal.node")
		}
	}
	for _, s := range a.shown {
		a.Law.Show(a.dense[s], int32(s))
	}
	laws, problems := a.Law.Build()
	for _, p := range problems {
		path := ""
		if len(p.Twins) > 0 {
			path = p.Twins[0]
		}
		b.Fault(path, p.Summary, p.Hint)
	}
	for _, law := range laws {
		b.Builder.Block(block(law))
	}
}

func block(law *hybrid.Law) engine.Block {
	blk := engine.Block{Path: law.Path, System: law}
	for _, s := range law.States {
		blk.States = append(blk.States, s.Path)
		r := engine.Range{Lowest: s.Lowest, Highest: s.Highest}
		if r.Lowest == 0 && r.Highest == 0 {
			r = engine.Range{Lowest: math.Inf(-1), Highest: math.Inf(1)}
		}
		blk.Ranges = append(blk.Ranges, r)
	}
	for _, id := range law.Reads {
		blk.Inputs = append(blk.Inputs, engine.Signal(id))
	}
	for _, id := range law.Shows {
		blk.Outputs = append(blk.Outputs, engine.Signal(id))
	}
	blk.Event = func(code int, value float64) engine.Event {
		e := law.EventOf(code)
		return engine.Event{Twin: e.Twin, Kind: e.Kind, Signal: e.Signal, Unit: e.Unit, Value: value}
	}
	return blk
}

// twinOf is the path of the twin of a parameter or variable.
func twinOf(path string) string {
	if i := strings.LastIndexByte(path, '.'); i >= 0 && strings.Count(path, ".") > 1 {
		return path[:i]
	}
	return path
}
