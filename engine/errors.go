package engine

import (
	"errors"
	"fmt"
	"strings"
)

// ErrInterrupted ends a run that was told to stop.
var ErrInterrupted = errors.New("interrupted")

// LoopError ends a run in which an instant does not come to rest, or in which
// too much happens in too short a time.
type LoopError struct {
	Time   Time
	Zeno   bool     // too many firings in a window of time, otherwise too many microsteps
	Limit  int64    // the cap that was exceeded
	Actors []string // who kept firing
	Signal string   // the signal that changed last; "" for none
}

func (e *LoopError) Error() string {
	who := strings.Join(e.Actors, ", ")
	var what string
	if e.Zeno {
		what = fmt.Sprintf("chattering: more than %d firings within one second at %s", e.Limit, e.Time)
	} else {
		what = fmt.Sprintf("no rest at %s: more than %d microsteps", e.Time, e.Limit)
	}
	if e.Signal != "" {
		return fmt.Sprintf("%s among %s, last over %s", what, who, e.Signal)
	}
	return fmt.Sprintf("%s among %s", what, who)
}

// StateError ends a run in which a continuous state is not a number or has
// left the range in which its law means anything.
type StateError struct {
	Path            string // twin and variable
	Time            Time
	Value           float64
	Lowest, Highest float64
}

func (e *StateError) Error() string {
	if e.Value != e.Value {
		return fmt.Sprintf("%s is not a number at %s", e.Path, e.Time)
	}
	return fmt.Sprintf("%s ran away: %.6g at %s, outside %g to %g in SI units", e.Path, e.Value, e.Time, e.Lowest, e.Highest)
}

// ActorError says which actor failed and when.
type ActorError struct {
	Path string
	Time Time
	Err  error
}

func (e *ActorError) Error() string { return fmt.Sprintf("%s at %s: %v", e.Path, e.Time, e.Err) }

// Unwrap returns what the actor returned.
func (e *ActorError) Unwrap() error { return e.Err }

// PanicError ends a run in which a law panicked.
type PanicError struct {
	Path  string // of the actor
	Time  Time
	Value any
	Stack []byte
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("%s at %s: internal error: %v", e.Path, e.Time, e.Value)
}

// RecordError says that what a run produced could not be stored. It is the
// sink's failure, not the run's.
type RecordError struct{ Err error }

func (e *RecordError) Error() string { return "storing the results: " + e.Err.Error() }

// Unwrap returns the sink's error.
func (e *RecordError) Unwrap() error { return e.Err }
