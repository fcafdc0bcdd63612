package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"whatif/models"
	"whatif/scenarios/diagnose"
)

func newModels(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "models [KIND]",
		Short: "List the kinds of twin, or describe one",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return c.describe(args[0], asJSON)
			}
			return c.listKinds(asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// describe prints one kind.
func (c *console) describe(name string, asJSON bool) error {
	k := models.Find(name)
	if k == nil {
		var known []string
		for _, k := range models.Kinds() {
			known = append(known, k.Name)
		}
		message := fmt.Sprintf("there is no kind %q; there are %s", name, strings.Join(known, ", "))
		if near := diagnose.Nearest(name, known); near != "" {
			message = fmt.Sprintf("there is no kind %q; did you mean %s?", name, near)
		}
		return &exit{exitWrong, fmt.Errorf("%s", message)}
	}
	if asJSON {
		e := json.NewEncoder(c.out)
		e.SetIndent("", "  ")
		return e.Encode(map[string]any{"name": k.Name, "doc": k.Doc, "equation": k.Equation, "source": k.Source,
			"reference": models.Reference(k)})
	}
	_, err := fmt.Fprint(c.out, models.Reference(k))
	return err
}

// listKinds prints the name of every kind with the first sentence about it.
func (c *console) listKinds(asJSON bool) error {
	if asJSON {
		var names []string
		for _, k := range models.Kinds() {
			names = append(names, k.Name)
		}
		return json.NewEncoder(c.out).Encode(names)
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	for _, k := range models.Kinds() {
		first, _, _ := strings.Cut(k.Doc, ". ")
		fmt.Fprintf(w, "%s\t%s\n", k.Name, strings.TrimSuffix(first, "."))
	}
	return w.Flush()
}
