package scenarios

import (
	"strings"

	"whatif/engine"
	"whatif/models/twin"
)

// union is what the studies of a plan have between them, which is what its
// tables must have room for.
type union struct {
	recorded                map[string]map[string]recordedSignal // by kind and column
	twins, signals, symbols map[string]bool                      // symbols: of units
	kinds                   map[*twin.Kind]bool
	terms                   []engine.BalanceTerm // of the balances of all structures that were wired
}

func newUnion() *union {
	return &union{recorded: map[string]map[string]recordedSignal{}, twins: map[string]bool{}, signals: map[string]bool{},
		symbols: map[string]bool{"1": true, "degC": true}, kinds: map[*twin.Kind]bool{}}
}

// add takes in what a study has.
func (u *union) add(d *decoder) {
	for _, r := range d.recordedSignals {
		if u.recorded[r.kind] == nil {
			u.recorded[r.kind] = map[string]recordedSignal{}
		}
		u.recorded[r.kind][r.column] = r
	}
	for _, e := range d.twins {
		u.twins[e.name] = true
		if e.kind != nil {
			u.kinds[e.kind] = true
		}
	}
	for _, path := range d.available {
		if strings.HasPrefix(path, "twin.") {
			u.signals[path] = true
		}
	}
	for _, in := range d.inputs {
		u.symbols[shownUnit(in).Symbol] = true
	}
	for _, e := range d.study.Interventions {
		u.signals["event."+e.Name] = true
	}
	for _, a := range d.study.Alerts {
		u.signals["alert."+a.Name] = true
	}
}

// units are the symbols of all units in which something is written.
func (u *union) units() map[string]bool {
	for k := range u.kinds {
		for i := range k.Variables {
			of := unitOf(k.Variables[i].Unit)
			u.symbols[shownUnit(of).Symbol] = true
			u.symbols[of.Symbol] = true
		}
		for i := range k.Params {
			u.symbols[unitOf(k.Params[i].Unit).Symbol] = true
		}
		for _, e := range k.Events {
			if e.Unit != "" {
				u.symbols[e.Unit] = true
			}
		}
	}
	return u.symbols
}

// eventKinds are the kinds of events that may be recorded.
func (u *union) eventKinds() map[string]bool {
	all := map[string]bool{}
	for _, kind := range eventKinds() {
		all[kind] = true
	}
	for k := range u.kinds {
		for _, e := range k.Events {
			all[e.Kind] = true
		}
	}
	return all
}
