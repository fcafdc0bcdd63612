package telemetry

import (
	"fmt"
	"time"

	"whatif/engine"
)

// order watches that the stamps of a series increase. Where they go back, the
// rows up to the time that was already reached are one disorder, reported once.
type order struct {
	begun    bool
	last     engine.Time // of the row before
	lastLine int
	high     engine.Time // the latest stamp so far

	open               bool // a disorder is under way
	from, until        int  // its first and last line
	rows               int
	at, before         engine.Time // the stamp that went back, and the one before it
	beforeLine         int
	disorders, ordered int // how many disorders, and rows in order
	firstAt            engine.Time
	firstLine          int // of the first disorder
}

// add takes the next row. It returns true when a disorder begins.
func (o *order) add(t engine.Time, line int) (begins bool) {
	switch {
	case !o.begun || t > o.high:
		o.begun, o.open, o.high = true, false, t
		o.ordered++
	case o.open:
		o.rows++
		o.until = line
	default:
		o.open, begins = true, true
		o.from, o.until, o.rows = line, line, 1
		o.at, o.before, o.beforeLine = t, o.last, o.lastLine
		if o.disorders == 0 {
			o.firstAt, o.firstLine = t, line
		}
		o.disorders++
	}
	o.last, o.lastLine = t, line
	return begins
}

// problem describes the disorder that is open or was open last.
func (o *order) problem(g *group) Problem {
	c, noun := newClock(g.spec), g.noun
	p := Problem{Key: "time", Line: o.from, field: g.timeField, Expected: "each time later than the one before"}
	if o.at == o.before {
		p.Summary = fmt.Sprintf("%s %d has the same time as %s %d: %s", noun, o.from, noun, o.beforeLine, c.say(o.at))
	} else {
		p.Summary = fmt.Sprintf("time goes back %s: %s %d has %s, after %s in %s %d",
			Spell(o.before-o.at), noun, o.from, c.say(o.at), c.say(o.before), noun, o.beforeLine)
	}
	if o.rows > 1 {
		p.Summary += fmt.Sprintf("; %d rows, to %s %d, are not later than that", o.rows, noun, o.until)
	}
	const repair = `, or give on_repeat = "first", "last" or "mean" to sort the rows`
	switch {
	case g.long && o.at == o.before:
		p.Hint = "where may select more than one series: narrow it with another column"
	case o.at < o.before && o.ordered == 1 && o.rows > 2:
		p.Hint = "is the newest row first? sort the file by its time column" + repair
	case c.windsBack(o.at, o.before):
		p.Hint = "if the clocks were put back for winter here, give timezone in [scenario] or write the times with an offset"
	case o.rows == 1:
		p.Hint = fmt.Sprintf("remove or correct %s %d%s", noun, o.from, repair)
	default:
		p.Hint = fmt.Sprintf("remove or correct %ss %d to %d%s", noun, o.from, o.until, repair)
	}
	return p
}

// windsBack tells whether a step back looks like the end of summer time in a
// record whose zone was not given.
func (c clock) windsBack(at, before engine.Time) bool {
	if !c.hasStart || c.zone != time.UTC || before-at >= 3600*engine.Second {
		return false
	}
	switch day := c.start.Add(time.Duration(at)).In(c.zone); day.Month() {
	case time.October:
		return day.Weekday() == time.Sunday && day.Day() >= 25
	case time.November, time.April:
		return day.Weekday() == time.Sunday && day.Day() <= 7
	}
	return false
}
