package twin

// Kind is an entry of the catalogue: what a planner can name as a model.
type Kind struct {
	Name      string // such as thermal.room
	Doc       string // what it is, in a sentence or two
	Equation  string // its law
	Source    string // where the law comes from
	Params    []Param
	Variables []Variable
	// Wire turns one twin of this kind into signals, actors and physics. It
	// reports what is wrong with the twin as faults of the wiring.
	Wire func(w *Wiring, t *Twin) error
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
