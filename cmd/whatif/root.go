package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"whatif/scenarios/diagnose"
)

// newRoot returns the command with all its subcommands.
func newRoot(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:   "whatif",
		Short: "What-if studies on digital twins",
		Long: `whatif simulates digital twins: rooms, heat pumps, controllers and what else a
scenario file names. It runs every variant of the scenario with every Monte
Carlo draw, in parallel and on recorded telemetry, and writes Arrow tables.`,
		Version:       engineVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.SetFlagErrorFunc(c.flagError)
	root.PersistentFlags().String("format", "full", "of messages: full, concise, json or github")
	mustComplete(root, "format", words(formats()...))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if f := cmd.Flag("format"); f != nil && cmd.Flags().Lookup("format") == root.PersistentFlags().Lookup("format") {
			_, err := parseFormat(f.Value.String())
			return err
		}
		return nil
	}
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), "Flags.FlagUsages", fmt.Sprintf("Flags.FlagUsagesWrapped %d", screen)))
	root.Args = cobra.ArbitraryArgs // what is no command is told by its nearest
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return unknownCommand(cmd, args[0])
	}
	root.AddCommand(newInit(c), newSchema(c), newGraph(c), newRun(c), newShow(c), newCompare(c), newExport(c), newReport(c), newValidate(c), newModels(c), newExplain(c), newVersion(c))
	settleHelp(root)
	return root
}

// unknownCommand refuses a command that there is not.
func unknownCommand(root *cobra.Command, name string) error {
	var known []string
	for _, sub := range root.Commands() {
		if sub.IsAvailableCommand() {
			known = append(known, sub.Name())
		}
	}
	w := &wrong{code: codeCommand, summary: fmt.Sprintf("unknown command %q", name), arg: name, usage: true,
		expected: "one of " + strings.Join(known, ", ")}
	switch near := diagnose.Nearest(name, known); {
	case near != "":
		w.hint = "did you mean " + root.CommandPath() + " " + near + "?"
	case strings.HasSuffix(name, ".toml"):
		w.hint = "to run a scenario: whatif run " + name
	}
	return w
}
