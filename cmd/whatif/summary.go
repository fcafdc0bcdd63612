package main

import (
	"fmt"
	"math"
	"slices"
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
	fmt.Fprintf(&b, "%s: %s in %s (%s)\n", c.bold(r.Info.Name), count(int64(r.Runs.Len()), "run"),
		took.Round(time.Millisecond), count(workers, "worker"))
	c.body(&b, r, groups)
	fmt.Fprintf(&b, "\nresults  %s\n", r.Dir)
	c.next(&b, r)
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

func (c *console) bold(text string) string { return paint(c.outColor, text, color.Bold) }

// body shows the indicators, the alerts and the failures.
func (c *console) body(b *strings.Builder, r *results.Result, groups []results.Group) {
	if r.Info.Draws == 1 {
		single(b, r, groups)
	} else {
		spreads(b, r, groups, c.bold)
	}
	c.alerts(b, r, groups, c.bold)
	c.failures(b, r, groups)
}

// next says what to do with a result: runs that failed come first, and one
// variant alone has nothing to be compared with.
func (c *console) next(b *strings.Builder, r *results.Result) {
	dir := shown(r.Dir)
	var steps []string
	if slices.Contains(r.Runs.Failed, true) {
		steps = append(steps, "whatif show "+dir+" --failed")
	}
	if len(r.Schema.Variants) > 1 {
		steps = append(steps, "whatif compare "+dir)
	}
	for i, step := range append(steps, "whatif report "+dir) {
		fmt.Fprintf(b, "%-7s  %s\n", []string{"next", ""}[min(i, 1)], step)
	}
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

// single shows the indicators of a study with one draw, which have no spread:
// side by side, as many as the screen has room for, a line for each variant and
// sweep point.
func single(b *strings.Builder, r *results.Result, groups []results.Group) {
	for from := 0; from < len(r.Schema.Indicators); {
		to := from + 1
		t := sideBySide(r, groups, from, to)
		for to < len(r.Schema.Indicators) {
			wider := sideBySide(r, groups, from, to+1)
			if wider.width() > screen {
				break
			}
			t, to = wider, to+1
		}
		b.WriteByte('\n')
		t.write(b)
		from = to
	}
}

// sideBySide lays out some of the indicators of a study with one draw.
func sideBySide(r *results.Result, groups []results.Group, from, to int) *table {
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
	return &t
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

// failures shows what went wrong in failed runs, and in which first.
func (c *console) failures(b *strings.Builder, r *results.Result, groups []results.Group) {
	failed := 0
	shown := map[string]bool{}
	for _, g := range groups {
		failed += g.Failed
		shown[g.Variant] = true
	}
	if failed == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", paint(c.outColor, count(failed, "failed run")+", not counted above", color.FgRed, color.Bold))
	const most = 5
	list := alike(r, func(variant string) bool { return shown[variant] })
	for _, runs := range list[:min(most, len(list))] {
		k := runs[0]
		where := fmt.Sprintf("run %d (%s, draw %d)", r.Runs.Number[k], r.Schema.Variants[r.Runs.Variant[k]], r.Runs.Draw[k])
		if len(runs) > 1 {
			where = fmt.Sprintf("%d x, first in %s", len(runs), where)
		}
		b.WriteString(hang("  ", where+": "+r.Runs.Error(k)))
	}
	if more := len(list) - most; more > 0 {
		fmt.Fprintf(b, "  and %s\n", count(more, "other mistake"))
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

func names(s *engine.Schema) []string {
	var list []string
	for _, c := range s.Indicators {
		list = append(list, c.Name)
	}
	return list
}
