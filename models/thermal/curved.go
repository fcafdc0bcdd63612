package thermal

import (
	"strconv"
	"strings"

	"whatif/engine"
	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/connect"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

// bend is a tie whose heat flow is not proportional to a difference of temperatures,
// or whose conductance varies with them.
type bend struct {
	path     string // of the parameter that names its ends
	from, to end
	flow     engine.Signal // the variable that shows the flow, or NoSignal
	// law is the part that computes the flow between two temperatures.
	law func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part
}

// curved tells which of the connected parts, by their first node, are not linear: a
// tie bends, or other physics heats them, reads them, or is read by them.
func (a *assembly) curved(b *twin.Board, index map[string]int, parts *connect.Network) map[int]bool {
	c := coupled.Of(b)
	list := map[int]bool{}
	mark := func(node string) {
		if node != "" {
			list[parts.First(index[node])] = true
		}
	}
	wanted := func(s engine.Signal) bool { return s != engine.NoSignal && c.Wants(s) }
	dense := func(signals ...engine.Signal) bool {
		for _, s := range signals {
			if b.Builder.ClassOf(s) == engine.Dense {
				return true
			}
		}
		return false
	}
	for i := range a.bends {
		mark(a.bends[i].from.node)
		mark(a.bends[i].to.node)
	}
	for i := range a.fittings {
		mark(a.fittings[i].nodes[0])
	}
	for i := range a.nodes {
		path := a.nodes[i].path
		s, shown := b.Signals[path]
		if _, asked := c.Asked(path); asked || shown && wanted(s) {
			mark(path)
		}
	}
	for i := range a.ties {
		if t := &a.ties[i]; wanted(t.flow) || dense(t.from.given...) || dense(t.to.given...) {
			mark(t.from.node)
			mark(t.to.node)
		}
	}
	for i := range a.gains {
		if dense(a.gains[i].signal) {
			mark(a.gains[i].node)
		}
	}
	for i := range a.heats {
		if wanted(a.heats[i].shown) {
			mark(a.heats[i].node)
		}
	}
	return list
}

// bent makes parts of a heat network that is not linear.
type bent struct {
	*coupled.Assembly
	board    *twin.Board
	nodes    map[string]bentNode
	accounts map[string]*account // per part of the network, by the path of its first node
}

type bentNode struct {
	twin        string
	temperature hybrid.Slot
	heat        hybrid.Slot
	capacity    hybrid.Slot // None without
	account     *account
}

// account is what an energy balance of one part needs.
type account struct {
	path   string
	beside hybrid.Slot // the temperature of a node
	stored physics.Stored
	flows  []hybrid.Slot
	signs  []float64
}

// bend makes parts of the nodes, ties, gains and heats of the connected parts in
// list.
func (a *assembly) bend(b *twin.Board, index map[string]int, net *connect.Network, list map[int]bool) {
	n := bent{Assembly: coupled.Of(b), board: b, nodes: map[string]bentNode{}, accounts: map[string]*account{}}
	has := func(e end) bool { return e.node != "" && list[net.First(index[e.node])] }
	var order []*account
	for i := range a.nodes {
		first := net.First(i)
		if !list[first] {
			continue
		}
		path := a.nodes[first].path
		acc := n.accounts[path]
		if acc == nil {
			acc = &account{path: path[:strings.LastIndexByte(path, '.')]}
			n.accounts[path] = acc
			order = append(order, acc)
		}
		n.node(&a.nodes[i], acc)
	}
	for i := range a.ties {
		t := &a.ties[i]
		if !has(t.from) && !has(t.to) {
			continue
		}
		conductance := n.product(t.path, t.conductance)
		n.tie(t.path, t.from, t.to, t.flow, func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part {
			return &physics.Conduction{Conductance: hybrid.Read(conductance), From: from, To: to, Flow: flow}
		})
	}
	for i := range a.bends {
		t := &a.bends[i]
		n.tie(t.path, t.from, t.to, t.flow, t.law)
	}
	for i := range a.gains {
		if g := &a.gains[i]; list[net.First(index[g.node])] {
			n.gain(g)
		}
	}
	for i := range a.heats {
		h := &a.heats[i]
		if at, ok := n.nodes[h.node]; ok {
			n.Law.Add(at.twin, &physics.Stored{
				Capacity: []hybrid.Read{hybrid.Read(at.capacity)}, Temperature: []hybrid.Read{hybrid.Read(at.temperature)},
				Reference: hybrid.Read(n.Slot(h.reference)), Heat: hybrid.Write(n.Slot(h.shown)),
			})
		}
	}
	for i := range a.fittings {
		a.fittings[i].add(&n)
	}
	if b.Balance != nil {
		n.stores(a, list, net)
	}
	if b.Audit != nil {
		for _, acc := range order {
			n.audit(acc)
		}
	}
}

// node makes a state of a node, or, without a capacity, what its ties determine.
func (n *bent) node(x *node, acc *account) {
	at := bentNode{twin: x.path[:strings.LastIndexByte(x.path, '.')], capacity: hybrid.None, account: acc}
	spec := hybrid.StateSpec{Path: x.path, Lowest: lowest, Highest: highest}
	for _, t := range x.start {
		spec.Start = append(spec.Start, hybrid.Term{Slot: n.Slot(t.Signal), Weight: t.Weight})
	}
	var rate hybrid.Slot
	if x.capacity.given() {
		at.capacity = n.product(x.path, x.capacity)
		at.temperature, rate = n.Law.State(spec)
		acc.stored.Capacity = append(acc.stored.Capacity, hybrid.Read(at.capacity))
		acc.stored.Temperature = append(acc.stored.Temperature, hybrid.Read(at.temperature))
	} else {
		if len(spec.Start) == 0 {
			spec.Start = []hybrid.Term{{Slot: n.Law.Constant(1), Weight: somewhere}}
		}
		at.temperature, rate = n.Law.Algebraic(spec)
	}
	acc.beside = at.temperature
	at.heat = n.Law.Sum(x.path + " (heat)")
	if s, shown := n.board.Signals[x.path]; shown {
		n.Law.Same(at.temperature, n.Slot(s))
	}
	if asked, ok := n.Asked(x.path); ok {
		n.Law.Same(at.temperature, asked.Temperature)
		heat := n.Law.Sum(x.path + " (heat of other physics)")
		n.Law.Same(heat, asked.Heat)
		n.Law.Add(at.twin, &physics.Inflow{Flow: hybrid.Read(heat), Share: 1, In: hybrid.Add(at.heat)})
		acc.note(heat, 1)
		n.into(x.path, "machines", twin.GainRole, heat, 1)
	}
	n.Law.Add(at.twin, &physics.Balance{Heat: hybrid.Read(at.heat), Capacity: hybrid.Read(at.capacity), Rate: hybrid.Write(rate)})
	n.nodes[x.path] = at
}

// somewhere is where the temperature of a node without a capacity is sought from, K.
const somewhere = 290

// note takes a flow over the boundary into the balance.
func (acc *account) note(flow hybrid.Slot, sign float64) {
	acc.flows, acc.signs = append(acc.flows, flow), append(acc.signs, sign)
}

// tie lets heat flow between two ends.
func (n *bent) tie(path string, from, to end, shown engine.Signal, law func(from, to hybrid.Read, flow hybrid.Write) hybrid.Part) {
	owner := path[:strings.LastIndexByte(path, '.')]
	flow := n.Law.Quantity(path + " (flow)")
	if shown != engine.NoSignal {
		flow = n.Slot(shown)
	}
	exchange := physics.Exchange{Flow: hybrid.Read(flow), Out: hybrid.Add(hybrid.None), In: hybrid.Add(hybrid.None)}
	place := func(e, other end, sign float64, heat *hybrid.Add) hybrid.Read {
		if e.node != "" {
			n.through(path, e, other, flow, sign)
			*heat = hybrid.Add(n.nodes[e.node].heat)
			if from.node == "" || to.node == "" {
				n.nodes[e.node].account.note(flow, sign)
			}
		}
		return n.temperature(path, e)
	}
	first := place(from, to, -1, &exchange.Out)
	second := place(to, from, 1, &exchange.In)
	n.Law.Add(owner, law(first, second, hybrid.Write(flow)))
	n.Law.Add(owner, &exchange)
}

// temperature is that of an end, which the parameter at a path names.
func (n *bent) temperature(path string, e end) hybrid.Read {
	if e.node == "" {
		return hybrid.Read(n.Total(path, e.given))
	}
	return hybrid.Read(n.nodes[e.node].temperature)
}

func (n *bent) gain(g *gain) {
	at := n.nodes[g.node]
	flow := n.Slot(g.signal)
	n.Law.Add(at.twin, &physics.Inflow{Flow: hybrid.Read(flow), Share: g.share, In: hybrid.Add(at.heat)})
	at.account.note(flow, g.share)
	if zone, ok := n.board.Balance.Has(g.node); ok {
		n.board.Balance.Add(twin.ZoneFlow{Zone: zone, Name: sourceName(n.board, g.signal), Role: twin.GainRole, Signal: g.signal, Weight: g.share})
	}
}

// product is the quantity of a product; one of a single signal is that itself.
func (n *bent) product(path string, p product) hybrid.Slot {
	if len(p.of) == 1 && len(p.less) == 0 && p.factor == 1 {
		return n.Slot(p.of[0])
	}
	part := physics.Product{Factor: p.factor, Is: hybrid.Write(n.Law.Quantity(path + " (coefficient)"))}
	for _, s := range p.of {
		part.Of = append(part.Of, hybrid.Read(n.Slot(s)))
	}
	for _, s := range p.less {
		part.Less = append(part.Less, hybrid.Read(n.Slot(s)))
	}
	n.Law.Add(path[:strings.LastIndexByte(path, '.')], &part)
	return hybrid.Slot(part.Is)
}

// audit shows the heat stored in a part of the network and every flow over its
// boundary, positive inward.
func (n *bent) audit(acc *account) {
	path := "audit." + acc.path
	block := twin.AuditedBlock{Path: acc.path, Stored: n.board.Builder.Dense(path + ".stored")}
	stored := acc.stored
	stored.Reference = hybrid.Read(hybrid.None)
	stored.Heat = hybrid.Write(n.Slot(block.Stored))
	n.Law.Add(acc.path, &stored)
	for i, flow := range acc.flows {
		s := n.board.Builder.Dense(path + ".flow." + strconv.Itoa(i))
		n.Law.Add(acc.path, &physics.Crossing{Flow: hybrid.Read(flow), Sign: acc.signs[i], Beside: hybrid.Last(acc.beside), Inward: hybrid.Write(n.Slot(s))})
		block.Flows = append(block.Flows, s)
	}
	n.board.Audit.Blocks = append(n.board.Audit.Blocks, block)
}
