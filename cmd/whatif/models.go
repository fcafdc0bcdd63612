package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"whatif/models"
	"whatif/models/twin"
)

func newModels(c *console) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "models [KIND | DOMAIN]",
		Short: "List the kinds of twin, or describe one",
		Long: `Models lists what a twin can be, by domain, or describes one kind: its law,
where that comes from, its parameters with their units, defaults and bounds, and
the variables that it shows.`,
		Example: `  whatif models
  whatif models thermal.room
  whatif models control
  whatif models --json`,
		Args: atMost(1, "kind"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, k := range models.Kinds() {
				out = append(out, k.Name+"\t"+firstSentence(k.Doc))
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
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
		var family []*twin.Kind
		for _, k := range models.Kinds() {
			domain, last, _ := strings.Cut(k.Name, ".")
			if domain == name {
				family = append(family, k)
			}
			if last == name {
				return &exit{exitWrong, &wrong{code: codeLookUp, summary: fmt.Sprintf("there is no kind %q", name), arg: name, hint: fmt.Sprintf("did you mean %s?", k.Name)}}
			}
			known = append(known, k.Name)
		}
		if len(family) > 0 {
			return c.list(family, asJSON)
		}
		return noSuch("kind", name, known, "whatif models")
	}
	if asJSON {
		return c.json(kindOf(k))
	}
	_, err := fmt.Fprint(c.out, models.Plain(k, screen))
	return err
}

func (c *console) listKinds(asJSON bool) error { return c.list(models.Kinds(), asJSON) }

// list prints the names of kinds with the first sentence about each, by domain.
func (c *console) list(kinds []*twin.Kind, asJSON bool) error {
	if asJSON {
		var list []kindRecord
		for _, k := range kinds {
			list = append(list, kindOf(k))
		}
		return c.json(list)
	}
	width := 0
	for _, k := range kinds {
		width = max(width, len(k.Name))
	}
	var b strings.Builder
	last := ""
	for _, k := range kinds {
		if domain, _, _ := strings.Cut(k.Name, "."); domain != last {
			if last != "" {
				b.WriteByte('\n')
			}
			last = domain
			b.WriteString(paint(c.outColor, domain, color.Bold) + "\n")
		}
		b.WriteString(hang(fmt.Sprintf("  %-*s  ", width, k.Name), firstSentence(k.Doc)))
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}

func firstSentence(doc string) string {
	first, _, _ := strings.Cut(doc, ". ")
	return strings.TrimSuffix(first, ".")
}

// kindRecord is a kind as JSON has it.
type kindRecord struct {
	Name       string           `json:"name"`
	Doc        string           `json:"doc"`
	Equation   string           `json:"equation,omitempty"`
	Source     string           `json:"source,omitempty"`
	Parameters []paramRecord    `json:"parameters"`
	Variables  []variableRecord `json:"variables"`
	Events     []eventRecord    `json:"events,omitempty"`
}

type paramRecord struct {
	Name       string        `json:"name"`
	Doc        string        `json:"doc"`
	Takes      string        `json:"takes"`
	Unit       string        `json:"unit,omitempty"`
	Required   bool          `json:"required"`
	Default    string        `json:"default,omitempty"`
	Min        *float64      `json:"min,omitempty"` // in SI
	Max        *float64      `json:"max,omitempty"`
	Above      bool          `json:"min_excluded,omitempty"`
	Choices    []string      `json:"choices,omitempty"`
	Length     int           `json:"length,omitempty"`
	Columns    []paramRecord `json:"columns,omitempty"`
	Inputs     bool          `json:"takes_inputs,omitempty"`
	Port       bool          `json:"drivable,omitempty"`
	Changeable bool          `json:"settable,omitempty"`
}

type variableRecord struct {
	Name  string `json:"name"`
	Doc   string `json:"doc"`
	Unit  string `json:"unit"`
	Flow  bool   `json:"mean_over_interval,omitempty"`
	Flag  bool   `json:"true_or_false,omitempty"`
	Needs string `json:"needs,omitempty"`
}

type eventRecord struct {
	Kind string `json:"kind"`
	Unit string `json:"unit,omitempty"`
}

func kindOf(k *twin.Kind) kindRecord {
	r := kindRecord{Name: k.Name, Doc: k.Doc, Equation: k.Equation, Source: k.Source, Parameters: paramsOf(k.Params), Variables: []variableRecord{}}
	for _, v := range k.Variables {
		r.Variables = append(r.Variables, variableRecord{v.Name, v.Doc, v.Unit, v.Flow, v.Flag, v.Needs})
	}
	for _, e := range k.Events {
		r.Events = append(r.Events, eventRecord{e.Kind, e.Unit})
	}
	return r
}

func paramsOf(params []twin.Param) []paramRecord {
	list := []paramRecord{}
	for _, p := range params {
		r := paramRecord{Name: p.Name, Doc: p.Doc, Takes: shapeName(p.Shape), Unit: p.Unit, Required: p.Required, Default: p.Default, Above: p.Above,
			Choices: p.Choices, Length: p.Length, Inputs: p.Inputs, Port: p.Port, Changeable: p.Changeable}
		if len(p.Columns) > 0 {
			r.Columns = paramsOf(p.Columns)
		}
		if low := p.Min; !math.IsInf(low, 0) {
			r.Min = &low
		}
		if high := p.Max; !math.IsInf(high, 0) {
			r.Max = &high
		}
		list = append(list, r)
	}
	return list
}

// shapeName is a shape of parameter for a program.
func shapeName(s twin.Shape) string {
	switch s {
	case twin.Number:
		return "quantity"
	case twin.Flag:
		return "flag"
	case twin.Choice:
		return "choice"
	case twin.Signal:
		return "quantity or reference"
	case twin.Sum:
		return "sum of quantities and references"
	case twin.Numbers:
		return "numbers"
	case twin.Place:
		return "place"
	case twin.Places:
		return "places"
	case twin.Sense:
		return "variable"
	case twin.Drive:
		return "ports"
	case twin.Tables:
		return "tables"
	case twin.Free:
		return "table by names"
	case twin.Names:
		return "names"
	}
	return "reference"
}
