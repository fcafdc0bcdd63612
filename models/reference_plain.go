package models

import (
	"fmt"
	"strings"

	"whatif/models/twin"
)

// Plain describes a kind of twin as Reference does, laid out for a terminal of
// so many columns.
func Plain(k *twin.Kind, columns int) string {
	var b strings.Builder
	wrap(&b, "", k.Name+": "+k.Doc, columns)
	if k.Equation != "" {
		b.WriteByte('\n')
		for part := range strings.SplitSeq(k.Equation, "; ") {
			wrap(&b, "    ", part, columns)
		}
	}
	if k.Source != "" {
		b.WriteByte('\n')
		wrap(&b, "", "Source: "+k.Source+".", columns)
	}
	b.WriteString("\nparameters\n")
	for i := range k.Params {
		p := &k.Params[i]
		head := takes(p)
		switch {
		case p.Required:
			head += "; required"
		case p.Default != "":
			head += "; default " + p.Default
		}
		fmt.Fprintf(&b, "\n  %s\n", p.Name)
		wrap(&b, "      ", head, columns)
		wrap(&b, "      ", remarks(p), columns)
		for j := range p.Columns {
			c := &p.Columns[j]
			wrap(&b, "        ", c.Name+": "+Summary(c), columns)
		}
	}
	if k.Open {
		b.WriteString("\n  any other name\n")
		wrap(&b, "      ", "a quantity, true or false, an input or a variable", columns)
		wrap(&b, "      ", "A parameter of that name. An event may set it.", columns)
	}
	if len(k.Events) > 0 {
		b.WriteByte('\n')
		wrap(&b, "", "Events that it tells, with the unit of their number: "+events(k, "")+".", columns)
	}
	if len(k.Variables) == 0 {
		return b.String()
	}
	b.WriteString("\nvariables\n")
	for i := range k.Variables {
		v := &k.Variables[i]
		how := "recorded at the sample"
		if v.Flow {
			how = "recorded as the mean since the sample before"
		}
		doc := v.Doc
		if v.Flag {
			doc += " A condition may name it bare."
		}
		if v.Needs != "" {
			doc += " Only where " + v.Needs + " is given."
		}
		fmt.Fprintf(&b, "\n  %s [%s], %s\n", v.Name, v.Unit, how)
		wrap(&b, "      ", doc, columns)
	}
	return b.String()
}

// Summary says in a few words what may be written for a parameter, what it is
// where it is absent, and what it is about.
func Summary(p *twin.Param) string {
	text := takes(p)
	switch {
	case p.Required:
		text += "; required"
	case p.Default != "":
		text += "; default " + p.Default
	}
	return text + ". " + remarks(p)
}

// wrap writes a text in lines of at most so many columns, each with an indent.
func wrap(b *strings.Builder, indent, text string, columns int) {
	line := indent
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == indent:
			line += word
		case len([]rune(line))+1+len([]rune(word)) > columns:
			b.WriteString(line + "\n")
			line = indent + word
		default:
			line += " " + word
		}
	}
	if line != indent {
		b.WriteString(line + "\n")
	}
}
