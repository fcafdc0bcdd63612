package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"whatif/scenarios/starter"
)

func newInit(c *console) *cobra.Command {
	var template string
	var names, docs []string
	width := 0
	for _, t := range starter.Templates() {
		names = append(names, t.Name)
		width = max(width, len(t.Name))
	}
	for _, t := range starter.Templates() {
		docs = append(docs, fmt.Sprintf("  %-*s  %s", width, t.Name, t.Doc))
	}
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a scenario to begin with, which runs at once",
		Long: `Init writes a commented scenario, the weather that it needs and the JSON Schema
for editors to a folder, and touches nothing that is there already. Templates:

` + strings.Join(docs, "\n"),
		Example: `  whatif init study
  whatif init --template home`,
		Args: atMost(1, "folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			return c.begin(dir, template, names)
		},
	}
	cmd.Flags().StringVar(&template, "template", names[0], "one of "+strings.Join(names, ", "))
	mustComplete(cmd, "template", words(names...))
	return cmd
}

// begin writes a starter and says how to go on.
func (c *console) begin(dir, template string, names []string) error {
	files, err := starter.Files(template)
	if err != nil {
		w := flagValue("--template", err.Error(), "one of "+strings.Join(names, ", "))
		return w
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if _, err := os.Lstat(path); err == nil {
			return &exit{exitWrong, &wrong{code: codeOutput, summary: path + " is there already", hint: "choose another folder: whatif init DIR"}}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return &exit{exitWrong, err}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &exit{exitWrong, err}
	}
	for _, f := range files {
		if err := writeNew(filepath.Join(dir, f.Name), f.Content); err != nil {
			return &exit{exitWrong, err}
		}
	}
	scenario := filepath.Join(dir, starter.Scenario)
	if strings.ContainsAny(scenario, " \t\"'") {
		scenario = fmt.Sprintf("%q", scenario)
	}
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "wrote %s\n", filepath.Join(dir, f.Name))
	}
	fmt.Fprintf(&b, "\nnext:\n")
	var t table
	for _, line := range [][2]string{
		{"whatif run " + scenario, "run it"},
		{"whatif validate " + scenario, "check it after a change"},
		{"whatif graph " + scenario, "draw what is tied to what"},
		{"whatif models", "see what else there is"},
	} {
		t.add(line[0], line[1])
	}
	t.left = true
	t.write(&b)
	_, err = fmt.Fprint(c.out, b.String())
	return err
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
