package unit

// Error is what is wrong with the text of a unit or quantity. Parse and
// ParseQuantity return errors of type *Error only.
type Error struct {
	Offset, Length int    // of the text at fault, in runes; Length may be 0 at the end
	Summary        string // what is wrong
	Hint           string // what to write instead; may be empty
}

// Error gives the summary and, after a semicolon, the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Summary
	}
	return e.Summary + "; " + e.Hint
}
