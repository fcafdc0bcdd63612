package mechanical

import (
	"strings"

	"whatif/models/coupled"
	"whatif/models/twin"
	"whatif/physics/hybrid"
)

// assembly gathers the motions of all mechanical twins of a study and what lies
// between them.
type assembly struct {
	*coupled.Assembly
	board   *twin.Board
	motions []*motion
	places  map[string]*motion // by the path of their speed
	elastic []stiffness
	rigid   []*rigid
	loose   []*loose
	lay     []func() // what twins do when all motions are known
}

func assemblyOf(w *twin.Wiring) *assembly {
	return w.Domain("mechanical", func() twin.Domain {
		return domain{&assembly{Assembly: coupled.Of(w.Board), board: w.Board, places: map[string]*motion{}}}
	}).(domain).assembly
}

// domain is the assembly as the board sees it: coupled is a domain of its own.
type domain struct{ assembly *assembly }

// later lets a twin lay its parts when all motions are known.
func (a *assembly) later(lay func()) { a.lay = append(a.lay, lay) }

// Finish implements twin.Domain. The order of everything follows the names of the
// twins, since they are wired in that order.
func (d domain) Finish(b *twin.Board) {
	a := d.assembly
	before := len(b.Faults)
	for _, lay := range a.lay {
		lay()
	}
	a.acyclic()
	if len(b.Faults) > before {
		return
	}
	shafts := a.unite()
	a.check(shafts)
	if len(b.Faults) > before {
		return
	}
	for _, s := range shafts {
		s.declare(a)
	}
	a.begin(shafts)
	for _, m := range a.motions {
		if m.given != nil {
			m.declareGiven(a)
		}
	}
	a.group(shafts)
}

// fault notes something wrong at a parameter of a twin, given by its full path.
func (a *assembly) fault(path, summary, hint string) { a.board.Fault(path, summary, hint) }

// shows is the quantity behind a variable of a twin, for a part to write; None where
// the twin has no such variable.
func (a *assembly) shows(w *twin.Wiring, variable string) hybrid.Write {
	return hybrid.Write(a.Slot(w.Own(variable)))
}

// inner is a quantity of a twin that is no variable, for a part to write.
func (a *assembly) inner(w *twin.Wiring, what string) hybrid.Write {
	return hybrid.Write(a.Law.Quantity("twin." + w.Name + " (" + what + ")"))
}

// number reads a parameter; None where it is absent.
func (a *assembly) number(q twin.Quantity) hybrid.Read { return hybrid.Read(a.Of(q)) }

// feed reads a parameter that may be driven; None where it is absent.
func (a *assembly) feed(f twin.Feed) hybrid.Read { return hybrid.Read(a.Slot(f.Signal)) }

// warms is where the heat of a twin goes: the sum of a node, or None.
func (a *assembly) warms(w *twin.Wiring, heats twin.Spot) hybrid.Add {
	if heats == "" {
		return hybrid.Add(hybrid.None)
	}
	return hybrid.Add(a.Node(heats, w.Path("heats")).Heat)
}

// event declares an event of a twin. Its number is that of a variable, or, without
// one, in a unit of its own.
func (a *assembly) event(w *twin.Wiring, kind, variable, unit string) hybrid.Event {
	e := hybrid.EventSpec{Twin: w.Name, Kind: kind, Unit: unit}
	if variable != "" {
		e.Signal = w.Path(variable)
	}
	return a.Law.Event(e)
}

// mode is a memory of a twin that starts at 0.
func (a *assembly) mode(w *twin.Wiring) hybrid.Change {
	return hybrid.Change(a.Law.Memory("twin."+w.Name+" (mode)", 0))
}

// listed writes names as in a sentence: "a", "a and b", "a, b and c".
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
