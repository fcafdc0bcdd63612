package twin

import (
	"reflect"
	"strings"

	"whatif/engine"
)

// Wiring is the board as one twin sees it.
type Wiring struct {
	*Board
	Name string // of the twin, without "twin."
}

// Path is the full path of a parameter or variable of the twin.
func (w *Wiring) Path(name string) string { return Path(w.Name, name) }

// Path is the full path of a parameter or variable of a twin.
func Path(twin, name string) string { return "twin." + twin + "." + name }

// key writes the full path of a parameter or variable of the twin to memory, for
// a look-up that makes no string.
func (w *Wiring) key(memory []byte, name string) []byte {
	memory = append(append(append(memory[:0], "twin."...), w.Name...), '.')
	return append(memory, name...)
}

// keyLength is how long a path may be that needs no memory of its own to be looked
// up.
const keyLength = 96

// Own returns the signal of one of the twin's own variables.
func (w *Wiring) Own(variable string) engine.Signal {
	var memory [keyLength]byte
	if s, ok := w.Signals[string(w.key(memory[:0], variable))]; ok {
		return s
	}
	return engine.NoSignal
}

// Wrong notes something wrong with a parameter of the twin.
func (w *Wiring) Wrong(param, summary, hint string) { w.Fault(w.Path(param), summary, hint) }

// PlaceVariable is the variable that a place means when it names only a twin.
const PlaceVariable = "temperature"

// PlacePath completes a reference to a place: twin.north means
// twin.north.temperature.
func PlacePath(ref string) string {
	return complete(ref, PlaceVariable)
}

// PlacePath completes a reference to a place of this parameter.
func (p *Param) PlacePath(ref string) string {
	return complete(ref, p.BareVariable())
}

// BareVariable is the variable that a twin alone means here.
func (p *Param) BareVariable() string {
	if p.Bare != "" {
		return p.Bare
	}
	return PlaceVariable
}

// complete adds the variable that is meant where a reference names only a twin.
func complete(ref, variable string) string {
	if strings.HasPrefix(ref, "twin.") && strings.Count(ref, ".") == 1 {
		return ref + "." + variable
	}
	return ref
}

// fill writes the settings of t into the fields of a parameter struct.
func (w *Wiring) fill(fields reflect.Value, params []Param, t *Twin) {
	var memory [keyLength]byte
	for i := range params {
		p := &params[i]
		signals := w.Params[string(w.key(memory[:0], p.Name))]
		first := engine.NoSignal
		if len(signals) > 0 {
			first = signals[0]
		}
		switch field := fields.Field(i).Addr().Interface().(type) {
		case *Quantity:
			field.Signal = first
		case *Toggle:
			field.Signal = first
		case *Feed:
			field.Signal = first
		case *Total:
			*field = signals
		case *Option:
			*field = Option(t.Settings[p.Name].Text)
		case *Weights:
			*field = t.Settings[p.Name].Numbers
		case *Spot:
			*field = w.spot(p, t.Settings[p.Name].Refs, first)
		case *Spots:
			for _, ref := range t.Settings[p.Name].Refs {
				*field = append(*field, Spot(p.PlacePath(ref)))
			}
		case *Sensor:
			field.Signal = w.sense(p.Name, t.Settings[p.Name].Refs)
		case *Fixed:
			s, given := t.Settings[p.Name]
			*field = Fixed{s.Number, given}
		case *Outlets:
			for _, ref := range t.Settings[p.Name].Refs {
				if s, ok := w.outlet(ref, w.Path(p.Name)); ok {
					*field = append(*field, s)
				}
			}
		default:
			fillRows(fields.Field(i), p.Columns, t.Settings[p.Name].Rows)
		}
	}
}

// spot is the place that a parameter names, or its own path where it is a quantity.
func (w *Wiring) spot(p *Param, refs []string, first engine.Signal) Spot {
	switch {
	case len(refs) > 0:
		return Spot(p.PlacePath(refs[0]))
	case first != engine.NoSignal:
		return Spot(w.Path(p.Name))
	}
	return ""
}

// fillRows writes tables into a slice of structs of Fixed.
func fillRows(list reflect.Value, columns []Param, rows []map[string]float64) {
	list.Set(reflect.MakeSlice(list.Type(), len(rows), len(rows)))
	for k, row := range rows {
		for j := range columns {
			x, given := row[columns[j].Name]
			list.Index(k).Field(j).Set(reflect.ValueOf(Fixed{x, given}))
		}
	}
}

func (w *Wiring) sense(param string, refs []string) engine.Signal {
	if len(refs) == 0 {
		return engine.NoSignal
	}
	s, ok := w.Signals[PlacePath(refs[0])]
	if !ok {
		w.Wrong(param, "there is no signal "+refs[0], "")
		return engine.NoSignal
	}
	return s
}
