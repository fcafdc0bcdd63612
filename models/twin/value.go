package twin

import (
	"reflect"

	"whatif/engine"
)

// The types below are what the fields of a kind's parameter struct may be.
// Each stands for one Shape of parameter and is filled when a twin is wired.
// Numbers are signals and not floats, because a draw lays its own number over
// each and an intervention may change it during a run.
type (
	// Quantity is a Number: a held signal, NoSignal when the parameter is
	// absent.
	Quantity struct{ Signal engine.Signal }

	// Toggle is a Flag: a held signal that is 0 or 1.
	Toggle struct{ Signal engine.Signal }

	// Option is a Choice.
	Option string

	// Feed is a Signal: a quantity or a reference.
	Feed struct{ Signal engine.Signal }

	// Total is a Sum: the signals that add up to it. It is empty when the
	// parameter is absent.
	Total []engine.Signal

	// Weights are Numbers, nil when the parameter is absent.
	Weights []float64

	// Spot is a Place: the path of a temperature of a twin, such as
	// twin.north.temperature, or of an input; or, of a quantity, the path of the
	// parameter itself.
	Spot string

	// Spots are Places.
	Spots []Spot

	// Sensor is a Sense: a variable of a twin.
	Sensor struct{ Signal engine.Signal }

	// Outlets are a Drive: the held signals of the ports that are driven.
	Outlets []engine.Signal

	// Rows are Tables, one R for each: a struct whose fields are Fixed, with the
	// tags of a parameter struct.
	Rows[R any] []R

	// Fixed is a number in SI, in a table or by itself, that is part of the
	// structure, so that neither a draw nor an intervention reaches it.
	Fixed struct {
		Value float64
		Given bool
	}
)

// row is the type of one table.
func (Rows[R]) row() reflect.Type { return reflect.TypeFor[R]() }

// Given reports whether the parameter has a value.
func (q Quantity) Given() bool { return q.Signal != engine.NoSignal }

// Or returns q, or other where q is absent.
func (q Quantity) Or(other Quantity) Quantity {
	if q.Given() {
		return q
	}
	return other
}
