package intervene

import (
	"fmt"

	"whatif/engine"
	"whatif/physics/unit"
)

// Effect is how an event acts on a path.
type Effect int8

const (
	Set   Effect = iota // replaces what lies below
	Scale               // multiplies it
	Add                 // is added to it
)

// Layer is one event on a path.
type Layer struct {
	Event  string // event.NAME
	Cue    Cue
	Timed  *Timed // of an event at known times; nil for others
	Effect Effect
	Value  engine.Signal // of the effect, SI; Held
	Known  float64       // Value where no draw changes it
	Text   string        // Known as it was written; may be ""

	place engine.Signal // its turn among the layers in force, from 1; 0 while not in force
	seen  engine.Signal // how many of its beginnings have been noticed
	told  string        // the detail where Value is Known
}

// pure is the unit of a factor.
var pure = unit.Must("1")

// detail says what the layer does, for the table of events; drawn values are
// shown in the unit.
func (l *Layer) detail(path string, value float64, u unit.Unit) string {
	text := l.Text
	switch shown := u; {
	case text != "" && value == l.Known:
	case l.Effect == Scale:
		text = unit.Format(value, pure)
	case l.Effect == Add:
		shown = u.Difference()
		fallthrough
	default:
		text = unit.Format(value, shown)
	}
	return path + [...]string{" = ", " * ", " + "}[l.Effect] + text
}

// blend is what the layers in force make of the value x below them: Factor x +
// Offset.
type blend struct{ factor, offset float64 }

// with lays one more layer on top.
func (b blend) with(e Effect, v float64) blend {
	switch e {
	case Scale:
		return blend{b.factor * v, b.offset * v}
	case Add:
		return blend{b.factor, b.offset + v}
	}
	return blend{0, v}
}

// of is the value, without rounding where there is nothing to compute.
func (b blend) of(x float64) float64 {
	switch {
	case b.factor == 0:
		return b.offset
	case b == blend{1, 0}:
		return x
	}
	return b.factor*x + b.offset
}

// Limits are the bounds of what a path may be, in SI; Above excludes Min.
type Limits struct {
	Min, Max float64
	Above    bool
}

// keep is x within the limits. There is no nearest value above an excluded
// bound, which is an error.
func (l Limits) keep(x float64, path string, u unit.Unit) (float64, error) {
	switch {
	case l.Above && !(x > l.Min):
		return x, fmt.Errorf("%s would become %s, but has to be above %s", path, unit.Format(x, u), unit.Format(l.Min, u))
	case x < l.Min:
		return l.Min, nil
	case x > l.Max:
		return l.Max, nil
	}
	return x, nil
}
