package telemetry

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// opening is how much of a file is looked at to tell what it is.
const opening = 64 << 10

// pass reads the file once for all selectors and returns its SHA-256, "" if it
// cannot be read to its end. What is wrong goes to the selectors.
func pass(path, shownPath string, selectors []*selector) (sum string) {
	f, problem := open(path, shownPath)
	if problem != nil {
		spread(selectors, *problem)
		return ""
	}
	defer f.Close() // read only: nothing is lost
	hash := sha256.New()
	tee := io.TeeReader(f, hash)
	spread(selectors, table(tee, selectors)...)
	if _, err := io.Copy(io.Discard, tee); err != nil {
		spread(selectors, *unreadable(shownPath, err))
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// spread gives problems of the file to all selectors.
func spread(selectors []*selector, problems ...Problem) {
	for _, s := range selectors {
		s.head = append(s.head, problems...)
	}
}

// table reads a table and returns what is wrong with it as a whole.
func table(r io.Reader, selectors []*selector) []Problem {
	in := bufio.NewReaderSize(&watch{from: r}, opening)
	begin, err := in.Peek(opening)
	if p := foreign(begin); p != nil {
		return []Problem{*p}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return []Problem{stopped(err)}
	}
	if mark := []byte("\xef\xbb\xbf"); bytes.HasPrefix(begin, mark) {
		begin = begin[len(mark):]
		if _, err := in.Discard(len(mark)); err != nil {
			return []Problem{stopped(err)}
		}
	}
	if bytes.IndexByte(firstLine(begin), '\r') >= 0 {
		return []Problem{{Key: "file", Summary: "the lines end in a bare carriage return", Expected: "lines that end in a line feed", Hint: "save the file as CSV UTF-8"}}
	}
	rows := csv.NewReader(in)
	rows.Comma = separator(begin)
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	rows.TrimLeadingSpace = rows.Comma != '\t' // or an empty cell between tabs would vanish
	h, problem := readHeader(rows)
	if problem != nil {
		return []Problem{*problem}
	}
	var alive []*selector
	for _, s := range selectors {
		if s.attach(h); len(s.head) == 0 {
			alive = append(alive, s)
		}
	}
	spread(alive, readRows(rows, h, alive)...)
	return nil
}

// readHeader reads the first row that is not blank.
func readHeader(rows *csv.Reader) (*header, *Problem) {
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil, &Problem{Key: "file", Summary: "the file is empty", Expected: "a first line that names the columns, and rows"}
		}
		if err != nil {
			p := stopped(err)
			return nil, &p
		}
		if blank(row) {
			continue
		}
		h := &header{separator: rows.Comma}
		h.line, _ = rows.FieldPos(0)
		for _, cell := range row {
			h.names = append(h.names, strings.Clone(strings.TrimSpace(cell)))
		}
		return h, nil
	}
}

// readRows gives every row to the selectors.
func readRows(rows *csv.Reader, h *header, selectors []*selector) []Problem {
	var ragged tally
	var problems []Problem
	var lastCell string // selectors mostly share the time column
	var last stamp
	var lastWrong, lastHint string
	any, blanks := false, 0
	for len(selectors) > 0 {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			problems = append(problems, stopped(err))
			break
		}
		line, _ := rows.FieldPos(0)
		if blank(row) {
			blanks++
			continue
		}
		any = true
		if len(row) < len(h.names) || !blank(row[len(h.names):]) {
			ragged.add(raggedRow(row, h, line))
			continue
		}
		for _, s := range selectors {
			if !s.selects(row) {
				continue
			}
			if cell := row[s.timeField]; cell != lastCell || cell == "" {
				lastCell = cell
				last, lastWrong, lastHint = parseStamp(cell)
			}
			s.take(row, line, last, lastWrong, lastHint)
		}
	}
	for _, s := range selectors {
		s.blank = blanks
	}
	if !any && len(problems) == 0 && len(selectors) > 0 {
		problems = append(problems, Problem{Key: "file", Summary: "the file has a header and no rows", Line: h.line, field: wholeLine})
	}
	return append(problems, ragged.close("file", "line has another number of cells", "lines have another number of cells")...)
}

// raggedRow describes a row that is longer or shorter than the header.
func raggedRow(row []string, h *header, line int) Problem {
	p := Problem{Key: "file", Line: line, field: wholeLine,
		Summary:  fmt.Sprintf("line %d has %s, the header has %d", line, plural(len(row), "cell"), len(h.names)),
		Expected: "as many cells in each line as the header has names"}
	if len(row) > len(h.names) && h.separator == ',' {
		p.field = len(h.names)
		p.Hint = "if these are decimal commas, write decimal points"
	}
	return p
}

// blank tells whether no cell holds text.
func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// stopped describes an error that ends the reading.
func stopped(err error) Problem {
	var nul *nulError
	var quote *csv.ParseError
	switch {
	case errors.As(err, &nul):
		return Problem{Key: "file", Line: nul.line, field: wholeLine,
			Summary:  fmt.Sprintf("line %d holds a NUL byte: this is not text in UTF-8", nul.line),
			Expected: "text in UTF-8, as a table with commas (CSV)", Hint: "save the file as CSV UTF-8"}
	case errors.As(err, &quote):
		return Problem{Key: "file", Line: quote.StartLine, field: wholeLine,
			Summary:  fmt.Sprintf("the quotes in line %d do not close or stand inside a cell", quote.StartLine),
			Expected: `a cell in quotes as a whole, "like this", a quote inside it doubled`}
	}
	return *unreadable("the file", err)
}

// watch passes a stream on and stops at a NUL byte, which no text has.
type watch struct {
	from  io.Reader
	begun bool
	lines int // line feeds passed on
}

type nulError struct{ line int }

func (e *nulError) Error() string { return fmt.Sprintf("line %d holds a NUL byte", e.line) }

func (w *watch) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	begins := !w.begun
	w.begun = w.begun || n > 0
	if nul := bytes.IndexByte(p[:n], 0); nul >= 0 && !(begins && foreign(p[:n]) != nil) { // a foreign file is told by its beginning
		return 0, &nulError{w.lines + bytes.Count(p[:nul], []byte("\n")) + 1}
	}
	w.lines += bytes.Count(p[:n], []byte("\n"))
	return n, err
}
