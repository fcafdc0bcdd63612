package scenarios

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const used = `
[scenario]
name  = "x"
span  = "7 d"
[twin.room]
model     = "thermal.room"
capacity  = "6 MJ/K"
heat_loss = "150 W/K"
outdoor   = "5 degC"
[input.use]
signal  = "weekly"
periods = [{ days = "mon-fri", from = "08:00", to = "18:00", value = 1 }]
[input.on]
signal = "constant"
value  = 0
[indicator]
`

// A comparison with a schedule that cannot come true, or untrue, is told.
func TestIdleComparisons(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`x = { mean = "twin.room.temperature", during = "input.use > 0.5" }`, ""},
		{`x = { mean = "twin.room.temperature", during = "input.use >= 1" }`, ""},
		{`x = { mean = "twin.room.temperature", during = "input.on > 0.5" }`, ""},
		{`x = { mean = "twin.room.temperature", during = "input.use > 1" }`, "during: input.use > 1 never holds: its values are from 0 to 1"},
		{`x = { time_while = "not (input.use >= 0)" }`, "time_while: input.use >= 0 always holds: its values are from 0 to 1"},
		{`x = { count = "input.use < 0" }`, "count: input.use < 0 never holds: its values are from 0 to 1"},
		{`x = { count = "input.use < 0 or 1 < input.on" }`, "count: input.use < 0 never holds: its values are from 0 to 1"},
		{"x = { count = \"input.use <= 1\" }\n[variant.a]\n[variant.b]\ninput.use.scale = 2", ""},
		{"x = { count = \"input.use <= 1\" }\n[sweep]\ninput.use.scale = [0.5, 2]", ""},
		{"x = { count = \"input.use <= 1\" }\n[sample]\ndraws = 2\n[sample.vary]\ninput.use.scale = { uniform = { min = 0.5, max = 2 } }", ""},
		{"x = { count = \"input.use > 1\" }\n[event.x]\nat = \"1 d\"\nset = { input.use = 3 }", ""},
	} {
		plan, said := planOf(t, used+c.text+"\n")
		require.NotNil(t, plan, said)
		if c.want == "" {
			assert.Empty(t, said, c.text)
			continue
		}
		require.Len(t, said, 1, c.text)
		assert.Contains(t, said[0], c.want)
		assert.Contains(t, said[0], " 0.5")
	}
	_, said := planOf(t, used+"x = { mean = \"twin.room.temperature\", during = \"input.use\" }\n")
	require.Len(t, said, 1)
	assert.Equal(t, "condition: during: input.use is a pure number, which is neither true nor false by itself /", said[0])
}
