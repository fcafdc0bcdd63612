package main

import (
	"github.com/spf13/cobra"

	"whatif/scenarios"
	"whatif/scenarios/diagnose"
)

func newValidate(c *console) *cobra.Command {
	var format string
	var quiet bool
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check scenarios and their telemetry; run nothing",
		Long: `Validate reads each scenario and all it refers to and shows every mistake at
once, each with its place, what was expected and how to mend it. A scenario that
passes is dimensionally sound, fully wired, and its telemetry covers its span.`,
		Args: func(_ *cobra.Command, files []string) error {
			if len(files) == 0 {
				return &wrong{code: codeArguments, summary: "the scenario is missing", expected: "whatif validate FILE...", usage: true}
			}
			return nil
		},
		Example: `  whatif validate scenario.toml
  whatif validate studies/*.toml --format github`,
		RunE: func(_ *cobra.Command, files []string) error {
			shape, err := parseFormat(format)
			if err != nil {
				return err
			}
			var all diagnose.List
			texts := map[string][]string{}
			for _, file := range files {
				plan, list, text := scenarios.Load(file, scenarios.Options{Draws: -1})
				all = append(all, list...)
				for _, d := range list {
					texts[d.At.File] = text(d.At.File)
					for _, r := range d.Related {
						texts[r.At.File] = text(r.At.File)
					}
				}
				if plan != nil && !quiet && shape == diagnose.Full {
					c.note("%s: fine, %s", file, count(plan.Runs(), "run"))
				}
			}
			if len(all) > 0 || shape == diagnose.JSON {
				if err := c.report(c.out, c.outColor, all, shape, func(file string) []string { return texts[file] }); err != nil {
					return err
				}
			}
			if all.Errors() > 0 {
				return &exit{code: exitWrong}
			}
			return nil
		},
	}
	cmd.ValidArgsFunction = scenarioFiles
	cmd.Flags().StringVar(&format, "format", "full", "of messages: full, concise, json or github")
	mustComplete(cmd, "format", words(formats()...))
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "say nothing of files that are fine")
	return cmd
}
