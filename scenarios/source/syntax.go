package source

import (
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"whatif/scenarios/calendar"
	"whatif/scenarios/diagnose"
)

// syntax says what the parser found wrong in the words of this program.
func (f *File) syntax(err error) *diagnose.Diagnostic {
	d := &diagnose.Diagnostic{Code: "syntax", Summary: err.Error(), At: diagnose.Position{File: f.Name}}
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		return d
	}
	d.At = f.culprit(pe)
	d.Summary, d.Expected, d.Hint = say(pe.Message, f.line(d.At.Line))
	if hint := asDate(f.line(d.At.Line)); hint != "" {
		d.Hint = hint
	}
	if key := between(pe.Message, "'"); key != "" && strings.Contains(pe.Message, "already") {
		d.Summary = key + " is set twice"
		d.Hint = "keep one of the two"
		if first := f.earlier(key, d.At.Line); first.Line > 0 {
			d.Related = []diagnose.Related{{At: first, Note: "it is set here already"}}
		}
	}
	return d
}

func (f *File) line(n int) string {
	if n < 1 || n > len(f.Lines) {
		return ""
	}
	return f.Lines[n-1]
}

// culprit is the place the parser names, kept on the line it names.
func (f *File) culprit(pe toml.ParseError) diagnose.Position {
	line := min(max(pe.Position.Line, 1), len(f.Lines))
	at := f.position(pe.Position.Start, pe.Position.Start+max(pe.Position.Len, 1))
	if at.Line != line {
		at = diagnose.Position{File: f.Name, Line: line, Column: len([]rune(f.line(line))) + 1, Length: 1}
	}
	text := []rune(f.line(line))
	switch {
	case strings.Contains(pe.Message, `got '\n'`) && line > 1 && at.Column >= len(text):
		// The parser counts the line end to the next line.
		line--
		at = diagnose.Position{File: f.Name, Line: line, Column: len([]rune(f.line(line))) + 1, Length: 1}
	case strings.Contains(pe.Message, "cannot contain newlines"), strings.Contains(pe.Message, "unexpected EOF; expected"):
		if quote := strings.LastIndexAny(string(text[:min(at.Column, len(text))]), `"'`); quote >= 0 {
			at.Column = len([]rune(string(text)[:quote])) + 1
			at.Length = len(text) - at.Column + 1
		}
	default:
		for at.Column < len(text) && text[at.Column-1] == ' ' {
			at.Column++
		}
	}
	return at
}

// earlier is where a key was set before a line.
func (f *File) earlier(key string, line int) diagnose.Position {
	var decoded map[string]any
	above := f.text[:f.starts[line-1]]
	if _, err := toml.Decode(above, &decoded); err != nil {
		return diagnose.Position{}
	}
	s := scanner{text: above, file: f}
	root, err := s.scan()
	if err != nil {
		return diagnose.Position{}
	}
	n := root.Lookup(key)
	if n == nil {
		return diagnose.Position{}
	}
	return n.Key
}

func between(s, mark string) string {
	_, rest, _ := strings.Cut(s, mark)
	inner, _, found := strings.Cut(rest, mark)
	if !found {
		return ""
	}
	return inner
}

// sentences translates the parser's messages by what they contain.
var sentences = []struct{ contains, summary, expected, hint string }{
	{"strings cannot contain newlines", "a text is not closed on its line", `"`, `close it with a quote; text over several lines stands in """ quotes`},
	{`unexpected EOF; expected '"'`, "a text is not closed", `"`, "close it with a quote"},
	{`unexpected EOF; expected "'"`, "a text is not closed", `'`, "close it with a quote"},
	{`unexpected EOF; expected '"""'`, `a text over several lines is not closed`, `"""`, ""},
	{`unexpected EOF; expected "'''"`, `a text over several lines is not closed`, `'''`, ""},
	{"expected key separator '='", "a key has no value", "key = value", ""},
	{"expected '.' or '='", "a key is followed by something else than =", "key = value", "a name with blanks stands in quotes"},
	{"key name appears blank", "a key is missing before =", "key = value", ""},
	{"expected '.' or ']' to end table name", "the name of a table is not closed", "[name] on a line of its own", ""},
	{"table names cannot be empty", "the name of a table is missing", "[name]", ""},
	{"expected a comma (',') or array terminator", "the elements of a list are not set apart, or the list is not closed", ", or ]", ""},
	{"expected a comma or an inline table terminator", "the entries of a table are not set apart, or the table is not closed", ", or }", ""},
	{"unexpected comma", "a comma stands where a value should", "a value", "drop the comma, or write the value that belongs before it"},
	{"cannot have leading zeroes", "a number begins with a zero", "", "drop the zero; a time of day or a date as text stands in quotes"},
	{"floats must start with a digit", "a number begins with a dot", "a digit before the dot, such as 0.5", ""},
	{"must be followed by one or more digits", "a number ends with a dot", "a digit after the dot, such as 1.0", ""},
	{"underscores must be surrounded by digits", "an underscore in a number stands beside no digit", "", ""},
	{"is out of range for", "a number is too large", "", ""},
	{"invalid datetime", "this is not a date and time", "such as 2026-01-12T00:00:00 or 2026-01-12T00:00:00+01:00", ""},
	{"control characters", "the file contains a control character", "", "remove it; in text, write it as an escape such as \\t"},
	{"invalid escape", `a backslash begins an escape that does not exist`, `\\, \", \n, \t or \uXXXX`, `write \\ for a backslash, or put the text in single quotes`},
	{"cannot use sign with non-decimal", "a number of another base has no sign", "", "write it as a decimal number"},
	{"end of table array name delimiter", "the name of a list of tables is not closed", "[[name]] on a line of its own", ""},
	{"not a binary number", "this is not a binary number", "0b and then 0 or 1", ""},
	{"not a hexadecimal number", "this is not a hexadecimal number", "0x and then 0 to 9 or a to f", ""},
	{"not an octal number", "this is not an octal number", "0o and then 0 to 7", ""},
	{"unexpected '.'", "a name is missing before the dot", "a name, such as twin.north", ""},
	{"hexadecimal digits after", "an escape has too few hexadecimal digits", `\uXXXX or \UXXXXXXXX`, `write \\ for a backslash, or put the text in single quotes`},
	{"is not valid UTF-8", "an escape names a character that does not exist", "", ""},
	{`unexpected '""""""'`, "too many quotes stand side by side", `"""`, ""},
	{`unexpected "''''''"`, "too many quotes stand side by side", `'''`, ""},
	{"Invalid float value", "this is not a number", "", ""},
	{"unexpected '='", "a key is missing before =", "key = value", ""},
	{"unexpected EOF", "the file ends too early", "", ""},
}

// asDate is the hint for a line whose value is a date as people write it; ""
// for any other.
func asDate(line string) string {
	_, value, _ := strings.Cut(line, "=")
	value, _, _ = strings.Cut(value, "#")
	iso, ok := calendar.Written(value)
	if !ok {
		return ""
	}
	if !strings.Contains(iso, "T") {
		iso += "T00:00:00"
	}
	return "write a date as " + iso
}

// say turns a message of the parser into summary, expectation and hint.
func say(message, line string) (summary, expected, hint string) {
	quotes := `text and quantities with a unit stand in quotes, such as "7 d"`
	switch {
	case strings.Contains(message, "expected a top-level item to end with a newline"):
		return "something follows the value", "the end of the line", quotes
	case strings.Contains(message, "expected value but found"), strings.Contains(message, "unexpected EOF; expected value"),
		strings.Contains(message, "expected a digit but got"), strings.Contains(message, "invalid float"):
		_, value, _ := strings.Cut(line, "=")
		value, _, _ = strings.Cut(value, "#")
		if value = strings.TrimSpace(value); value == "" {
			return "a value is missing after =", "text in quotes, a number, true, false, a list or a table", ""
		}
		return "this is not a value", "text in quotes, a number, true, false, a list or a table", quotes
	}
	for _, s := range sentences {
		if strings.Contains(message, s.contains) {
			return s.summary, s.expected, s.hint
		}
	}
	return "this is not TOML: " + message, "", ""
}
