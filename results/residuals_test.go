package results

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"whatif/engine"
)

// README.md says what residuals are, where there are some.
func TestReadmeTellsOfResiduals(t *testing.T) {
	s, info := testSchema(), testInfo()
	told := func() bool { return strings.Contains(string(readme(&info, s)), "`_residual`") }
	assert.False(t, told())
	s.Tables[0].Columns = append(s.Tables[0].Columns,
		engine.Column{Name: "temperature_residual", Path: "twin.*.temperature_residual", Unit: "K", Description: "Air temperature. The model less its record."})
	assert.True(t, told())
	assert.Contains(t, string(readme(&info, s)), "| temperature_residual | K | Air temperature. The model less its record. |")
}
