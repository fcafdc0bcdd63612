package main

import (
	"errors"
	"strings"

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
		Version:       engineVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		text, _, _ := strings.Cut(err.Error(), ": strconv.") // what follows is Go's, not the user's
		return errors.New(text)
	})
	root.AddCommand(newRun(c), newValidate(c), newModels(c), newExplain(c), newVersion(c))
	return root
}
