package scenarios

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Draws of an input are refused where a parameter that follows it would leave
// its bounds, each by itself and all together.
func TestDrawsOfInputsStayInBounds(t *testing.T) {
	for _, c := range []struct{ vary, want string }{
		{"input.level.mean = { uniform = { min = 0.4, max = 0.65 } }", ""},
		{"input.level.mean = { uniform = { min = 0.4, max = 1.0 } }", "with the draws, twin.heater.demand: input.level goes"},
		{"input.level.mean = { uniform = { min = 0.4, max = 0.65 } }\ninput.level.amplitude = { uniform = { min = 0.2, max = 0.4 } }", "with the draws, twin.heater.demand: input.level goes"},
	} {
		file := filepath.Join(t.TempDir(), "s.toml")
		require.NoError(t, os.WriteFile(file, []byte(`
[scenario]
name = "x"
span = "1 d"
[input.level]
signal    = "sine"
mean      = 0.5
amplitude = 0.3
period    = "1 d"
[twin.room]
model     = "thermal.room"
capacity  = "2 MJ/K"
heat_loss = "40 W/K"
outdoor   = "-5 degC"
[twin.heater]
model  = "thermal.heater"
power  = "1 kW"
serves = "twin.room"
demand = "input.level"
[sample]
draws = 50
[sample.vary]
`+c.vary+"\n"), 0o644))
		_, list, _ := Load(file, Options{Draws: -1})
		if c.want == "" {
			require.Empty(t, list)
			continue
		}
		require.Len(t, list, 1)
		require.Contains(t, list[0].Summary, c.want)
	}
}
