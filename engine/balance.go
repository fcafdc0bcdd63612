package engine

// The heat balance of zones is summed up from samples: a mean over an interval
// times its length is the energy itself, so that nothing is lost by sampling.

// BalanceTerm is one line of a zone's balance.
type BalanceTerm struct {
	Zone string // a twin
	Name string // of where heat comes from or goes to, or of what is counted
	Role string // gain, loss, storage, or a count of hours and degree-hours
	Unit string
}

// Measure is how a term follows from the channels of a sample. With x the sum of
// weight times channel, plus an offset:
type Measure int8

// The measures.
const (
	Integral Measure = iota // of x over time; x is made of means
	Change                  // x at the end of an interval less x at its beginning
	Excess                  // the integral of x where x > 0
	Duration                // the time in which x > 0
)

// BalanceRow says which channels make a term in one structure of model.
type BalanceRow struct {
	Term     int // index into Schema.Balance
	Measure  Measure
	Channels []int
	Weights  []float64 // per channel
	Offset   float64
	Scale    float64 // from SI to the term's unit
}

// Periods say in which month and hour of the local day a time lies.
type Periods struct {
	Months []string // such as 1988-01; one without a name where there is no calendar
	Marks  []Mark   // in order of time
}

// Mark begins an hour, which lasts until the next mark.
type Mark struct {
	From  Time
	Month int16 // index into Months
	Hour  int8  // 0 to 23
}
