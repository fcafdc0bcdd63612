package twin

// Kind is an entry of the catalogue: what a planner can name as a model.
type Kind struct {
	Name      string // such as thermal.room
	Doc       string // what it is, in a sentence or two
	Equation  string // its law
	Source    string // where the law comes from
	Params    []Param
	Variables []Variable
	Events    []Event // beside those that every twin may tell
	// Open kinds take parameters of any name: a planner's own.
	Open bool
	// Check, where set, notes parameters of a complete twin that do not go
	// together. The path of each fault is the name of a parameter, followed by
	// .1 for the first of its tables and so on.
	Check func(t *Twin) []Fault
	// Wire turns one twin of this kind into signals, actors and physics. It
	// reports what is wrong with the twin as faults of the wiring.
	Wire func(w *Wiring, t *Twin) error

	defaults []Setting // per parameter that has one, where the kind was made by Define
}

// Event is a kind of event that a twin tells.
type Event struct {
	Kind string // such as overflow
	Unit string // of the number that belongs to it; "" for none
}

// Param returns the parameter of that name, or nil.
func (k *Kind) Param(name string) *Param {
	for i := range k.Params {
		if k.Params[i].Name == name {
			return &k.Params[i]
		}
	}
	return nil
}

// Variable returns the variable of that name, or nil.
func (k *Kind) Variable(name string) *Variable {
	for i := range k.Variables {
		if k.Variables[i].Name == name {
			return &k.Variables[i]
		}
	}
	return nil
}

// Given reports whether a parameter is written or defaulted.
func (t *Twin) Given(name string) bool {
	_, ok := t.Settings[name]
	return ok
}

// Together is the fault where one of two parameters is given without the other,
// if so. Each comes with what might be written for it.
func (t *Twin) Together(a, exampleA, b, exampleB string) []Fault {
	switch {
	case t.Given(a) && !t.Given(b):
		return []Fault{{a, a + " is given, but not " + b, "give " + b + ", such as " + exampleB}}
	case t.Given(b) && !t.Given(a):
		return []Fault{{b, b + " is given, but not " + a, "give " + a + ", such as " + exampleA + ", or leave out " + b}}
	}
	return nil
}

// Either is the fault where not exactly one of two parameters is given, if so.
func (t *Twin) Either(a, b, example string) []Fault {
	switch {
	case t.Given(a) && t.Given(b):
		return []Fault{{b, a + " and " + b + " are both given", "keep one of the two"}}
	case !t.Given(a) && !t.Given(b):
		return []Fault{{a, "neither " + a + " nor " + b + " is given", "give one of them, such as " + example}}
	}
	return nil
}
