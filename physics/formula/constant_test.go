package formula

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/physics/unit"
)

func TestVoid(t *testing.T) {
	known := func(string) (unit.Unit, bool) { return unit.Must("1"), true }
	for text, want := range map[string]string{
		"clamp(input.x, 2, 1)":          "clamp bounds between 2 and 1, of which the first is above the second",
		"1 + clamp(input.x, 1 + 1, -3)": "clamp bounds between 1 + 1 and -3, of which the first is above the second",
		"input.x / 0":                   "this divides by 0, which is zero",
		"input.x / (2 - 2)":             "this divides by",
		"clamp(input.x, 1, 1)":          "",
		"clamp(input.x, input.y, 1)":    "",
		"input.x / (input.y - input.y)": "",
		"input.x / 2":                   "",
	} {
		f, wrong := Parse(text)
		require.Nil(t, wrong, text)
		_, wrong = f.Check(known)
		if want == "" {
			assert.Nil(t, wrong, text)
			continue
		}
		if assert.NotNil(t, wrong, text) {
			assert.Contains(t, wrong.Summary, want)
		}
	}
}
