package formula

// Error is what is wrong with the text of a formula.
type Error struct {
	Offset, Length int    // of the text at fault, in runes; Length may be 0 at the end
	Summary        string // what is wrong
	Hint           string // what to write instead; may be empty
	Temperature    bool   // a temperature and a difference are confused
	Dimension      bool   // dimensions do not fit
}

// Error gives the summary and, after a semicolon, the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Summary
	}
	return e.Summary + "; " + e.Hint
}
