// Package calendar turns wall-clock times and weekly schedules into simulated
// time, daylight saving included.
package calendar

import "time"

// reach bounds how far a zone's offset can lie from UTC, with room to spare:
// the offsets that may apply to a wall clock are those in force that long
// before and after the same reading in UTC.
const reach = 24 * time.Hour

// Resolve finds the instants at which a clock on the wall in zone reads what
// wall reads in UTC; the location of wall itself is ignored.
//
// n counts them. 1 is the rule, and first is that instant. 2 is the hour that
// autumn repeats: first and second. 0 is the hour that spring leaves out:
// first is then the instant at which the clock jumped over it.
func Resolve(wall time.Time, zone *time.Location) (first, second time.Time, n int) {
	if zone == nil {
		zone = time.UTC
	}
	wall = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), time.UTC)
	before, after := offset(wall.Add(-reach), zone), offset(wall.Add(reach), zone)
	early, late := wall.Add(-before), wall.Add(-after)
	if before == after {
		return early.In(zone), time.Time{}, 1
	}
	inEarly, inLate := offset(early, zone) == before, offset(late, zone) == after
	switch {
	case inEarly && inLate:
		return early.In(zone), late.In(zone), 2
	case inEarly:
		return early.In(zone), time.Time{}, 1
	case inLate:
		return late.In(zone), time.Time{}, 1
	}
	// Read with the old offset, a time that was left out lies past the jump.
	jump, _ := early.In(zone).ZoneBounds()
	return jump, time.Time{}, 0
}

// offset is how far the clocks of zone are ahead of UTC at t.
func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
