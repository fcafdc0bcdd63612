package scenarios

import (
	"fmt"
	"time"

	"whatif/engine"
	"whatif/models"
	"whatif/physics/unit"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
)

// mostChanges bounds how often an input may change in a run.
const mostChanges = 1e9

// quickest is the shortest time between two changes, in s, that a run does not
// take for chattering.
const quickest = 1e-5

// levels reads numbers of an input that measure the same: the first one given
// says what.
type levels struct {
	d    *decoder
	f    *fields
	in   *models.Input
	unit unit.Unit // zero while it is not known
}

func (d *decoder) levels(f *fields, in *models.Input) *levels {
	return &levels{d: d, f: f, in: in}
}

// take reads a number; n may be nil.
func (l *levels) take(n *source.Node, key string) float64 {
	q, ok := l.d.measured(n, key)
	if !ok {
		return 0
	}
	if l.unit.Scale == 0 {
		l.unit, l.in.Unit = q.Unit, q.Unit.SI()
	}
	if l.d.fits(n, key, q, l.unit) {
		l.d.input(l.in.Name, key, n, q.Value, q.Unit, unbounded)
	}
	return q.Value
}

// need reads a number that must be given.
func (l *levels) need(key, example string) float64 { return l.take(l.f.need(key, example), key) }

// orZero reads a number that is zero where it is not given; no temperature is
// nothing. The unit has to be known.
func (l *levels) orZero(key string) float64 {
	n := l.f.get(key)
	switch {
	case n != nil:
		return l.take(n, key)
	case l.unit.Absolute:
		l.f.lack(key, fmt.Sprintf("%s has no %s, and no temperature is nothing", l.f.what, key), "", fmt.Sprintf("add %s = \"16 degC\"", key))
	case l.unit.Scale != 0:
		l.d.note("input."+l.in.Name+"."+key, number{unit: l.unit, bounds: unbounded, at: l.f.at})
	}
	return 0
}

// moment reads a point in simulated time, in s since the start, that may be
// drawn: a date, a duration, or a time of day on the day of the start.
func (d *decoder) moment(name, key string, n *source.Node) float64 {
	if n == nil {
		return 0
	}
	at, ok := d.timeOfFirstDay(n)
	if !ok {
		if at, ok = d.instant(n, key, d.clock); !ok {
			return 0
		}
	}
	d.input(name, key, n, at.Seconds(), second, unbounded)
	return at.Seconds()
}

// timeOfFirstDay reads a time of day as the instant at which clocks show it on
// the day of the start.
func (d *decoder) timeOfFirstDay(n *source.Node) (engine.Time, bool) {
	switch v := n.Value.(type) {
	case string:
		if since, err := calendar.ParseClock(v); err == nil {
			return d.clockOfDay(since, d.clock), true
		}
	case source.LocalTime:
		midnight := time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)
		return d.clockOfDay(v.Sub(midnight), d.clock), true
	}
	return 0, false
}

// interval reads a length of time, in s, of which one after the other brings
// changes each, so that it must not be too short for the span.
func (d *decoder) interval(name, key string, n *source.Node, changes float64) float64 {
	x, ok := d.quantity(n, key, second)
	if !ok || !d.within(n, key, x, positive, second) || !d.within(n, key, x, bounds{min: changes * quickest, max: unbounded.max}, second) {
		return 0
	}
	whole := (d.span + d.warmup).Seconds()
	shortest := max(whole*changes/mostChanges, changes*quickest)
	if x < shortest {
		d.fail(codeSize, n.At, fmt.Sprintf("input.%s changes about %.3g times in a run", name, whole*changes/x), "at most 1000000000 changes", "raise "+key)
		return 0
	}
	d.input(name, key, n, x, second, bounds{min: shortest, max: unbounded.max})
	return x
}

// width reads how long something lasts, in s.
func (d *decoder) width(name, key string, n *source.Node) float64 {
	t, ok := d.duration(n, key, false)
	if !ok {
		return 0
	}
	d.input(name, key, n, t.Seconds(), second, positive)
	return t.Seconds()
}

func (d *decoder) square(f *fields, in *models.Input) {
	s := &models.Square{Duty: 0.5}
	in.Square = s
	low, high := f.get("low"), f.get("high")
	mean, amplitude := f.get("mean"), f.get("amplitude")
	switch {
	case (low != nil || high != nil) && (mean != nil || amplitude != nil):
		other := amplitude
		if other == nil {
			other = mean
		}
		d.fail(codeConflict, other.Key, f.what+" has both low and high, and mean and amplitude", "", "keep one of the two pairs")
	case amplitude != nil || mean != nil:
		s.Centred = true
		var difference unit.Unit
		var ok bool
		s.Low, difference, ok = d.level(f, in, "amplitude")
		if n := f.need("amplitude", `"5 K"`); n != nil && !ok {
			d.measured(n, "amplitude")
		} else if n != nil {
			if s.High, ok = d.quantity(n, "amplitude", difference); ok {
				d.input(in.Name, "amplitude", n, s.High, difference, unbounded)
			}
		}
	default:
		l := d.levels(f, in)
		s.High = l.need("high", `"2 kW"`)
		s.Low = l.orZero("low")
	}
	s.Period = d.interval(in.Name, "period", f.need("period", `"1 d"`), 2)
	share := bounds{min: 0, max: 1}
	if n := f.get("duty"); n == nil {
		d.note("input."+in.Name+".duty", number{value: s.Duty, unit: pure, bounds: share, at: f.at})
	} else if x, ok := d.quantity(n, "duty", pure); ok && d.within(n, "duty", x, share, pure) {
		s.Duty = x
		d.input(in.Name, "duty", n, x, pure, share)
	}
	phase, rises := f.get("phase"), f.get("rises_at")
	switch {
	case phase != nil && rises != nil:
		d.fail(codeConflict, rises.Key, f.what+" has both phase and rises_at", "", "keep one of the two")
	case rises != nil:
		s.RisesAt, s.HasRise = d.moment(in.Name, "rises_at", rises), true
	case phase != nil:
		if x, ok := d.quantity(phase, "phase", pure); ok {
			s.Phase = x
			d.input(in.Name, "phase", phase, x, unit.Must("rad"), unbounded)
		}
	default:
		d.note("input."+in.Name+".phase", number{unit: unit.Must("rad"), bounds: unbounded, at: f.at})
	}
}

func (d *decoder) step(f *fields, in *models.Input) {
	l := d.levels(f, in)
	s := &models.Step{At: d.moment(in.Name, "at", f.need("at", `"2 d 3 h"`)), After: l.need("after", `"2 kW"`)}
	s.Before = l.orZero("before")
	in.Step = s
	d.never(f, "at", s.At)
}

// never warns of what begins only when the run is over.
func (d *decoder) never(f *fields, key string, at float64) {
	if n := f.table.Get(key); n != nil && d.headerSound && engine.Seconds(at) >= d.span {
		d.warn(codeUnused, n.At, fmt.Sprintf("%s happens at or after the end of the span: %s", f.what, d.clock.say(engine.Seconds(at))), "")
	}
}

func (d *decoder) ramp(f *fields, in *models.Input) {
	l := d.levels(f, in)
	r := &models.Ramp{}
	in.Ramp = r
	r.To = l.need("to", `"2 kW"`)
	r.From = l.orZero("from")
	begins, ends := f.need("begins", `"6 h"`), f.need("ends", `"8 h"`)
	r.Begins, r.Ends = d.moment(in.Name, "begins", begins), d.moment(in.Name, "ends", ends)
	if begins != nil && ends != nil && r.Ends < r.Begins {
		d.fail(codeBounds, ends.At, fmt.Sprintf("%s ends before it begins", f.what), "after "+d.clock.say(engine.Seconds(r.Begins)), "swap begins and ends")
	}
	d.never(f, "begins", r.Begins)
}

func (d *decoder) pulse(f *fields, in *models.Input) {
	l := d.levels(f, in)
	p := &models.Pulse{}
	in.Pulse = p
	p.Value = l.need("value", `"2 kW"`)
	p.Otherwise = l.orZero("otherwise")
	p.At = d.moment(in.Name, "at", f.need("at", `"2 d 3 h"`))
	p.For = d.width(in.Name, "for", f.need("for", `"15 min"`))
	n := f.get("every")
	if n == nil {
		d.never(f, "at", p.At)
		return
	}
	p.Every = d.interval(in.Name, "every", n, 2)
	if p.Every > 0 && p.For >= p.Every {
		d.fail(codeBounds, f.table.Get("for").At, fmt.Sprintf("for is %s, not shorter than every, %s", unit.Format(p.For, second), unit.Format(p.Every, second)), "a duration below every", "pulses that meet are one: use signal = \"step\"")
	}
}
