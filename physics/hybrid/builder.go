package hybrid

import "fmt"

// Builder gathers parts and the quantities between them.
type Builder struct {
	slots    []slot
	states   []state
	parts    []placed
	inputs   map[int32]Slot
	paces    []pace
	shown    []shown
	events   []EventSpec
	failures []failure
	problems []Problem
}

// slot is a quantity as it was declared.
type slot struct {
	kind  kind
	path  string
	same  Slot    // the quantity that it is another name of, or itself
	index int     // of a state, in Builder.states; of an input, its id
	value float64 // of a constant, and first of a memory
}

type kind uint8

const (
	quantity kind = iota // computed by one part
	sum                  // added to by any number of parts
	stateValue
	memory
	input
	constant
)

type state struct {
	spec  StateSpec
	value Slot
	rate  Slot
	mass  float64
}

// pace is a slot for the rate of whatever another turns out to be.
type pace struct{ of, slot Slot }

// placed is a part, the path of its twin, and the slots that it names.
type placed struct {
	twin string
	part Part
	uses []use
}

// shown is a quantity that the world outside knows by an id.
type shown struct {
	slot Slot
	id   int32
}

type failure struct{ twin, text string }

// NewBuilder returns an empty builder.
func NewBuilder() *Builder { return &Builder{inputs: map[int32]Slot{}} }

func (b *Builder) slot(k kind, path string) Slot {
	s := Slot(len(b.slots))
	b.slots = append(b.slots, slot{kind: k, path: path, same: s})
	return s
}

// State declares a state; its rate is what one part writes or any number add to
// the slot rate.
func (b *Builder) State(spec StateSpec) (value, rate Slot) { return b.state(spec, 1) }

// Algebraic declares a quantity without a rate of its own: it takes the value at
// which what parts write or add to the slot residual is zero. Start is where its
// first value is sought from.
func (b *Builder) Algebraic(spec StateSpec) (value, residual Slot) { return b.state(spec, 0) }

func (b *Builder) state(spec StateSpec, mass float64) (value, rate Slot) {
	value = b.slot(stateValue, spec.Path)
	rate = b.slot(sum, spec.Path+" (rate)")
	b.slots[value].index = len(b.states)
	b.states = append(b.states, state{spec, value, rate, mass})
	return value, rate
}

// Rate is the rate of a quantity that turns out to be a state; of any other it is zero.
func (b *Builder) Rate(of Slot) Slot {
	s := b.slot(sum, b.slots[of].path+" (rate)")
	b.paces = append(b.paces, pace{of, s})
	return s
}

// Input declares the input of that id, or returns it where it is declared.
func (b *Builder) Input(id int32, path string) Slot {
	s, known := b.inputs[id]
	if !known {
		s = b.slot(input, path)
		b.slots[s].index = int(id)
		b.inputs[id] = s
	}
	return s
}

// Memory declares a number that changes at events only, such as a mode.
func (b *Builder) Memory(path string, first float64) Slot {
	s := b.slot(memory, path)
	b.slots[s].value = first
	return s
}

// Constant declares a number.
func (b *Builder) Constant(value float64) Slot {
	s := b.slot(constant, fmt.Sprint(value))
	b.slots[s].value = value
	return s
}

// Quantity declares what one part computes.
func (b *Builder) Quantity(path string) Slot { return b.slot(quantity, path) }

// Sum declares what any number of parts add to; it is zero where none does.
func (b *Builder) Sum(path string) Slot { return b.slot(sum, path) }

// Same lets two slots be one quantity. One of them at most may be a state, an input,
// a memory or a constant.
func (b *Builder) Same(x, y Slot) {
	x, y = b.root(x), b.root(y)
	if x == y {
		return
	}
	first, second := b.slots[x].kind, b.slots[y].kind
	if first >= stateValue && second >= stateValue {
		b.problems = append(b.problems, Problem{
			Twins:   []string{b.slots[x].path, b.slots[y].path},
			Summary: fmt.Sprintf("%s and %s are given both, but are one quantity", b.slots[x].path, b.slots[y].path),
		})
		return
	}
	if second >= stateValue || first == quantity && second == sum {
		x, y = y, x
	}
	b.slots[y].same = x
}

func (b *Builder) root(s Slot) Slot {
	for b.slots[s].same != s {
		s = b.slots[s].same
	}
	return s
}

// Add adds a part of a twin, named by its path, such as twin.motor.
func (b *Builder) Add(twin string, p Part) {
	b.parts = append(b.parts, placed{twin: twin, part: p, uses: usesOf(p)})
}

// Show lets the world outside know a quantity by an id.
func (b *Builder) Show(s Slot, id int32) { b.shown = append(b.shown, shown{s, id}) }

// Event declares a kind of event.
func (b *Builder) Event(spec EventSpec) Event {
	b.events = append(b.events, spec)
	return Event(len(b.events) - 1)
}

// Failure declares why a part of a twin may end a run, as a sentence without an end:
// "the inertia on this shaft is zero".
func (b *Builder) Failure(twin, text string) Failure {
	b.failures = append(b.failures, failure{twin, text})
	return Failure(len(b.failures) - 1)
}
