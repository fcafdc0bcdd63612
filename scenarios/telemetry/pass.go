package telemetry

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// opening is how much of a file is looked at to tell what it is.
const opening = 64 << 10

// pass reads the file once for all selectors, which ask for the same layout,
// and returns its SHA-256, "" if it cannot be read to its end. What is wrong
// goes to the selectors.
func pass(path, shownPath string, selectors []*selector) (sum string) {
	f, problem := open(path, shownPath)
	if problem != nil {
		spread(selectors, *problem)
		return ""
	}
	defer f.Close() // read only: nothing is lost
	if format := formatOf(path); format == parquetFile || format == arrowFile {
		return passBinary(f, format, shownPath, selectors)
	}
	tee := newHashing(f)
	defer tee.sum() // ends its goroutine in any case
	if in, problem := uncompressed(tee, path); problem != nil {
		spread(selectors, *problem)
	} else {
		spread(selectors, textTable(in, formatOf(path), fileSize(f, path), selectors)...)
		in.Close() // of the decompressor: the file was read
	}
	if _, err := io.Copy(io.Discard, tee); err != nil {
		spread(selectors, *unreadable(shownPath, err))
		return ""
	}
	return tee.sum()
}

// fileSize is how much text there is to come, 0 where that is not known.
func fileSize(f *os.File, path string) int64 {
	info, err := f.Stat()
	if err != nil || compression(path) != "" {
		return 0
	}
	return info.Size()
}

// spread gives problems of the file to all selectors.
func spread(selectors []*selector, problems ...Problem) {
	for _, s := range selectors {
		s.head = append(s.head, problems...)
	}
}

// textTable reads a table of text and returns what is wrong with it as a whole.
func textTable(r io.Reader, format format, size int64, selectors []*selector) []Problem {
	in := bufio.NewReaderSize(&watch{from: r}, opening)
	begin, err := in.Peek(opening)
	if p := foreign(begin, format); p != nil {
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
	if encoding := selectors[0].spec.Encoding; format == textFile && encoding != UTF8 {
		c, line, sound := foreignByte(begin)
		if encoding == Windows1252 || !sound {
			in = bufio.NewReaderSize(newWindowsReader(in), opening)
			if begin, err = in.Peek(opening); err != nil && !errors.Is(err, io.EOF) {
				return []Problem{stopped(err)}
			}
			if encoding == "" {
				for _, s := range selectors {
					s.foreign = &Foreign{Byte: c, Line: line}
				}
			}
		}
	}
	if bytes.IndexByte(firstLine(begin), '\r') >= 0 {
		return []Problem{{Key: "file", Summary: "the lines end in a bare carriage return", Expected: "lines that end in a line feed", Hint: "save the file as CSV UTF-8"}}
	}
	if format == epwFile {
		return epwTable(in, selectors)
	}
	spec := selectors[0].spec
	skip, given := spec.Skip, spec.Delimiter
	begin = afterLines(begin, skip)
	if c, told := separatorLine(begin); told {
		skip, begin = skip+1, afterLines(begin, 1)
		if given == "" {
			given = string(c)
		}
	}
	comma := delimiter(given, begin)
	rows := newScanner(in, comma)
	for range skip {
		if err := rows.skip(); err != nil {
			return []Problem{stopped(err)}
		}
	}
	h, problem := readHeader(rows)
	if problem != nil {
		return []Problem{*problem}
	}
	mark := decimalMark(spec.Decimal, comma, begin)
	c := newCollection(selectors, h, mark == ',', 0)
	c.rowsToCome(size, begin)
	problems := readRows(rows, h, c, mark)
	c.finish()
	spread(c.alive, problems...)
	return nil
}

// readHeader reads the first row that is not blank.
func readHeader(rows *scanner) (*header, *Problem) {
	for {
		row, err := rows.row()
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
		h := &header{separator: rune(rows.comma), line: rows.line}
		for i := range row.len() {
			h.names = append(h.names, string(bytes.TrimSpace(row.at(i))))
		}
		return h, nil
	}
}

// readRows gives every row to the collection.
func readRows(rows *scanner, h *header, c *collection, mark byte) []Problem {
	var ragged tally
	var problems []Problem
	any, blanks := false, 0
	row := &textRow{mark: mark}
	e := newExpress(c, len(h.names), rows.comma, mark)
	if e != nil {
		rows.express, rows.most = e.read, mostValues/len(e.all)
		defer e.flush()
	}
	for len(c.alive) > 0 {
		cells, err := rows.row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			problems = append(problems, stopped(err))
			break
		}
		if len(trim(cells.at(0))) == 0 && blank(cells) {
			blanks++
			continue
		}
		any = true
		if n := len(h.names); cells.len() < n || cells.len() > n && !blank(cells.from(n)) {
			ragged.add(raggedRow(cells, h, rows.line))
			continue
		}
		row.cells = cells
		if e != nil {
			e.flush() // the rows before this one
		}
		if !c.add(row, rows.line) {
			problems = append(problems, tooMany(rows.line))
			break
		}
	}
	for _, s := range c.alive {
		s.blank = blanks
	}
	any = any || rows.taken > 0
	if !any && len(problems) == 0 && len(c.alive) > 0 {
		problems = append(problems, Problem{Key: "file", Summary: "the file has a header and no rows", Line: h.line, field: wholeLine})
	}
	return append(problems, ragged.close("file", "line has another number of cells", "lines have another number of cells")...)
}

// tooMany ends the reading of a table that would fill the memory.
func tooMany(line int) Problem {
	return Problem{Key: "file", Line: line, field: wholeLine, Summary: fmt.Sprintf("the table holds more than %d values of what is asked for", mostValues),
		Hint: "cut the record to the time that is needed, or thin it out"}
}

// raggedRow describes a row that is longer or shorter than the header.
func raggedRow(row cells, h *header, line int) Problem {
	p := Problem{Key: "file", Line: line, field: wholeLine,
		Summary:  fmt.Sprintf("line %d has %s, the header has %d", line, plural(row.len(), "cell"), len(h.names)),
		Expected: "as many cells in each line as the header has names"}
	if row.len() > len(h.names) && h.separator == ',' {
		p.field = len(h.names)
		p.Hint = "if these are decimal commas, write decimal points"
	}
	return p
}

// blank tells whether no cell holds text.
func blank(row cells) bool {
	for i := range row.len() {
		if len(trim(row.at(i))) > 0 {
			return false
		}
	}
	return true
}

// trim takes the space around a cell off.
func trim(cell []byte) []byte {
	if n := len(cell); n == 0 || cell[0] > ' ' && cell[0] < 0x80 && cell[n-1] > ' ' && cell[n-1] < 0x80 {
		return cell
	}
	return bytes.TrimSpace(cell)
}

// stopped describes an error that ends the reading.
func stopped(err error) Problem {
	var nul *nulError
	var quote *quoteError
	var long *lengthError
	var many *tooManyError
	switch {
	case errors.As(err, &many):
		return tooMany(many.line)
	case errors.As(err, &nul):
		return Problem{Key: "file", Line: nul.line, field: wholeLine,
			Summary:  fmt.Sprintf("line %d holds a NUL byte: this is not text in UTF-8", nul.line),
			Expected: "text in UTF-8, as a table with commas (CSV)", Hint: "save the file as CSV UTF-8"}
	case errors.As(err, &quote):
		return Problem{Key: "file", Line: quote.line, field: wholeLine,
			Summary:  fmt.Sprintf("the quotes in line %d do not close or stand inside a cell", quote.line),
			Expected: `a cell in quotes as a whole, "like this", a quote inside it doubled`}
	case errors.As(err, &long):
		return Problem{Key: "file", Summary: fmt.Sprintf("line %d is longer than %d MB", long.line, mostBytes>>20),
			Expected: "a row of a table in each line", Hint: "is a quote left open, or is this no text?"}
	}
	return damaged(err)
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
	if nul := bytes.IndexByte(p[:n], 0); nul >= 0 && !(begins && foreign(p[:n], textFile) != nil) { // a foreign file is told by its beginning
		return 0, &nulError{w.lines + bytes.Count(p[:nul], []byte("\n")) + 1}
	}
	w.lines += bytes.Count(p[:n], []byte("\n"))
	return n, err
}
