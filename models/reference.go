package models

import (
	"fmt"
	"math"
	"strings"

	"whatif/models/twin"
	"whatif/physics/unit"
)

// Reference describes a kind of twin in Markdown: what it is, its law, its
// parameters and its variables, as the catalogue has them.
func Reference(k *twin.Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s\n\n", k.Name, k.Doc)
	if k.Equation != "" {
		fmt.Fprintf(&b, "    %s\n\n", k.Equation)
	}
	if k.Source != "" {
		fmt.Fprintf(&b, "Source: %s.\n\n", k.Source)
	}
	b.WriteString("| parameter | takes | default | meaning |\n|---|---|---|---|\n")
	for i := range k.Params {
		p := &k.Params[i]
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", p.Name, takes(p), fallback(p), remarks(p))
	}
	if k.Open {
		b.WriteString("| any other | a quantity, true or false, an input or a variable | | A parameter of that name. An event may set it. |\n")
	}
	for i := range k.Params {
		if p := &k.Params[i]; p.Shape == twin.Tables {
			fmt.Fprintf(&b, "\n| key of `%s` | takes | default | meaning |\n|---|---|---|---|\n", p.Name)
			for j := range p.Columns {
				c := &p.Columns[j]
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.Name, takes(c), fallback(c), remarks(c))
			}
		}
	}
	if len(k.Events) > 0 {
		fmt.Fprintf(&b, "\nEvents that it tells, with the unit of their number: %s.\n", events(k, "`"))
	}
	if len(k.Variables) == 0 {
		return b.String()
	}
	b.WriteString("\n| variable | unit | recorded | meaning |\n|---|---|---|---|\n")
	for _, v := range k.Variables {
		how, doc := "at the sample", v.Doc
		if v.Flow {
			how = "mean since the sample before"
		}
		if v.Flag {
			doc += " A condition may name it bare."
		}
		if v.Needs != "" {
			doc += " Only where " + v.Needs + " is given."
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", v.Name, v.Unit, how, doc)
	}
	return b.String()
}

// events lists the kinds of events that a kind of twin tells, each between marks.
func events(k *twin.Kind, mark string) string {
	var list []string
	for _, e := range k.Events {
		text := mark + e.Kind + mark
		if e.Unit != "" {
			text += " (" + e.Unit + ")"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

// takes says what may be written for a parameter.
func takes(p *twin.Param) string {
	measure := "number"
	if p.Unit != "" && p.Unit != "1" {
		measure = unit.Must(p.Unit).Describe()
	}
	if p.Unit == "deg" {
		measure = "an angle (deg)"
	}
	switch p.Shape {
	case twin.Flag:
		return "true or false"
	case twin.Choice:
		return strings.Join(p.Choices, " or ")
	case twin.Signal:
		return measure + ", or an input"
	case twin.Sum:
		return measure + ", inputs, or a list of them that adds up"
	case twin.Numbers:
		if measure != "number" {
			return "a list, each " + measure
		}
		return "a list of numbers"
	case twin.Tables:
		return "a list of tables"
	case twin.Free:
		return "a table by names"
	case twin.Names:
		return "a list of names"
	case twin.Place:
		what := "a twin"
		if p.Bare != "" {
			what += " with a " + p.Bare
		}
		if p.Inputs {
			what += ", an input"
		}
		if p.Literal {
			what += " or " + measure
		}
		return what
	case twin.Places:
		what := "twins"
		if p.Bare != "" {
			what += " with a " + p.Bare
		}
		if p.Inputs {
			what = "twins or input temperatures"
		}
		if p.Literal {
			what = "twins, inputs or temperatures"
		}
		if p.Length > 0 {
			return fmt.Sprintf("a list of %d %s", p.Length, what)
		}
		return "a list of " + what
	case twin.Sense:
		switch {
		case p.Inputs && p.Unit == "":
			return "an input or a variable"
		case p.Unit == "":
			return "a variable"
		}
		return "a variable, " + measure
	case twin.Drive:
		return "a parameter that can be driven, or a list"
	}
	return measure
}

func fallback(p *twin.Param) string {
	switch {
	case p.Required:
		return "required"
	case p.Default == "":
		return ""
	}
	return "`" + p.Default + "`"
}

// remarks are a parameter's documentation, its bounds, and who may change it.
func remarks(p *twin.Param) string {
	u := unit.Must("1")
	if p.Unit != "" {
		u = unit.Must(p.Unit)
	}
	parts := []string{p.Doc}
	switch low, high := !math.IsInf(p.Min, -1), !math.IsInf(p.Max, 1); {
	case low && high && p.Above:
		parts = append(parts, fmt.Sprintf("Above %s, at most %s.", unit.Format(p.Min, u), unit.Format(p.Max, u)))
	case low && high:
		parts = append(parts, fmt.Sprintf("From %s to %s.", unit.Format(p.Min, u), unit.Format(p.Max, u)))
	case low && p.Above:
		parts = append(parts, fmt.Sprintf("Above %s.", unit.Format(p.Min, u)))
	case low:
		parts = append(parts, fmt.Sprintf("At least %s.", unit.Format(p.Min, u)))
	}
	if p.Port {
		parts = append(parts, "A controller may drive it.")
	}
	if p.Changeable {
		parts = append(parts, "An event may set it.")
	}
	return strings.Join(parts, " ")
}
