package twin

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"whatif/engine"
)

// Board is what the inputs and twins of one study are wired on: which signal
// stands behind a path. It lives only while a model is built.
type Board struct {
	Builder *engine.Builder
	// Slots are the held signals of the numbers that a planner wrote, by path:
	// twin.north.heat_loss, input.gusts.sd. A draw lays its own over them.
	Slots map[string]engine.Signal
	// Params are the signals that add up to a parameter, by path, as they read
	// with interventions applied.
	Params map[string][]engine.Signal
	// Signals are what a reference reads, by path: variables of twins, inputs
	// and flags of alerts.
	Signals map[string]engine.Signal
	// Faults is what was found wrong so far.
	Faults []Fault
	// Epoch is the scenario's start in UTC, where HasEpoch.
	Epoch    time.Time
	HasEpoch bool
	// Steps are the times at which the intervals of records of means begin, by
	// the signal that plays them: read-only, in order, the same for all runs.
	Steps map[engine.Signal][]engine.Time
	// Origins are what the relays of interventions pass on, by what they show.
	Origins map[engine.Signal]engine.Signal
	// Timetables are the inputs that are held tables, by path.
	Timetables map[string]Timetable
	// Audit, when set, asks domains to show what an energy balance needs.
	Audit *Audit
	// Balance, when set, asks them to show what flows into zones.
	Balance *Balance

	domains map[string]Domain
	drivers map[string]string
}

// Timetable is a held table: the values from each time on, read-only, in order
// of time, as they stand before a draw adjusts them.
type Timetable struct {
	Times  []engine.Time
	Values []float64
}

// Fault is something wrong with a study that shows only when it is wired.
type Fault struct {
	Path    string // where: twin.NAME.PARAMETER
	Summary string // what is wrong
	Hint    string // what to do; may be empty
}

// Audit lists the blocks of physics that show their energy for a balance.
type Audit struct{ Blocks []AuditedBlock }

// AuditedBlock is one block that shows the energy stored, in J, and each flow
// over its boundary, in W, positive into it, as outputs.
type AuditedBlock struct {
	Path   string // of its first twin
	Stored engine.Signal
	Flows  []engine.Signal
}

// Balance lists zones, and what the domains find to flow into them.
type Balance struct {
	Zones []string // names of twins
	Flows []ZoneFlow
	Found map[string]bool // zones that store heat
}

// Has reports whether a path belongs to a zone that is asked for, and to which.
func (b *Balance) Has(path string) (zone string, ok bool) {
	if b == nil {
		return "", false
	}
	zone, _, _ = strings.Cut(strings.TrimPrefix(path, "twin."), ".")
	return zone, slices.Contains(b.Zones, zone)
}

// Add notes a flow into a zone. A twin of the network is named in full, a
// parameter of the zone itself by its name.
func (b *Balance) Add(f ZoneFlow) { b.Flows = append(b.Flows, f) }

// ZoneFlow is heat into a zone: weight times a signal in W. Of what is stored,
// the signal is in J and counts by its change.
type ZoneFlow struct {
	Zone, Name, Role string
	Signal           engine.Signal
	Weight           float64
}

// The roles of flows in a balance.
const (
	GainRole    = "gain"
	LossRole    = "loss"
	StorageRole = "storage"
)

// PassageName names a path of heat from the path of the parameter that makes it,
// as seen from a zone: outdoor for a parameter of its own, else the twin.
func PassageName(path, zone string) string {
	owner, param, _ := strings.Cut(strings.TrimPrefix(path, "twin."), ".")
	if owner == zone {
		return param
	}
	return "twin." + owner
}

// Domain gathers what the twins of one branch of physics add while they are
// wired, and turns it into blocks of the engine when all are.
type Domain interface {
	Finish(b *Board)
}

// Closer is a Domain that has something to do once all domains have finished, as one
// that the others hand their physics to.
type Closer interface {
	Close(b *Board)
}

// NewBoard returns an empty board.
func NewBoard(b *engine.Builder) *Board {
	return &Board{
		Builder: b,
		Slots:   map[string]engine.Signal{},
		Params:  map[string][]engine.Signal{},
		Signals: map[string]engine.Signal{},
		Steps:   map[engine.Signal][]engine.Time{},
		Origins: map[engine.Signal]engine.Signal{},

		Timetables: map[string]Timetable{},
		domains:    map[string]Domain{},
		drivers:    map[string]string{},
	}
}

// Fault notes something wrong at path.
func (b *Board) Fault(path, summary, hint string) {
	b.Faults = append(b.Faults, Fault{path, summary, hint})
}

// Domain returns the domain of that name, made by create the first time.
func (b *Board) Domain(name string, create func() Domain) Domain {
	d, ok := b.domains[name]
	if !ok {
		d = create()
		b.domains[name] = d
	}
	return d
}

// Origin is s as it is without interventions. It is known when physics begins,
// before the relays of interventions act for the first time.
func (b *Board) Origin(s engine.Signal) engine.Signal {
	for {
		before, relayed := b.Origins[s]
		if !relayed {
			return s
		}
		s = before
	}
}

// Finish closes all domains, in the order of their names; those that others hand
// something to after them.
func (b *Board) Finish() {
	for _, name := range slices.Sorted(maps.Keys(b.domains)) {
		b.domains[name].Finish(b)
	}
	for _, name := range slices.Sorted(maps.Keys(b.domains)) { // some are made by others' Finish
		if c, ok := b.domains[name].(Closer); ok && len(b.Faults) == 0 {
			c.Close(b)
		}
	}
}

// Number declares the held signal of a number that a planner wrote.
func (b *Board) Number(path string, value float64) engine.Signal {
	s := b.Builder.Held(path, value)
	b.Slots[path] = s
	return s
}

// plainValue is an example of a number that a port could hold, "" where none
// comes to mind: that of a temperature, or a demand.
func (b *Board) plainValue(port string) string {
	switch port[strings.LastIndexByte(port, '.')+1:] {
	case "setpoint":
		return `, such as "18 degC"`
	case "demand":
		return ", such as 1"
	}
	return ""
}

// outlet is the signal that a controller writes to drive a port.
func (b *Board) outlet(port, by string) (engine.Signal, bool) {
	s, ok := b.Slots[port]
	if !ok {
		if _, wired := b.Params[port]; wired {
			b.Fault(by, port+" is wired to a signal, so that it cannot be driven",
				fmt.Sprintf("give %s a plain value%s: %s replaces it", port, b.plainValue(port), strings.TrimSuffix(by, ".drives")))
		} else {
			b.Fault(by, "there is no port "+port, "")
		}
		return engine.NoSignal, false
	}
	if first, taken := b.drivers[port]; taken {
		b.Fault(by, port+" is driven already, by "+first, "a port has one driver")
		return engine.NoSignal, false
	}
	b.drivers[port] = by
	return s, true
}
