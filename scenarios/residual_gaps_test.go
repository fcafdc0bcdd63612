package scenarios

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
)

// samples keeps what a run records.
type samples struct {
	times []engine.Time
	rows  [][]float64
}

func (s *samples) Event(engine.Event) error { return nil }
func (s *samples) Sample(t engine.Time, values []float64) error {
	s.times = append(s.times, t)
	s.rows = append(s.rows, append([]float64(nil), values...))
	return nil
}

// TestResidualsInGaps: where the record has no value of its own there is no
// residual, however the gap was filled.
func TestResidualsInGaps(t *testing.T) {
	const values = "time,x\n0,10\n3600,11\n14400,12\n18000,13\n21600,13\n"
	for _, c := range []struct {
		input, path string
		empty       []int // samples at half hours
	}{
		{"quantity = \"instant\"\nunit = \"degC\"\n", "twin.room.temperature", []int{3, 4, 5, 6, 7}},
		{"quantity = \"mean\"\nunit = \"W\"\n", "twin.heater.heat", []int{0, 5, 6, 7, 8}},
		{"quantity = \"counter\"\nunit = \"kWh\"\n", "twin.heater.heat", []int{0, 3, 4, 5, 6, 7, 8}},
	} {
		for _, fill := range []string{"hold", "linear"} {
			plan, said := replayed(t, t.TempDir(), "span = \"5 h\"\n", "file = \"m.csv\"\ntime = \"time\"\ncolumn = \"x\"\nmax_gap = \"1 h\"\non_gap = \""+fill+"\"\n"+c.input, values,
				"\n[twin.heater]\nmodel = \"thermal.heater\"\npower = \"1 kW\"\nserves = \"twin.room\"\n[record]\nevery = \"30 min\"\nsignals = []\nresiduals = { \""+c.path+"\" = \"input.x\" }\n")
			require.NotNil(t, plan, said)
			var s samples
			var o engine.Outcome
			plan.Source().Worker().Execute(0, &s, nil, &o)
			require.NoError(t, o.Err)
			var empty []int
			for i, row := range s.rows {
				require.Len(t, row, 1)
				if math.IsNaN(row[0]) {
					empty = append(empty, i)
				}
			}
			assert.Equal(t, c.empty, empty, "%s, %s", c.input, fill)
		}
	}
}
