package house

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/scenarios"
)

// periods are the four weeks to which the parameters were fitted, and the five
// days after them.
const periods = `train      = { rmse = "twin.house.temperature", against = "input.indoor", until = "672 h", unit = "K" }
test       = { rmse = "twin.house.temperature", against = "input.indoor", from = "672 h", unit = "K" }
test_mae   = { mae = "twin.house.temperature", against = "input.indoor", from = "2020-01-20", unit = "K" }
test_bias  = { bias = "twin.house.temperature", against = "input.indoor", from = "672 h", unit = "K" }
shortfall  = { shortfall = "twin.house.temperature", below = "input.indoor", unit = "K h" }
excess     = { excess = "twin.house.temperature", above = "input.indoor", unit = "K h" }
difference = { mean = "twin.house.temperature", unit = "degC" }
measured   = { mean = "input.indoor", unit = "degC" }

[record]
every     = "1 h"
residuals = { "twin.house.temperature" = "input.indoor" }
`

// residuals keeps a column of what a run records.
type residuals struct {
	channel int
	values  []float64
}

func (r *residuals) Sample(_ engine.Time, values []float64) error {
	r.values = append(r.values, values[r.channel])
	return nil
}

func (r *residuals) Event(engine.Event) error { return nil }

// The errors of the fitted weeks are those known, and those of the days after
// them what a solution by small steps of Runge and Kutta says.
func TestPeriods(t *testing.T) {
	record, err := filepath.Abs("../../../shared/data/darkgreybox/house.csv")
	require.NoError(t, err)
	file, err := os.Open(record)
	if err != nil {
		t.Skip("the record of the house is not there: ", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	errors := solved(t, rows[1:])

	path := filepath.Join(t.TempDir(), "house.toml")
	text := strings.Replace(scenario, `span = "671 h"`, `span = "791 h"`, 1) + periods
	require.NoError(t, os.WriteFile(path, fmt.Appendf(nil, text, record, 1/0.1088705, 1/0.5251925), 0o644))
	plan, list, _ := scenarios.Load(path, scenarios.Options{Draws: -1})
	require.NotNil(t, plan, "%v", list)
	layout := plan.Layout(0, 0).Rows[0]
	column := -1
	for i, c := range plan.Schema().Tables[layout.Table].Columns {
		if c.Name == "temperature_residual" {
			require.Equal(t, "K", c.Unit)
			column = i
		}
	}
	require.GreaterOrEqual(t, column, 0)
	rec := &residuals{channel: layout.Channels[column]}
	var o engine.Outcome
	plan.Source().Worker().Execute(0, rec, nil, &o)
	require.NoError(t, o.Err)
	got := map[string]float64{}
	for i, c := range plan.Schema().Indicators {
		got[c.Name] = o.Indicators[i]
	}

	squares, sizes, sum := 0.0, 0.0, 0.0
	for _, e := range errors[672:] {
		squares, sizes, sum = squares+e*e, sizes+math.Abs(e), sum+e
	}
	n := float64(len(errors) - 672)
	require.Equal(t, 120.0, n)
	require.InDelta(t, 0.4482791, got["train"], 5e-8)
	require.InDelta(t, math.Sqrt(squares/n), got["test"], 1e-8)
	require.InDelta(t, sizes/n, got["test_mae"], 1e-8)
	require.InDelta(t, sum/n, got["test_bias"], 1e-8)
	require.InDelta(t, 791*(got["difference"]-got["measured"]), got["excess"]-got["shortfall"], 1e-6)
	require.InDeltaSlice(t, errors, rec.values, 1e-8)
}

// solved is the error of the model at each row: RK4 with 100 steps an hour, heat
// and outdoor temperature held from the row before.
func solved(t *testing.T, rows [][]string) []float64 {
	number := func(row, column int) float64 {
		x, err := strconv.ParseFloat(rows[row][column], 64)
		require.NoError(t, err)
		return x
	}
	const ci, ce, rie, rea, steps = 180.0798, 484.3577, 0.1088705, 0.5251925, 100
	ti, te := 18.1375, 16.868567
	slope := func(ti, te, heat, ta float64) (float64, float64) {
		return ((te-ti)/rie + heat) / ci, ((ti-te)/rie + (ta-te)/rea) / ce
	}
	var errors []float64
	for row := range rows {
		errors = append(errors, ti-number(row, 2))
		heat, ta := number(row, 1), number(row, 3)
		const h = 1.0 / steps
		for range steps {
			a1, b1 := slope(ti, te, heat, ta)
			a2, b2 := slope(ti+h/2*a1, te+h/2*b1, heat, ta)
			a3, b3 := slope(ti+h/2*a2, te+h/2*b2, heat, ta)
			a4, b4 := slope(ti+h*a3, te+h*b3, heat, ta)
			ti += h / 6 * (a1 + 2*a2 + 2*a3 + a4)
			te += h / 6 * (b1 + 2*b2 + 2*b3 + b4)
		}
	}
	return errors
}
