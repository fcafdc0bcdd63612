package models

import (
	"cmp"
	"slices"
	"strings"

	"whatif/engine"
	"whatif/models/twin"
)

// ZoneBalance asks for the heat balances of twins, and for how long it was too
// cold or too warm in them.
type ZoneBalance struct {
	Zones       []string // names of twins that store heat; none for no balance
	HeatingBase float64  // K: degree-hours count below it
	CoolingBase float64  // K: and above this
	Tolerance   float64  // K beyond the control's dead band that count as met
}

// Roles of what a balance counts beside heat.
const (
	UnmetHeating  = "unmet_heating"         // h
	UnmetCooling  = "unmet_cooling"         // h
	TooCold       = "unmet_heating_degrees" // K h
	TooWarm       = "unmet_cooling_degrees" // K h
	HeatingDegree = "heating_degrees"       // K h
	CoolingDegree = "cooling_degrees"       // K h
)

const (
	secondsPerHour = 3600.0
	joulesPerKWh   = 3.6e6
)

// Term is one line of the balance of a zone, and how it follows from the samples
// of the model. Its Term index is not set.
type Term struct {
	engine.BalanceTerm
	engine.BalanceRow
}

// Balance lists the terms of the balances of all zones, in the order of zone,
// role and name; none where the study asks for none.
func (m *Model) Balance() []Term { return m.terms }

// balances turns what the domains have found into terms over channels of the
// recording grid, which it appends.
func (w *wiring) balances(channels []engine.SampledSignal) ([]engine.SampledSignal, []Term) {
	if w.Balance == nil {
		return channels, nil
	}
	g := ledger{channels: channels, places: map[place]int{}}
	for _, zone := range w.Balance.Zones {
		if !w.Balance.Found[zone] {
			w.Fault("balance.zones", "twin."+zone+" stores no heat, so that nothing balances in it", "name rooms, nodes with a capacity, or storages")
			continue
		}
		g.flows(w, zone)
		g.degrees(w, zone)
		g.unmet(w, zone)
	}
	slices.SortStableFunc(g.terms, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Zone, b.Zone), cmp.Compare(roleOrder(a.Role), roleOrder(b.Role)), cmp.Compare(a.Name, b.Name))
	})
	return g.channels, g.terms
}

// roles are all roles, in the order in which they are listed.
func roleOrder(role string) int {
	return slices.Index([]string{twin.GainRole, twin.LossRole, twin.StorageRole,
		HeatingDegree, CoolingDegree, UnmetHeating, TooCold, UnmetCooling, TooWarm}, role)
}

// ledger gathers terms, and the channels that they are made of.
type ledger struct {
	channels []engine.SampledSignal
	places   map[place]int
	terms    []Term
}

type place struct {
	signal engine.Signal
	mean   bool
}

// channel is the number of the channel of a signal.
func (g *ledger) channel(s engine.Signal, mean bool) int {
	at, there := g.places[place{s, mean}]
	if !there {
		at = len(g.channels)
		g.places[place{s, mean}] = at
		g.channels = append(g.channels, engine.SampledSignal{Signal: s, Mean: mean})
	}
	return at
}

// add adds a term, or its channels to one that is there.
func (g *ledger) add(zone, name, role, unit string, measure engine.Measure, scale, offset float64, signals []engine.Signal, weight float64) *Term {
	i := slices.IndexFunc(g.terms, func(t Term) bool { return t.Zone == zone && t.Name == name && t.Role == role })
	if i < 0 {
		i = len(g.terms)
		g.terms = append(g.terms, Term{engine.BalanceTerm{Zone: zone, Name: name, Role: role, Unit: unit},
			engine.BalanceRow{Measure: measure, Scale: scale, Offset: offset}})
	}
	t := &g.terms[i]
	t.more(g, signals, weight, measure)
	return t
}

// more adds weight times each signal to what the term is made of.
func (t *Term) more(g *ledger, signals []engine.Signal, weight float64, measure engine.Measure) {
	for _, s := range signals {
		t.Channels = append(t.Channels, g.channel(s, measure != engine.Change))
		t.Weights = append(t.Weights, weight)
	}
}

// flows are the energies of a zone: into it through each path and from each
// source, and, counted negative, what it has stored.
func (g *ledger) flows(w *wiring, zone string) {
	for _, f := range w.Balance.Flows {
		if f.Zone != zone {
			continue
		}
		measure, weight := engine.Integral, f.Weight
		if f.Role == twin.StorageRole {
			measure, weight = engine.Change, -f.Weight
		}
		g.add(zone, f.Name, f.Role, "kWh", measure, 1/joulesPerKWh, 0, []engine.Signal{f.Signal}, weight)
	}
}

// degrees are the degree-hours of the temperature outside a zone.
func (g *ledger) degrees(w *wiring, zone string) {
	outdoor := w.Params[twin.Path(zone, "outdoor")]
	if len(outdoor) == 0 {
		return
	}
	asked := &w.study.Balance
	g.add(zone, "outdoor", HeatingDegree, "K h", engine.Excess, 1/secondsPerHour, asked.HeatingBase, outdoor, -1)
	g.add(zone, "outdoor", CoolingDegree, "K h", engine.Excess, 1/secondsPerHour, -asked.CoolingBase, outdoor, 1)
}

// unmet is for how long, and by how much, a zone was colder or warmer than the
// control that senses its air asks for: by more than half of its dead band and
// the tolerance, in the mean over an interval.
func (g *ledger) unmet(w *wiring, zone string) {
	air := twin.Path(zone, twin.PlaceVariable)
	temperature, shown := w.Signals[air]
	if !shown {
		return
	}
	for _, mode := range []string{"heat", "cool"} {
		control := w.controlOf(air, mode)
		if control == nil {
			continue
		}
		setpoint, band := w.Params[twin.Path(control.Name, "setpoint")], w.Params[twin.Path(control.Name, "band")]
		sign, hours, degrees := 1.0, UnmetHeating, TooCold
		if mode == "cool" {
			sign, hours, degrees = -1, UnmetCooling, TooWarm
		}
		name := "twin." + control.Name
		for _, of := range []struct {
			role, unit string
			measure    engine.Measure
		}{{hours, "h", engine.Duration}, {degrees, "K h", engine.Excess}} {
			t := g.add(zone, name, of.role, of.unit, of.measure, 1/secondsPerHour, -w.study.Balance.Tolerance, setpoint, sign)
			t.more(g, []engine.Signal{temperature}, -sign, of.measure)
			t.more(g, band, -0.5, of.measure)
		}
	}
}

// controlOf is the first twin, by name, that controls a temperature to a set-point.
func (w *wiring) controlOf(air, mode string) *twin.Twin {
	for i := range w.twins {
		t := &w.twins[i]
		senses := t.Settings["senses"].Refs
		if strings.HasPrefix(t.Kind, "control.") && len(senses) > 0 && twin.PlacePath(senses[0]) == air &&
			t.Settings["mode"].Text == mode && len(w.Params[twin.Path(t.Name, "setpoint")]) > 0 {
			return t
		}
	}
	return nil
}
