// Package rows reads a CSV file whose rows describe things rather than moments:
// a table of text, whole in memory, that knows where every cell was written.
package rows

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"whatif/scenarios/diagnose"
)

// Bounds of a file; they keep a wrong one from filling the memory.
const (
	MostBytes = 16 << 20
	MostRows  = 100_000
)

// Table is a table of text. Names and cells are without the blanks around
// them; every row has a cell for each name.
type Table struct {
	File  string // as it was opened
	Names []string
	Cells [][]string // by row
	Lines []string   // of the file, without their ends
	Sum   string     // SHA-256 of the file, in hexadecimal

	separator rune
	header    int   // line of the header
	lines     []int // on which each row begins
}

// Problem is something wrong with a file, with its place there; a line of 0 is
// the file as a whole.
type Problem struct {
	Summary, Expected, Hint string
	At                      diagnose.Position
}

// Parse reads the text of a file: UTF-8, with or without its mark, a first line
// that names the columns, and commas, semicolons or tabs between cells,
// whichever the first line has most of. Cells may stand in quotes; lines
// without text are passed over; there are no comments. When there are problems
// the table still has the lines, for showing them.
func Parse(file string, text []byte) (*Table, []Problem) {
	sum := sha256.Sum256(text)
	t := &Table{File: file, Sum: hex.EncodeToString(sum[:])}
	if len(text) > MostBytes {
		return t, []Problem{t.whole(fmt.Sprintf("the file has more than %d MB", MostBytes>>20), "", "")}
	}
	if what := foreign(text); what != "" {
		return t, []Problem{t.whole("the file is "+what, "text in UTF-8, as a table with commas (CSV)", "save it as CSV UTF-8")}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	t.Lines = cut(text)
	if p := t.encoding(); p != nil {
		return t, []Problem{*p}
	}
	t.separator = separator(t.Lines)
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = t.separator
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	r.TrimLeadingSpace = t.separator != '\t' // or an empty cell between tabs would vanish
	return t, t.read(r)
}

// cut gives the lines of a text.
func cut(text []byte) []string {
	lines := strings.Split(string(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return lines
}

// foreign says what a file is that is no text, by how it begins.
func foreign(text []byte) string {
	for _, sign := range [...][2]string{
		{"\x1f\x8b", "compressed with gzip"}, {"\x28\xb5\x2f\xfd", "compressed with zstd"}, {"PK\x03\x04", "an Excel workbook or a zip archive"},
		{"\xd0\xcf\x11\xe0", "an old Excel workbook"}, {"PAR1", "a Parquet file"}, {"ARROW1", "an Arrow file"},
		{"\xff\xfe", "text in UTF-16"}, {"\xfe\xff", "text in UTF-16"},
	} {
		if bytes.HasPrefix(text, []byte(sign[0])) {
			return sign[1]
		}
	}
	return ""
}

// encoding refuses what is not text in UTF-8 with line feeds.
func (t *Table) encoding() *Problem {
	for i, line := range t.Lines {
		p := Problem{At: diagnose.Position{File: t.File, Line: i + 1, Column: 1, Length: 1}, Expected: "text in UTF-8", Hint: "save the file as CSV UTF-8"}
		switch {
		case strings.IndexByte(line, 0) >= 0:
			p.At.Column = utf8.RuneCountInString(line[:strings.IndexByte(line, 0)]) + 1
			p.Summary = fmt.Sprintf("line %d holds a NUL byte: this is not text in UTF-8", i+1)
		case !utf8.ValidString(line):
			p.At.Column = utf8.RuneCountInString(line[:invalid(line)]) + 1
			p.Summary = fmt.Sprintf("line %d is not valid UTF-8", i+1)
		case strings.IndexByte(line, '\r') >= 0:
			p.At.Column = utf8.RuneCountInString(line[:strings.IndexByte(line, '\r')]) + 1
			p.Summary, p.Expected = "the lines end in a bare carriage return", "lines that end in a line feed"
		default:
			continue
		}
		return &p
	}
	return nil
}

// invalid is where a text stops being UTF-8.
func invalid(s string) int {
	at := 0
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

// separator is what splits the first line that holds text: the comma, the
// semicolon or the tab, whichever it has most of outside quotes.
func separator(lines []string) rune {
	first := lines[max(slices.IndexFunc(lines, func(l string) bool { return strings.TrimSpace(l) != "" }), 0)]
	best, most := ',', 0
	for _, candidate := range ",;\t" {
		n, quoted := 0, false
		for _, c := range first {
			switch {
			case c == '"':
				quoted = !quoted
			case c == candidate && !quoted:
				n++
			}
		}
		if n > most {
			best, most = candidate, n
		}
	}
	return best
}

// read reads the header and the rows.
func (t *Table) read(r *csv.Reader) []Problem {
	var ragged []Problem
	others := 0
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return append(ragged, t.quotes(err))
		}
		if blank(row) {
			continue
		}
		line, _ := r.FieldPos(0)
		if t.Names == nil {
			t.header = line
			if p := t.name(row); p != nil {
				return []Problem{*p}
			}
			continue
		}
		if len(row) < len(t.Names) || !blank(row[len(t.Names):]) {
			if others++; others <= 3 {
				ragged = append(ragged, t.ragged(row, line))
			}
			continue
		}
		if len(t.Cells) == MostRows {
			p := t.whole(fmt.Sprintf("the file has more than %d rows", MostRows), "", "")
			return append(ragged, p)
		}
		cells := make([]string, len(t.Names))
		for i := range cells {
			cells[i] = strings.TrimSpace(row[i])
		}
		t.Cells = append(t.Cells, cells)
		t.lines = append(t.lines, line)
	}
	switch {
	case t.Names == nil:
		return []Problem{t.whole("the file is empty", "a first line that names the columns, and rows", "")}
	case len(t.Cells) == 0 && others == 0:
		return []Problem{{Summary: "the file has a header and no rows", At: t.line(t.header)}}
	case others > len(ragged):
		ragged = append(ragged, t.whole(fmt.Sprintf("%d more lines have another number of cells than the header", others-len(ragged)), "", ""))
	}
	return ragged
}

// name takes the names of the columns from the header.
func (t *Table) name(row []string) *Problem {
	for i, cell := range row {
		cell = strings.TrimSpace(cell)
		if first := slices.Index(t.Names, cell); cell != "" && first >= 0 {
			return &Problem{Summary: fmt.Sprintf("columns %d and %d are both called %q", first+1, i+1, cell), Hint: "give each column a name of its own",
				At: t.cell(t.header, i)}
		}
		t.Names = append(t.Names, cell)
	}
	return nil
}

func (t *Table) whole(summary, expected, hint string) Problem {
	return Problem{Summary: summary, Expected: expected, Hint: hint, At: diagnose.Position{File: t.File}}
}

// ragged describes a row that is longer or shorter than the header.
func (t *Table) ragged(row []string, line int) Problem {
	p := Problem{Summary: fmt.Sprintf("line %d has %d cells, the header has %d", line, len(row), len(t.Names)),
		Expected: "as many cells in each line as the header has names", At: t.line(line)}
	if len(row) > len(t.Names) {
		p.At = t.cell(line, len(t.Names))
		if t.separator == ',' {
			p.Hint = "if these are decimal commas, write decimal points"
		}
	}
	return p
}

// quotes describes where the reading ended before its time.
func (t *Table) quotes(err error) Problem {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		return t.whole("the file is no table", "text in UTF-8, as a table with commas (CSV)", "")
	}
	return Problem{Summary: fmt.Sprintf("the quotes in line %d do not close or stand inside a cell", wrong.StartLine),
		Expected: `a cell in quotes as a whole, "like this", a quote inside it doubled`, At: t.line(wrong.StartLine)}
}

// blank tells whether no cell holds text.
func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}
