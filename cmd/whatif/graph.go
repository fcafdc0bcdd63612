package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"whatif/models"
	"whatif/models/graph"
	"whatif/scenarios"
)

// graphFlags is what `whatif graph` was asked.
type graphFlags struct {
	format, variant, only string
}

// crowded is how many nodes a picture may have before it is worth a word.
const crowded = 100

func newGraph(c *console) *cobra.Command {
	f := &graphFlags{}
	cmd := &cobra.Command{
		Use:   "graph FILE",
		Short: "Draw the twins of a scenario and what ties them",
		Long: `Graph prints the twins and inputs of a scenario and what ties them as a diagram:
in the language of Mermaid, which Markdown pages and many editors show, or of
Graphviz. Arrows lead from what acts to what is acted on; lines without a head
are heat that flows either way. Boxes hold what is solved together.`,
		Example: `  whatif graph scenario.toml > picture.mmd
  whatif graph scenario.toml --format dot | dot -Tsvg > picture.svg
  whatif graph district.toml --only "home-1*" --variant insulated`,
		Args:              oneFile("graph"),
		ValidArgsFunction: oneScenarioFile,
		RunE:              func(_ *cobra.Command, args []string) error { return c.graph(args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.format, "format", graph.Formats()[0], "one of "+strings.Join(graph.Formats(), ", "))
	fl.StringVar(&f.variant, "variant", "", "draw this variant (default the first)")
	fl.StringVar(&f.only, "only", "", "draw what matches this name or pattern, and what is tied to it")
	completeVariants(cmd)
	mustComplete(cmd, "format", words(graph.Formats()...))
	return cmd
}

// graph carries out `whatif graph`.
func (c *console) graph(file string, f *graphFlags) error {
	if _, known := (&graph.Graph{}).Write(f.format); !known {
		return flagValue("--format", fmt.Sprintf("--format cannot be %q", f.format), "one of "+strings.Join(graph.Formats(), ", "))
	}
	o := scenarios.Options{Draws: -1}
	if f.variant != "" {
		o.Variants = []string{f.variant}
	}
	plan, list, text := scenarios.Load(file, o)
	if plan == nil {
		if err := c.report(c.err, c.errColor, list, messageFormat(c.args), text); err != nil {
			return err
		}
		return &exit{code: exitWrong}
	}
	study, err := plan.Study(0, 0)
	if err != nil {
		return &exit{exitWrong, err}
	}
	m, problems := models.Build(study)
	if len(problems) > 0 {
		return &exit{exitWrong, fmt.Errorf("%s: %s", problems[0].Path, problems[0].Summary)}
	}
	g := graph.Of(plan.Name, study, m.Engine.Islands())
	if f.only != "" {
		if g, err = g.Only(f.only); err != nil {
			return flagValue("--only", err.Error(), `a name, or a pattern such as "home-1*" or "input.*"`)
		}
	}
	drawn, _ := g.Write(f.format) // it is one of those known, as was seen above
	if _, err = fmt.Fprint(c.out, drawn); err != nil {
		return err
	}
	if len(g.Nodes) > crowded {
		c.note("%d nodes make a crowded picture; --only PATTERN draws a part", len(g.Nodes))
	}
	return nil
}

// oneFile refuses what is not exactly one scenario.
func oneFile(command string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return &wrong{code: codeArguments, summary: "the scenario is missing", expected: "whatif " + command + " FILE", usage: true}
		}
		return oneScenario(cmd, args)
	}
}
