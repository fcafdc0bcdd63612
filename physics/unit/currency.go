package unit

// Currency is the symbol of the currency in a dimension, or "" where there is
// none, or more than one.
func (d Dimension) Currency() string {
	switch {
	case d.euro != 0 && d.dollar == 0:
		return "EUR"
	case d.dollar != 0 && d.euro == 0:
		return "USD"
	}
	return ""
}
