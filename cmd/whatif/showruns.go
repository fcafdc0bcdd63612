package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fatih/color"

	"whatif/results"
)

// failure is one thing that went wrong, in the words of the first run in which
// it did, and all runs in which it did: their words differ in numbers alone.
type failure struct {
	Error string   `json:"error"`
	Runs  []runRow `json:"runs"`
}

// numbers are what may differ in one mistake of several runs.
var numbers = regexp.MustCompile(`\d+(\.\d+)?(e[-+]?\d+)?`)

// runRow says which run it is.
type runRow struct {
	Run     int64    `json:"run"`
	Variant string   `json:"variant"`
	Sweep   int32    `json:"sweep"`
	Draw    int32    `json:"draw"`
	End     float64  `json:"t_end"`             // seconds since the start
	Seconds *float64 `json:"seconds,omitempty"` // wall time, where the log tells
	Error   string   `json:"error,omitempty"`
	Again   string   `json:"again,omitempty"` // how to run it again
}

// slowRun is a run and the wall time it took.
type slowRun struct {
	runRow
	Status string `json:"status"` // ok or failed
	Events int64  `json:"events"`
}

// row describes the run at index k of the table runs.
func (v *view) row(k int) runRow {
	r := runRow{Run: v.r.Runs.Number[k], Variant: v.r.Schema.Variants[v.r.Runs.Variant[k]],
		Sweep: v.r.Runs.Sweep[k], Draw: v.r.Runs.Draw[k], End: v.r.Runs.End[k]}
	if took, ok := v.timings.took[r.Run]; ok {
		seconds := took.Seconds()
		r.Seconds = &seconds
	}
	return r
}

// alike gathers the failed runs of some variants by what went wrong, the most
// frequent first. Runs are told by their index in the table runs.
func alike(r *results.Result, wants func(variant string) bool) [][]int {
	var list [][]int
	at := map[string]int{}
	for k := range r.Runs.Len() {
		if !r.Runs.Failed[k] || !wants(r.Schema.Variants[r.Runs.Variant[k]]) {
			continue
		}
		key := numbers.ReplaceAllLiteralString(r.Runs.Error(k), "0")
		i, known := at[key]
		if !known {
			i = len(list)
			at[key] = i
			list = append(list, nil)
		}
		list[i] = append(list[i], k)
	}
	slices.SortStableFunc(list, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return list
}

// failures are the failed runs by what went wrong.
func (v *view) failures() []failure {
	list := []failure{}
	for _, runs := range alike(v.r, v.wants) {
		f := failure{Error: v.r.Runs.Error(runs[0])}
		for _, k := range runs {
			row := v.row(k)
			row.Error, row.Again = v.r.Runs.Error(k), v.rerun(row)
			f.Runs = append(f.Runs, row)
		}
		list = append(list, f)
	}
	return list
}

// rerun is the command line that runs a run again, with others of its variant:
// those of the draws before it, or all where the draws hang on their number.
func (v *view) rerun(row runRow) string {
	var kept []string
	for _, o := range v.r.Info.Overrides {
		if !strings.HasPrefix(o, "--variant=") && !(v.independent() && strings.HasPrefix(o, "--draws=")) {
			kept = append(kept, o)
		}
	}
	more := []string{"--variant", row.Variant}
	if v.independent() && v.r.Info.Draws > 1 {
		more = append(more, "--draws", strconv.Itoa(int(row.Draw)+1))
	}
	return v.again("SCENARIO.toml", kept, append(more, "-o", "again", "-v")...)
}

// independent reports whether a draw is the same however many there are.
func (v *view) independent() bool {
	return (v.r.Info.Design == "" || v.r.Info.Design == "iid") && v.r.Info.Stop == nil
}

// tellFailed lists what went wrong and in which runs.
func (v *view) tellFailed(b *strings.Builder) {
	n := 0
	for _, f := range v.failed {
		n += len(f.Runs)
	}
	if n == 0 {
		b.WriteString("\nno failed run\n")
		return
	}
	head := fmt.Sprintf("%s of %d", count(n, "failed run"), v.r.Runs.Len())
	fmt.Fprintf(b, "\n%s\n", paint(v.c.outColor, head, color.FgRed, color.Bold))
	for _, f := range v.failed {
		b.WriteString("\n" + hang(fmt.Sprintf("%d x  ", len(f.Runs)), f.Error))
		const most = 10
		var t table
		t.add(append(v.runHead(), "after", "wall time")...)
		for _, row := range f.Runs[:min(most, len(f.Runs))] {
			t.add(append(v.runCells(row), span(row.End), wall(row.Seconds))...)
		}
		t.write(b)
		if more := len(f.Runs) - most; more > 0 {
			fmt.Fprintf(b, "  and %d more; --json lists all\n", more)
		}
		fmt.Fprintf(b, "  again: %s\n", f.Runs[0].Again)
	}
}

// slowestRuns are the runs that took longest, the slowest first.
func (v *view) slowestRuns() []slowRun {
	var list []int
	for k := range v.r.Runs.Len() {
		if _, ok := v.timings.took[v.r.Runs.Number[k]]; ok && v.wants(v.r.Schema.Variants[v.r.Runs.Variant[k]]) {
			list = append(list, k)
		}
	}
	took := func(k int) time.Duration { return v.timings.took[v.r.Runs.Number[k]] }
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(took(b), took(a)) })
	out := []slowRun{}
	for _, k := range list[:min(v.f.slowest, len(list))] {
		s := slowRun{runRow: v.row(k), Status: "ok", Events: v.r.Runs.Events[k]}
		if v.r.Runs.Failed[k] {
			s.Status = "failed"
		}
		out = append(out, s)
	}
	return out
}

// tellSlowest lists the runs that took longest.
func (v *view) tellSlowest(b *strings.Builder) {
	if len(v.slowest) == 0 {
		b.WriteString("\n" + hang("", "the log of this result does not tell how long its runs took; "+
			"whatif run writes it to log/run.log"))
		return
	}
	var all time.Duration
	for _, took := range v.timings.took {
		all += took
	}
	mean := all / time.Duration(len(v.timings.took))
	fmt.Fprintf(b, "\n%s\n", v.bold(fmt.Sprintf("slowest runs; a run takes %s in the mean", wallTime(mean))))
	var t table
	t.add(append(v.runHead(), "wall time", "events", "")...)
	for _, s := range v.slowest {
		status := ""
		if s.Status == "failed" {
			status = s.Status
		}
		t.add(append(v.runCells(s.runRow), wall(s.Seconds), strconv.FormatInt(s.Events, 10), status)...)
	}
	t.write(b)
}

// runHead and runCells lay out a run; the sweep point only in a sweep.
func (v *view) runHead() []string {
	if v.r.Info.Sweeps > 1 {
		return []string{"variant", "run", "sweep", "draw"}
	}
	return []string{"variant", "run", "draw"}
}

func (v *view) runCells(r runRow) []string {
	cells := []string{shorten(r.Variant, 24), strconv.FormatInt(r.Run, 10)}
	if v.r.Info.Sweeps > 1 {
		cells = append(cells, strconv.Itoa(int(r.Sweep)))
	}
	return append(cells, strconv.Itoa(int(r.Draw)))
}

// wall writes a wall time that may not be known.
func wall(seconds *float64) string {
	if seconds == nil {
		return "-"
	}
	return wallTime(time.Duration(*seconds * float64(time.Second)))
}

// wallTime writes a wall time with three digits or so.
func wallTime(d time.Duration) string {
	switch {
	case d >= time.Minute:
		return briefly(d)
	case d >= time.Second:
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%.2f ms", d.Seconds()*1000)
}

// shorten cuts a text that is longer than width runes.
func shorten(text string, width int) string {
	runes := []rune(text)
	if len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}
