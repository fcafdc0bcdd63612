package chart

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
)

// elapsedSteps are the distances of ticks of elapsed time, in seconds.
var elapsedSteps = []float64{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200,
	86400, 2 * 86400, 5 * 86400, 10 * 86400, 20 * 86400, 50 * 86400, 100 * 86400}

// elapsed sets a range of seconds since the start, with ticks at round seconds,
// minutes, hours and days.
func (a *scale) elapsed(e extent, wide float64) {
	const room = 62
	span, day := e.high-e.low, 86400.0
	if span < 4 || span/elapsedSteps[len(elapsedSteps)-1]*room > wide {
		a.powers(e, span, int(wide/room))
		return
	}
	step := day
	for _, step = range elapsedSteps {
		if span/step*room <= wide {
			break
		}
	}
	a.low, a.high, a.ticks = e.low, e.high, nil
	for k := math.Ceil(e.low / step); k*step <= e.high && len(a.ticks) < mostTicks; k++ {
		a.ticks = append(a.ticks, plot.Tick{Value: k * step, Label: lasted(k * step)})
	}
}

// powers are the ticks of very short times in seconds, and of very long ones in
// days.
func (a *scale) powers(e extent, span float64, count int) {
	unit, size := "s", 1.0
	if span > 4 {
		unit, size = "d", 86400
	}
	ticks := scale{Axis: Axis{Label: a.Label, Unit: unit}}
	ticks.numeric(extent{e.low / size, e.high / size}, count)
	a.low, a.high, a.heading, a.ticks = e.low, e.high, ticks.headed(), ticks.ticks
	for k := range a.ticks {
		a.ticks[k].Value *= size
	}
}

// lasted is a time of whole seconds in its two largest units, such as 1 d 6 h.
func lasted(seconds float64) string {
	if seconds < 0 {
		return "−" + lasted(-seconds)
	}
	if seconds == 0 {
		return "0"
	}
	text, parts := "", 0
	for _, u := range []struct {
		name string
		size float64
	}{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}} {
		n := math.Floor(seconds / u.size)
		seconds -= n * u.size
		if n == 0 || parts == 2 {
			continue
		}
		if text != "" {
			text += " "
		}
		text += fmt.Sprintf("%.0f %s", n, u.name)
		parts++
	}
	if text == "" {
		return "0"
	}
	return text
}
