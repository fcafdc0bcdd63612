package models

import (
	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// Study is one structure of model: a variant at one sweep point, decoded and
// checked. The numbers of a draw are laid over it run by run.
type Study struct {
	Span, Warmup  engine.Time
	Inputs        []Input
	Twins         []twin.Twin
	Interventions []Intervention
	Alerts        []Alert
	Indicators    []Indicator
	Record        Record
}

// Input is a signal from outside. Exactly one of Table, Constant, Sine and
// Noise is set.
type Input struct {
	Name     string    // without "input."
	Unit     unit.Unit // the SI unit of its values (absolute for temperatures)
	Table    *Table
	Constant *Constant
	Sine     *Sine
	Noise    *Noise
}

// Table is a recorded or scheduled input: breakpoints in order of time, shared
// read-only by all runs. It begins at or before the warm-up; the last value is
// held to the end.
type Table struct {
	Times  []engine.Time
	Values []float64 // SI
	Linear bool      // linear between the points, otherwise held until the next
	// Stamps of the record itself inside the span, with the value at each, for
	// comparison against a signal (rmse). Nil for a schedule.
	Stamps      []engine.Time
	StampValues []float64
}

// Constant, Sine and Noise hold SI numbers that a draw may vary by the path
// input.NAME.KEY.
type Constant struct{ Value float64 }

// Sine is Mean + Amplitude sin(2 pi t / Period + Phase), t in seconds since
// the start.
type Sine struct{ Mean, Amplitude, Period, Phase float64 }

// Noise is an Ornstein-Uhlenbeck process on the grid Every, held between.
type Noise struct {
	Mean, SD, Timescale float64
	Every               engine.Time
}

// Intervention sets paths at a time, for a while or (Until = Never) for good.
type Intervention struct {
	Name        string // without "event."
	From, Until engine.Time
	Set         []Assignment
}

// Assignment is one path set to a number (SI; flags 0 or 1). Text is the value
// as it was written.
type Assignment struct {
	Path  string
	Value float64
	Text  string
}

// Op is an operator of a condition.
type Op int

const (
	Less Op = iota
	LessEqual
	Greater
	GreaterEqual
	FlagSet // Left names a flag
	And
	Or
	Not
)

// Condition is a tree: And, Or and Not have Args, the rest Left and Right.
type Condition struct {
	Op          Op
	Args        []Condition
	Left, Right Operand
}

// Operand is a signal (Path, such as twin.north.temperature, input.people,
// alert.cold) or a number in SI.
type Operand struct {
	Path   string
	Number float64
}

// Alert starts when its condition has held for For.
type Alert struct {
	Name string
	When Condition
	For  engine.Time
}

// Measure is what an indicator measures.
type Measure string

const (
	Integral  Measure = "integral"
	Mean      Measure = "mean"
	Min       Measure = "min"
	Max       Measure = "max"
	Final     Measure = "final"
	TimeWhile Measure = "time_while"
	Count     Measure = "count"
	RMSE      Measure = "rmse"
)

// Indicator is one number per run, shown in Unit.
type Indicator struct {
	Name    string
	Measure Measure
	Signal  string     // of integral, mean, min, max, final, rmse
	When    *Condition // of time_while, count
	During  *Condition // counts only while it holds; nil for always
	Against string     // of rmse: input.NAME
	Unit    unit.Unit
}

// Record says what is sampled and how often.
type Record struct {
	Every    engine.Time
	Channels []Channel // in the order of the sample's values
}

// Channel is one recorded signal.
type Channel struct {
	Path string // twin.NAME.VARIABLE or input.NAME
	Mean bool   // mean over the interval that ends at t, otherwise the value at t
}

// Problem is something wrong with a study that shows only when it is wired.
type Problem struct {
	Path    string // where: twin.NAME.PARAMETER, indicator.NAME, ...
	Summary string
	Hint    string
}
