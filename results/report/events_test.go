package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestUsual tells events that are the same in all runs from those that are not.
func TestUsual(t *testing.T) {
	c := newCollector([]string{"alert.cold", "event.outage", "event.window"})
	outage := []happening{{eventOn, "event.outage", "", 100}, {eventOn, "event.outage", "", 100}, {eventOff,
		"event.outage", "", 200}, {eventOff, "event.outage", "", 200}}
	window := func(at float64) []happening {
		return []happening{{eventOn, "event.window", "", at}, {eventOff, "event.window", "", at + 5}}
	}
	base, other := group{0, 0}, group{1, 0}
	c.run(base, false, 1000, append(outage, window(300)...))
	c.run(base, false, 1000, append(outage, window(310)...))
	c.run(base, true, 50, nil) // a run that failed before says nothing
	c.run(other, false, 1000, append(outage, happening{eventOn, "event.window", "", 900}))
	h := c.finish()
	assert.Equal(t, []usual{
		{stretch{"event.outage", 100, 200}, nil},
		{stretch{"event.window", 900, 1000}, []group{other}},
	}, h.usual)
	assert.Equal(t, map[string]tally{"event.window": {2, 2}}, h.varies)
}

// TestStarted counts alerts, also of runs that failed.
func TestStarted(t *testing.T) {
	c := newCollector([]string{"alert.cold"})
	cold := func(at float64) []happening {
		return []happening{{alertOn, "alert.cold", "twin.room.temperature < 18 degC", at}, {alertOff, "alert.cold",
			"", at + 60}}
	}
	g := group{0, 0}
	c.run(g, false, 1000, append(cold(100), cold(400)...))
	c.run(g, false, 1000, cold(110))
	c.run(g, true, 450, cold(200))
	c.run(g, false, 1000, nil)
	h := c.finish()
	assert.Equal(t, tally{3, 4}, h.started[started{"alert.cold", g}])
	assert.Equal(t, []string{"alert.cold"}, h.alerts)
	assert.Equal(t, "twin.room.temperature < 18 degC", h.details["alert.cold"])
	assert.Equal(t, []standing{
		{stretch{"alert.cold", 100, 170}, g, 2.0 / 3},
		{stretch{"alert.cold", 400, 460}, g, 1.0 / 3},
	}, h.stood)
}

// The times at which an alert stands are apart, in order, and no share is more
// than all runs.
func TestStands(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		runs := rapid.IntRange(1, 30).Draw(t, "runs")
		var edges []edge
		for range runs {
			if rapid.Bool().Draw(t, "alert") {
				from := rapid.Float64Range(0, 100).Draw(t, "from")
				edges = append(edges, edge{from, 1}, edge{from + rapid.Float64Range(0, 50).Draw(t, "for"), -1})
			}
		}
		last := -1.0
		for _, s := range stands(started{"alert.cold", group{}}, edges, runs) {
			assert.Greater(t, s.from, last)
			assert.GreaterOrEqual(t, s.to, s.from)
			assert.GreaterOrEqual(t, s.share, leastShare)
			assert.LessOrEqual(t, s.share, 1.0)
			last = s.to
		}
	})
}

func TestMentions(t *testing.T) {
	assert.True(t, mentions("min of twin.north.temperature during x", "twin.north.temperature"))
	assert.True(t, mentions("twin.north.temperature_2 and twin.north.temperature", "twin.north.temperature"))
	assert.False(t, mentions("twin.north.temperature_2", "twin.north.temperature"))
	assert.False(t, mentions("", "twin.north.temperature"))
}

func TestEvenly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, most := rapid.IntRange(1, 1000).Draw(t, "n"), rapid.IntRange(1, 50).Draw(t, "most")
		picked := evenly(n, most)
		assert.Len(t, picked, min(n, most))
		assert.Equal(t, 0, picked[0])
		if most > 1 {
			assert.Equal(t, n-1, picked[len(picked)-1])
		}
		for k := 1; k < len(picked); k++ {
			assert.Greater(t, picked[k], picked[k-1])
		}
	})
}
