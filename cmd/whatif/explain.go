package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"whatif/scenarios"
	"whatif/scenarios/diagnose"
)

func newExplain(c *console) *cobra.Command {
	return &cobra.Command{
		Use:     "explain [CODE]",
		Short:   "Explain the code of a diagnostic, or list all codes",
		Example: "  whatif explain wrong-dimension",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
			var codes []string
			for _, e := range scenarios.Explanations() {
				codes = append(codes, e.Code)
				if len(args) == 0 {
					fmt.Fprintf(w, "%s\t%s\n", e.Code, e.Text)
				} else if args[0] == e.Code {
					_, err := fmt.Fprintln(c.out, e.Text)
					return err
				}
			}
			if len(args) == 0 {
				return w.Flush()
			}
			if near := diagnose.Nearest(args[0], codes); near != "" {
				return &exit{exitWrong, fmt.Errorf("there is no code %q; did you mean %s?", args[0], near)}
			}
			return &exit{exitWrong, fmt.Errorf("there is no code %q; whatif explain lists them", args[0])}
		},
	}
}
