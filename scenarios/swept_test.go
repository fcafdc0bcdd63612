package scenarios

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// TestSweptQuantities: what is swept is a number in the runs table wherever it is
// a quantity, also where no draw could reach it.
func TestSweptQuantities(t *testing.T) {
	const events = "[event.visit]\nat = \"1 d\"\nfor = \"1 h\"\nset = { \"twin.control.setpoint\" = \"18 degC\" }\n"
	for _, c := range []struct {
		sweep, unit string
		want        []float64
	}{
		{`input.clock.otherwise = ["17 degC", "14 degC"]`, "degC", []float64{17, 14}},
		{`event.visit.for = ["1 h", "1 h 30 min"]`, "s", []float64{3600, 5400}},
		{`event.visit.at = ["1 d", "2 d"]`, "s", []float64{86400, 172800}},
		{`event.visit.set = [{ "twin.control.setpoint" = "18 degC" }, { "twin.control.setpoint" = "16 degC" }]`, "1", []float64{0, 1}},
		{`"event.visit.at" = ["1 d", "2026-03-28T12:00"]`, "s", []float64{86400, 129600}},
		{`alert.cold.for = ["0 s", "1 h"]`, "s", []float64{0, 3600}},
		{`twin.control.setpoint = ["20 degC", "input.clock"]`, "degC", nil},
	} {
		plan, said := loadSite(t, site+events+"[sweep]\n"+c.sweep+"\n")
		require.NotNil(t, plan, said)
		require.Len(t, plan.Schema().Parameters, 1)
		assert.Equal(t, c.unit, plan.Schema().Parameters[0].Unit, c.sweep)
		for i := range c.want {
			var o engine.Outcome
			plan.Source().Worker().Execute(int64(i), nil, nil, &o)
			require.NoError(t, o.Err)
			assert.InDelta(t, c.want[i], o.Parameters[0], 1e-9, c.sweep)
		}
	}
}
