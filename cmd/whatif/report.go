package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"whatif/results/report"
	"whatif/results/whole"
)

// reportFlags is what `whatif report` was asked.
type reportFlags struct {
	file       string
	base       string
	scenario   string
	confidence float64
	overwrite  bool
}

func newReport(c *console) *cobra.Command {
	f := &reportFlags{}
	cmd := &cobra.Command{
		Use:   "report RESULT",
		Short: "Write one HTML page of a result, for whoever decides by it",
		Long: `Report writes one HTML page: the answer first, then what was asked, the curves
over time, the indicators and their differences, heat balances, what drives
what, whether the draws suffice, which runs failed, and how to repeat it.

The page needs no network and no other file: send it, open it, print it. By
default it stands beside the folder, RESULT.html, so that the folder holds
nothing but what its manifest lists. An earlier report of that name is replaced,
any other file only with --overwrite.`,
		Example: `  whatif report results/office-winter
  whatif report results/office-winter -o office.html --base insulated`,
		Args: oneResult,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.writeReport(args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringVarP(&f.file, "output", "o", "", "file to write, - for standard output (default RESULT.html)")
	fl.StringVar(&f.base, "base", "", "variant that the others are compared with (default the first)")
	fl.StringVar(&f.scenario, "scenario", "scenario.toml", "file of the scenario, as the page's commands should "+
		"name it")
	fl.Float64Var(&f.confidence, "confidence", 0.95, "of the intervals")
	fl.BoolVar(&f.overwrite, "overwrite", false, "replace the file even if it is no report")
	return cmd
}

// writeReport carries out `whatif report`.
func (c *console) writeReport(dir string, f *reportFlags) error {
	if !(f.confidence > 0 && f.confidence < 1) {
		return flagValue("--confidence", fmt.Sprintf("--confidence cannot be %v", f.confidence),
			"between 0 and 1, such as 0.95")
	}
	r, err := openResult(dir)
	if err != nil {
		return err
	}
	if f.base != "" && !slices.Contains(r.Schema.Variants, f.base) {
		return noVariant(r, f.base)
	}
	path := f.file
	if path == "" {
		if path, err = beside(dir, ".html"); err != nil {
			return &exit{exitWrong, err}
		}
	}
	if path != "-" {
		if err := mayReplace(path, f.overwrite); err != nil {
			return err
		}
	}
	var page bytes.Buffer
	if err := report.Write(&page, r, report.Options{Base: f.base, Confidence: f.confidence,
		Scenario: f.scenario}); err != nil {
		return &exit{exitWrong, err}
	}
	if path == "-" {
		_, err := c.out.Write(page.Bytes())
		return err
	}
	if _, err := whole.Write(path, func(w io.Writer) error {
		_, err := page.WriteTo(w)
		return err
	}); err != nil {
		return &exit{exitWrong, err}
	}
	fmt.Fprintf(c.out, "report  %s\n", path)
	return nil
}

// beside is the name of a file beside a folder, named like it.
func beside(dir, ending string) (string, error) {
	if name := filepath.Base(filepath.Clean(dir)); name != "." && name != ".." && name != string(filepath.Separator) {
		return filepath.Clean(dir) + ending, nil
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return full + ending, nil
}

// mayReplace refuses to replace what is no report.
func mayReplace(path string, overwrite bool) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &exit{exitWrong, err}
	}
	head, err := io.ReadAll(io.LimitReader(file, 1<<10))
	_ = file.Close() // it was only read
	switch {
	case err != nil:
		return &exit{exitWrong, err}
	case overwrite || len(head) == 0 || report.Is(head):
		return nil
	}
	return &exit{exitWrong, &wrong{code: codeOutput, arg: "--output", summary: path +
		" is there already and is no report of whatif",
		hint: "choose another file with -o, or replace it with --overwrite"}}
}
