package engine

import "time"

// A run's identity and what it writes are declared here, below both the
// package that plans runs and the package that stores what they wrote.

// RunID is the identity of a run. Number is its place in the order (variant,
// sweep point, draw); nothing but that order depends on it.
type RunID struct {
	Number  int64
	Variant int   // index into Schema.Variants
	Sweep   int   // number of the sweep point, from 0
	Draw    int   // number of the draw, from 0
	Seed    int64 // seed of the study
}

// Column describes one column of numbers.
type Column struct {
	Name        string // an identifier, unique in its table
	Path        string // the full path, such as twin.north.heat_loss
	Unit        string // unit of the numbers in the column
	Description string
	Mean        bool // mean over the interval that ends at t, otherwise the value at t
	// Better says of an indicator which values one wishes for: "lower",
	// "higher", or "" where neither is better.
	Better string
}

// Table describes one series table: one row per sample and twin.
type Table struct {
	Kind    string // kind of twin, such as thermal.room, or "input"
	Columns []Column
}

// Schema says what a batch of runs writes. It is the same for all runs.
type Schema struct {
	Variants   []string
	Parameters []Column // one per swept or varied parameter
	Indicators []Column
	Tables     []Table
	// The values that the dictionary columns of the tables may take.
	Twins, Kinds, Signals, Units []string
	// Balance are the terms of all heat balances; none where none is asked for.
	Balance []BalanceTerm
	Periods Periods // into which they are split
}

// Layout maps the channels of one structure of model to rows of the series
// tables. Runs of the same structure share it.
type Layout struct {
	Rows    []LayoutRow  // in the order of (table, twin)
	Balance []BalanceRow // of the structure, in the order of Term
}

// LayoutRow is one row that every sample writes.
type LayoutRow struct {
	Table    int       // index into Schema.Tables
	Twin     int       // index into Schema.Twins
	Channels []int     // per column of the table: index into the sample's values, -1 for none
	Scale    []float64 // per column: stored = value*Scale + Offset
	Offset   []float64
}

// Event is one row of the events table.
type Event struct {
	Time   Time
	Seq    int64 // number of the event in its run, from 0
	Twin   string
	Kind   string // switch_on, switch_off, alert_on, alert_off, event_on, event_off, and kinds' own
	Signal string
	Value  float64 // NaN for none
	Unit   string
	Detail string
}

// Recorder takes what one run produces, in order of time.
type Recorder interface {
	// Sample takes the value of every channel at one point of the recording
	// grid. values is reused after the call. NaN stands for no value.
	Sample(t Time, values []float64) error
	// Event takes one event.
	Event(e Event) error
}

// Outcome is how a run ended.
type Outcome struct {
	ID          RunID
	Err         error // nil when the run reached its end
	End         Time  // how far it came
	Events      int64
	Fingerprint uint64
	Parameters  []float64 // per Schema.Parameters; NaN for none
	Indicators  []float64 // per Schema.Indicators; NaN for none
	// Took is the wall time of the run. It is known to Batch.Done alone, as no
	// table may hang on it.
	Took time.Duration
}

// Sink stores the parts of a batch. Its methods are called concurrently, each
// PartWriter by one worker alone.
type Sink interface {
	// Part begins part k, which holds the runs first to last-1.
	Part(k int, first, last int64) (PartWriter, error)
}

// PartWriter stores the runs of one part in the order of their numbers.
type PartWriter interface {
	// Begin says whose samples and events follow.
	Begin(id RunID, layout *Layout) error
	Recorder
	// End closes the run begun last.
	End(o *Outcome) error
	// Commit makes the part durable; nothing of it counts before.
	Commit() error
	// Abort drops the part.
	Abort() error
}
