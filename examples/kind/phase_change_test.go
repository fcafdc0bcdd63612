package kind

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"whatif/engine"
	"whatif/models/twin"
	"whatif/scenarios"
)

// A scenario names the kind like any other, once its reader knows it.
func Example() {
	plan, mistakes, _ := scenarios.Load("scenario.toml", scenarios.Options{Kinds: []*twin.Kind{PhaseChange()}})
	for _, m := range mistakes {
		fmt.Printf("%s:%d: %s\n", m.At.File, m.At.Line, m.Summary)
	}
	if plan == nil {
		return
	}
	schema, worker := plan.Schema(), plan.Source().Worker()
	for run := range plan.Runs() {
		id, _, err := worker.Identify(run)
		if err != nil {
			fmt.Println(err)
			return
		}
		var outcome engine.Outcome
		worker.Execute(run, nothing{}, nil, &outcome)
		if outcome.Err != nil {
			fmt.Println(outcome.Err)
			return
		}
		fmt.Printf("%s:", schema.Variants[id.Variant])
		for i, column := range schema.Indicators {
			fmt.Printf(" %s %.1f", column.Name, outcome.Indicators[i])
		}
		fmt.Println()
	}
	// Output:
	// bare: hottest 35.0 hot_time 50.8 heat_in 0.0 melted 1.0 at_the_end 29.8
	// boards: hottest 32.2 hot_time 12.2 heat_in 10.6 melted 1.0 at_the_end 29.3
	// higher: hottest 30.3 hot_time 15.0 heat_in 4.4 melted 0.4 at_the_end 28.9
}

// nothing keeps no samples and no events.
type nothing struct{}

func (nothing) Sample(engine.Time, []float64) error { return nil }
func (nothing) Event(engine.Event) error            { return nil }

// The heat that the material takes up is that of its enthalpy, a closed form.
func TestEnthalpyIsKept(t *testing.T) {
	plan, mistakes, _ := scenarios.Load("scenario.toml", scenarios.Options{Kinds: []*twin.Kind{PhaseChange()}, Variants: []string{"boards"}})
	require.NotNil(t, plan, "%v", mistakes)
	var outcome engine.Outcome
	plan.Source().Worker().Execute(0, nothing{}, nil, &outcome)
	require.NoError(t, outcome.Err)
	melted := func(x float64) float64 { return 1 / (1 + math.Exp(4*(26-x))) }
	enthalpy := func(x float64) float64 { return 200 * (2000*x + 180e3*melted(x)) }
	want := (enthalpy(outcome.Indicators[4]) - enthalpy(24)) / 3.6e6
	assert.InEpsilon(t, want, outcome.Indicators[2], 1e-6)
}
