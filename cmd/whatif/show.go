package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"whatif/results"
)

// showFlags is what `whatif show` was asked.
type showFlags struct {
	plot     string
	variants []string
	draw     int // -1 for none in particular
	slowest  int
	failed   bool
	json     bool
	verify   bool
}

func newShow(c *console) *cobra.Command {
	f := &showFlags{}
	cmd := &cobra.Command{
		Use:   "show RESULT",
		Short: "Show a result again: summary, a curve, failed and slow runs",
		Long: `Show reads a result folder and shows what whatif run showed at its end, with a
small plot over time: of a level that an indicator looks at, or a temperature.
Each of --plot, --slowest, --failed and --verify asks for that alone.

A plot shows the median over the draws, a curve for each variant, or with --draw
the curves of one draw. Of a batch that is not finished it shows what is there,
and how to go on.`,
		Example: `  whatif show results/office-winter
  whatif show results/office-winter --plot twin.north.temperature
  whatif show results/office-winter --plot input.outdoor --variant base --draw 3
  whatif show results/office-winter --failed --slowest 10`,
		Args:              oneResult,
		ValidArgsFunction: oneResultFolder,
		RunE:              func(_ *cobra.Command, args []string) error { return c.show(args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.plot, "plot", "", "path to plot, such as twin.north.temperature")
	fl.StringArrayVar(&f.variants, "variant", nil, "show only this variant (may be repeated)")
	fl.IntVar(&f.draw, "draw", -1, "plot the runs of this draw, counted from 0, not the median")
	fl.IntVar(&f.slowest, "slowest", 0, "list so many runs that took longest")
	fl.BoolVar(&f.failed, "failed", false, "list the failed runs, by what went wrong")
	fl.BoolVar(&f.json, "json", false, "print it as JSON")
	fl.BoolVar(&f.verify, "verify", false, "check every file against the manifest, and tell what can be saved")
	mustComplete(cmd, "plot", completeRecorded)
	mustComplete(cmd, "variant", completeShown)
	return cmd
}

// show carries out `whatif show`.
func (c *console) show(dir string, f *showFlags) error {
	if f.draw < -1 {
		return flagValue("--draw", fmt.Sprintf("--draw %d: draws are counted from 0", f.draw), "at least 0")
	}
	if f.slowest < 0 {
		return flagValue("--slowest", fmt.Sprintf("--slowest %d: there is nothing to list", f.slowest), "at least 1")
	}
	if f.verify {
		return c.verify(dir)
	}
	r, err := openResult(dir)
	if err != nil {
		return err
	}
	for _, name := range f.variants {
		if !slices.Contains(r.Schema.Variants, name) {
			return noVariant(r, name)
		}
	}
	if f.draw >= r.Info.Draws {
		return flagValue("--draw", fmt.Sprintf("there is no draw %d", f.draw), fmt.Sprintf("0 to %d", r.Info.Draws-1))
	}
	v := &view{c: c, r: r, f: f}
	if err := v.gather(); err != nil {
		if _, known := errors.AsType[*exit](err); known {
			return err
		}
		return &exit{exitWrong, err}
	}
	if f.json {
		return v.json()
	}
	_, err = fmt.Fprint(c.out, v.text())
	return err
}

// view is what `whatif show` shows of a result.
type view struct {
	c       *console
	r       *results.Result
	f       *showFlags
	groups  []results.Group // of the variants asked for
	timings *timings
	plot    *plot // nil for none
	failed  []failure
	slowest []slowRun
}

// whole reports whether no part of the result was asked for alone.
func (v *view) whole() bool { return v.f.plot == "" && !v.f.failed && v.f.slowest == 0 }

func (v *view) gather() error {
	groups, err := v.r.Indicators()
	if err != nil {
		return err
	}
	for _, g := range groups {
		if v.wants(g.Variant) {
			v.groups = append(v.groups, g)
		}
	}
	if v.timings, err = readTimings(v.r.Dir); err != nil {
		return err
	}
	if v.f.failed {
		v.failed = v.failures()
	}
	if v.f.slowest > 0 {
		v.slowest = v.slowestRuns()
	}
	if v.f.plot != "" || v.whole() {
		v.plot, err = v.newPlot()
	}
	return err
}

// wants reports whether a variant is to be shown.
func (v *view) wants(variant string) bool {
	return len(v.f.variants) == 0 || slices.Contains(v.f.variants, variant)
}

// text is what a terminal shows.
func (v *view) text() string {
	var b strings.Builder
	b.WriteString(v.heading())
	if v.whole() {
		v.c.body(&b, v.r, v.groups)
	}
	if v.plot != nil {
		b.WriteString("\n" + v.plot.draw(v.c.plotWidth(), v.c.outColor))
	}
	if v.f.failed {
		v.tellFailed(&b)
	}
	if v.f.slowest > 0 {
		v.tellSlowest(&b)
	}
	v.tellUnfinished(&b)
	if v.whole() {
		fmt.Fprintf(&b, "\nresults  %s\n", v.r.Dir)
		if lacking(v.r) == "" {
			v.c.next(&b, v.r)
		}
	}
	return b.String()
}

// heading says what the result is and how long it took, where the log tells.
func (v *view) heading() string {
	head := fmt.Sprintf("%s: %s", v.bold(v.r.Info.Name), count(v.r.Info.Runs, "run"))
	if there := int64(v.r.Runs.Len()); there < v.r.Info.Runs {
		head = fmt.Sprintf("%s: %d of %s", v.bold(v.r.Info.Name), there, count(v.r.Info.Runs, "run"))
	}
	if v.timings.busy > 0 {
		head += " in " + v.timings.busy.Round(time.Millisecond).String()
	}
	return head + "\n"
}

func (v *view) bold(text string) string { return paint(v.c.outColor, text, color.Bold) }

// plotWidth is how many columns a plot takes: those of the terminal, or of a
// page where there is none.
func (c *console) plotWidth() int {
	width, ok := columns(c.out)
	if !ok {
		return screen
	}
	return min(max(width, 40), 120)
}
