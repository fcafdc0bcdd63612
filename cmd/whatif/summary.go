package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/fatih/color"

	"whatif/engine"
	"whatif/results"
)

// summary shows a finished result to a planner.
func (c *console) summary(r *results.Result, groups []results.Group, took time.Duration, workers int) error {
	var b strings.Builder
	bold := func(s string) string { return paint(c.outColor, s, color.Bold) }
	fmt.Fprintf(&b, "%s: %s in %s (%s)\n", bold(r.Info.Name), count(int64(r.Runs.Len()), "run"),
		took.Round(time.Millisecond), count(workers, "worker"))
	if r.Info.Draws == 1 {
		single(&b, r, groups)
	} else {
		spreads(&b, r, groups, bold)
	}
	c.alerts(&b, r, groups, bold)
	c.failures(&b, r, groups)
	fmt.Fprintf(&b, "\nresults  %s\n", r.Dir)
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

// spreads shows each indicator with its spread over the draws.
func spreads(b *strings.Builder, r *results.Result, groups []results.Group, bold func(string) string) {
	for j, column := range r.Schema.Indicators {
		fmt.Fprintf(b, "\n%s%s\n", bold(column.Name), unitSuffix(column.Unit))
		var t table
		t.add("", "mean", "+-", "median", "5 %", "95 %")
		for _, g := range groups {
			s := g.Indicators[j]
			t.add(label(r, g), digits(s.Mean), digits(s.HalfWidth), digits(s.Median), digits(s.Q05), digits(s.Q95))
		}
		t.write(b)
	}
}

// mostAside is how many indicators stand side by side, so that a line stays
// readable on a terminal.
const mostAside = 5

// single shows the indicators of a study with one draw, which have no spread:
// side by side, a line for each variant and sweep point.
func single(b *strings.Builder, r *results.Result, groups []results.Group) {
	for from := 0; from < len(r.Schema.Indicators); from += mostAside {
		to := min(from+mostAside, len(r.Schema.Indicators))
		var t table
		names, units := []string{""}, []string{""}
		for _, column := range r.Schema.Indicators[from:to] {
			names = append(names, column.Name)
			units = append(units, strings.TrimSpace(unitSuffix(column.Unit)))
		}
		t.add(names...)
		t.add(units...)
		for _, g := range groups {
			cells := []string{label(r, g)}
			for _, s := range g.Indicators[from:to] {
				cells = append(cells, digits(s.Mean))
			}
			t.add(cells...)
		}
		b.WriteByte('\n')
		t.write(b)
	}
}

func (c *console) alerts(b *strings.Builder, r *results.Result, groups []results.Group, bold func(string) string) {
	if len(groups) == 0 {
		return
	}
	for k, a := range groups[0].Alerts {
		fmt.Fprintf(b, "\n%s\n", bold(a.Alert))
		var t table
		t.add("", "runs with it", "times")
		for _, g := range groups {
			t.add(label(r, g), fmt.Sprintf("%d of %d", g.Alerts[k].Runs, g.N+g.Failed), strconv.FormatInt(g.Alerts[k].Events, 10))
		}
		t.write(b)
	}
}

// failures shows the failed runs of each group and the first reasons.
func (c *console) failures(b *strings.Builder, r *results.Result, groups []results.Group) {
	failed := 0
	for _, g := range groups {
		failed += g.Failed
	}
	if failed == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", paint(c.outColor, count(failed, "failed run")+", not counted above", color.FgRed, color.Bold))
	const shown = 5
	n := 0
	for k := range r.Runs.Len() {
		if !r.Runs.Failed[k] {
			continue
		}
		if n++; n > shown {
			fmt.Fprintf(b, "  and %d more, see the table runs\n", failed-shown)
			break
		}
		fmt.Fprintf(b, "  run %d (%s, draw %d): %s\n", r.Runs.Number[k], r.Schema.Variants[r.Runs.Variant[k]], r.Runs.Draw[k], r.Runs.Error(k))
	}
}

// label names a group: its variant and, in a sweep, the values of its point.
func label(r *results.Result, g results.Group) string {
	if r.Info.Sweeps <= 1 || g.Sweep >= len(r.Info.SweepPoints) {
		return g.Variant
	}
	point := r.Info.SweepPoints[g.Sweep]
	parts := []string{g.Variant}
	for _, c := range r.Schema.Parameters {
		if v, ok := point[c.Path]; ok {
			parts = append(parts, c.Name+"="+v)
		}
	}
	return strings.Join(parts, " ")
}

func unitSuffix(unit string) string {
	if unit == "" || unit == "1" {
		return ""
	}
	return " [" + unit + "]"
}

// digits renders a number with four significant digits.
func digits(x float64) string {
	switch {
	case math.IsNaN(x):
		return "-"
	case x == 0:
		return "0"
	}
	exponent := int(math.Floor(math.Log10(math.Abs(x))))
	if exponent < -4 || exponent > 8 {
		return strconv.FormatFloat(x, 'e', 3, 64)
	}
	return strconv.FormatFloat(x, 'f', max(0, 3-exponent), 64)
}

// summaryJSON prints the same for a program.
func (c *console) summaryJSON(r *results.Result, groups []results.Group, took time.Duration) error {
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
	number := func(x float64) *float64 {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil
		}
		return &x
	}
	var list []group
	for _, g := range groups {
		out := group{Variant: g.Variant, Sweep: g.Sweep, OK: g.N, Failed: g.Failed, Indicators: map[string]spread{}, Alerts: map[string]alert{}}
		if g.Sweep < len(r.Info.SweepPoints) {
			out.Point = r.Info.SweepPoints[g.Sweep]
		}
		for _, s := range g.Indicators {
			out.Indicators[s.Name] = spread{s.Unit, s.N, number(s.Mean), number(s.HalfWidth), number(s.Median), number(s.Q05), number(s.Q95)}
		}
		for _, a := range g.Alerts {
			out.Alerts[a.Alert] = alert{a.Runs, a.Events}
		}
		list = append(list, out)
	}
	e := json.NewEncoder(c.out)
	e.SetIndent("", "  ")
	all := map[string]any{"name": r.Info.Name, "results": r.Dir, "runs": r.Runs.Len(), "seconds": took.Seconds(), "groups": list}
	if r.Info.Stop != nil {
		all["stop"] = r.Info.Stop
	}
	return e.Encode(all)
}

func names(s *engine.Schema) []string {
	var list []string
	for _, c := range s.Indicators {
		list = append(list, c.Name)
	}
	return list
}
