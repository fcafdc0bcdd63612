package telemetry

import (
	"regexp"
	"strconv"
)

// numericDate is a date of numbers in whichever order, perhaps with a time of day.
var numericDate = regexp.MustCompile(`^(\d{1,4})([./-])(\d{1,2})[./-](\d{1,4})(?:([ T]+)\d{1,2}:\d{2}(:\d{2})?)?$`)

// guessFormat returns a time_format by which a cell could be read, "" where none
// comes to mind. Of 03/04/2026 the day is taken to come first.
func guessFormat(cell string) string {
	m := numericDate.FindStringSubmatch(cell)
	if m == nil {
		return ""
	}
	first, middle := "%d", "%m"
	last := "%Y"
	switch second, _ := strconv.Atoi(m[3]); {
	case len(m[1]) == 4:
		first, last = "%Y", "%d"
	case len(m[4]) == 2:
		last = "%y"
	case len(m[4]) != 4:
		return ""
	case second > 12:
		first, middle = "%m", "%d"
	}
	format := first + m[2] + middle + m[2] + last
	if m[5] != "" {
		format += m[5] + "%H:%M"
		if m[6] != "" {
			format += ":%S"
		}
	}
	return format
}
