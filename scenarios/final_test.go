package scenarios

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The final value until a time is the one at that time.
func TestFinalUntil(t *testing.T) {
	text := strings.Replace(dollars, `{ final = "twin.grid.cost", unit = "USD" }`, `{ final = "twin.grid.cost", until = "90 min", unit = "USD" }`, 1)
	assert.InDelta(t, 1.5*0.1+0.4+0.5, outcome(t, sound(t, text, plain()), 0, nil)["cost"], 1e-12)
	for _, c := range []struct{ signal, key, want string }{
		{"cost", `from = "1 h"`, `for what twin.grid.cost counts in a part of the span write { integral = "twin.grid.cost_rate", from = ... }`},
		{"energy", `during = "alert.dear"`, `for what twin.grid.energy counts in a part of the span write { integral = "twin.grid.power", during = ... }`},
		{"price", `from = "1 h"`, "drop it, or measure the mean; until = TIME says at which moment"},
	} {
		_, list := diagnosed(t, strings.Replace(dollars, `cost  = { final = "twin.grid.cost", unit = "USD" }`, `x = { final = "twin.grid.`+c.signal+`", `+c.key+" }", 1), plain())
		require.Len(t, list, 1)
		assert.Equal(t, c.want, list[0].Hint)
	}
}
