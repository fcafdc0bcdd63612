// Package library shows, as tests, how a Go program uses whatif: from a
// scenario's file to tables and back.
package library

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"whatif/engine"
	"whatif/results"
	"whatif/scenarios"
)

const scenario = `
[scenario]
name = "cabin"
span = "1 d"

[twin.room]
model     = "thermal.room"
capacity  = "2 MJ/K"
heat_loss = "60 W/K"
outdoor   = "-5 degC"

[twin.heater]
model  = "thermal.heater"
power  = "3 kW"
serves = "twin.room"

[twin.control]
model    = "control.thermostat"
senses   = "twin.room.temperature"
drives   = "twin.heater.demand"
setpoint = "20 degC"
band     = "1 K"

[variant.base]
[variant.insulated]
twin.room.heat_loss = "45 W/K"

[sample]
draws = 20
[sample.vary]
twin.room.capacity = { scale = { normal = { mean = 1.0, sd = 0.1 }, min = 0.5 } }

[indicator]
heat = { integral = "twin.heater.heat", unit = "kWh" }
`

// A scenario is loaded into a plan, or into everything that is wrong with it.
// The plan is the source of a batch, whose sink writes the tables.
func Example() {
	dir, err := os.MkdirTemp("", "library")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "cabin.toml")
	if err := os.WriteFile(file, []byte(scenario), 0o644); err != nil {
		fmt.Println(err)
		return
	}

	plan, mistakes, _ := scenarios.Load(file, scenarios.Options{})
	for _, m := range mistakes {
		fmt.Printf("%s:%d: %s\n", m.At.File, m.At.Line, m.Summary)
	}
	if plan == nil {
		return
	}
	schema := plan.Schema()
	perPart := results.RunsPerPart(plan.Runs(), results.BytesPerRun(schema, plan.Layout(0, 0), plan.Samples()))
	info := plan.Info()
	writer, err := results.Create(filepath.Join(dir, "result"), results.Info{
		Name: plan.Name, Scenario: plan.Text, Seed: info.Seed, Draws: info.Draws, Sweeps: info.Sweeps,
		Span: info.Span, Every: info.Every, Runs: plan.Runs(), RunsPerPart: perPart,
	}, schema, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	if err := (engine.Batch{Workers: 2, RunsPerPart: perPart}).Run(ctx, plan.Source(), writer); err != nil {
		fmt.Println(err)
		return
	}
	if _, err := writer.Finish(ctx); err != nil {
		fmt.Println(err)
		return
	}

	result, err := results.Open(writer.Dir())
	if err != nil {
		fmt.Println(err)
		return
	}
	groups, err := result.Indicators()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range groups {
		fmt.Printf("%s: %d runs, median %.1f kWh\n", g.Variant, g.N, g.Indicators[0].Median)
	}
	// Output:
	// base: 20 runs, median 36.0 kWh
	// insulated: 20 runs, median 27.0 kWh
}
