package telemetry

import "fmt"

// checkReading finds what is wrong with the way in which a file shall be read.
func (s *Spec) checkReading() (problems []Problem) {
	if s.Delimiter != "" && !oneByte(s.Delimiter) {
		problems = append(problems, Problem{Key: "delimiter", Summary: fmt.Sprintf("delimiter is %q", s.Delimiter),
			Expected: `one character, such as ";", or "tab"`})
	}
	if s.Decimal != "" && s.Decimal != "." && s.Decimal != "," {
		problems = append(problems, Problem{Key: "decimal", Summary: fmt.Sprintf("decimal is %q", s.Decimal), Expected: `"." or ","`})
	}
	if s.Encoding != "" && s.Encoding != UTF8 && s.Encoding != Windows1252 {
		problems = append(problems, Problem{Key: "encoding", Summary: fmt.Sprintf("encoding is %q", s.Encoding), Expected: `"utf-8" or "windows-1252"`})
	}
	if _, problem := newStampReader(s.TimeFormat, s.Decimal == ","); problem != nil {
		problems = append(problems, *problem)
	}
	if s.Quantity != Counter && (s.Rollover != 0 || s.Reset) {
		problems = append(problems, Problem{Key: "rollover", Summary: fmt.Sprintf("rollover belongs to a counter, not to quantity = %q", s.Quantity),
			Hint: `leave rollover out, or give quantity = "counter"`})
	}
	if s.Rollover < 0 {
		problems = append(problems, Problem{Key: "rollover", Summary: "rollover is negative", Expected: "the reading at which the counter begins anew from zero"})
	}
	return problems
}

// oneByte tells whether text can separate cells.
func oneByte(text string) bool {
	return len(text) == 1 && text[0] < 0x80 && text != "\"" && text != "\n" && text != "\r" && text != "." && text != "-"
}
