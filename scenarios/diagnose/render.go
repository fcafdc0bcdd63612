package diagnose

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Format is a way of showing diagnostics.
type Format int

const (
	Full    Format = iota // for people: the line, a caret, what was expected
	Concise               // one line each: file:line:column: error[code]: summary
	JSON                  // an array of objects
	GitHub                // workflow commands that annotate a pull request
)

// formats are the names that ParseFormat knows; never written to.
var formats = [...]string{Full: "full", Concise: "concise", JSON: "json", GitHub: "github"}

// ParseFormat reads the name of a format: full, concise, json or github.
func ParseFormat(s string) (Format, error) {
	for f, name := range formats {
		if s == name {
			return Format(f), nil
		}
	}
	err := fmt.Errorf("unknown format %q: expected full, concise, json or github", s)
	if near := Nearest(s, formats[:]); near != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return Full, err
}

// String is the name that ParseFormat reads.
func (f Format) String() string { return formats[f] }

// Render writes the list to w. Only Full uses text, which gives the lines of a
// file (nil where they are not known), and color, which adds ANSI colours.
func Render(w io.Writer, format Format, list List, text func(file string) []string, color bool) error {
	var b strings.Builder
	switch format {
	case Concise:
		for _, d := range list {
			fmt.Fprintf(&b, "%s: %s[%s]: %s\n", place(d.At), d.Severity, d.Code, oneLine(d.Summary))
		}
	case JSON:
		data, err := json.MarshalIndent(records(list), "", "  ")
		if err != nil {
			return fmt.Errorf("diagnostics as JSON: %w", err)
		}
		b.Write(data)
		b.WriteByte('\n')
	case GitHub:
		for _, d := range list {
			github(&b, d)
		}
	default:
		p := painter{color: color, text: text, b: &b}
		for i, d := range list {
			if i > 0 {
				b.WriteByte('\n')
			}
			p.full(d)
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write diagnostics: %w", err)
	}
	return nil
}

func place(p Position) string {
	if p.Line == 0 {
		return oneLine(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", oneLine(p.File), p.Line, p.Column)
}

// record is a diagnostic as JSON has it.
type record struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Expected string `json:"expected,omitempty"`
	Help     string `json:"help,omitempty"`
	jsonPlace
	Related []relatedRecord `json:"related,omitempty"`
}

type jsonPlace struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Length int    `json:"length,omitempty"`
}

func placeRecord(p Position) jsonPlace {
	return jsonPlace{File: p.File, Line: p.Line, Column: p.Column, Length: p.Length}
}

type relatedRecord struct {
	jsonPlace
	Note string `json:"note"`
}

func records(list List) []record {
	out := make([]record, 0, len(list))
	for _, d := range list {
		r := record{Code: d.Code, Severity: d.Severity.String(), Summary: d.Summary,
			Expected: d.Expected, Help: d.Hint, jsonPlace: placeRecord(d.At)}
		for _, rel := range d.Related {
			r.Related = append(r.Related, relatedRecord{placeRecord(rel.At), rel.Note})
		}
		out = append(out, r)
	}
	return out
}

var (
	escapeMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// github writes one workflow command: ::error file=...,line=...::message.
func github(b *strings.Builder, d Diagnostic) {
	fmt.Fprintf(b, "::%s file=%s", d.Severity, escapeProperty.Replace(d.At.File))
	if d.At.Line > 0 {
		fmt.Fprintf(b, ",line=%d,col=%d,endColumn=%d", d.At.Line, d.At.Column, d.At.Column+max(d.At.Length, 1))
	}
	message := d.Summary
	if d.Expected != "" {
		message += "\nexpected: " + d.Expected
	}
	if d.Hint != "" {
		message += "\nhelp: " + d.Hint
	}
	lines := strings.Split(message, "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	message = strings.Join(lines, "\n")
	fmt.Fprintf(b, ",title=%s::%s\n", escapeProperty.Replace(d.Code), escapeMessage.Replace(message))
}
