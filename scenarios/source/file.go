package source

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"whatif/scenarios/diagnose"
)

// deepest is how deeply lists and tables may be nested; the parser descends
// once for each, and a stack has an end.
const deepest = 500

// File is a TOML file that was read.
type File struct {
	Name  string
	Root  *Table
	Lines []string // without their line ends

	text   string
	starts []int // of each line, in bytes

	// The place counted last: the values of a long line are not counted from
	// its beginning each.
	countedLine, countedBytes, countedColumn int
}

// Parse reads a TOML file. The diagnostic is the first mistake of syntax; the
// file is nil then.
func Parse(name string, text []byte) (*File, *diagnose.Diagnostic) {
	f, refused := open(name, text)
	if refused != nil {
		return nil, refused
	}
	var decoded map[string]any
	if _, err := toml.Decode(f.text, &decoded); err != nil {
		return nil, f.syntax(err)
	}
	s := scanner{text: f.text, file: f}
	root, err := s.scan()
	if err == nil {
		err = fill(root, decoded)
	}
	if again, ok := errors.AsType[*twice](err); ok {
		return nil, again.diagnostic()
	}
	if err != nil {
		return nil, &diagnose.Diagnostic{Code: "syntax", Summary: err.Error(), At: diagnose.Position{File: name},
			Hint: "this is a fault of the program; please report it with the file"}
	}
	f.Root = root
	return f, nil
}

// open checks what comes before TOML: the encoding.
func open(name string, text []byte) (*File, *diagnose.Diagnostic) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	f := &File{Name: name, text: string(text), Lines: Lines(text), starts: []int{0}}
	for i, c := range text {
		if c == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	refuse := func(at diagnose.Position, summary, hint string) (*File, *diagnose.Diagnostic) {
		return nil, &diagnose.Diagnostic{Code: "syntax", Summary: summary, Hint: hint, At: at}
	}
	whole := diagnose.Position{File: name}
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")):
		return refuse(whole, "the file is in UTF-16, and TOML is UTF-8", "save it as UTF-8 in your editor")
	case !utf8.Valid(text):
		bad := 0
		for bad < len(text) {
			r, n := utf8.DecodeRune(text[bad:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			bad += n
		}
		return refuse(f.position(bad, bad+1), fmt.Sprintf("the byte 0x%02x is not valid UTF-8", text[bad]),
			"save the file as UTF-8 in your editor")
	}
	depth := 0
	for i, c := range text {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > deepest {
			return refuse(f.position(i, i+1), fmt.Sprintf("lists and tables are nested more than %d deep", deepest), "")
		}
	}
	if i := longKey(f.text); i >= 0 {
		return refuse(f.position(i, i+1), fmt.Sprintf("a key has more than %d names", deepest), "")
	}
	return f, nil
}

// longKey is where a dotted key has more names than it may have, or -1: what
// reads such a key takes time by the square of its names.
func longKey(text string) int {
	dots, quote, name := 0, byte(0), false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n':
			dots, quote, name = 0, 0, false
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote, name = c, true
		case c == '.' && name:
			name = false
			if dots++; dots >= deepest {
				return i
			}
		case c == ' ' || c == '\t':
		case c == '.' || c == '=' || c == '[' || c == ',' || c == '{' || c == '#':
			dots, name = 0, false
		default:
			name = true
		}
	}
	return -1
}

// Lines cuts a text into lines without their ends.
func Lines(text []byte) []string {
	lines := strings.Split(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))), "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return lines
}

// position is the place of the bytes from to to; a stretch over several lines
// ends with its first.
func (f *File) position(from, to int) diagnose.Position {
	from = min(max(from, 0), len(f.text))
	to = min(max(to, from), len(f.text))
	line := sort.SearchInts(f.starts, from+1) - 1
	if end := strings.IndexAny(f.text[from:to], "\r\n"); end >= 0 {
		to = from + end
	}
	return diagnose.Position{
		File:   f.Name,
		Line:   line + 1,
		Column: f.column(line, from),
		Length: max(utf8.RuneCountInString(f.text[from:to]), 1),
	}
}

// column counts the runes of a line, from 0, before the byte from.
func (f *File) column(line, from int) int {
	if line != f.countedLine || from < f.countedBytes || f.countedColumn == 0 {
		f.countedLine, f.countedBytes, f.countedColumn = line, f.starts[line], 1
	}
	f.countedColumn += utf8.RuneCountInString(f.text[f.countedBytes:from])
	f.countedBytes = from
	return f.countedColumn
}

// fill puts the decoded values into the tree.
func fill(t *Table, decoded map[string]any) error {
	if len(decoded) != len(t.Nodes()) {
		return errLost
	}
	for _, n := range t.Nodes() {
		value, ok := decoded[n.Name]
		if !ok {
			return errLost
		}
		if err := fillNode(n, value); err != nil {
			return err
		}
	}
	return nil
}

func fillNode(n *Node, value any) error {
	switch shape := n.Value.(type) {
	case *Table:
		below, ok := value.(map[string]any)
		if !ok {
			return errLost
		}
		return fill(shape, below)
	case []*Node:
		var elements []any
		switch list := value.(type) {
		case []any:
			elements = list
		case []map[string]any:
			for _, e := range list {
				elements = append(elements, e)
			}
		default:
			return errLost
		}
		if len(elements) != len(shape) {
			return errLost
		}
		for i, e := range elements {
			if err := fillNode(shape[i], e); err != nil {
				return err
			}
		}
		return nil
	}
	switch v := value.(type) {
	case string, int64, float64, bool:
		n.Value = v
	case time.Time:
		n.Value = clock(v)
	default:
		return errLost
	}
	return nil
}

// clock tells apart the times that TOML knows; the parser marks those without
// an offset by the name of their location.
func clock(t time.Time) any {
	plain := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	switch t.Location().String() {
	case "datetime-local":
		return LocalDateTime{plain}
	case "date-local":
		return LocalDate{plain}
	case "time-local":
		return LocalTime{plain}
	}
	return t
}
