package scenarios

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// street are three homes, of which c is warm.
const street = `[scenario]
name = "street"
span = "1 d"
[twin.home-a]
model = "thermal.room"
capacity = "2.4 MJ/K"
heat_loss = "100 W/K"
outdoor = "0 degC"
start = "20 degC"
[twin.home-b]
like = "twin.home-a"
start = "12 degC"
[twin.home-c]
like = "twin.home-a"
outdoor = "20 degC"
[twin.home-a-heater]
model = "thermal.heater"
power = "300 W"
serves = "twin.home-a"
[twin.home-b-heater]
like = "twin.home-a-heater"
serves = "twin.home-b"
[alert.cold-a]
when = "twin.home-a.temperature < 15 degC"
[alert.cold-b]
when = "twin.home-b.temperature < 15 degC"
[indicator]
`

// TestOver: each of many is measured as if it stood alone.
func TestOver(t *testing.T) {
	const each = `
cold_%[1]s = { time_while = "twin.home-%[1]s.temperature < 15 degC", unit = "h" }
min_%[1]s  = { min = "twin.home-%[1]s" }
short_%[1]s = { shortfall = "twin.home-%[1]s", below = "18 degC", unit = "K h" }
`
	const heaters = `
heat_%[1]s = { integral = "twin.home-%[1]s-heater.heat", unit = "kWh" }
while_%[1]s = { mean = "twin.home-%[1]s-heater.heat", during = "twin.home-%[1]s.temperature < 10 degC" }
`
	text := street + fmt.Sprintf(each+heaters, "a") + fmt.Sprintf(each+heaters, "b") + fmt.Sprintf(each, "c") + `
cold_sum   = { time_while = "twin.home-*.temperature < 15 degC", over = "sum", unit = "h" }
cold_max   = { time_while = "twin.home-*.temperature < 15 degC and twin.home-*.temperature < 16 degC", over = "max", unit = "h" }
cold_homes = { time_while = "twin.home-*.temperature < 15 degC", over = "count" }
min_min    = { min = "twin.home-*", over = "min" }
min_mean   = { min = "twin.*.temperature", over = "mean" }
short_sum  = { shortfall = "twin.home-*", below = "18 degC", over = "sum", unit = "K h" }
heat       = { integral = "twin.home-*-heater.heat", over = "sum", unit = "kWh" }
heat_cold  = { mean = "twin.home-*-heater.heat", during = "twin.home-*.temperature < 10 degC", over = "sum" }
never      = { mean = "twin.home-*.temperature", during = "twin.home-*.temperature > 100 degC", over = "max" }
alerts     = { count = "alert.cold-*", over = "sum" }
`
	p := sound(t, text, plain())
	got := outcome(t, p, 0, nil)
	value := func(name string) float64 {
		require.Contains(t, got, name)
		return got[name]
	}
	near := func(want float64, name string) { t.Helper(); assert.InDelta(t, want, value(name), 1e-9, name) }
	near(value("cold_a")+value("cold_b")+value("cold_c"), "cold_sum")
	near(24, "cold_max")
	near(2, "cold_homes")
	near(min(value("min_a"), value("min_b"), value("min_c")), "min_min")
	near((value("min_a")+value("min_b")+value("min_c"))/3, "min_mean")
	near(value("short_a")+value("short_b")+value("short_c"), "short_sum")
	near(value("heat_a")+value("heat_b"), "heat")
	near(value("while_a")+value("while_b"), "heat_cold")
	near(2, "alerts")
	assert.True(t, math.IsNaN(value("never")))
	for _, c := range p.Schema().Indicators {
		if c.Name == "cold_homes" {
			assert.Equal(t, "1", c.Unit)
			assert.Contains(t, c.Description, "how many are above 0 of all that match")
		}
	}
}

func TestOverMistakes(t *testing.T) {
	for _, c := range []struct{ indicator, want string }{
		{`{ min = "twin.home-*" }`, `error[indicator]: twin.home-* stands for many, and an indicator is one number`},
		{`{ time_while = "not twin.home-*.temperature < 3 degC" }`, `28:25: error[indicator]: twin.home-*.temperature stands for many`},
		{`{ min = "twin.home-a", over = "min" }`, `error[indicator]: over makes one number of those of many, and nothing here is a pattern`},
		{`{ min = "twin.home-*", over = "median" }`, `error[unknown-choice]: over cannot be "median"`},
		{`{ min = "twin.house-*", over = "min" }`, `error[bad-reference]: nothing matches twin.house-*`},
		{`{ min = "twin.home-*", over = "sum" }`, `error[indicator]: temperatures do not add up`},
		{`{ min = "twin.home-*", over = "count" }`, `error[indicator]: where a temperature is above 0 depends on where its scale begins`},
		{`{ min = "twin.*.temperature", over = "min", unit = "W" }`, `error[wrong-dimension]: home-a cannot be shown in W`},
		{`{ mean = "twin.home-*.temperature", during = "twin.home-*-control.on", over = "max" }`, `error[bad-reference]: nothing matches all of twin.home-*.temperature, twin.home-*-control.on`},
		{`{ mean = "twin.home-*.temperature", during = "twin.*-*-heater.heat > 1 W", over = "max" }`, `error[indicator]: twin.*-*-heater.heat has more than one *`},
		{`{ mean = "twin.home-a.*", over = "max" }`, `error[indicator]: mean: in twin.home-a.* a * stands for something else than a name`},
		{`{ time_while = "twin.home-*.temperature < 3 K", over = "max" }`, `error[temperature-or-difference]: time_while: twin.home-a.temperature is a temperature`},
		{`{ time_while = "twin.home-*.temperature << 3 K", over = "max" }`, `error[condition]`},
	} {
		plan, said := tell(t, street+"x = "+c.indicator+"\n", plain())
		assert.Nil(t, plan, c.indicator)
		assert.Contains(t, said, c.want)
		assert.Equal(t, 1, strings.Count(said, "error["), said)
	}
}
