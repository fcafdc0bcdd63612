package main

import (
	"context"
	"errors"
	"fmt"

	"whatif/engine"
	"whatif/results"
	"whatif/scenarios"
)

// settle finds the number of draws of a plan with a rule for stopping early, and
// tells it. A batch that is gone on with has the number that was found for it;
// held is what the folder holds, nil for nothing.
func (c *console) settle(plan *scenarios.Plan, held *results.Info, f *runFlags) (*results.Stop, error) {
	if !plan.Stops() {
		return nil, nil
	}
	if f.resume && held != nil {
		info := planned(plan)
		// Another batch is refused anyhow, and need not be settled first.
		if !held.SameOrigin(&info) {
			return nil, nil
		}
		if held.Stop != nil && plan.SettleAt(held.Draws) {
			return held.Stop, nil
		}
	}
	ctx, stop, release := interrupts(context.Background(), c)
	defer release()
	bar := newProgress(c, f.quiet, plan.Runs(), 0)
	settled, err := plan.Settle(ctx, f.workers, stop, bar.done)
	bar.close()
	switch {
	case errors.Is(err, engine.ErrStopped), errors.Is(err, context.Canceled):
		return nil, &exit{exitInterrupted, &wrong{code: codeStopped, summary: "interrupted before the number of draws was found; nothing was written"}}
	case err != nil:
		return nil, &exit{exitWrong, fmt.Errorf("the number of draws could not be found: %w", err)}
	}
	if !f.quiet {
		c.note("%s", settled.Reason())
		if settled.Failed > 0 {
			c.note("warning: %s in finding that number; failed runs are in no mean", count(settled.Failed, "failed run"))
		}
	}
	return &results.Stop{Most: settled.Most, Indicator: settled.Indicator, Enough: settled.Enough, Reason: settled.Reason()}, nil
}
