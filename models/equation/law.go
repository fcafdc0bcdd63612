package equation

import (
	"slices"

	"whatif/physics/formula"
	"whatif/physics/unit"
)

// Law is a law of a planner's own. Its names, but for those of guards, are one another's:
// a formula may name any of them, and Time.
type Law struct {
	Twin       string // the name of its twin, for messages
	Parameters []Parameter
	States     []State
	Outputs    []Output
	Modes      []Mode
	Guards     []Guard
	// Given tells what a parameter means; it may lead to other laws.
	Given func(parameter string) (formula.Meaning, bool)
	// Way is shared by laws that lead to each other.
	Way *Way

	known    map[string]formula.Meaning
	unknown  map[string]bool
	mistakes []Mistake
}

// Time is the name of the time since the scenario's start, in s.
const Time = "time"

// Parameter is what stands for a quantity or a reference.
type Parameter struct {
	Name string
	Flag bool // true or false
	Port bool // a controller may drive it
}

// Value is a number or a formula. A formula that could not be read is nil as well, and
// then the Value is Broken.
type Value struct {
	Number  float64 // SI; 1 and 0 for true and false
	Unit    unit.Unit
	Flag    bool
	Formula *formula.Formula
	Broken  bool
}

// State is a quantity of which the derivative is known. Start is a quantity or a formula
// of parameters; its unit is that of the state.
type State struct {
	Name  string
	Start Value
	Rate  Value
}

// Output is computed of others.
type Output struct {
	Name  string
	Value Value
	Unit  *unit.Unit // as it was stated; nil for what the formula gives
	Doc   string
}

// Mode is a number, or something true or false, that only guards change.
type Mode struct {
	Name  string
	Start Value
}

// Guard is an event: when its comparison becomes true, what it sets is set.
type Guard struct {
	Name string
	When Value
	Set  []Reset
}

// Reset sets a state or a mode.
type Reset struct {
	Name string
	To   Value
}

// Mistake is something wrong with a law.
type Mistake struct {
	// Where names the key: der.level, output.flow, guard.overflow.set.level.
	Where string
	// Offset and Length tell the part of the formula, in runes; Length is 0 for all.
	Offset, Length int
	Key            bool // it is about the key itself, not about what is written for it
	Sort           Sort
	Summary        string
	Expected       string
	Hint           string
	// Of an unknown name: what it is, and what could have been meant.
	Name  string
	Known []string
}

// Sort is what a mistake is about.
type Sort int

// The sorts of mistakes.
const (
	Plain       Sort = iota // a formula that cannot be so
	Dimension               // dimensions do not fit
	Temperature             // a temperature and a difference are confused
	Unknown                 // a name that there is not
)

// names lists what the law names: parameters, states, outputs and modes.
func (l *Law) names() []string {
	var list []string
	for i := range l.Parameters {
		list = append(list, l.Parameters[i].Name)
	}
	for i := range l.States {
		list = append(list, l.States[i].Name)
	}
	for i := range l.Outputs {
		list = append(list, l.Outputs[i].Name)
	}
	for i := range l.Modes {
		list = append(list, l.Modes[i].Name)
	}
	return list
}

func (l *Law) parameter(name string) *Parameter {
	return find(l.Parameters, func(p *Parameter) bool { return p.Name == name })
}
func (l *Law) state(name string) *State {
	return find(l.States, func(s *State) bool { return s.Name == name })
}
func (l *Law) output(name string) *Output {
	return find(l.Outputs, func(o *Output) bool { return o.Name == name })
}
func (l *Law) mode(name string) *Mode {
	return find(l.Modes, func(m *Mode) bool { return m.Name == name })
}

// find is the first of a list that is wanted, or nil.
func find[T any](list []T, wanted func(*T) bool) *T {
	if i := slices.IndexFunc(list, func(v T) bool { return wanted(&v) }); i >= 0 {
		return &list[i]
	}
	return nil
}
