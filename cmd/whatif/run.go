package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"whatif/engine"
	"whatif/results"
	"whatif/scenarios"
	"whatif/scenarios/diagnose"
)

// runFlags is what `whatif run` was asked.
type runFlags struct {
	scenario    scenarioFlags
	dir         string
	workers     int
	compression string
	overwrite   bool
	resume      bool
	dryRun      bool
	failOnAlert bool
	json        bool
	quiet       bool
	verbose     bool
}

func newRun(c *console) *cobra.Command {
	f := &runFlags{}
	cmd := &cobra.Command{
		Use:   "run FILE",
		Short: "Run all variants and draws of a scenario and write the tables",
		Long: `Run carries out every variant of the scenario with every sweep point and Monte
Carlo draw, in parallel, and writes Arrow tables. It then shows, per variant,
the indicators with their median and 5 to 95 % range, the alerts, and where the
tables are.

A batch that was interrupted keeps the parts that were done; --resume runs the
others, and the tables are to the byte those of a batch that was left in peace.

Exit codes: 0 done; 1 an alert fired with --fail-on-alert; 2 the command or the
scenario is wrong; 3 some runs failed, the others are kept; 75 interrupted.`,
		Example: `  whatif run scenario.toml
  whatif run scenario.toml --dry-run
  whatif run scenario.toml -o /tmp/study --variant base
  whatif run scenario.toml --set "twin.control.setpoint=22 degC"
  whatif run scenario.toml --draws 1000 --seed 11 -j 8 --json
  whatif run scenario.toml --resume`,
		Args:              oneScenario,
		ValidArgsFunction: oneScenarioFile,
		RunE:              func(_ *cobra.Command, args []string) error { return c.run(args[0], f) },
	}
	f.scenario.add(cmd)
	fl := cmd.Flags()
	fl.StringVarP(&f.dir, "output", "o", "", "folder for the tables (default results/NAME)")
	fl.IntVarP(&f.workers, "jobs", "j", runtime.GOMAXPROCS(0), "runs at a time")
	fl.StringVar(&f.compression, "compression", results.LZ4, "of the tables: none (can be memory-mapped), lz4 or zstd")
	mustComplete(cmd, "compression", words(results.None, results.LZ4, results.Zstd))
	fl.BoolVar(&f.overwrite, "overwrite", false, "replace an earlier result in that folder")
	fl.BoolVar(&f.resume, "resume", false, "go on with the same batch in that folder, where it was interrupted")
	fl.BoolVar(&f.dryRun, "dry-run", false, "show the plan, with an estimate of the time; write nothing")
	fl.BoolVar(&f.failOnAlert, "fail-on-alert", false, "exit with 1 when an alert fired in any run")
	fl.BoolVar(&f.json, "json", false, "print the summary as JSON")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress, no summary; warnings and errors only")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "also tell of gaps filled and of every failed run")
	return cmd
}

// oneScenario refuses what is not exactly one file.
func oneScenario(_ *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return &wrong{code: codeArguments, summary: "the scenario is missing", expected: "whatif run FILE", usage: true}
	case 1:
		return nil
	}
	return &wrong{code: codeArguments, arg: args[1], usage: true, summary: "one scenario at a time, not " + strings.Join(args, " and "),
		hint: `a value with a blank stands in quotes: --set "twin.control.setpoint=22 degC"`}
}

// run carries out `whatif run`.
func (c *console) run(file string, f *runFlags) error {
	switch f.compression {
	case results.None, results.LZ4, results.Zstd:
	default:
		return flagValue("--compression", fmt.Sprintf("--compression cannot be %q", f.compression), "choose none, lz4 or zstd")
	}
	if f.quiet && f.verbose {
		return &wrong{code: codeArguments, summary: "-q and -v contradict each other", hint: "keep one of the two", usage: true}
	}
	if f.resume && f.overwrite {
		return &wrong{code: codeArguments, arg: "--resume", summary: "--resume and --overwrite contradict each other", usage: true,
			hint: "--resume keeps the parts that are done, --overwrite removes them: keep one of the two"}
	}
	if f.workers < 1 {
		return flagValue("--jobs", fmt.Sprintf("-j %d: nothing would ever run", f.workers), "at least 1 run at a time")
	}
	plan, err := c.load(file, &f.scenario)
	if err != nil {
		return err
	}
	if f.verbose {
		for _, remark := range plan.Remarks() {
			c.note("%s", remark)
		}
	}
	if f.dir == "" {
		f.dir = filepath.Join("results", plan.Name)
	}
	if f.dryRun {
		return c.showPlan(plan, runsPerPart(plan), f)
	}
	writer, err := c.open(plan, f)
	if err != nil {
		return err
	}
	defer writer.Close()
	began := time.Now()
	if !writer.Finished() {
		if err := c.carryOut(plan, writer, f); err != nil {
			return err
		}
	}
	return c.conclude(writer.Dir(), began, f)
}

// carryOut runs what is missing of the batch and completes the result.
func (c *console) carryOut(plan *scenarios.Plan, writer *results.Writer, f *runFlags) error {
	ctx, stop, release := interrupts(context.Background(), c)
	defer release()
	bar := newProgress(c, f.quiet, writer.Runs(), writer.Runs()-writer.Left())
	log := newRunLog(writer.Dir())
	batch := engine.Batch{Workers: f.workers, RunsPerPart: writer.RunsPerPart(), Skip: writer.Has, Stop: stop, Panic: log.panicked,
		Done: func(o *engine.Outcome) {
			bar.done(o)
			log.done(o)
		}}
	err := batch.Run(ctx, plan.Source(), writer)
	if err == nil {
		bar.finishing()
		_, err = writer.Finish(ctx)
	}
	bar.close()
	if logErr := log.close(); err == nil && logErr != nil {
		c.note("warning: the log could not be written: %s", diagnose.Reason(logErr))
	}
	switch {
	case errors.Is(err, engine.ErrStopped), errors.Is(err, context.Canceled):
		return &exit{exitInterrupted, c.stopped(writer)}
	case err != nil:
		return &exit{exitWrong, c.endedEarly(err)}
	}
	if f.verbose {
		for _, line := range log.failures() {
			c.note("%s", line)
		}
	}
	return nil
}

// conclude shows the result and chooses the exit code.
func (c *console) conclude(dir string, began time.Time, f *runFlags) error {
	took := time.Since(began)
	if f.quiet && !f.json && !f.failOnAlert { // nothing of it is shown: a million runs need no memory
		switch failed, err := results.FailedRuns(dir); {
		case err != nil:
			return &exit{exitWrong, err}
		case failed > 0:
			return &exit{code: exitSomeFailed}
		}
		return nil
	}
	result, err := results.Open(dir)
	if err != nil {
		return &exit{exitWrong, err}
	}
	groups, err := result.Indicators()
	if err != nil {
		return &exit{exitWrong, err}
	}
	switch {
	case f.json:
		err = c.summaryJSON(result, groups, took)
	case !f.quiet:
		err = c.summary(result, groups, took, f.workers)
	}
	if err != nil {
		return &exit{exitWrong, err}
	}
	if slices.Contains(result.Runs.Failed, true) {
		return &exit{code: exitSomeFailed}
	}
	if f.failOnAlert {
		for _, g := range groups {
			for _, a := range g.Alerts {
				if a.Events > 0 {
					return &exit{code: exitAlert}
				}
			}
		}
	}
	return nil
}

// scenarioFlags say how to read a scenario.
type scenarioFlags struct {
	variants []string
	set      []string
	draws    int
	seed     int64
	format   string
	cmd      *cobra.Command
}

func (f *scenarioFlags) add(cmd *cobra.Command) {
	f.cmd = cmd
	fl := cmd.Flags()
	fl.StringArrayVar(&f.variants, "variant", nil, "run only this variant (may be repeated)")
	fl.StringArrayVar(&f.set, "set", nil, "PATH=VALUE laid over every variant (may be repeated)")
	fl.IntVar(&f.draws, "draws", 0, "number of Monte Carlo draws, instead of the scenario's")
	fl.Int64Var(&f.seed, "seed", 0, "seed of the draws, instead of the scenario's")
	fl.StringVar(&f.format, "format", "full", "of messages: full, concise, json or github")
	completeVariants(cmd)
	completePaths(cmd)
	mustComplete(cmd, "format", words(formats()...))
}

func (f *scenarioFlags) options() scenarios.Options {
	o := scenarios.Options{Variants: f.variants, Set: f.set, Draws: -1}
	if f.cmd.Flags().Changed("draws") {
		o.Draws = f.draws
	}
	if f.cmd.Flags().Changed("seed") {
		o.Seed = &f.seed
	}
	return o
}

// load reads a scenario and shows what is wrong with it. Warnings are shown even
// to who wants quiet: they say that something is not run as it was written.
func (c *console) load(file string, f *scenarioFlags) (*scenarios.Plan, error) {
	format, err := parseFormat(f.format)
	if err != nil {
		return nil, err
	}
	if f.cmd.Flags().Changed("draws") && f.draws < 1 {
		return nil, flagValue("--draws", fmt.Sprintf("--draws %d: nothing would ever run", f.draws), "at least 1")
	}
	plan, list, text := scenarios.Load(file, f.options())
	if plan == nil || len(list) > 0 {
		if err := c.report(c.err, c.errColor, list, format, text); err != nil {
			return nil, err
		}
	}
	if plan == nil {
		return nil, &exit{code: exitWrong}
	}
	return plan, nil
}
