package telemetry

import (
	"math"
	"strconv"
	"strings"
)

// parseNumber reads a cell of values. NaN stands for a missing value: an empty
// cell, NaN, NA, null or a dash. What is wrong is summary and hint.
func parseNumber(cell string) (v float64, summary, hint string) {
	cell = strings.TrimSpace(cell)
	if missing(cell) {
		return math.NaN(), "", ""
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch {
	case err == nil && math.IsInf(v, 0):
		return v, strconv.Quote(clip(cell)) + " is not a finite number", "leave the cell of a missing value empty"
	case err == nil && !math.IsNaN(v) && !strings.ContainsAny(cell, "xXpP_"):
		return v, "", ""
	case err != nil && math.IsInf(v, 0):
		return v, strconv.Quote(clip(cell)) + " is too large a number", ""
	}
	summary = strconv.Quote(clip(cell)) + " is not a number"
	switch number, rest, found := strings.Cut(cell, ","); {
	case found && strings.Contains(cell, ".") && isNumber(strings.NewReplacer(",", "", ".", "").Replace(cell)):
		hint = "write numbers with a decimal point and without a separator between thousands"
	case found && isNumber(number) && digits(rest) >= 0:
		hint = "write a decimal point, not a comma: " + strconv.Quote(number+"."+rest)
	case leadingNumber(cell):
		hint = "leave the unit out of the cells and give it as unit"
	default:
		hint = "leave the cell of a missing value empty"
	}
	return 0, summary, hint
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
