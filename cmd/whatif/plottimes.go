package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// tick is a mark on the axis of time.
type tick struct {
	at    float64 // seconds since the start of the scenario
	label string
}

// tickRoom is how many columns a label and the gap behind it take.
const tickRoom = 9

// timeAxis draws the axis below a plot and its labels: cells columns wide, from
// left on, for the seconds from..to since start.
func timeAxis(left, cells int, from, to float64, start time.Time) string {
	line := []rune(strings.Repeat(" ", left-1) + "└" + strings.Repeat("─", cells))
	labels := []rune(strings.Repeat(" ", left+cells))
	free := 0
	for _, k := range ticks(from, to, max(2, cells/tickRoom), start) {
		at := left
		if to > from {
			at += int(math.Round((k.at - from) / (to - from) * float64(cells-1)))
		}
		line[at] = '┬'
		text := []rune(k.label)
		begin := min(max(at-len(text)/2, 0), len(labels)-len(text))
		if begin < free {
			continue
		}
		copy(labels[begin:], text)
		free = begin + len(text) + 1
	}
	return string(line) + "\n" + strings.TrimRight(string(labels), " ") + "\n"
}

// ticks returns marks at round times between from and to, about so many.
func ticks(from, to float64, most int, start time.Time) []tick {
	least := (to - from) / float64(most)
	if start.IsZero() {
		return spanTicks(from, to, least)
	}
	return clockTicks(from, to, least, start)
}

// steps between marks that are round on a clock, in seconds.
var clockSteps = []float64{1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 3 * 3600, 6 * 3600, 12 * 3600,
	86400, 2 * 86400, 3 * 86400, 4 * 86400, 7 * 86400, 14 * 86400}

// monthSteps are those in months, for what is longer.
var monthSteps = []int{1, 2, 3, 6, 12, 24, 60, 120, 600}

// spanTicks marks multiples of a round step since the start.
func spanTicks(from, to, least float64) []tick {
	step := roundUp(least/86400*1.0) * 86400
	for _, s := range clockSteps {
		if s >= least {
			step = s
			break
		}
	}
	unit, name := 1.0, "s"
	for _, u := range []struct {
		seconds float64
		name    string
	}{{60, "min"}, {3600, "h"}, {86400, "d"}} {
		if math.Mod(step, u.seconds) == 0 {
			unit, name = u.seconds, u.name
		}
	}
	var list []tick
	for k := math.Ceil(from / step); k*step <= to; k++ {
		list = append(list, tick{k * step, fmt.Sprintf("%g %s", k*step/unit, name)})
	}
	return list
}

// clockTicks marks round times of the day, days or months of the calendar where
// the scenario is.
func clockTicks(from, to, least float64, start time.Time) []tick {
	at := func(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }
	y, m, d := at(from).Date()
	next := func(k int) time.Time {
		return time.Date(y, time.January, 1, 0, 0, 0, 0, start.Location()).AddDate(0, k*monthSteps[len(monthSteps)-1], 0)
	}
	form := "2006"
	step, found := 0.0, false
	for _, s := range clockSteps {
		if s >= least {
			step, found = s, true
			break
		}
	}
	switch {
	case found && step < 86400:
		form = "15:04"
		if step < 60 {
			form = "15:04:05"
		}
		next = func(k int) time.Time { return time.Date(y, m, d, 0, 0, k*int(step), 0, start.Location()) }
	case found:
		form = "2 Jan"
		days := int(step / 86400)
		next = func(k int) time.Time { return time.Date(y, m, d+k*days, 0, 0, 0, 0, start.Location()) }
	default:
		for _, months := range monthSteps {
			if float64(months)*28*86400 >= least {
				if months < 12 {
					form = "Jan 06"
				}
				next = func(k int) time.Time {
					return time.Date(y, time.January+time.Month(k*months), 1, 0, 0, 0, 0, start.Location())
				}
				break
			}
		}
	}
	return calendar(from, to, form, start, next)
}

// calendar lists the marks of a calendar from..to; midnight among times of the
// day is told by its date.
func calendar(from, to float64, form string, start time.Time, next func(k int) time.Time) []tick {
	var list []tick
	for k := 0; ; k++ {
		moment := next(k)
		seconds := moment.Sub(start).Seconds()
		if seconds > to {
			return list
		}
		if seconds < from {
			continue
		}
		text := moment.Format(form)
		if text == "00:00" || text == "00:00:00" {
			text = moment.Format("2 Jan")
		}
		list = append(list, tick{seconds, text})
	}
}
