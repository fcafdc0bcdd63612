package main

import (
	"os"

	"github.com/spf13/cobra"

	"whatif/models"
	"whatif/scenarios/language"
)

func newSchema(c *console) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Write the JSON Schema of scenarios, for completion in editors",
		Long: `Schema prints the JSON Schema (draft 7) of scenario files, or writes it to a
file. An editor with support for TOML, such as VS Code with Even Better TOML,
completes keys and kinds from it and shows what they mean. Name it in the first
line of a scenario:

  #:schema ./whatif.schema.json`,
		Example: `  whatif schema -o whatif.schema.json
  whatif schema > whatif.schema.json`,
		Args: atMost(0, ""),
		RunE: func(*cobra.Command, []string) error {
			text, err := language.Schema(models.Kinds())
			if err != nil {
				return &exit{exitWrong, err}
			}
			if file == "" {
				_, err = c.out.Write(text)
				return err
			}
			if err := os.WriteFile(file, text, 0o644); err != nil {
				return &exit{exitWrong, err}
			}
			return nil
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "file to write, instead of standard output")
	return cmd
}
