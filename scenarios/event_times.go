package scenarios

import (
	"fmt"
	"slices"
	"time"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios/calendar"
	"whatif/scenarios/source"
)

// readAt reads the one time at which the event begins, or a list of them.
func (e *event) readAt() {
	d, f := e.d, e.f
	at := e.need("at", `"2 d 3 h"`)
	if at != nil {
		if list, isList := at.Value.([]*source.Node); isList {
			e.readList(at, list)
			return
		}
	}
	from, known := e.begins(at)
	if known && d.headerSound {
		d.inSpan(at, from)
	}
	e.From = from
	if at != nil {
		d.note(e.path+".at", number{value: from.Seconds(), unit: second, bounds: unbounded, at: at.At})
	}
	if length := e.readFor(); length != engine.Never {
		e.Until = from + length
		if known && d.headerSound && e.Until > d.span {
			d.warn(codeTime, f.table.Get("for").At, fmt.Sprintf("the event ends at %s, after the span", d.clock.say(e.Until)), "")
		}
	}
}

// begins reads the time at which the event begins. A time of day alone may be
// meant for every day.
func (e *event) begins(n *source.Node) (engine.Time, bool) {
	if n != nil {
		clock := ""
		switch v := n.Value.(type) {
		case string:
			if _, err := calendar.ParseClock(v); err == nil {
				clock = v
			}
		case source.LocalTime:
			clock = written(n)
		}
		if clock != "" {
			hint := fmt.Sprintf("for every day write from = %q in place of at, with to or for; for one day, its date too", clock)
			e.d.fail(codeTime, n.At, "at is a time of day without a date", instantForms, hint)
			return 0, false
		}
	}
	return e.d.instant(n, "at", e.d.clock)
}

// readList reads several times.
func (e *event) readList(at *source.Node, list []*source.Node) {
	d := e.d
	if len(list) == 0 {
		d.fail(codeMissing, at.At, "at is empty", "a time, or a list of times", "")
	}
	e.For = e.readFor()
	e.Spells = []models.Spell{}
	places := map[engine.Time]*source.Node{}
	for _, n := range list {
		t, ok := e.begins(n)
		if !ok {
			continue
		}
		if d.headerSound {
			d.inSpan(n, t)
		}
		if places[t] != nil {
			d.fail(codeConflict, n.At, fmt.Sprintf("at lists %s twice", d.clock.say(t)), "", "")
			continue
		}
		places[t] = n
		e.Spells = append(e.Spells, models.Spell{From: t, Until: engine.Never})
	}
	slices.SortFunc(e.Spells, func(a, b models.Spell) int { return int(min(max(a.From-b.From, -1), 1)) })
	for i := 1; i < len(e.Spells); i++ {
		last, next := e.Spells[i-1].From, e.Spells[i].From
		switch {
		case e.For == engine.Never:
			d.fail(codeConflict, places[next].At, "the event is for good already when it begins again", "", `say how long it lasts, such as for = "6 h"`)
			return
		case last+e.For > next:
			d.fail(codeConflict, places[next].At, fmt.Sprintf("the event begins again at %s, before it has ended", d.clock.say(next)), "a time from "+d.clock.say(last+e.For), "")
		}
	}
}

// mostBeginnings bounds how often an event may begin by the clock.
const mostBeginnings = 10_000_000

// readEvery reads a rhythm: first at a time, then again and again.
func (e *event) readEvery() {
	d, f := e.d, e.f
	n := f.table.Get("every")
	every, ok := d.duration(n, "every", false)
	if ok {
		e.Every, e.From = every, every
		d.note(e.path+".every", number{value: every.Seconds(), unit: second, bounds: positive, at: n.At})
		if d.headerSound && (d.span+d.warmup)/every > mostBeginnings {
			d.fail(codeBounds, n.At, fmt.Sprintf("the event would begin more than %d times", mostBeginnings), "a longer time", "")
		}
	}
	if at := f.table.Get("at"); at != nil {
		if t, known := d.instant(at, "at", d.clock); known {
			e.From = t
			if d.headerSound {
				d.inSpan(at, t)
			}
			d.note(e.path+".at", number{value: t.Seconds(), unit: second, bounds: unbounded, at: at.At})
		}
	} else if ok && d.headerSound && e.From >= d.span {
		d.warn(codeTime, n.At, "the event never begins: every is as long as the span", "give at the time at which it begins first")
	}
	e.Until = engine.Never
	if length := e.readFor(); length != engine.Never {
		if e.Until = e.From + length; ok && length > every {
			d.fail(codeConflict, f.table.Get("for").At, "the event would begin again before it has ended", "at most every", "make for shorter, or every longer")
		}
	} else if ok {
		f.lack("for", f.what+" has no for, and begins again and again", "", `add for = "6 h"`)
	}
}

// readWeekly reads times of day on days of the week, as clocks on the wall show
// them.
func (e *event) readWeekly() {
	d, f := e.d, e.f
	from, ok := d.clockTime(f.table.Get("from"), "from")
	days := [7]bool{true, true, true, true, true, true, true}
	if n := f.table.Get("days"); n != nil {
		text, isText := d.text(n, "days")
		var err error
		if isText {
			if days, err = calendar.ParseDays(text); err != nil {
				d.calendarError(n, "days", err)
			}
		}
		ok = ok && isText && err == nil
	}
	to, ends := time.Duration(0), false
	switch n, length := f.table.Get("to"), f.table.Get("for"); {
	case n != nil && length != nil:
		d.fail(codeConflict, length.Key, f.what+" has both to and for", "", "keep one of the two")
		ok = false
	case n != nil:
		var sound bool
		to, sound = d.clockTime(n, "to")
		ends, ok = true, ok && sound
		if to <= from {
			to += 24 * time.Hour
		}
	case length != nil:
		e.For = e.readFor()
	default:
		f.lack("to", f.what+" has no to", "", `add to = "06:00", or for = "8 h"`)
		ok = false
	}
	e.Spells = []models.Spell{}
	if !ok || !d.headerSound {
		return
	}
	e.Spells = slices.DeleteFunc(d.clock.weekly(days, from, to, ends, -d.warmup, d.span), func(s models.Spell) bool {
		return s.Until <= -d.warmup || e.For != engine.Never && s.From+e.For <= -d.warmup
	})
	for i := 1; i < len(e.Spells); i++ {
		if !ends && e.Spells[i-1].From+e.For > e.Spells[i].From {
			d.fail(codeConflict, f.table.Get("for").At, "the event would begin again before it has ended", "", "make for shorter, or name fewer days")
			return
		}
	}
	if len(e.Spells) == 0 {
		d.warn(codeTime, f.table.Get("from").At, "the event never begins: none of its days is in the span", "")
	}
}

// clockTime reads a time of day.
func (d *decoder) clockTime(n *source.Node, name string) (time.Duration, bool) {
	text := d.timeOfDay(n, name)
	t, err := calendar.ParseClock(text)
	return t, err == nil
}

// weekly lists when clocks show from on some days, and, where it ends, to, which
// may be on the next day. What began up to two days before begin is among them,
// since it may still last. A time that spring leaves out is the moment of the
// jump; one that autumn repeats is the first.
func (c clock) weekly(days [7]bool, from, to time.Duration, ends bool, begin, until engine.Time) []models.Spell {
	start, zone := c.start, c.zone
	if !c.has {
		start, zone = time.Date(2001, time.January, 1, 0, 0, 0, 0, time.UTC), time.UTC // a Monday
	}
	at := func(wall time.Time) engine.Time {
		t, _, _ := calendar.Resolve(wall, zone)
		return engine.Time(t.Sub(start))
	}
	spells := []models.Spell{}
	year, month, day := start.Add(time.Duration(begin)).In(zone).Date()
	for date := time.Date(year, month, day-2, 0, 0, 0, 0, time.UTC); ; date = date.AddDate(0, 0, 1) {
		s := models.Spell{From: at(date.Add(from)), Until: engine.Never}
		if s.From >= until {
			return spells
		}
		if ends {
			s.Until = at(date.Add(to))
		}
		if days[date.Weekday()] && s.From < s.Until {
			spells = append(spells, s)
		}
	}
}

// inSpan reports an event outside the time that is simulated.
func (d *decoder) inSpan(n *source.Node, t engine.Time) {
	switch {
	case t < -d.warmup:
		d.fail(codeTime, n.At, fmt.Sprintf("the event begins at %s, before the simulation does", d.clock.say(t)), "a time from "+d.clock.say(-d.warmup)+" to "+d.clock.say(d.span), "")
	case t >= d.span:
		d.fail(codeTime, n.At, fmt.Sprintf("the event begins at %s, when the span is over", d.clock.say(t)), "a time before "+d.clock.say(d.span), "")
	}
}
