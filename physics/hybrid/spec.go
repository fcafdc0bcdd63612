package hybrid

// Event is a kind of event that a part tells.
type Event int32

// Failure is a reason for which a part ends a run.
type Failure int32

// EventSpec says how an event is shown.
type EventSpec struct {
	Twin   string // its name, such as "belt"
	Kind   string // such as "slip"
	Signal string // the path of what its value is; may be empty
	Unit   string // of the value, SI; may be empty
}

// StateSpec describes a state.
type StateSpec struct {
	Path string // twin.motor.current; names the culprit where it runs away
	// Start is what adds up to its first value: weights times inputs or constants.
	Start []Term
	// Scale is a size of the state that matters, in its unit; 1 where 0.
	Scale float64
	// Lowest and Highest bound what means anything; both 0 stand for no bounds.
	Lowest, Highest float64
}

// Term is a weighted slot.
type Term struct {
	Slot   Slot
	Weight float64
}

// Problem is what keeps parts from being a law.
type Problem struct {
	Twins   []string // paths of those concerned, such as twin.motor
	Summary string
	Hint    string
}
