// Package explain is the catalogue of the tool's messages: for each code what
// it is about, why the tool insists, the smallest example that brings it about,
// what the tool says of it, and the same mended.
//
// An entry is a file codes/CODE.txt: a title, an explanation, and sections that
// begin with a line such as "-- wrong --". What the tool says stands in
// said/CODE.full.txt; tests run every example and keep these up to date.
package explain

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed codes/*.txt codes/base.toml
var codes embed.FS

//go:embed said/*.full.txt
var said embed.FS

// Entry explains one code.
type Entry struct {
	Code        string // a slug such as unknown-key
	Group       string // what it has to do with: files, values, twins, ...
	Title       string // in a few words
	Explanation string // paragraphs, set apart by an empty line
	Wrong       Case
	Mended      Case
	Said        string // of the wrong case, as --format full shows it
}

// Case is an example: a scenario, the files beside it and a command line.
type Case struct {
	Lines   string            // of the scenario: those that matter
	Command []string          // arguments after whatif; the default is validate scenario.toml
	Given   bool              // the command is a part of the example
	Files   map[string]string // by name, the whole scenario.toml among them
}

// Scenario is the name of the scenario in an example.
const Scenario = "scenario.toml"

// group is a heading and the codes below it, in the order of the list.
type group struct {
	name  string
	codes []string
}

// groups is the order in which codes are listed.
func groups() []group {
	return []group{
		{"the file", []string{"file", "syntax", "unknown-key", "missing", "wrong-type", "bad-name", "unknown-choice", "conflict", "too-many", "unused"}},
		{"values", []string{"unit", "no-unit", "wrong-dimension", "temperature-or-difference", "out-of-bounds", "time", "timezone", "expression"}},
		{"twins and what ties them", []string{"unknown-model", "unknown-name", "bad-reference", "like", "driven-twice", "equation", "model", "fleet", "not-settable"}},
		{"telemetry", []string{"telemetry", "telemetry-file", "telemetry-column", "telemetry-time", "telemetry-gap", "telemetry-coverage"}},
		{"sweeps and draws", []string{"sweep", "sample", "distribution", "not-a-number"}},
		{"what is measured", []string{"condition", "indicator", "record"}},
		{"the command line", []string{"unknown-command", "unknown-flag", "flag-value", "arguments", "set", "look-up", "output", "system", "interrupted", "failed"}},
	}
}

// All lists the catalogue, in the order of the language.
func All() []Entry {
	var all []Entry
	for _, g := range groups() {
		for _, code := range g.codes {
			all = append(all, load(g.name, code))
		}
	}
	return all
}

// Codes lists the codes of the catalogue, in the order of All.
func Codes() []string {
	var all []string
	for _, g := range groups() {
		all = append(all, g.codes...)
	}
	return all
}

// Find is the entry of a code; ok is false where there is none.
func Find(code string) (e Entry, ok bool) {
	for _, g := range groups() {
		if slices.Contains(g.codes, code) {
			return load(g.name, code), true
		}
	}
	return Entry{}, false
}

// load reads an entry. The files are part of the program, so that one that is
// not there is told by the package's tests, not here.
func load(group, code string) Entry {
	text, err := codes.ReadFile("codes/" + code + ".txt")
	if err != nil {
		return Entry{Code: code, Group: group}
	}
	e := parse(string(text))
	e.Code, e.Group = code, group
	if shown, err := said.ReadFile("said/" + code + ".full.txt"); err == nil {
		e.Said = string(shown)
	}
	return e
}

// parse reads the text of an entry.
func parse(text string) Entry {
	var e Entry
	section, sections := "", map[string]string{}
	var files []string
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), "-- "); ok && strings.HasSuffix(name, " --") {
			section = strings.TrimSuffix(name, " --")
			if file, ok := strings.CutPrefix(section, "file "); ok {
				files = append(files, file)
			}
			continue
		}
		sections[section] += line
	}
	title, explanation, _ := strings.Cut(sections[""], "\n")
	e.Title, e.Explanation = title, strings.TrimSpace(explanation)
	example := func(which string) Case {
		c := Case{Lines: strings.Trim(sections[which], "\n"), Command: []string{"validate", Scenario}, Files: map[string]string{}}
		if command := strings.TrimSpace(sections[which+" command"]); command != "" {
			c.Command, c.Given = words(command), true
		}
		for _, name := range files {
			c.Files[name] = sections["file "+name]
		}
		if file := sections[which+" file"]; file != "" {
			name, content, _ := strings.Cut(file, "\n")
			c.Files[name] = content
		}
		c.Files[Scenario] = Compose(base(), c.Lines)
		return c
	}
	e.Wrong, e.Mended = example("wrong"), example("mended")
	return e
}

// base is the scenario into which the lines of an example are put.
func base() string {
	text, err := codes.ReadFile("codes/base.toml")
	if err != nil {
		return ""
	}
	return string(text)
}

// Compose puts lines into a scenario: a table of theirs takes the place of the
// one with the same header, any other goes to the end.
func Compose(scenario, lines string) string {
	tables := split(scenario)
	for _, t := range split(lines) {
		i := slices.IndexFunc(tables, func(u table) bool { return u.header == t.header })
		if i < 0 || t.header == "" {
			tables = append(tables, t)
		} else {
			tables[i] = t
		}
	}
	var b strings.Builder
	for i, t := range tables {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(strings.Trim(t.text, "\n") + "\n")
	}
	return b.String()
}

// table is a stretch of a scenario that begins with a header.
type table struct{ header, text string }

func split(text string) []table {
	var tables []table
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "[") || len(tables) == 0 {
			header, _, _ := strings.Cut(strings.TrimSpace(line), "#")
			if !strings.HasPrefix(line, "[") {
				header = ""
			}
			tables = append(tables, table{header: strings.TrimSpace(header)})
		}
		tables[len(tables)-1].text += line
	}
	return slices.DeleteFunc(tables, func(t table) bool { return strings.TrimSpace(t.text) == "" })
}

// words cuts a command line at its blanks; quotes keep them.
func words(line string) []string {
	var out []string
	word, quoted, any := "", false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, any = !quoted, true
		case r == ' ' && !quoted:
			if any {
				out = append(out, word)
			}
			word, any = "", false
		default:
			word += string(r)
			any = true
		}
	}
	if any {
		out = append(out, word)
	}
	return out
}

// Show writes a command as one types it.
func (c Case) Show() string {
	line := "whatif"
	for _, w := range c.Command {
		if strings.ContainsAny(w, " ") || w == "" {
			w = fmt.Sprintf("%q", w)
		}
		line += " " + w
	}
	return line
}
