package scenarios

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

const bakery = `[scenario]
name = "bakery"
start = 2026-03-27T00:00:00
timezone = "Europe/Berlin"
span = "5 d"
warmup = "1 d"
[input.door]
signal = "events"
rate = "12 1/d"
for = "10 min"
value = "1 W"
during = { days = "daily", from = "06:00", to = "14:00" }
overlap = "add"
[input.double]
product = ["input.door", 2]
[input.step]
signal = "step"
at = "2026-03-29T04:00"
after = "1 W"
[twin.room]
model = "thermal.room"
capacity = "2 MJ/K"
heat_loss = "40 W/K"
outdoor = "0 degC"
gains = ["input.door"]
[indicator]
door = { integral = "input.door", unit = "J" }
double = { integral = "input.double", unit = "J" }
step = { integral = "input.step", unit = "J" }
[record]
every = "1 h"
signals = ["twin.room.temperature"]
`

// outcomes runs a scenario and returns the indicators of its runs.
func outcomes(t *testing.T, text string) [][]float64 {
	t.Helper()
	plan, said := tell(t, text, plain())
	require.Empty(t, said)
	w := plan.Source().Worker()
	var out [][]float64
	for n := range plan.Runs() {
		var o engine.Outcome
		w.Execute(n, nil, nil, &o)
		require.NoError(t, o.Err)
		out = append(out, append([]float64(nil), o.Indicators...))
	}
	return out
}

// All variants of a draw meet the same events, whatever else they change; draws
// meet others. Opening hours follow the wall clock.
func TestVariantsShareEvents(t *testing.T) {
	out := outcomes(t, bakery+`[variant.base]
[variant.more]
input.noise = { signal = "noise", sd = "5 W", timescale = "1 h" }
twin.extra = { like = "twin.room", gains = "input.noise" }
[variant.stronger]
input.door.value = "3 W"
[sample]
draws = 40
`)
	require.Len(t, out, 120)
	sum := 0.0
	for draw := range 40 {
		base := out[draw][0]
		assert.Equal(t, base, out[40+draw][0])
		assert.InEpsilon(t, 3*base, out[80+draw][0], 1e-12)
		assert.InEpsilon(t, 2*base, out[draw][1], 1e-12)
		sum += base / 600
	}
	assert.NotEqual(t, out[0][0], out[1][0])
	want := 5 * 12.0 * 8 / 24
	assert.InDelta(t, want, sum/40, 4*math.Sqrt(want/40))
	// The step is at 04:00 of a day of 23 h.
	assert.InDelta(t, (5*24-48-3)*3600, out[0][2], 1e-6)
}

// The numbers of waves are swept, drawn and set like all others.
func TestWavesVary(t *testing.T) {
	out := outcomes(t, bakery+`[sweep]
"input.step.at" = ["2026-03-28", "12 h", "-1 h"]
"input.step.after" = ["1 W", "2 W"]
`)
	var got []float64
	for _, o := range out {
		got = append(got, o[2]/3600)
	}
	assert.InDeltaSlice(t, []float64{96, 192, 108, 216, 120, 240}, got, 1e-9)
	drawn := outcomes(t, bakery+`[sample]
draws = 3
[sample.vary]
input.step.at = { uniform = { min = "1 d", max = "2 d" } }
input.door.for = { scale = { uniform = { min = 0.5, max = 2 } } }
`)
	for _, o := range drawn {
		assert.True(t, o[2] > 72*3600 && o[2] < 96*3600, o)
	}
	for text, want := range map[string]string{
		`input.door.duty = { uniform = { min = 0, max = 1 } }`:                         `36:12: error[not-a-number]: input.door.duty is no number that could vary`,
		`input.door.rate = { uniform = { min = "-1 1/d", max = "1 1/d" } }`:            `36:12: error[out-of-bounds]: of the draws, input.door.rate is drawn as`,
		`input.door.for = { add = { uniform = { min = "-200 min", max = "1 min" } } }`: `36:12: error[out-of-bounds]: of the draws, input.door.for is drawn as`,
	} {
		_, said := tell(t, bakery+"[sample]\ndraws = 3\n[sample.vary]\n"+text+"\n", plain())
		assert.Contains(t, said, want)
	}
}

// A variant turns one sort of input into another, and adds derived ones.
func TestVariantsReplaceDerived(t *testing.T) {
	out := outcomes(t, bakery+`[variant.base]
[variant.constant]
input.double = { signal = "constant", value = "1 W" }
[variant.sum]
input.double.sum = ["input.door", "input.door", "input.more"]
input.more.expression = "2 * input.step"
[variant.back]
input.step = { product = ["input.door", 5] }
`)
	door, step := out[0][0], out[0][2]
	assert.InEpsilon(t, 2*door, out[0][1], 1e-12)
	assert.InEpsilon(t, 5*86400, out[1][1], 1e-12)
	assert.InEpsilon(t, 2*door+2*step, out[2][1], 1e-12)
	assert.InEpsilon(t, 5*door, out[3][2], 1e-12)
}
