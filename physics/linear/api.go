package linear

// Term is a weighted reference to a state or an input.
type Term struct {
	Index  int
	Weight float64
}

// Row is an output y = sum of weights times states and inputs.
type Row struct {
	X []Term // over the N states, massless ones included
	U []Term // over the M inputs
}

// System is E x' = A x + B u with outputs Rows. Its matrices are lists of
// entries, as most networks are sparse: of a thousand rooms each has to do with
// its neighbours.
type System struct {
	N, M int
	E    []float64 // N, diagonal, >= 0; 0 marks a massless state
	A    []Entry   // N x N
	B    []Entry   // N x M
	Rows []Row
}

// Entry adds Value to a matrix at (Row, Column). Entries at one place add up, in
// their order.
type Entry struct {
	Row, Column int
	Value       float64
}

// Entries lists what is not zero in a matrix with so many columns, row-major.
func Entries(columns int, matrix []float64) []Entry {
	var list []Entry
	for k, v := range matrix {
		if v != 0 {
			list = append(list, Entry{Row: k / columns, Column: k % columns, Value: v})
		}
	}
	return list
}

// Segment is the memory of one system between two changes of its inputs: State
// is what a run owns, plain numbers of length Propagator.Size; Work is scratch
// of length Propagator.Work, whose content means nothing between calls.
type Segment struct {
	State []float64
	Work  []float64
}

// Guard waits for output Row to reach Level: from below when Direction is
// +1, from above when it is -1. A guard with Direction 0 is not armed. An
// output at rest on the level has reached it, but has not crossed a guard that
// is Beyond, which waits for more.
type Guard struct {
	Row       int32
	Direction int8
	Beyond    bool
	Level     float64
}

// Crossing is what a search for guards found: Guard is crossed at Tau, or,
// when Guard is -1, no guard is crossed before Tau (certified).
type Crossing struct {
	Tau   float64
	Guard int
}

// Drifter is a Propagator that can tell how far its states get.
type Drifter interface {
	// Drift is a bound on how far any state may be, at any time until tau, from
	// where it is at the segment's beginning; +Inf where it cannot tell, as where
	// a Change may move a state at once.
	Drift(s Segment, tau float64) float64
}

// Propagator is a compiled System. It never changes and may be shared by any
// number of runs; what changes is in the Segment. All times tau are seconds
// since the segment began. Methods that only look leave State untouched.
type Propagator interface {
	// Method names the way of solution: "modal", "local", "exponential", "static".
	Method() string
	// Size is the length of Segment.State, Work that of Segment.Work.
	Size() int
	Work() int
	// Bytes is about how much memory the propagator itself takes.
	Bytes() int
	// Start sets the states to x (length N; massless entries are ignored) with
	// all inputs zero.
	Start(s Segment, x []float64)
	// Force begins a segment: the inputs are u (length M) from now on.
	Force(s Segment, u []Input)
	// Shift moves the beginning of the segment on by tau; the inputs go on as
	// they were.
	Shift(s Segment, tau float64)
	// Change lets the listed inputs, each once, go on as u from tau on, in which
	// tau counts as 0; the others go on as they were. Where Moves says so of these
	// inputs, the segment now begins at tau, as after a Shift. Otherwise it begins
	// where it did, times before tau must no longer be asked for, and Integrals
	// still counts from its beginning, with the inputs as they were then.
	Change(s Segment, tau float64, inputs []int32, u []Input)
	// Moves tells whether a Change of these inputs moves the segment's beginning.
	Moves(s Segment, inputs []int32) bool
	// Reach lists the outputs whose course a Change of an input may alter without
	// moving the segment's beginning; nil stands for all of them.
	Reach(input int) []int32
	// Horizon is the time in s up to which the segment may be asked for; it must
	// be shifted on by then. +Inf where it holds for ever.
	Horizon(s Segment) float64
	// States writes all N states at tau to x.
	States(s Segment, tau float64, x []float64)
	// Values writes the listed outputs at tau to y (as long as rows).
	Values(s Segment, rows []int32, tau float64, y []float64)
	// Series writes the listed outputs at each time of g to y, those of one time
	// side by side and stride after those of the time before.
	Series(s Segment, rows []int32, g Series, y []float64, stride int)
	// Value is output row at tau.
	Value(s Segment, row int, tau float64) float64
	// Integrals adds the integral of each listed output from 0 to tau to sum.
	Integrals(s Segment, rows []int32, tau float64, sum []float64)
	// Extremes widens [lo, hi] so that it holds the least and the greatest value
	// of an output on [from, to]. What is known already, else +Inf and -Inf, saves
	// work.
	Extremes(s Segment, row int, from, to, lo, hi float64) (least, greatest float64)
	// Cross looks for the first crossing of an armed guard on [from, to]. It
	// may stop early, after a bounded amount of work or at the horizon, with Guard
	// -1 and a Tau before to up to which there is certainly none; called again from
	// there it goes on. guards are always the same guards; rearmed lists those that
	// were changed since the last Cross (each once or more), all where it is nil.
	Cross(s Segment, guards []Guard, rearmed []int32, from, to float64) Crossing
}
