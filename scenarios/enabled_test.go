package scenarios

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Variants and sweeps switch events and alerts on and off; indicators may name
// them in all variants.
func TestEnabled(t *testing.T) {
	plan, said := loadSite(t, site+`
[event.outage]
enabled = false
at = "1 d"
for = "6 h"
set = { "twin.pump.available" = false }
[alert.far]
enabled = false
when = "twin.north.temperature < 50 degC"
[indicator]
out   = { time_while = "event.outage", unit = "h" }
times = { count = "event.outage" }
far   = { count = "alert.far" }
[variant.base]
[variant.fails]
event.outage.enabled = true
alert.far.enabled = true
`)
	require.NotNil(t, plan, said)
	require.Empty(t, said)
	for run, want := range []map[string]float64{{"out": 0, "times": 0, "far": 0}, {"out": 6, "times": 1, "far": 1}} {
		got := outcome(t, plan, int64(run), nil)
		for name, x := range want {
			assert.InDelta(t, x, got[name], 1e-9, "%d %s", run, name)
		}
	}
	plan, said = loadSite(t, site+"[event.e]\nat = \"1 d\"\nset = { \"twin.pump.available\" = false }\n[sweep]\n\"event.e.enabled\" = [true, false]\n")
	require.NotNil(t, plan, said)
	require.Equal(t, int64(2), plan.Runs())
	study, err := plan.Study(0, 1)
	require.NoError(t, err)
	assert.True(t, study.Interventions[0].Off)
}

func TestEventTriggersAgain(t *testing.T) {
	e := firstEvent(t, "[event.e]\nwhen = \"alert.cold\"\nfor = \"15 min\"\nagain = true"+effect)
	assert.True(t, e.Again)
	e = firstEvent(t, "[event.e]\nwhen = \"alert.cold\"\nends_when = \"twin.north.temperature > 19 degC\""+effect)
	require.NotNil(t, e.EndsWhen)
	assert.Equal(t, "twin.north.temperature", e.EndsWhen.Left.Path)
}

// What only some variants have is no lie to ask for: which lack it is said once.
func TestIndicatorsOfSomeVariants(t *testing.T) {
	_, said := loadSite(t, site+`
[indicator]
trips = { count = "event.trip" }
far   = { time_while = "not alert.far" }
power = { mean = "twin.second.electric_power" }
never = { count = "event.nothing" }
[variant.a]
[variant.b]
event.trip = { at = "1 d", set = { "twin.pump.available" = false } }
twin.second = { like = "twin.pump" }
[variant.c]
alert.far.when = "twin.north.temperature < 10 degC"
`)
	require.Len(t, said, 4)
	for i, want := range []string{
		`count: there is no event "event.trip" in variants a, c`,
		`time_while: there is no alert "alert.far" in variants a, b`,
		`mean: there is no twin "second" in variants a, c`,
		`count: there is no event "event.nothing"`,
	} {
		assert.Contains(t, said[i], want)
	}
	assert.NotContains(t, said[3], "in variant")
}
