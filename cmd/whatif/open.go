package main

import (
	"whatif/results"
	"whatif/scenarios"
)

// runsPerPart is how many runs of a plan make a part.
func runsPerPart(plan *scenarios.Plan) int64 {
	return results.RunsPerPart(plan.Runs(), results.BytesPerRun(plan.Schema(), plan.Layout(0, 0), plan.Samples()))
}

// open takes the folder, settles the number of draws and begins the result or
// takes it up again.
func (c *console) open(plan *scenarios.Plan, f *runFlags) (*results.Writer, error) {
	folder, err := results.Claim(f.dir, f.mode())
	if err != nil {
		return nil, &exit{exitWrong, err}
	}
	defer folder.Release()
	stop, err := c.settle(plan, folder.Held(), f)
	if err != nil {
		return nil, err
	}
	info := planned(plan)
	info.Stop, info.RunsPerPart, info.Compression = stop, runsPerPart(plan), f.compression
	writer, err := folder.Write(info, plan.Schema())
	if err != nil {
		return nil, &exit{exitWrong, err}
	}
	if f.resume && !f.quiet {
		c.note("%s", resuming(writer))
	}
	return writer, nil
}

// planned is what batch.json says of a plan alone.
func planned(plan *scenarios.Plan) results.Info {
	info := plan.Info()
	return results.Info{
		Name: plan.Name, Scenario: plan.Text, Files: info.Files, Overrides: info.Overrides,
		EngineVersion: engineVersion(), Seed: info.Seed, Draws: info.Draws, Sweeps: info.Sweeps, SweepPoints: info.SweepPoints,
		Design: info.Design, Replicates: info.Replicates,
		Start: info.Start, HasStart: info.HasStart, Span: info.Span, Warmup: info.Warmup, Every: info.Every,
		Runs: plan.Runs(), VariantDescriptions: info.Descriptions, VariantChanges: changes(info.Changes), Timezone: info.Timezone,
	}
}
