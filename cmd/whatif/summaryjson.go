package main

import (
	"encoding/json"
	"math"
	"time"

	"whatif/results"
)

// summaryJSON prints the summary for a program.
func (c *console) summaryJSON(r *results.Result, groups []results.Group, took time.Duration) error {
	all := document(r, groups)
	all["seconds"] = took.Seconds()
	return c.printJSON(all)
}

// printJSON prints a value for a program.
func (c *console) printJSON(v any) error {
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// finite is a number as JSON has it: null where it is none.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// document is the summary of a result as a JSON object.
func document(r *results.Result, groups []results.Group) map[string]any {
	type spread struct {
		Unit      string   `json:"unit"`
		N         int      `json:"n"`
		Mean      *float64 `json:"mean"`
		HalfWidth *float64 `json:"half_width"` // of the 95 % interval of the mean
		Median    *float64 `json:"median"`
		Q05       *float64 `json:"q05"`
		Q95       *float64 `json:"q95"`
	}
	type alert struct {
		Runs   int   `json:"runs"`
		Events int64 `json:"events"`
	}
	type group struct {
		Variant    string            `json:"variant"`
		Sweep      int               `json:"sweep"`
		Point      map[string]string `json:"point,omitempty"`
		OK         int               `json:"ok"`
		Failed     int               `json:"failed"`
		Indicators map[string]spread `json:"indicators"`
		Alerts     map[string]alert  `json:"alerts"`
	}
	var list []group
	for _, g := range groups {
		out := group{Variant: g.Variant, Sweep: g.Sweep, OK: g.N, Failed: g.Failed, Indicators: map[string]spread{}, Alerts: map[string]alert{}}
		if g.Sweep < len(r.Info.SweepPoints) {
			out.Point = r.Info.SweepPoints[g.Sweep]
		}
		for _, s := range g.Indicators {
			out.Indicators[s.Name] = spread{s.Unit, s.N, finite(s.Mean), finite(s.HalfWidth), finite(s.Median), finite(s.Q05), finite(s.Q95)}
		}
		for _, a := range g.Alerts {
			out.Alerts[a.Alert] = alert{a.Runs, a.Events}
		}
		list = append(list, out)
	}
	all := map[string]any{"name": r.Info.Name, "results": r.Dir, "runs": r.Runs.Len(), "groups": list}
	if r.Info.Stop != nil {
		all["stop"] = r.Info.Stop
	}
	return all
}
