// Package bakery runs the bakery example as a test.
package bakery

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models"
	"whatif/scenarios"
)

const draws = 3

func load(t *testing.T, set ...string) *scenarios.Plan {
	plan, list, _ := scenarios.Load("scenario.toml", scenarios.Options{Draws: draws, Set: set})
	require.NotNil(t, plan, "%v", list)
	if len(set) == 0 {
		require.Empty(t, list)
	}
	return plan
}

// study carries out all runs: the indicators by variant and name, a number per
// draw.
func study(t *testing.T, plan *scenarios.Plan) map[string]map[string][]float64 {
	found := map[string]map[string][]float64{}
	worker := plan.Source().Worker()
	for number := range plan.Runs() {
		var o engine.Outcome
		worker.Execute(number, nil, nil, &o)
		require.NoError(t, o.Err)
		name := plan.Schema().Variants[plan.ID(number).Variant]
		if found[name] == nil {
			found[name] = map[string][]float64{}
		}
		for i, column := range plan.Schema().Indicators {
			found[name][column.Name] = append(found[name][column.Name], o.Indicators[i])
		}
	}
	return found
}

// The example says what it says in its story, in every draw.
func TestStory(t *testing.T) {
	found := study(t, load(t))
	require.Len(t, found, 5)
	for k := range draws {
		v := func(variant, indicator string) float64 { return found[variant][indicator][k] }
		saved := func(variant string) float64 { return v("as_is", "cost") - v(variant, "cost") }
		require.Greater(t, saved("insulated"), saved("quick_doors"))
		require.Greater(t, saved("quick_doors"), saved("midday_off"))
		require.Greater(t, saved("midday_off"), 0.0)
		require.Greater(t, saved("both"), saved("insulated"))
		// Wool keeps the heat of midday too, so that the two do not add up.
		require.Less(t, saved("both"), saved("insulated")+saved("midday_off"))
		require.Less(t, v("insulated", "to_wool"), 0.75*v("as_is", "to_wool"))
		require.Less(t, v("insulated", "casing"), v("as_is", "casing"))
		require.InEpsilon(t, 0.52, v("quick_doors", "to_doors")/v("as_is", "to_doors"), 0.1)
		for name := range found {
			require.InEpsilon(t, v(name, "cost"), v(name, "cost_night")+v(name, "cost_day"), 1e-9)
			require.InEpsilon(t, v("as_is", "to_dough"), v(name, "to_dough"), 1e-9)
			require.InEpsilon(t, 32, v(name, "peak"), 1e-9) // two heaters of 16 kW, heating up
			// What comes in by the meter goes out by one of four ways, in both
			// ovens alike up to the luck of the doors.
			out := 2 * (v(name, "to_dough") + v(name, "to_wool") + v(name, "to_front") + v(name, "to_doors"))
			require.InEpsilon(t, v(name, "energy"), out, 0.06)
		}
	}
}

// Openings are Poisson: eight an hour in 58 hours, those that overlap as one.
func TestDoors(t *testing.T) {
	plan := load(t, "input.door_1.rate=8 1/h")
	found := study(t, plan)
	// One minute in which another may fall: e^(-8/60) of the openings stand alone.
	want := 8 * 58 * math.Exp(-8.0/60)
	for k := range draws {
		require.InDelta(t, want, found["as_is"]["openings"][k], 5*math.Sqrt(want))
		require.Equal(t, found["as_is"]["openings"][k], found["both"]["openings"][k])
	}
}

// Smaller heaters lower the peak; ovens that lose less are then cold for less
// long.
func TestSmallerHeaters(t *testing.T) {
	found := study(t, load(t, "twin.heater_*.power=13 kW"))
	for k := range draws {
		for name := range found {
			require.InEpsilon(t, 26, found[name]["peak"][k], 1e-9)
		}
		cold := found["as_is"]["cold_hours"][k]
		require.LessOrEqual(t, found["insulated"]["cold_hours"][k], cold)
		require.LessOrEqual(t, found["quick_doors"]["cold_hours"][k], cold)
	}
}

// The energy of every variant is accounted for.
func TestEnergyBalance(t *testing.T) {
	plan := load(t, "scenario.span=20 h", "scenario.warmup=1 h")
	for v := range plan.Schema().Variants {
		study, err := plan.Study(v, 0)
		require.NoError(t, err)
		m, problems := models.BuildAudited(study)
		require.Empty(t, problems)
		run := m.Engine.NewRun()
		balances := m.Audit(run)
		run.Reset(engine.Numbers{Seed: 11}, nil)
		require.NoError(t, run.Advance(study.Span))
		for _, b := range balances() {
			require.Less(t, b.Error(), 1e-9, b.Path)
		}
	}
}
