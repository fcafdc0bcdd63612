package models

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

func above(path string, value float64) *Condition {
	c := is(path, Greater, value)
	return &c
}

// Hysteresis: an event begins by one condition and ends by another.
func TestEventEndsWhen(t *testing.T) {
	cold := is("twin.north.temperature", Less, kelvin+15)
	_, _, rec := play(t, &Study{
		Span: 24 * hour, Twins: warmed(t),
		Interventions: []Intervention{{Name: "boost", When: &cold, EndsWhen: above("twin.north.temperature", kelvin+17), For: engine.Never, Times: 2, Set: set(power, 2000, "2 kW")}},
	})
	on, off := eventTimes(rec)
	first := reach(20, 0, 15, roomTau)
	up, down := reach(15, 40, 17, roomTau), reach(17, 0, 15, roomTau)
	assert.InDeltaSlice(t, []float64{first, first + up + down}, on, 1e-6)
	assert.InDeltaSlice(t, []float64{first + up, first + 2*up + down}, off, 1e-6)
}

// Where both conditions hold, the end wins; when it no longer holds, the event
// begins again.
func TestEventEndWins(t *testing.T) {
	inputs := []Input{
		steps("x", "W", 0, 0, 3600, 9, 20000, 0),
		steps("stop", "W", 0, 0, 5000, 9, 9000, 0, 15000, 9),
	}
	for _, c := range []struct {
		hold    engine.Time
		on, off []float64
	}{
		{0, []float64{3600, 9000}, []float64{5000, 15000}},
		{30 * minute, []float64{9000}, []float64{15000}},
	} {
		_, _, rec := play(t, &Study{
			Span: 10 * hour, Inputs: inputs, Twins: warmed(t),
			Interventions: []Intervention{{Name: "e", When: above("input.x", 5), Hold: c.hold, EndsWhen: above("input.stop", 5), For: engine.Never, Set: set(power, 1, "1 W")}},
		})
		on, off := eventTimes(rec)
		assert.Equal(t, c.on, on)
		assert.Equal(t, c.off, off)
	}
}

// An event that goes on does not end in between.
func TestEventAgain(t *testing.T) {
	for name, c := range map[string]struct {
		again   bool
		on, off []float64
	}{
		"once": {false, []float64{3600, 9000}, []float64{4500, 9900}},
		"goes": {true, []float64{3600, 9000}, []float64{6300, 9900}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, rec := play(t, &Study{
				Span: 10 * hour, Inputs: []Input{steps("x", "W", 0, 0, 3600, 9, 5600, 0, 9000, 9, 9900, 0)}, Twins: warmed(t),
				Interventions: []Intervention{{Name: "e", When: above("input.x", 5), For: 15 * minute, Again: c.again, Times: 2, Set: set(power, 1, "1 W")}},
			})
			on, off := eventTimes(rec)
			assert.Equal(t, c.on, on)
			assert.Equal(t, c.off, off)
		})
	}
}

// What is off is there, and never begins; what follows it neither.
func TestEventOff(t *testing.T) {
	x := steps("x", "W", 0, 9)
	for name, e := range map[string]Intervention{
		"at":    {From: hour, Until: 2 * hour},
		"every": {From: hour, Until: 2 * hour, Every: 3 * hour},
		"list":  {Spells: []Spell{{0, hour}}, For: engine.Never},
		"when":  {When: above("input.x", 5), For: hour},
	} {
		t.Run(name, func(t *testing.T) {
			e.Name, e.Off, e.Set = "e", true, set(power, 1, "1 W")
			on := Condition{Op: FlagSet, Left: Operand{Path: "event.e"}}
			m, r, rec := play(t, &Study{
				Span: 10 * hour, Inputs: []Input{x}, Twins: warmed(t),
				Interventions: []Intervention{e, {Name: "next", After: "e", For: hour, Set: set(power, 2, "2 W")}},
				Alerts:        []Alert{{Name: "a", When: on}, {Name: "b", When: *above("input.x", 5), Off: true}},
				Indicators:    []Indicator{{Name: "n", Measure: TimeWhile, When: &on, Unit: showIn("h")}},
			})
			assert.Empty(t, rec.events)
			require.Len(t, m.Indicators(r), 1)
			assert.Zero(t, m.Indicators(r)[0])
			_, ok := m.Slot("event.e.set." + power)
			assert.True(t, ok, "a draw finds its numbers")
		})
	}
}
