// Package twin holds what every kind of twin is made of: parameters, variables
// and the wiring that turns a twin into actors, signals and physics.
package twin

import "whatif/engine"

// Shape says what a planner may write for a parameter.
type Shape int

const (
	Number  Shape = iota // a quantity: "55 W/K", or a bare number where dimensionless
	Flag                 // true or false
	Choice               // one of Param.Choices
	Signal               // a quantity, or one reference to an input or a variable
	Sum                  // a quantity, a reference, or a list of them, which add up
	Numbers              // a list of numbers, or of quantities where Param.Unit is one
	Place                // one reference to a twin's temperature: "twin.north", "twin.north.mass_temperature"; or, where Param.Inputs, to an input; or, where Param.Literal, a quantity. Param.Bare may be another variable
	Places               // a list of places; a quantity among them has the parameter's own path for a reference, and Number
	Sense                // one reference to a variable: "twin.north.temperature"
	Drive                // a reference to a parameter with Param.Port set, or a list of them
	Tables               // a list of tables whose keys are Param.Columns
	Free                 // a table whose keys are names of the planner's own
	Names                // a list of such names
)

// Param describes a parameter of a kind of twin. It is read off the kind's
// parameter struct and is the one source for decoding, checks and docs.
type Param struct {
	Name       string
	Doc        string
	Shape      Shape
	Unit       string // unit in which docs speak of it; its dimension is what counts
	Required   bool
	Default    string   // as a planner would write it; "" for none
	Min, Max   float64  // in SI; -Inf and +Inf for none
	Above      bool     // Min itself is excluded
	Choices    []string // of a Choice
	Length     int      // of Places or Numbers, when fixed; otherwise 0
	Columns    []Param  // of Tables: the keys of each, all of Shape Number
	Inputs     bool     // a Place may be an input
	Bare       string   // of a Place: the variable that a twin alone means; "" for its temperature
	Literal    bool     // a Place, or one of Places, may be a quantity
	Port       bool     // a controller may drive it
	Changeable bool     // an intervention may set it during a run
	Structure  bool     // a Number that shapes the law: no draw and no intervention reaches it
}

// Variable describes a quantity that a twin shows.
type Variable struct {
	Name string
	Doc  string
	Unit string // as shown: degC for temperatures, SI for the rest, "1" for a flag
	Flow bool   // recorded as the mean over the interval that ends at t, otherwise as the value at t
	Flag bool   // a condition may name it bare
	// Optional variables exist only when the named parameter is given.
	Needs string
	// Class is how the variable may change. One that is Held becomes Formed
	// where a parameter named in Follows is wired to a signal that is. Several
	// names stand side by side: "irradiance shading".
	Class   engine.Class
	Follows string
	// DenseWith is a parameter and its choice with which the variable is Dense,
	// whatever its Class; empty for none.
	DenseWith [2]string
}

// Setting is what was written for a parameter, in SI.
type Setting struct {
	Number  float64   // Number, Flag (0 or 1), and a Signal that is a quantity
	Text    string    // Choice
	Refs    []string  // full paths: Signal, Sum, Place, Places, Sense, Drive
	Numbers []float64 // Numbers
	// Rows are the tables of Tables, each by its keys; what is absent is not
	// given.
	Rows []map[string]float64
	// Sum: the literal terms added up; Number holds their sum. IsRef tells a
	// Signal that is a reference from one that is a number.
	IsRef bool
}

// Twin is one twin of a study, decoded and checked.
type Twin struct {
	Name     string // without "twin."
	Kind     string
	Own      *Kind              // its kind, where that is none of the catalogue; else nil
	Settings map[string]Setting // given or defaulted; an optional one without default is absent
	Currency string             // of its sums of money; "" for that of its kind
}
