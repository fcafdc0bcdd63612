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

// Own returns the signal of one of the twin's own variables.
func (w *Wiring) Own(variable string) engine.Signal {
	if s, ok := w.Signals[w.Path(variable)]; ok {
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
	if strings.HasPrefix(ref, "twin.") && strings.Count(ref, ".") == 1 {
		return ref + "." + PlaceVariable
	}
	return ref
}

// fill writes the settings of t into the fields of a parameter struct.
func (w *Wiring) fill(fields reflect.Value, params []Param, t *Twin) {
	for i := range params {
		p := &params[i]
		setting := t.Settings[p.Name]
		path := w.Path(p.Name)
		var v any
		switch p.Shape {
		case Number:
			v = Quantity{w.first(path)}
		case Flag:
			v = Toggle{w.first(path)}
		case Signal:
			v = Feed{w.first(path)}
		case Sum:
			v = Total(w.Params[path])
		case Choice:
			v = Option(setting.Text)
		case Numbers:
			v = Weights(setting.Numbers)
		case Place:
			v = Spot("")
			if len(setting.Refs) > 0 {
				v = Spot(PlacePath(setting.Refs[0]))
			} else if w.first(path) != engine.NoSignal {
				v = Spot(path)
			}
		case Places:
			var spots Spots
			for _, ref := range setting.Refs {
				spots = append(spots, Spot(PlacePath(ref)))
			}
			v = spots
		case Sense:
			v = Sensor{w.sense(path, setting.Refs)}
		case Drive:
			var outlets Outlets
			for _, ref := range setting.Refs {
				if s, ok := w.outlet(ref, path); ok {
					outlets = append(outlets, s)
				}
			}
			v = outlets
		case Tables:
			fillRows(fields.Field(i), p.Columns, setting.Rows)
			continue
		}
		fields.Field(i).Set(reflect.ValueOf(v))
	}
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

// first is the signal of a parameter that has one, or NoSignal.
func (w *Wiring) first(path string) engine.Signal {
	if s := w.Params[path]; len(s) > 0 {
		return s[0]
	}
	return engine.NoSignal
}

func (w *Wiring) sense(path string, refs []string) engine.Signal {
	if len(refs) == 0 {
		return engine.NoSignal
	}
	s, ok := w.Signals[PlacePath(refs[0])]
	if !ok {
		w.Fault(path, "there is no signal "+refs[0], "")
		return engine.NoSignal
	}
	return s
}
