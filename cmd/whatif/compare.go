package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"whatif/results"
	"whatif/results/compare"
)

// compareFlags is what `whatif compare` was asked.
type compareFlags struct {
	base       string
	indicators []string
	confidence float64
	json, all  bool
	arrow      string
}

func newCompare(c *console) *cobra.Command {
	f := &compareFlags{}
	cmd := &cobra.Command{
		Use:   "compare RESULT [RESULT]",
		Short: "Tell by how much variants differ, and how sure that is",
		Long: `Compare tells, for each indicator, how the variants of a result differ from the
first one, draw by draw: all variants of one draw meet the same luck, so that
what differs is what the variant made. Of two results it compares the variants
of the same name.

The interval of a mean difference (+-) says how well the mean is known; it
shrinks as draws are added. The spread of the difference (5 to 95 %) says how it
varies from draw to draw; it does not shrink. What differs most stands first.
"Better" and "worse" hold at the confidence asked for over all comparisons
together (Holm's correction).`,
		Example: `  whatif compare results/office
  whatif compare results/office --base insulated --indicator energy
  whatif compare results/before results/after
  whatif compare results/office --json`,
		Args:              oneOrTwoResults,
		ValidArgsFunction: oneFolder,
		RunE:              func(_ *cobra.Command, args []string) error { return c.compare(args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.base, "base", "", "variant that the others are compared with (default the first)")
	fl.StringArrayVar(&f.indicators, "indicator", nil, "compare only this indicator (may be repeated)")
	fl.Float64Var(&f.confidence, "confidence", 0.95, "of intervals and verdicts")
	fl.BoolVar(&f.all, "all", false, "show all parameters that go with an indicator, not the strongest three")
	fl.BoolVar(&f.json, "json", false, "print all numbers as JSON")
	fl.StringVar(&f.arrow, "arrow", "", "also write the table to this Arrow file")
	return cmd
}

func oneOrTwoResults(_ *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return &wrong{code: codeArguments, summary: "the result is missing", expected: "whatif compare RESULT [RESULT]", usage: true}
	case len(args) > 2:
		return &wrong{code: codeArguments, arg: args[2], usage: true, summary: "two results at most"}
	}
	return nil
}

// oneFolder completes folders.
func oneFolder(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// compare carries out `whatif compare`.
func (c *console) compare(dirs []string, f *compareFlags) error {
	if !(f.confidence > 0 && f.confidence < 1) {
		return flagValue("--confidence", fmt.Sprintf("--confidence cannot be %g", f.confidence), "a share between 0 and 1, such as 0.95")
	}
	var opened []*results.Result
	for _, dir := range dirs {
		r, err := openResult(dir)
		if err != nil {
			return err
		}
		opened = append(opened, r)
	}
	o := compare.Options{Base: f.base, Confidence: f.confidence, Indicators: f.indicators}
	found, err := compared(opened, o)
	if err != nil {
		var name *compare.NameError
		if errors.As(err, &name) {
			return noSuch(name.What, name.Name, name.Known, "whatif show "+dirs[0])
		}
		return &exit{exitWrong, err}
	}
	if f.arrow != "" {
		if err := found.WriteArrow(f.arrow); err != nil {
			w := explained(err)
			w.arg = "--arrow"
			return &exit{exitWrong, w}
		}
	}
	if f.json {
		return c.comparisonJSON(found)
	}
	return c.comparison(found, f.all)
}

func compared(opened []*results.Result, o compare.Options) (*compare.Comparison, error) {
	if len(opened) == 2 {
		return compare.Between(opened[0], opened[1], o)
	}
	return compare.Within(opened[0], o)
}
