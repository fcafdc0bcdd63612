package telemetry

import (
	"bytes"
	"fmt"
	"io"
)

// mostBytes bounds a row: a quote that is never closed would otherwise draw
// the whole file into memory.
const mostBytes = 16 << 20

// scanner reads the rows of a text table without copying its cells: those of a
// row hold until the next one is read. Quotes follow RFC 4180.
type scanner struct {
	in    io.Reader
	comma byte

	buffer     []byte
	begin, end int // what is read and not yet passed on
	ended      bool
	fault      error

	next int // line where the next row begins, from 1
	line int // line where the row at hand begins
	// express may take a line without quotes for itself. Such lines are not
	// returned by row.
	express func(line []byte, number int) bool
	taken   int // how many lines it took
	most    int // so many are too many

	spans []span // of the cells
	plain []byte // cells whose quotes were taken off
}

// span is where a cell lies in the text of its row. Offsets and not slices: a
// pointer for each cell would cost more than finding it.
type span struct{ begin, end uint32 }

// cells are those of the row at hand.
type cells struct {
	line  []byte
	spans []span
}

func (c cells) len() int { return len(c.spans) }

func (c cells) at(i int) []byte {
	s := c.spans[i]
	return c.line[s.begin:s.end]
}

// from is the cells from the i-th on.
func (c cells) from(i int) cells { return cells{c.line, c.spans[i:]} }

// quoteError is a quote that does not close, or stands inside a cell.
type quoteError struct{ line int }

func (e *quoteError) Error() string { return fmt.Sprintf("line %d has a quote out of place", e.line) }

// tooManyError ends the reading of a table that would fill the memory.
type tooManyError struct{ line int }

func (e *tooManyError) Error() string { return fmt.Sprintf("line %d is one too many", e.line) }

// lengthError is a row longer than mostBytes.
type lengthError struct{ line int }

func (e *lengthError) Error() string { return fmt.Sprintf("line %d is too long", e.line) }

func newScanner(in io.Reader, comma byte) *scanner {
	return &scanner{in: in, comma: comma, buffer: make([]byte, 1<<18), next: 1}
}

// fill reads more behind what is there. more is false at the end.
func (s *scanner) fill() (more bool, err error) {
	if s.ended {
		return false, s.fault
	}
	if s.begin > 0 {
		s.end = copy(s.buffer, s.buffer[s.begin:s.end])
		s.begin = 0
	}
	if s.end == len(s.buffer) {
		if len(s.buffer) >= mostBytes {
			return false, &lengthError{s.next}
		}
		s.buffer = append(s.buffer, make([]byte, len(s.buffer))...)
	}
	n, err := s.in.Read(s.buffer[s.end:])
	s.end += n
	if err != nil {
		s.ended = true
		if err != io.EOF {
			s.fault = err
		}
	}
	return n > 0 || !s.ended, nil
}

// lineEnd finds the end of the line that begins at from after s.begin: its
// offset, and that of the next line.
func (s *scanner) lineEnd(from int) (end, next int, err error) {
	searched := from
	for {
		if i := bytes.IndexByte(s.buffer[s.begin+searched:s.end], '\n'); i >= 0 {
			end = searched + i
			next = end + 1
			if end > from && s.buffer[s.begin+end-1] == '\r' {
				end--
			}
			return end, next, nil
		}
		searched = s.end - s.begin
		more, err := s.fill()
		if err != nil {
			return 0, 0, err
		}
		if !more {
			end = s.end - s.begin
			next = end
			if end > from && s.buffer[s.begin+end-1] == '\r' {
				end--
			}
			return end, next, nil
		}
	}
}

// skip passes over a line.
func (s *scanner) skip() error {
	_, next, err := s.lineEnd(0)
	s.begin += next
	s.next++
	return err
}

// row reads the next row that is not an empty line. At the end it is io.EOF.
func (s *scanner) row() (cells, error) {
	for {
		end, next, err := s.lineEnd(0)
		if err != nil {
			return cells{}, err
		}
		if next == 0 {
			return cells{}, io.EOF
		}
		s.line = s.next
		text := s.buffer[s.begin : s.begin+end]
		if len(text) == 0 {
			s.begin += next
			s.next++
			continue
		}
		if bytes.IndexByte(text, '"') >= 0 {
			return s.quoted()
		}
		s.begin += next
		s.next++
		if s.express != nil && s.express(text, s.line) {
			s.taken++
			if s.taken >= s.most {
				return cells{}, &tooManyError{s.line}
			}
			continue
		}
		s.split(text)
		return cells{text, s.spans}, nil
	}
}

// split cuts a line without quotes into cells.
func (s *scanner) split(text []byte) {
	spans, comma := s.spans[:0], s.comma
	from := 0
	for i, c := range text {
		if c == comma {
			spans = append(spans, span{uint32(from), uint32(i)})
			from = i + 1
		}
	}
	s.spans = append(spans, span{uint32(from), uint32(len(text))})
}

// quoted reads a row that has quotes and may go on over several lines.
func (s *scanner) quoted() (cells, error) {
	// Offsets into plain, since the buffer moves while lines are added.
	var ends []int
	s.plain = s.plain[:0]
	end, next, err := s.lineEnd(0)
	lines := 1
	at := 0
	for err == nil {
		for at < end && s.comma != '\t' && (s.peek(at) == ' ' || s.peek(at) == '\t') {
			at++
		}
		if at < end && s.peek(at) == '"' {
			at++
			for closed := false; !closed; {
				switch {
				case at >= end && next > end && s.begin+next <= s.end: // the line ends inside the quotes
					from := next
					s.plain = append(s.plain, '\n')
					if end, next, err = s.lineEnd(from); err != nil {
						return cells{}, err
					}
					if next == from {
						return cells{}, &quoteError{s.line}
					}
					at = from
					lines++
				case at >= end:
					return cells{}, &quoteError{s.line}
				case s.peek(at) != '"':
					s.plain = append(s.plain, s.peek(at))
					at++
				case at+1 < end && s.peek(at+1) == '"':
					s.plain = append(s.plain, '"')
					at += 2
				default:
					at++
					closed = true
				}
			}
			if at < end && s.peek(at) != s.comma {
				return cells{}, &quoteError{s.line}
			}
		} else {
			for at < end && s.peek(at) != s.comma {
				if s.peek(at) == '"' {
					return cells{}, &quoteError{s.line}
				}
				s.plain = append(s.plain, s.peek(at))
				at++
			}
		}
		ends = append(ends, len(s.plain))
		if at >= end {
			break
		}
		at++ // the comma
	}
	if err != nil {
		return cells{}, err
	}
	s.begin += next
	s.next += lines
	s.spans = s.spans[:0]
	from := 0
	for _, to := range ends {
		s.spans = append(s.spans, span{uint32(from), uint32(to)})
		from = to
	}
	return cells{s.plain, s.spans}, nil
}

// peek is the byte at an offset from the beginning of the row.
func (s *scanner) peek(at int) byte { return s.buffer[s.begin+at] }
