package twin

import "strings"

// Kinds speak of sums of money in this currency; a twin may count in another.
const standardCurrency = "EUR"

// InCurrency is the unit of a parameter or variable of a kind for a twin that
// counts in a currency; "" is EUR.
func InCurrency(unit, currency string) string {
	if currency == "" {
		return unit
	}
	return strings.ReplaceAll(unit, standardCurrency, currency)
}

// Monetary reports whether a unit of a kind is one of sums of money.
func Monetary(unit string) bool { return strings.Contains(unit, standardCurrency) }

// In is the kind for twins that count in a currency: the same, with its units
// in that.
func (k *Kind) In(currency string) *Kind {
	if currency == standardCurrency {
		return k
	}
	c := *k
	c.Params = append([]Param(nil), k.Params...)
	c.Variables = append([]Variable(nil), k.Variables...)
	for i := range c.Params {
		c.Params[i].Unit = InCurrency(c.Params[i].Unit, currency)
	}
	for i := range c.Variables {
		c.Variables[i].Unit = InCurrency(c.Variables[i].Unit, currency)
	}
	return &c
}
