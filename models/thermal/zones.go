package thermal

import (
	"strconv"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/connect"
	"whatif/physics/hybrid"
	physics "whatif/physics/thermal"
)

// balance adds the outputs that the balances of zones need: the heat in the
// nodes of each zone, and each flow through what ties them to anything else,
// positive into the zone. A gain is the signal that it is anyway.
func (l *blockLaw) balance(b *twin.Board) {
	zones := make([]string, len(l.nodes)) // per node: its zone, "" for none
	stores := map[string]int{}
	for i := range l.nodes {
		zone, ok := b.Balance.Has(l.nodes[i].path)
		if !ok {
			continue
		}
		zones[i] = zone
		if !l.nodes[i].capacity.given() {
			continue
		}
		k, there := stores[zone]
		if !there {
			k = len(l.stores)
			stores[zone] = k
			l.stores = append(l.stores, nil)
			b.Balance.Found[zone] = true
			l.flow(b, zone, "stored", twin.StorageRole, row{zoneHeat, k, 1})
		}
		l.stores[k] = append(l.stores[k], i)
	}
	for i, k := range l.links {
		if zones[k.a] == zones[k.b] {
			continue
		}
		if zone := zones[k.a]; zone != "" {
			l.flow(b, zone, twin.PassageName(k.path, zone), twin.LossRole, row{linkFlow, i, -1})
		}
		if zone := zones[k.b]; zone != "" {
			l.flow(b, zone, twin.PassageName(k.path, zone), twin.LossRole, row{linkFlow, i, 1})
		}
	}
	for i, k := range l.losses {
		if zone := zones[k.node]; zone != "" {
			l.flow(b, zone, twin.PassageName(k.path, zone), twin.LossRole, row{lossFlow, i, -1})
		}
	}
	for i, k := range l.lifts {
		if zone := zones[k.node]; zone != "" {
			l.flow(b, zone, twin.PassageName(k.path, zone), twin.LossRole, row{liftFlow, i, 1})
		}
	}
	for _, g := range l.gains {
		if zone := zones[g.node]; zone != "" {
			s := l.inputs[g.input]
			b.Balance.Add(twin.ZoneFlow{Zone: zone, Name: sourceName(b, s), Role: twin.GainRole, Signal: s, Weight: g.share})
		}
	}
}

// flow shows a row as an output, and notes it in the balance of a zone.
func (l *blockLaw) flow(b *twin.Board, zone, name, role string, r row) {
	s := b.Builder.Dense("balance." + zone + "." + strconv.Itoa(len(b.Balance.Flows)))
	l.show(s, r)
	b.Balance.Add(twin.ZoneFlow{Zone: zone, Name: name, Role: role, Signal: s, Weight: 1})
}

// sourceName names where a gain comes from: its signal as it is without
// interventions; the input, where it is the number of a constant one; the twin,
// where it is the heat that a twin gives.
func sourceName(b *twin.Board, s engine.Signal) string {
	path := b.Builder.PathOf(b.Origin(s))
	part := strings.Split(path, ".")
	if len(part) == 3 && (part[0] == "input" || part[2] == "heat") {
		return part[0] + "." + part[1]
	}
	return path
}

// through notes the flow at one end of a tie in the balance of the zone there,
// unless the other end lies in it, too.
func (n *bent) through(path string, at, other end, flow hybrid.Slot, sign float64) {
	zone, ok := n.board.Balance.Has(at.node)
	if beyond, _ := n.board.Balance.Has(other.node); !ok || other.node != "" && beyond == zone {
		return
	}
	n.into(at.node, twin.PassageName(path, zone), twin.LossRole, flow, sign)
}

// into shows sign times a flow in the balance of the zone of a node.
func (n *bent) into(node, name, role string, flow hybrid.Slot, sign float64) {
	zone, ok := n.board.Balance.Has(node)
	if !ok {
		return
	}
	s := n.shown(zone)
	n.Law.Add("twin."+zone, &physics.Crossing{
		Flow: hybrid.Read(flow), Sign: sign, Beside: hybrid.Last(n.nodes[node].temperature), Inward: hybrid.Write(n.Slot(s)),
	})
	n.board.Balance.Add(twin.ZoneFlow{Zone: zone, Name: name, Role: role, Signal: s, Weight: 1})
}

// stores shows the heat in the nodes of each zone.
func (n *bent) stores(a *assembly, list map[int]bool, net *connect.Network) {
	parts := map[string]*physics.Stored{}
	var order []string
	for i := range a.nodes {
		zone, ok := n.board.Balance.Has(a.nodes[i].path)
		if !ok || !list[net.First(i)] || !a.nodes[i].capacity.given() {
			continue
		}
		if parts[zone] == nil {
			parts[zone] = &physics.Stored{Reference: hybrid.Read(hybrid.None)}
			order = append(order, zone)
		}
		at := n.nodes[a.nodes[i].path]
		parts[zone].Capacity = append(parts[zone].Capacity, hybrid.Read(at.capacity))
		parts[zone].Temperature = append(parts[zone].Temperature, hybrid.Read(at.temperature))
	}
	for _, zone := range order {
		s := n.shown(zone)
		parts[zone].Heat = hybrid.Write(n.Slot(s))
		n.Law.Add("twin."+zone, parts[zone])
		n.board.Balance.Add(twin.ZoneFlow{Zone: zone, Name: "stored", Role: twin.StorageRole, Signal: s, Weight: 1})
		n.board.Balance.Found[zone] = true
	}
}

// shown is a new output for a balance.
func (n *bent) shown(zone string) engine.Signal {
	return n.board.Builder.Dense("balance." + zone + "." + strconv.Itoa(len(n.board.Balance.Flows)))
}
