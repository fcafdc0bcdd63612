package models

import (
	"time"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/physics/unit"
)

// Study is one structure of model: a variant at one sweep point, decoded and
// checked. The numbers of a draw are laid over it run by run.
type Study struct {
	Span, Warmup  engine.Time
	Epoch         time.Time // UTC: the scenario's start, where HasEpoch
	HasEpoch      bool
	Inputs        []Input
	Twins         []twin.Twin
	Interventions []Intervention
	Alerts        []Alert
	Indicators    []Indicator
	Record        Record
	Balance       ZoneBalance
	// Accuracy is the tolerance of nonlinear physics, relative; 0 for the standard.
	Accuracy float64
}

// Input is a signal from outside. Exactly one of the pointers is set.
type Input struct {
	Name     string    // without "input."
	Unit     unit.Unit // the SI unit of its values (absolute for temperatures)
	Table    *Table
	Constant *Constant
	Sine     *Sine
	Noise    *Noise
	Square   *Square
	Step     *Step
	Ramp     *Ramp
	Pulse    *Pulse
	Bursts   *Bursts
	Derived  *Derived
}

// Table is a recorded or scheduled input: breakpoints in order of time, shared
// read-only by all runs. It begins at or before the warm-up; the last value is
// held to the end.
type Table struct {
	Times  []engine.Time
	Values []float64 // SI
	Linear bool      // linear between the points, otherwise held until the next
	// Stamps of the record itself inside the span, with the value at each, for
	// comparison against a signal (rmse). Nil for a schedule. Of a record of
	// means each value is the mean from StampBegins to its stamp; StampBegins is
	// nil for values at instants.
	Stamps      []engine.Time
	StampValues []float64
	StampBegins []engine.Time
	// Filled are the times for which the record has no value of its own, in order.
	Filled []Spell
	// Adjust is what the values are multiplied with and what is added to them;
	// nil for nothing.
	Adjust *Adjustment
}

// Adjustment holds numbers that a draw may vary by the paths input.NAME.scale
// and input.NAME.offset.
type Adjustment struct{ Scale, Offset float64 }

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

// Intervention acts on paths for a while, or for good. One of four things begins
// it: Spells; When; After; or else the time From.
type Intervention struct {
	Name string // without "event."
	// At a known time: From until Until (Never for good), and again Every so
	// often, where that is above 0, for as long.
	From, Until engine.Time
	Every       engine.Time
	// At several known times, in order; a spell that lasts to Never lasts for For.
	Spells []Spell
	// When a condition has held for Hold, for For, or, where While, until it no
	// longer holds; again whenever the condition becomes true anew.
	When  *Condition
	Hold  engine.Time
	While bool
	// Of a condition: Again lets an event whose time is over go on for as long
	// again where the condition still holds. EndsWhen ends it instead of For: it
	// begins whenever When has held for Hold while EndsWhen does not hold.
	Again    bool
	EndsWhen *Condition
	// Delay after the event of this name (without "event.") has ended, or, where
	// that is for good, begun; for For.
	After string
	Delay engine.Time

	For      engine.Time  // Never for good
	NotAfter *engine.Time // it does not begin later; nil for no bound
	Times    int64        // how often it may begin; 0 for no bound
	Off      bool         // it is there, and never begins
	Set      []Assignment
}

// Spell is one time that an intervention is in force.
type Spell struct{ From, Until engine.Time }

// Effect is how an intervention acts on a path.
type Effect int

const (
	Replace  Effect = iota // set
	Multiply               // scale
	Increase               // add
)

// Assignment is one path and a number that it is set to, multiplied with or
// increased by (SI; flags 0 or 1). Text is the number as it was written.
type Assignment struct {
	Path   string
	Effect Effect
	Value  float64
	Text   string
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
	Off  bool // it is there, and never starts
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
	Shortfall Measure = "shortfall"
	Excess    Measure = "excess"
	RMSE      Measure = "rmse"
	MAE       Measure = "mae"
	Bias      Measure = "bias"
	NMBE      Measure = "nmbe"
	CVRMSE    Measure = "cv_rmse"
)

// Fits reports whether m compares a signal with a record.
func (m Measure) Fits() bool {
	switch m {
	case RMSE, MAE, Bias, NMBE, CVRMSE:
		return true
	}
	return false
}

// Over is how an indicator makes one number of those of many: a reduction of
// what was measured of each. What nothing was counted of is left out; where
// that is all, nothing was counted. OverCount is how many are above 0.
type Over string

const (
	OverSum   Over = "sum"
	OverMean  Over = "mean"
	OverMin   Over = "min"
	OverMax   Over = "max"
	OverCount Over = "count"
)

// Indicator is one number per run, shown in Unit.
type Indicator struct {
	Name        string
	Measure     Measure
	Signal      string      // of all but time_while and count
	When        *Condition  // of time_while, count
	During      *Condition  // counts only while it holds; nil for always
	From, Until engine.Time // counts only from here to there; Until is 0 for the end of the span
	Window      engine.Time // of min, max: of the mean over a window that slides; 0 for the value itself
	Level       Operand     // of shortfall: below this; of excess: above it
	Against     string      // of what compares with a record: input.NAME
	Parameters  int         // of nmbe, cv_rmse: how many parameters were fitted
	Unit        unit.Unit
	// Over reduces the numbers of Members, each an indicator of the same Measure,
	// to one; "" where there is but this.
	Over    Over
	Members []Indicator
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
	// Against is the path of a signal to take off, value from value or mean from
	// mean; "" for none.
	Against string
}

// Problem is something wrong with a study that shows only when it is wired.
type Problem struct {
	Path    string // where: twin.NAME.PARAMETER, indicator.NAME, ...
	Summary string
	Hint    string
}
