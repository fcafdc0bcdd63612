package scenarios

import (
	"fmt"

	"whatif/models/twin"
	"whatif/scenarios/diagnose"
	"whatif/scenarios/source"
)

// counting is the currency in which the twins of a kind count, which is that of
// their table's columns, and the twin that said so first.
type counting struct {
	kind     *twin.Kind // in that currency
	currency string
	twin     string
	at       diagnose.Position
}

// settleCurrencies gives the twins that count money the units of the currency
// in which their prices are written.
func (d *decoder) settleCurrencies() {
	for _, e := range d.twins {
		if e.kind == nil || e.law != nil {
			continue
		}
		currency, n := d.currencyOf(e)
		if n == nil {
			continue
		}
		c := d.currencies[e.kind.Name]
		if c == nil {
			c = &counting{kind: e.kind.In(currency), currency: currency, twin: e.name, at: n.At}
			d.currencies[e.kind.Name] = c
		}
		if c.currency != currency {
			d.add(diagnose.Diagnostic{Code: codeConflict, At: n.At,
				Summary:  fmt.Sprintf("twin.%s counts in %s, but twin.%s in %s, and a column of their table has one unit", e.name, currency, c.twin, c.currency),
				Expected: "a price in " + c.currency, Related: []diagnose.Related{{At: c.at, Note: "the other"}}})
			e.kind = e.kind.In(currency) // said once
			continue
		}
		e.kind, e.currency = c.kind, currency
	}
}

// currencyOf is the currency of the first sum of money that is written for a
// twin, and where; n is nil where there is none.
func (d *decoder) currencyOf(e *entity) (currency string, n *source.Node) {
	for i := range e.kind.Params {
		p := &e.kind.Params[i]
		if !twin.Monetary(p.Unit) {
			continue
		}
		n := e.fields.table.Get(p.Name)
		if n == nil {
			continue
		}
		if isReference(n) {
			text, _ := n.Value.(string)
			if t, wrong := d.resolve(text); wrong == nil {
				currency = t.unit.Dimension.Currency()
			}
		} else {
			var quiet report
			if q, ok := quiet.measured(n, ""); ok {
				currency = q.Unit.Dimension.Currency()
			}
		}
		if currency != "" {
			return currency, n
		}
	}
	return "", nil
}
