package telemetry

import (
	"math"
	"strconv"
	"strings"
)

// badNumber says what is wrong with a cell that is no number, with the given
// decimal mark, and how to mend it.
func badNumber(cell string, mark byte) (summary, hint string) {
	summary = strconv.Quote(clip(cell)) + " is not a number"
	if v, err := strconv.ParseFloat(cell, 64); err != nil && math.IsInf(v, 0) {
		return strconv.Quote(clip(cell)) + " is too large a number", ""
	} else if err == nil && math.IsInf(v, 0) {
		return strconv.Quote(clip(cell)) + " is not a finite number", "leave the cell of a missing value empty"
	}
	number, rest, found := strings.Cut(cell, ",")
	switch {
	case found && strings.Contains(cell, ".") && isNumber(strings.NewReplacer(",", "", ".", "").Replace(cell)):
		return summary, "write numbers without a separator between thousands, with decimal points or with decimal commas"
	case mark == ',' && isNumber(cell):
		return summary, `the decimal mark is a comma here: write decimal commas throughout, or give decimal = "."`
	case found && isNumber(number) && digits(rest) >= 0:
		return summary, "give decimal = \",\", or write a decimal point: " + strconv.Quote(number+"."+rest)
	case leadingNumber(cell):
		return summary, "leave the unit out of the cells and give it as unit"
	}
	return summary, "leave the cell of a missing value empty"
}

// missing tells whether a cell says that there is no value.
func missing(cell string) bool {
	switch len(cell) {
	case 0:
		return true
	case 1:
		return cell == "-"
	case 2, 3, 4:
		return strings.EqualFold(cell, "nan") || strings.EqualFold(cell, "na") || strings.EqualFold(cell, "null")
	}
	return false
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// leadingNumber tells whether s is a number and then something else: "20 degC".
func leadingNumber(s string) bool {
	if len(s) > 60 {
		return false
	}
	end := strings.LastIndexAny(s, "0123456789")
	for end >= 0 {
		if isNumber(s[:end+1]) {
			return end+1 < len(s)
		}
		end = strings.LastIndexAny(s[:end], "0123456789")
	}
	return false
}

// clip shortens a cell for a message.
func clip(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return s
}
