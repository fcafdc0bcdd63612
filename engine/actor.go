package engine

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"unsafe"
)

// ActorID is the place of an actor in the order of all paths.
type ActorID int32

// Law is what one actor does. The law never changes during a run; S is what
// does: plain data without pointers, zero before Start.
//
// Both methods return the actor's next own time, absolute: Never for none; a
// time not after Now means once more in the next microstep. An error ends the
// run.
type Law[S any] interface {
	// Start is called once, at the run's first instant.
	Start(r *Run, s *S) (Time, error)
	// Fire is called when the actor's time has come, when a signal that it
	// reads has changed, or when a watch of its has been crossed.
	Fire(r *Run, s *S) (Time, error)
}

// Wiring says what an actor hangs on.
type Wiring struct {
	Reads   []Signal // changes of these wake the actor
	Watches []Watch  // crossings of these wake the actor
	Source  bool     // started before all others: an input
	// Observer is 0 for an actor proper. An observer has a rank, 1 or more: it
	// acts within an instant only once all actors and all observers of a lower
	// rank are at rest,
	// so that they never see what was so for no time. They own no watches.
	Observer int32
}

// islandPool marks, in an actorRef, an island instead of an actor of a pool.
const islandPool = -1

// actorRef is where an actor is found, and what it is called in the
// fingerprint: together, since a firing needs both.
type actorRef struct {
	key   uint64 // hash of its path
	pool  int32  // index into pools, or islandPool
	index uint32
}

// pool holds all actors of one kind: their laws, shared by all runs, and their
// states, one slice per run.
type pool interface {
	// act lets actors of the pool act, or start, in the order of ids, and notes
	// their next times. An error is that of Run.acting.
	act(r *Run, ids []uint32, first bool) error
	reset()
	fresh() pool         // the same laws, new states
	copyFrom(o pool)     // the states of o
	matches(o pool) bool // byte for byte
}

type actors[S any, L Law[S]] struct {
	laws   []L
	states []S
}

func (a *actors[S, L]) act(r *Run, ids []uint32, first bool) error {
	several := len(ids) > 1
	for _, id := range ids {
		r.acting = id
		ref := &r.model.actors[id]
		law, state := &a.laws[ref.index], &a.states[ref.index]
		var next Time
		var err error
		if first {
			next, err = (*law).Start(r, state)
		} else {
			next, err = (*law).Fire(r, state)
		}
		if err != nil || r.recordFault != nil {
			return cmp.Or(err, r.recordFault)
		}
		r.stamp(ref.key)
		if several {
			r.tree.Write(id, int64(next))
		} else {
			r.tree.Set(id, int64(next))
		}
		if next <= r.now {
			r.wake(id)
		}
	}
	if several {
		r.tree.Update(ids)
	}
	return nil
}

func (a *actors[S, L]) reset() { clear(a.states) }
func (a *actors[S, L]) fresh() pool {
	return &actors[S, L]{laws: a.laws, states: make([]S, len(a.laws))}
}
func (a *actors[S, L]) copyFrom(o pool) { copy(a.states, o.(*actors[S, L]).states) }
func (a *actors[S, L]) matches(o pool) bool {
	return bytes.Equal(raw(a.states), raw(o.(*actors[S, L]).states))
}

// raw views a slice of plain data as bytes.
func raw[T any](s []T) []byte {
	var zero T
	size := int(unsafe.Sizeof(zero))
	if len(s) == 0 || size == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s)*size)
}

// plain reports what in t could not be copied as bytes, or "".
func plain(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return ""
	case reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if bad := plain(t.Field(i).Type); bad != "" {
				return fmt.Sprintf("%s.%s", t.Field(i).Name, bad)
			}
		}
		return ""
	}
	return t.String()
}
