package scenarios

import (
	"fmt"
	"slices"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
)

// bursts reads a signal of kind events: a value for a while, at listed or at
// random times.
func (d *decoder) bursts(f *fields, in *models.Input) {
	b := &models.Bursts{}
	in.Bursts = b
	l := d.levels(f, in)
	b.Value = l.need("value", `"2 kW"`)
	b.Otherwise = l.orZero("otherwise")
	width := f.need("for", `"10 min"`)
	b.For = d.width(in.Name, "for", width)
	how, _ := d.choice(f.get("overlap"), "overlap", []string{"merge", "add"})
	b.Adds = how == "add"
	at, rate, during := f.get("at"), f.get("rate"), f.get("during")
	switch {
	case at != nil && rate != nil:
		d.fail(codeConflict, rate.Key, f.what+" has both at and rate", "", "list the times, or leave them to chance")
	case at == nil && rate == nil:
		d.fail(codeMissing, f.at, f.what+" has neither at nor rate", "", `add at = ["6 h", "9 h"], or rate = "3 1/d"`)
	case at != nil:
		b.At = d.arrivals(at)
		if during != nil {
			d.fail(codeConflict, during.Key, "during restricts random times, but these are listed", "", "give a rate, or leave out during")
		}
	default:
		b.Poisson = true
		d.perTime(in, rate)
		b.Open = d.opening(during, b.For)
	}
}

// arrivals reads the times at which bursts begin.
func (d *decoder) arrivals(n *source.Node) []engine.Time {
	list, ok := d.listOf(n, "at", true)
	if ok && len(list) == 0 {
		d.fail(codeMissing, n.At, "at is empty", "", `list times, such as at = ["6 h", "9 h"]`)
	}
	var at []engine.Time
	for _, e := range list {
		if t, ok := d.instant(e, "at", d.clock); ok {
			at = append(at, t)
		}
	}
	slices.Sort(at)
	return at
}

// perTime reads how many bursts there are in a time, on average.
func (d *decoder) perTime(in *models.Input, n *source.Node) {
	perSecond := unit.Must("1/s")
	shown := perSecond
	if q, ok := d.peekUnit(n); ok && q.Fits(perSecond) {
		shown = q
	}
	x, ok := d.quantity(n, "rate", perSecond)
	if !ok || !d.within(n, "rate", x, notNegative, shown) {
		return
	}
	whole := (d.span + d.warmup).Seconds() + in.Bursts.For
	most := mostChanges / max(2*whole, 1)
	if x > most {
		d.fail(codeSize, n.At, fmt.Sprintf("input.%s changes about %.3g times in a run", in.Name, 2*x*whole), "at most 1000000000 changes", "lower rate")
		return
	}
	in.Bursts.Rate = x
	d.input(in.Name, "rate", n, x, shown, bounds{min: 0, max: most})
}

// opening reads during: when bursts may begin, as one stretch of the week or a
// list of them. It is laid out from before the warm-up on, since bursts that
// began up to before, in s, may last into it.
func (d *decoder) opening(n *source.Node, before float64) *models.Table {
	list, ok := d.listOf(n, "during", true)
	if !ok {
		return nil
	}
	if len(list) == 0 {
		d.fail(codeMissing, n.At, "during is empty", "", `write it as { days = "mon-fri", from = "08:00", to = "18:00" }`)
	}
	schedule := calendar.Schedule{}
	for _, e := range list {
		p, ok := d.section(e, "during")
		if !ok {
			continue
		}
		schedule.Periods = append(schedule.Periods, d.stretch(p, 1))
		p.done()
	}
	if !d.headerSound {
		return nil
	}
	return schedule.Table(d.clock.start, d.clock.zone, -d.warmup-min(engine.Seconds(before), d.span), d.span)
}
