package telemetry

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"whatif/engine"
	"whatif/scenarios/diagnose"
)

// Spell writes a length of time as a planner would: its two largest parts,
// such as "7 d 6 h" or "55 min".
func Spell(d engine.Time) string {
	seconds := math.Abs(d.Seconds())
	whole := math.Floor(seconds / 60)
	parts := [4]float64{math.Floor(whole / 1440), math.Mod(math.Floor(whole/60), 24), math.Mod(whole, 60), seconds - 60*whole}
	symbols := [4]string{"d", "h", "min", "s"}
	for i, n := range parts {
		if n == 0 {
			continue
		}
		text := strconv.FormatFloat(n, 'g', 12, 64) + " " + symbols[i]
		if i+1 < len(parts) && parts[i+1] != 0 {
			text += " " + strconv.FormatFloat(parts[i+1], 'g', 12, 64) + " " + symbols[i+1]
		}
		return text
	}
	return "0 s"
}

// clock writes instants the way the scenario gives them.
type clock struct {
	start    time.Time
	hasStart bool
	zone     *time.Location
}

// sayBoth is say, and where an input has a zone of its own, in this as well.
func (c clock) sayBoth(spec *Spec, t engine.Time) string {
	text := c.say(t)
	if !c.hasStart || spec.Local == nil || spec.Local.String() == c.zone.String() {
		return text
	}
	there := clock{c.start, true, spec.Local}.say(t)
	if there == text {
		return text
	}
	day, hour, _ := strings.Cut(there, " ")
	if strings.HasPrefix(text, day) {
		there = hour
	}
	return fmt.Sprintf("%s (%s in the record's zone, %s)", text, there, spec.Local)
}

// newClock is the clock of the scenario that spec serves.
func newClock(spec *Spec) clock { return clock{spec.Start, spec.HasStart, spec.Zone} }

// say gives t as local date and time, or as a length of time after the start
// where the scenario has no date.
func (c clock) say(t engine.Time) string {
	if !c.hasStart {
		if t == 0 {
			return "the start"
		}
		if t < 0 {
			return Spell(t) + " before the start"
		}
		return Spell(t) + " after the start"
	}
	local := c.start.Add(time.Duration(t)).In(c.zone)
	switch {
	case local.Nanosecond() != 0:
		return local.Format("2006-01-02 15:04:05.999999999")
	case local.Second() != 0:
		return local.Format("2006-01-02 15:04:05")
	}
	return local.Format("2006-01-02 15:04")
}

// enumerate lists names in quotes, at most limit of them if limit is not 0.
func enumerate(names []string, limit int) string {
	var words []string
	for i, name := range names {
		if limit > 0 && i == limit && len(names) > limit+1 {
			words = append(words, fmt.Sprintf("and %d more", len(names)-limit))
			break
		}
		words = append(words, strconv.Quote(name))
	}
	return strings.Join(words, ", ")
}

// meant is the hint that offers the nearest of names, or "".
func meant(name string, names []string) string {
	if best := nearest(name, names); best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return ""
}

// oneOf lists what may be written, at most limit of it if limit is not 0.
func oneOf(names []string, limit int) string {
	if len(names) == 1 {
		return enumerate(names, limit)
	}
	return "one of " + enumerate(names, limit)
}

// nearest returns the name that was probably meant by name, or "". Texts longer
// than any name are passed over.
func nearest(name string, names []string) string {
	const most = 200
	if len(name) > most {
		return ""
	}
	return diagnose.Nearest(name, slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" || len(s) > most }))
}

// plural writes a number with its noun: "1 row", "12 rows".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
