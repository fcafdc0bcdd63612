package main

import (
	"github.com/spf13/cobra"
)

// newRoot returns the command with all its subcommands.
func newRoot(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:   "whatif",
		Short: "What-if studies on digital twins",
		Long: `whatif simulates digital twins: rooms, heat pumps, controllers and what else a
scenario file names. It runs every variant of the scenario with every Monte
Carlo draw, in parallel and on recorded telemetry, and writes Arrow tables.`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.AddCommand(newRun(c), newValidate(c), newVersion(c))
	return root
}
