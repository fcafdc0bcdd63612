package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"whatif/scenarios/explain"
)

func newExplain(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain the code of a message, or list all codes",
		Long: `Explain says what a code such as wrong-dimension is about and why the tool
insists, and shows an example of it, what the tool says, and the same mended.
The code stands in brackets at the beginning of every message.`,
		Example: `  whatif explain
  whatif explain wrong-dimension
  whatif explain wrong-dimension --json`,
		Args: atMost(1, "code"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, e := range explain.All() {
				out = append(out, e.Code+"\t"+e.Title)
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.listCodes(asJSON)
			}
			e, ok := explain.Find(args[0])
			if !ok {
				return noSuch("code", args[0], explain.Codes(), "whatif explain")
			}
			return c.explain(e, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// explanation is an entry as JSON has it.
type explanation struct {
	Code        string   `json:"code"`
	Group       string   `json:"group"`
	Title       string   `json:"title"`
	Explanation string   `json:"explanation,omitempty"`
	Wrong       *example `json:"wrong,omitempty"`
	Says        string   `json:"says,omitempty"`
	Mended      *example `json:"mended,omitempty"`
}

type example struct {
	Command string            `json:"command"`
	Lines   string            `json:"lines,omitempty"`
	Files   map[string]string `json:"files,omitempty"`
}

// listCodes prints all codes, in groups.
func (c *console) listCodes(asJSON bool) error {
	all := explain.All()
	if asJSON {
		var list []explanation
		for _, e := range all {
			list = append(list, explanation{Code: e.Code, Group: e.Group, Title: e.Title})
		}
		return c.json(list)
	}
	width := 0
	for _, e := range all {
		width = max(width, len(e.Code))
	}
	var b strings.Builder
	group := ""
	for _, e := range all {
		if e.Group != group {
			if group != "" {
				b.WriteString("\n")
			}
			group = e.Group
			b.WriteString(paint(c.outColor, group, color.Bold) + "\n")
		}
		b.WriteString(hang(fmt.Sprintf("  %-*s  ", width, e.Code), e.Title))
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

// explain prints an entry.
func (c *console) explain(e explain.Entry, asJSON bool) error {
	if asJSON {
		out := explanation{Code: e.Code, Group: e.Group, Title: e.Title, Explanation: e.Explanation, Says: e.Said}
		if e.Said != "" {
			out.Wrong = &example{Command: e.Wrong.Show(), Lines: e.Wrong.Lines, Files: e.Wrong.Files}
			out.Mended = &example{Command: e.Mended.Show(), Lines: e.Mended.Lines, Files: e.Mended.Files}
		}
		return c.json(out)
	}
	var b strings.Builder
	bold := func(s string) string { return paint(c.outColor, s, color.Bold) }
	fmt.Fprintf(&b, "%s: %s\n\n%s\n", bold(e.Code), e.Title, e.Explanation)
	if e.Said != "" {
		fmt.Fprintf(&b, "\n%s\n\n%s", bold("Wrong"), indented(c.shown(e.Wrong)))
		fmt.Fprintf(&b, "\n%s\n\n%s", bold("What whatif says"), indented(e.Said))
		fmt.Fprintf(&b, "\n%s\n\n%s", bold("Mended"), indented(c.shown(e.Mended)))
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

// shown is what one writes in an example: the lines of the scenario, the
// command line where it matters.
func (c *console) shown(e explain.Case) string {
	text := ""
	if e.Lines != "" {
		text = e.Lines + "\n"
	}
	if e.Given {
		if text != "" {
			text += "\n"
		}
		text += "$ " + e.Show() + "\n"
	}
	return text
}

// indented moves all lines that are not empty to the right.
func indented(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
	return b.String()
}

// json prints a value for a program.
func (c *console) json(v any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
