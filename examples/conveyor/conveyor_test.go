// Package conveyor runs the conveyor example as a test, with one draw.
package conveyor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/scenarios"
)

// tape counts what is told.
type tape map[string]int

func (tape) Sample(engine.Time, []float64) error { return nil }
func (t tape) Event(e engine.Event) error {
	t[e.Kind]++
	return nil
}

func TestTheCartonJuddersOnASlowBeltOnly(t *testing.T) {
	plan, mistakes, _ := scenarios.Load("scenario.toml", scenarios.Options{Draws: 1})
	require.NotNil(t, plan, "%v", mistakes)
	require.Empty(t, mistakes)
	schema := plan.Schema()
	slips, read := map[string]int{}, map[string]map[string]float64{}
	worker := plan.Source().Worker()
	for run := range plan.Runs() {
		id, _, err := worker.Identify(run)
		require.NoError(t, err)
		rec := tape{}
		var outcome engine.Outcome
		worker.Execute(run, rec, nil, &outcome)
		require.NoError(t, outcome.Err)
		variant := schema.Variants[id.Variant]
		slips[variant], read[variant] = rec["slip"], map[string]float64{}
		for i, column := range schema.Indicators {
			read[variant][column.Name] = outcome.Indicators[i]
		}
	}
	assert.Greater(t, slips["slow"], 100)
	assert.Less(t, slips["base"], 10)
	assert.Less(t, slips["slow_damped"], 10)
	assert.Greater(t, read["slow"]["carried"], 15.0)
	assert.Less(t, read["slow_damped"]["carried"], 2.0)
	assert.Greater(t, read["dry"]["bearing"], read["base"]["bearing"]+2)
	assert.Greater(t, read["worn"]["teeth"], read["base"]["teeth"])
}
