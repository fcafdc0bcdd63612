package results

import (
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v15/arrow"

	"whatif/engine"
)

// balanceTable is the name of the table of heat balances.
const balanceTable = "balance"

// How a row of the table balance is split.
const (
	splitTotal = "total"
	splitMonth = "month"
	splitHour  = "hour"
)

const hoursPerDay = 24

// balanceLayout is the table balance as Arrow sees it.
type balanceLayout struct {
	schema                               *arrow.Schema
	zones, terms, roles, splits, periods *dictionary
	units                                *dictionary
	hours                                []int // of the day that the span touches
	months                               []string
}

// newBalanceLayout returns nil where no balance is asked for.
func newBalanceLayout(s *engine.Schema, meta arrow.Metadata) *balanceLayout {
	if len(s.Balance) == 0 {
		return nil
	}
	unique := func(of func(t engine.BalanceTerm) string) *dictionary {
		var list []string
		seen := map[string]bool{}
		for _, t := range s.Balance {
			if v := of(t); !seen[v] {
				seen[v] = true
				list = append(list, v)
			}
		}
		return newDictionary(list)
	}
	periods := []string{""}
	for _, m := range s.Periods.Months {
		if m != "" {
			periods = append(periods, m)
		}
	}
	months := len(periods) - 1
	for h := range hoursPerDay {
		periods = append(periods, fmt.Sprintf("%02d", h))
	}
	l := &balanceLayout{
		zones:   unique(func(t engine.BalanceTerm) string { return t.Zone }),
		terms:   unique(func(t engine.BalanceTerm) string { return t.Name }),
		roles:   unique(func(t engine.BalanceTerm) string { return t.Role }),
		units:   unique(func(t engine.BalanceTerm) string { return t.Unit }),
		splits:  newDictionary([]string{splitTotal, splitMonth, splitHour}),
		periods: newDictionary(periods),
		months:  periods[1 : 1+months],
		schema:  arrow.NewSchema(balanceFields(), &meta),
	}
	var touched [hoursPerDay]bool
	for _, m := range s.Periods.Marks {
		touched[m.Hour] = true
	}
	for h, yes := range touched {
		if yes {
			l.hours = append(l.hours, h)
		}
	}
	return l
}

func balanceFields() []arrow.Field {
	return []arrow.Field{
		field("run_id", int64Type, false, "", "number of the run"),
		field("variant", dictType(), false, "", "variant of the scenario"),
		field("draw", int32Type, false, "", "number of the draw, from 0"),
		field("zone", dictType(), false, "", "twin whose heat is balanced"),
		field("term", dictType(), false, "", "where heat comes from or goes to, or what is counted"),
		field("role", dictType(), false, "", "gain, loss or storage, of which those of a zone add up to 0; or what is counted"),
		field("split", dictType(), false, "", "total, month, or hour of the local day"),
		field("period", dictType(), false, "", "month such as 1988-01, or hour from 00 to 23; empty for a total"),
		field("value", float64Type, false, "", "heat into the zone, or hours, or degree-hours, in the unit of the row"),
		field("unit", dictType(), false, "", "unit of the value"),
	}
}

// balanceBatch is a batch of the table balance.
type balanceBatch struct {
	batch
	id                                             *int64s
	draw                                           *int32s
	variant, zone, term, role, split, period, unit *indices
	value                                          *float64s
}

func newBalanceBatch(l *layout, rows int) *balanceBatch {
	o := l.balance
	b := &balanceBatch{batch: batch{schema: o.schema, rows: rows}}
	b.id, b.variant, b.draw = b.ints(), b.indices(l.variants), b.smalls()
	b.zone, b.term, b.role = b.indices(o.zones), b.indices(o.terms), b.indices(o.roles)
	b.split, b.period = b.indices(o.splits), b.indices(o.periods)
	b.value, b.unit = b.floats(), b.indices(o.units)
	return b
}

// tally sums up the balances of one run after the other from their samples.
type tally struct {
	schema *engine.Schema
	layout *balanceLayout
	rows   []engine.BalanceRow
	sums   []float64 // per row: the months, then the hours of the day
	last   []float64 // per row: of what counts by its change
	at     engine.Time
	begun  bool
	mark   int // of the schema's periods
}

// begin forgets the run before.
func (y *tally) begin(l *engine.Layout) {
	y.rows = nil
	if l != nil {
		y.rows = l.Balance
	}
	y.begun, y.mark = false, 0
	y.sums = slices.Grow(y.sums[:0], len(y.rows)*y.width())[:len(y.rows)*y.width()]
	y.last = slices.Grow(y.last[:0], len(y.rows))[:len(y.rows)]
	clear(y.sums)
	clear(y.last)
}

// width is how many sums a row has.
func (y *tally) width() int { return len(y.schema.Periods.Months) + hoursPerDay }

// sample adds the interval that ends at t to the month and the hour in which its
// middle lies.
func (y *tally) sample(t engine.Time, values []float64) {
	if !y.begun {
		y.at = t // no interval ends here
	}
	marks := y.schema.Periods.Marks
	middle := y.at + (t-y.at)/2
	for y.mark+1 < len(marks) && marks[y.mark+1].From <= middle {
		y.mark++
	}
	seconds := (t - y.at).Seconds()
	// The conversions forbid fused multiply-adds, as in Sample.
	for i := range y.rows {
		row := &y.rows[i]
		x := row.Offset
		for k, c := range row.Channels {
			x += float64(row.Weights[k] * values[c])
		}
		var amount float64
		switch row.Measure {
		case engine.Integral:
			amount = x * seconds
		case engine.Change:
			amount, y.last[i] = x-y.last[i], x
		case engine.Excess:
			amount = max(x, 0) * seconds
		case engine.Duration:
			if x > 0 {
				amount = seconds
			}
		}
		if !y.begun {
			continue
		}
		sums := y.sums[i*y.width():][:y.width()]
		sums[marks[y.mark].Month] += float64(amount * row.Scale)
		sums[len(y.schema.Periods.Months)+int(marks[y.mark].Hour)] += float64(amount * row.Scale)
	}
	y.at, y.begun = t, true
}

// end gives the rows of the run to put.
func (y *tally) end(put func(term int, split, period string, value float64) error) error {
	months := y.schema.Periods.Months
	for i := range y.rows {
		sums := y.sums[i*y.width():][:y.width()]
		total := 0.0
		for _, v := range sums[:len(months)] {
			total += v
		}
		term := y.rows[i].Term
		if err := put(term, splitTotal, "", total); err != nil {
			return err
		}
		for m, name := range y.layout.months {
			if err := put(term, splitMonth, name, sums[m]); err != nil {
				return err
			}
		}
		for _, h := range y.layout.hours {
			if err := put(term, splitHour, y.layout.periods.values[1+len(y.layout.months)+h], sums[len(months)+h]); err != nil {
				return err
			}
		}
	}
	return nil
}

// tallied writes the balances of the run that has ended.
func (p *part) tallied() error {
	b, o := p.batches.balance, p.w.layout.balance
	return p.tally.end(func(term int, split, period string, value float64) error {
		t, i := &p.w.schema.Balance[term], b.n
		b.id.v[i], b.draw.v[i], b.variant.v[i] = p.id.Number, int32(p.id.Draw), int32(p.id.Variant)
		b.zone.v[i], b.term.v[i], b.role.v[i] = o.zones.index[t.Zone], o.terms.index[t.Name], o.roles.index[t.Role]
		b.split.v[i], b.period.v[i], b.unit.v[i] = o.splits.index[split], o.periods.index[period], o.units.index[t.Unit]
		b.value.set(i, value)
		b.n++
		if !b.full() {
			return nil
		}
		return p.balance.write(&b.batch)
	})
}
