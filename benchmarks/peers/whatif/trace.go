//go:build unix

package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"os"
	"strconv"
	"strings"

	"whatif/engine"
)

const kelvin = 273.15

// trace keeps what runs record: every state of every sample, and for every
// switching its time in s and whose it is.
type trace struct {
	states []float64 // K
	events []float64
	member int // whose run it is, in a problem of many members
}

func newTrace(numbers int) *trace { return &trace{states: make([]float64, 0, numbers)} }

func (t *trace) clear() { t.states, t.events = t.states[:0], t.events[:0] }

func (t *trace) last() float64 {
	if len(t.events) == 0 {
		return 0
	}
	return t.events[len(t.events)-2]
}

// Sample keeps the state.
func (t *trace) Sample(_ engine.Time, values []float64) error {
	t.states = append(t.states, values...)
	return nil
}

// Event keeps a switching; the thermostats are control, or control and the
// number of the room.
func (t *trace) Event(e engine.Event) error {
	whose := t.member
	if digits := strings.TrimPrefix(e.Twin, "control"); digits != "" {
		room, err := strconv.Atoi(digits)
		if err != nil {
			return err
		}
		whose += room
	}
	t.events = append(t.events, e.Time.Seconds(), float64(whose))
	return nil
}

// write writes the states, counted from zero, and the events.
func (t *trace) write(file string, zero float64) error {
	for i := range t.states {
		t.states[i] -= zero
	}
	return errors.Join(put(file+".states", t.states), put(file+".events", t.events))
}

func put(file string, numbers []float64) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	err = binary.Write(w, binary.LittleEndian, numbers)
	return errors.Join(err, w.Flush(), f.Close())
}
