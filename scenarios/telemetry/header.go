package telemetry

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// header is the first line of a table: its names without the spaces around.
type header struct {
	names     []string
	line      int // 0 where the table is no text
	separator rune
	columns   []typedColumn // what they hold, where the table is no text
}

// noun is what counts the rows of the table in messages.
func (h *header) noun() string {
	if h.line == 0 {
		return "row"
	}
	return "line"
}

// separator is what splits the first line that holds text: the comma, the
// semicolon, the tab or the bar, whichever it has most of outside quotes.
func separator(opening []byte) rune {
	line := firstLine(opening)
	best, most := ',', 0
	for _, candidate := range []byte{',', ';', '\t', '|'} {
		n, quoted := 0, false
		for _, c := range line {
			switch {
			case c == '"':
				quoted = !quoted
			case c == candidate && !quoted:
				n++
			}
		}
		if n > most {
			best, most = rune(candidate), n
		}
	}
	return best
}

// firstLine is the first line that is not blank, without its end.
func firstLine(opening []byte) []byte {
	for len(opening) > 0 {
		line, rest, _ := bytes.Cut(opening, []byte("\n"))
		if line = bytes.TrimRight(line, "\r"); len(bytes.TrimSpace(line)) > 0 {
			return line
		}
		opening = rest
	}
	return nil
}

// named counts the columns that have a name.
func (h *header) named() (names []string) {
	for _, name := range h.names {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// list says which columns there are.
func (h *header) list() string {
	text := "the columns are " + enumerate(h.named(), 12)
	if len(h.named()) == 0 {
		text = "no column has a name"
	}
	if n := len(h.names) - len(slices.DeleteFunc(slices.Clone(h.names), func(s string) bool { return s == "" })); n > 0 {
		text += fmt.Sprintf(" (and %d without a name)", n)
	}
	return text
}

// find returns the index of the column called name, asked for by key.
func (h *header) find(name, key string) (int, *Problem) {
	name = strings.TrimSpace(name)
	var found []int
	for i, n := range h.names {
		if n == name {
			found = append(found, i)
		}
	}
	if len(found) == 1 || name == "" && len(found) > 0 && found[0] == 0 {
		return found[0], nil
	}
	p := &Problem{Key: key, Line: h.line, field: wholeLine}
	if len(found) > 1 {
		p.field = found[1]
		p.Summary = fmt.Sprintf("%d columns are called %q: %s", len(found), name, places(found))
		p.Hint = "give each column a name of its own"
		if name == "" {
			p.Summary = fmt.Sprintf("%d columns have no name: %s", len(found), places(found))
			p.Hint = "give the column a name in the first line"
		}
		return 0, p
	}
	p.Expected = h.list()
	if name == "" {
		p.Summary = "the file has no column without a name"
		return 0, p
	}
	p.Summary = fmt.Sprintf("the file has no column %q", name)
	p.Hint = meant(name, h.named())
	switch {
	case p.Hint != "":
	case key == "time" && slices.Contains(h.names, ""):
		p.Hint = `time = "" names the column without a name`
	case h.line > 0 && h.looksLikeData():
		p.Hint = "the first line must name the columns"
	case !utf8.ValidString(strings.Join(h.names, "")):
		p.Hint = `the file is not UTF-8: leave encoding out, give encoding = "windows-1252", or save it as CSV UTF-8`
	}
	return 0, p
}

// looksLikeData tells whether the header is a row of numbers and times.
func (h *header) looksLikeData() bool {
	for _, name := range h.names {
		if !isNumber(name) && !datelike(name) {
			return false
		}
	}
	return true
}

// places writes column indices as people count them.
func places(found []int) string {
	words := make([]string, len(found))
	for i, f := range found {
		words[i] = strconv.Itoa(f + 1)
	}
	return "columns " + strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
