package condition

// Error is what is wrong with the text of a condition.
type Error struct {
	Offset, Length int    // of the text at fault, in runes; Length may be 0 at the end
	Summary        string // what is wrong
	Expected       string // what could stand there; may be empty
	Hint           string // what to write instead; may be empty
}

// Error gives summary, expectation and hint in one line.
func (e *Error) Error() string {
	text := e.Summary
	if e.Expected != "" {
		text += "; expected " + e.Expected
	}
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

// What can stand at a place, as errors say it.
const (
	expectSignal  = "twin.NAME.VARIABLE, input.NAME, alert.NAME or event.NAME"
	expectOperand = "a signal or a quantity"
	expectCompare = "< <= > >="
	expectJoin    = "and, or, or the end"
)
